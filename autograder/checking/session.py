"""One lesson's checks, collected once and run on one student after another: collecting takes most time."""

import contextlib
import sys
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from os import PathLike
from pathlib import Path

import pytest

from autograder import lesson as lessons
from autograder import reference
from autograder.checking import plain_check, pytest_compat
from autograder.checking.items import EXERCISE, FACTS, MILESTONE, function_of, title
from autograder.checking.plugin import Examination
from autograder.checking.results import LessonResult
from autograder.errors import Refusal
from autograder.file_stamps import unchanged
from autograder.lesson import CHECKS
from autograder.running.student import Student
from autograder.running.timeout import SECONDS


class CheckSession:
    """One pytest session that stays open; it is thrown away where anything goes wrong in it.

    Parameters
    ----------
    lesson : str
    extra : sequence of path
        Files of checks beside the lesson's own.
    """

    def __init__(self, lesson: str, extra: Sequence[str | PathLike[str]] = ()) -> None:
        self.lesson = lesson
        self.student: Student | None = None
        self.paths = [CHECKS / f"test_{lesson}.py", *map(Path, extra)]
        self.stamp = self._times()
        self.plugin = Examination(self._student, 0, SECONDS, lesson=lesson, milestones=True)
        self._forget_modules()
        # our checks say what is wrong, an instructor's own may be bare asserts
        words = pytest_compat.arguments(self.paths, lessons.ROOT, rewrite=bool(extra))
        try:
            self.session = pytest_compat.collected(words, self.plugin)
        except SystemExit as error:
            self.plugin.problems.append(f"they exit, with {error.code!r}, while they are read")
        if self.plugin.problems:
            why = "; ".join(self.plugin.problems)
            raise Refusal(
                f"the checks of {lesson} cannot be run ({why}): mend {self.paths[-1].name}", status=1
            ) from self.plugin.error
        self.items: list[pytest.Function] = [i for i in self.session.items if isinstance(i, pytest.Function)]
        self.plain = not extra and all(map(plain_check.is_plain, self.items))

    def _student(self, lesson: str) -> Student:
        assert self.student is not None, "a check runs only while a student is examined"
        return self.student

    def _forget_modules(self) -> None:
        """A check that was edited counts as it is now, and so does one of that name in another folder."""
        own, *extra = (path.stem for path in self.paths)
        for module in (f"autograder.checks.{own}", *extra):
            sys.modules.pop(module, None)

    def fresh(self) -> bool:
        """Whether no file of checks has changed since."""
        return self.stamp == self._times()

    def _times(self) -> list[int]:
        return [path.stat().st_mtime_ns for path in self.paths]

    def titles(self) -> dict[str, list[str]]:
        """Exercise → the titles of its checks."""
        functions = {function_of(i): i for i in self.items if i.stash[EXERCISE] != MILESTONE}
        found: dict[str, list[str]] = {name: [] for name in lessons.lesson(self.lesson).exercises}
        for item in functions.values():
            found[item.stash[EXERCISE]].append(title(item))
        return found

    def checks(self) -> dict[tuple[str, str], list[pytest.Function]]:
        """(exercise, title) → the check, with each of its parameters."""
        found = defaultdict[tuple[str, str], list[pytest.Function]](list)
        for item in self.items:
            found[item.stash[EXERCISE], title(item)].append(item)
        return found

    def milestone(self) -> str | None:
        """The title of the lesson's milestone, or None."""
        return next((title(item) for item in self.items if item.stash[EXERCISE] == MILESTONE), None)

    @unchanged()
    def examine(
        self,
        student: Student,
        seed: int,
        seconds: float,
        only: Collection[str] | None = None,
        known: Mapping[str, bool] | None = None,
        milestone: bool = False,
        titles: Collection[str] | None = None,
    ) -> LessonResult:
        """The LessonResult of a student; the arguments are those of `runner.examine`."""
        with contextlib.suppress(reference.AnswersWithheld):
            reference.namespace(self.lesson)  # loaded now, not in the time of the first check
        self.student = student
        run = self.plugin.begin(seed, seconds, only, known)
        wanted = run.exercises(self.lesson, milestone) | ({MILESTONE} if milestone else set())
        items = [item for item in self.items if item.stash[EXERCISE] in wanted]
        items = [item for item in items if titles is None or item.stash[FACTS][0] in titles]
        self.plugin.take(items)
        try:
            run.let_known_failures_be_ours(self.lesson)
            if self.plain:
                plain_check.run(items, self.plugin)
            else:
                pytest_compat.run(items)
            return run.result(self.lesson)
        except BaseException:
            self.close()
            raise
        finally:
            self.student = None

    def close(self) -> None:
        """End the session."""
        pytest_compat.close(self.session)
