"""The trial of a lesson's mistakes by two processes: each takes what the other has not taken yet."""

import contextlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from multiprocessing.connection import Connection
from typing import Any

from autograder.authoring.trial.apart import Claims, Part, splits
from autograder.authoring.trial.mistakes import Tried, our_answers
from autograder.authoring.trial.recognised import taken_for
from autograder.checking import catalogue
from autograder.running.timeout import TimeLimit
from autograder.running.workbook import Workbook

Found = dict[str, str | None]  # mistake → what is found of it
ENDLESS = ""  # the title of the check that a mistake fails which does not end
Checks = Mapping[str, Sequence[str]]  # exercise → the titles of its checks, as they are asked in turn
Step = Callable[[str], None]
Gets = Callable[[int], bool]  # whether it is whoever asks that does this thing


def findings(
    lesson: str, student: Workbook, seed: int, checks: Checks, step: Step, beside: bool
) -> tuple[Found, Found]:
    """What is found of all mistakes: the first check that each fails, or None; what it is then taken for.

    The arguments are those of `catalogue.findings`.
    """
    share = Share(lesson, student, seed, checks, step)
    rounds = [Claims(len(share.names)) for _ in ("first failed", "taken for")]
    split = student if splits() else None  # no process that begins anew can be given it
    part = Part(_other, lesson, split, seed, checks, rounds) if beside else None
    try:
        first = share.first(rounds[0])
        _hear(part, first, share.names)
        first |= share.first(lambda thing: share.names[thing][1] not in first)  # of one that has ended
        failed = {name: title for name, title in first.items() if title}
        if part:
            part.tell(failed)
        taken = share.taken(failed, rounds[1])
        _hear(part, taken, failed)
        left = {name: title for name, title in failed.items() if name not in taken}
        return first, taken | share.taken(left, lambda thing: True)
    finally:
        if part:
            part.end()


class Share:
    """What one process does of the mistakes of a lesson; the arguments are those of `findings`."""

    def __init__(
        self, lesson: str, student: Workbook, seed: int, checks: Checks, step: Step = lambda what: None
    ) -> None:
        self.checks, self.step, self.student = checks, step, student
        self.names = [(one, name) for one in checks for name in catalogue.mistakes(lesson, one)]
        self.done = {exercise: Tried(lesson, exercise, seed) for exercise in checks}

    def first(self, gets: Gets) -> Found:
        """The first check that each mistake fails, or None or ENDLESS, of those that this process gets."""
        found: Found = {}
        for thing, (exercise, name) in enumerate(self.names):
            if gets(thing):
                self.step(f"mistakes of {exercise}")
                done = self.done[exercise]
                try:
                    done.ask_in_turn(name, self.checks[exercise], self.student)
                    found[name] = done.first_failed().get(name)
                except TimeLimit:
                    found[name] = ENDLESS
        return found

    def taken(self, failed: Mapping[str, str], gets: Gets) -> Found:
        """What each mistake that fails a check is taken for, of those that this process gets.

        Those that fail the same check first are held against each other, and so are one thing to get.
        """
        found: Found = {}
        for thing, exercise, names in self._nearest(failed):
            if gets(thing):
                self.step(f"likenesses in {exercise}")
                first = {name: failed[name] for name in names}
                found |= taken_for(self.done[exercise], self.checks[exercise], first, self.student)
        return found

    def _nearest(self, failed: Mapping[str, str]) -> Iterator[tuple[int, str, list[str]]]:
        """(number, exercise, mistakes) of each thing to get, first what this process has tried itself."""
        groups = defaultdict[tuple[str, str], list[str]](list)
        for exercise, name in self.names:
            if name in failed:
                groups[exercise, failed[name]].append(name)
        things = [(thing, exercise, names) for thing, ((exercise, _), names) in enumerate(groups.items())]

        def foreign(thing: tuple[int, str, list[str]]) -> tuple[int, int]:
            _, exercise, names = thing
            return sum(name not in self.done[exercise].seen for name in names), -len(names)

        yield from sorted(things, key=foreign)


def _other(
    connection: Connection,
    lesson: str,
    student: Workbook | None,
    seed: int,
    checks: Checks,
    rounds: Sequence[Claims],
) -> None:
    share = Share(lesson, student or our_answers(lesson), seed, checks)
    connection.send(share.first(rounds[0]))
    connection.send(share.taken(connection.recv(), rounds[1]))


def _hear(part: Part | None, found: Found, wanted: Sequence[Any] | Mapping[str, str]) -> None:
    """Add what the other process has found; nothing more where it has ended, or has got nothing."""
    with contextlib.suppress(EOFError):
        while part and len(found) < len(wanted):
            found |= part.said()
