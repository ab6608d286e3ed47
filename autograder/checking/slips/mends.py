"""Where a wrong answer goes wrong: the place of it at which a change makes all checks pass.

What is tried is the student's own function, so only where it runs here: never in grading, where the code of
others runs in a sandbox. That a change mends it is found out, not guessed: every check is run on it.
"""

import ast
import copy
import types
from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, cast

from autograder.checking.slips.halfway import Halfway, Known
from autograder.checking.slips.search import while_there_is_time
from autograder.checking.slips.variants import Mend, mends, small

SECONDS = 1  # of processor time for one change, and as much for a second one
TWO = "Two things are to be mended. One is in {}: {}. The other: {}"
FIRSTS = 3  # changes that mend the first failed check, for each of which a second one is looked for
HALVES = 6  # changes that lead to a known mistake, for each of which the same is done
VAGUE = ("it ", "the turning round")  # a line moved or dropped, an order: they lead to much by accident


class Trial(Protocol):
    """What a changed function is put to."""

    def passes_first(self, function: Callable) -> bool:
        """Whether it passes the check that is explained."""

    def passes(self, function: Callable) -> bool:
        """Whether it passes all checks."""


class Mending:
    """The search for one change, and for two, that make a student's function right.

    Parameters
    ----------
    function : callable or None
        The student's, as it runs here.
    code : ast.FunctionDef or None
        Its source.
    trial : Trial
    """

    def __init__(self, function: Callable | None, code: ast.FunctionDef | None, trial: Trial) -> None:
        self.trial, self._begun = trial, cast(list[tuple[Mend, ast.Module]], [])
        runs = code is not None and isinstance(function, types.FunctionType) and not function.__closure__
        self.function = cast(types.FunctionType, function) if runs else None
        self.tree = ast.Module([copy.deepcopy(code)] if code else [], [])
        for node in ast.walk(self.tree):
            node.own = True  # type: ignore[attr-defined]  # and not what a change has put there

    def by_one(self) -> str:
        """Where one change makes all checks pass, in words; empty where none was found in time."""
        for one in self._first_mended(SECONDS, mends(self.tree, self.function)) if self.function else ():
            if self._mends(one):
                return f"All checks pass once one thing is changed in {one.where}: {one.says}."
            if len(self._begun) < FIRSTS:
                self._begun.append((one, copy.deepcopy(self.tree)))
        return ""

    def by_two(self) -> str:
        """The same of two: a second one after one that mends the first check, or two small ones at once."""
        if self.function is None:
            return ""
        for one, half in self._begun:
            if other := self._second(half, FIRSTS):
                return _of_both(one, other)
        for one in while_there_is_time(SECONDS, small(self.tree, self.function)):
            for other in self._first_mended(SECONDS / FIRSTS, small(self.tree, self.function)):
                if self.trial.passes(other.changed):
                    return _of_both(one, other)
        return ""

    def halfway(self, halfway: Halfway, leads_on: Callable[[Callable], bool]) -> tuple[str, str]:
        """(the mistake that is left after one change, what is said of both); the mistake may have no name.

        One that has a name has to lead on; else a second change has to make all checks pass.
        """
        tried = 0
        for one in while_there_is_time(SECONDS, mends(self.tree, self.function)) if self.function else ():
            left = _without_accidents(halfway.like(one.changed), halfway, one)
            named = [known for known in left if known.name and not one.says.startswith(VAGUE)]
            for known in (known for known in named if leads_on(known.function)):
                return known.name, TWO.format(one.where, one.says, known.says)
            if left and tried < HALVES and (other := self._second(copy.deepcopy(self.tree), 2 * HALVES)):
                return "", _of_both(one, other)
            tried += bool(left)
        return "", ""

    def _second(self, half: ast.Module, tries: int) -> Mend | None:
        """One change more that makes all checks pass, found in the time of one of so many tries."""
        assert self.function is not None
        others = self._first_mended(SECONDS / tries, mends(half, self.function))
        return next((other for other in others if self._mends(other)), None)

    def _mends(self, one: Mend) -> bool:
        """Whether it passes all checks, and another change of the kind does not."""
        return self.trial.passes(one.changed) and not (
            (rival := one.rival()) and self.trial.passes_first(rival) and self.trial.passes(rival)
        )

    def _first_mended(self, seconds: float, mends: Iterable[Mend]) -> Iterator[Mend]:
        return (one for one in while_there_is_time(seconds, mends) if self.trial.passes_first(one.changed))


def _without_accidents(left: list[Known], halfway: Halfway, one: Mend) -> list[Known]:
    """Those of the known mistakes that another change of the kind does not lead to."""
    rival = one.rival() if left else None
    return [known for known in left if known not in halfway.like(rival)] if rival else left


def _of_both(one: Mend, other: Mend) -> str:
    return (
        f"All checks pass once two things are changed. One is in {one.where}: {one.says}. "
        f"The other is in {other.where}: {other.says}."
    )
