"""Puts the checks of an exercise to the mistakes of its catalogue, as to what a student hands in."""

import itertools
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any
from unittest.mock import patch

from autograder import lesson as lessons
from autograder.checking import catalogue, diagnosis, evidence
from autograder.checking.conditions import Conditions
from autograder.checking.replay_check import PASSES, fails_at
from autograder.checking.runner import checks_of, examine
from autograder.file_stamps import unchanged
from autograder.running import context
from autograder.running.calls import Call
from autograder.running.timeout import TimeLimit
from autograder.running.workbook import Workbook

BACKSTOP = 60  # seconds of processor time for what ends by itself: a tenth of that is much
ALL_CHECKS = 30  # the same for a mistake, whatever is asked of it

Turns = Sequence[Collection[str] | None]


@dataclass
class Tried:
    """Mistakes of an exercise, examined once on the same random inputs.

    `seen` holds what a diagnosis gets of each that fails; `fails` at which call of a check each fails, and
    `asked` all that a check asked of each, as a replay would find it: each is held against the others, and
    its checks have just been run on it. `check_of` says which check a call was made in.
    """

    lesson: str
    exercise: str
    seed: int
    seen: dict[str, list[tuple[Any, ...]]] = field(default_factory=dict)
    fails: dict[tuple[Any, Any], Any] = field(default_factory=dict)
    asked: dict[tuple[Any, Any], list[Call]] = field(default_factory=dict)
    check_of: dict[int, Any] = field(default_factory=dict)

    def ask(self, turns: Mapping[str, Turns] | None, student: Workbook) -> None:
        """Put the checks to the mistakes, in the place of this exercise of a student.

        Parameters
        ----------
        turns : dict, optional
            Mistake → collections of titles of checks: it is tried on one after the other, up to the first
            that it fails. None puts all checks to all mistakes.
        student : Workbook
            Our answers; the same when this returns.
        """
        own, told = student.namespace[self.exercise], list[tuple[Any, ...]]()
        known = {other: True for other in student.shipped.exercises if other != self.exercise}
        only = {self.exercise}
        # only what a diagnosis is asked is wanted here
        with patch.object(diagnosis, "explain", lambda *found: told.append(found)):
            for mistake, function in catalogue.mistakes(self.lesson, self.exercise).items():
                student.namespace[self.exercise] = function
                for turn in [None] if turns is None else turns.get(mistake, ()):
                    examine(self.lesson, student, self.seed, (), BACKSTOP, only, known, titles=turn)
                    if told:
                        self._keep(mistake, function, told)
                        told.clear()
                        break
        student.namespace[self.exercise] = own

    def ask_in_turn(self, name: str, titles: Sequence[str], student: Workbook) -> None:
        """Put the checks to a mistake one after the other, up to the first that it fails.

        Which one that is shows at a glance, as to a diagnosis: to judge each that it passes takes the time.
        A mistake that does not end is a TimeLimit.
        """
        checks, conditions = checks_of(self.lesson), Conditions(self.seed, ALL_CHECKS)
        mistake = catalogue.mistakes(self.lesson, self.exercise)[name]

        def passes(title: str) -> bool:
            items = checks[self.exercise, title]
            return all(fails_at(item, self.exercise, mistake, conditions) == PASSES for item in items)

        began = time.process_time()
        with unchanged():
            passed = sum(1 for _ in itertools.takewhile(passes, titles))
        if time.process_time() - began >= ALL_CHECKS:
            raise TimeLimit(f"did not finish within {ALL_CHECKS} s of processor time")
        # what passes all may still be judged otherwise
        asked = titles[passed:] or titles
        self.ask({name: [{title} for title in asked]}, student)

    def first_failed(self) -> dict[str, str]:
        """Mistake → the title of the check that it fails, the first where several were asked in its turn."""
        return {name: seen[0][0].checks[0].title for name, seen in self.seen.items()}

    def _keep(self, name: str, mistake: Callable, told: Sequence[tuple[Any, ...]]) -> None:
        """Remember what the checks of an exercise have found of a mistake."""
        self.seen[name] = list(told)
        self.fails |= {(check, mistake): at for check, at in self.ends(name).items()}
        for check, (_, tape) in told[0][1].items():
            self.asked[check, mistake] = evidence.asked_of_it(tape, self.exercise)
            self.check_of |= {id(call): check for call in tape.calls}

    def anew(self, turns: Mapping[str, Turns], student: Workbook) -> "Tried":
        """Other checks put to some of the same mistakes, on the same random inputs; arguments as of `ask`."""
        done = Tried(self.lesson, self.exercise, self.seed)
        done.ask(turns, student)
        return done

    def ends(self, name: str) -> dict[Any, int]:
        """Check → with which call of it the mistake fails."""
        tapes = self.seen[name][0][1]
        return {check: PASSES if passes else len(tape.calls) for check, (passes, tape) in tapes.items()}


def our_answers(lesson: str, instead: Mapping[str, str] = MappingProxyType({})) -> Workbook:
    """A student who hands in our own answers; `instead` has other sources for some exercises."""
    course = lessons.lesson(lesson)
    others = {id(course.exercises[name].cell): source for name, source in instead.items()}
    cells = [replace(cell, source=others.get(id(cell), cell.source)) for cell in course.cells]
    with context.entered(folder=lessons.SOLUTIONS):  # what they import of earlier lessons is theirs, too
        return Workbook(course, cells, seconds=BACKSTOP).run()


def tried(lesson: str, exercise: str, seed: int, turns: Mapping[str, Turns] | None = None) -> Tried:
    """The mistakes of an exercise as its checks find them; `turns` are those of `Tried.ask`."""
    done = Tried(lesson, exercise, seed)
    done.ask(turns, our_answers(lesson))
    return done
