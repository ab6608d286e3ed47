"""Tries the mistakes of a lesson, those first whose checks take least time, as far as there is time."""

import random
import traceback
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby, takewhile

from autograder import lesson as lessons
from autograder.authoring.lint.files import Course, File
from autograder.authoring.lint.slip import Slip
from autograder.authoring.trial.mistakes import BACKSTOP, Tried, our_answers, recognised, tried
from autograder.checking import diagnosis
from autograder.checking.runner import examine


@dataclass
class Part:
    """One of several equal parts of the mistakes of a lesson: each process tries its own.

    Parameters
    ----------
    lesson : str
    seed : int
        Of the random inputs, and of the order in which the mistakes of an exercise are tried.
    number, of : int
        Which part, of how many.
    only : collection of str, optional
        The exercises whose mistakes are tried; None for all.
    takes : dict, optional
        Exercise → the seconds of its checks with our own answers, where that is known.
    """

    lesson: str
    seed: int
    number: int = 0
    of: int = 1
    only: Collection[str] | None = None
    takes: Mapping[str, float] = field(default_factory=dict)
    tried: list[str] = field(default_factory=list)

    def findings(
        self, goes_on: Callable[[], bool], step: Callable[[str], None] = lambda what: None
    ) -> Iterator[Slip]:
        """Each mistake fails, and is told as itself: a line for each that does not."""
        course = Course(lessons.ROOT)
        checks, file = course.checks(self.lesson), course.mistakes(self.lesson)
        try:
            names = self.in_order()
        except Exception as error:
            yield _unreadable(file, error)
            return
        todo = takewhile(lambda _: goes_on(), names)
        for exercise, own in groupby(todo, lambda name: name.partition("__")[0]):
            step(f"mistakes of {exercise}")
            done, before = Tried(self.seed), len(self.tried)
            for name in own:
                tried(self.lesson, exercise, self.seed, {name}, done)
                self.tried.append(name)
            for name in self.tried[before:]:  # afterwards: what is known of the others tells it from them
                yield from _mistake(file, checks.path, done, name)

    def in_order(self) -> list[str]:
        """The mistakes of this part, those first whose checks take least time with our own answers."""
        wanted = [
            name for name in lessons.lesson(self.lesson).exercises if not self.only or name in self.only
        ]
        catalogue = {name: list(diagnosis.catalogue(self.lesson, name)) for name in wanted}
        takes = self.takes or self._seconds()
        order = random.Random(self.seed)  # others come first each time, and the same for each part
        own = {name: order.sample(one, len(one))[self.number :: self.of] for name, one in catalogue.items()}
        return [name for one in sorted(wanted, key=lambda one: takes.get(one, 0)) for name in own[one]]

    def _seconds(self) -> dict[str, float]:
        own = examine(self.lesson, our_answers(self.lesson), self.seed, only=self.only, seconds=BACKSTOP)
        return {one.name: sum(check.seconds for check in one.checks) for one in own.exercises}


def there(lesson: str, only: Collection[str] | None = None) -> list[str]:
    """The names of the mistakes of a lesson; none where they cannot be read, which a Part says."""
    try:
        names = diagnosis.catalogue(lesson)
    except Exception:
        return []
    return [name for name in names if only is None or name.partition("__")[0] in only]


def _mistake(file: File, checks: str, done: Tried, name: str) -> Iterator[Slip]:
    line = next((one.lineno for one in file.tree.body if getattr(one, "name", "") == name), 1)
    if name not in done.seen:
        yield file.slip(line, f"`{name}` passes every check", f"sharpen {checks}, or take it out")
        return
    result = recognised(done, name)
    if result.mistake != name:
        said = f"taken for `{result.mistake}`" if result.mistake else "not recognised"
        mend = "two mistakes that answer alike are one" if result.mistake else "see *The mistakes*"
        yield file.slip(line, f"`{name}` is {said} (seed {done.seed})", mend)


def _unreadable(file: File, error: Exception) -> Slip:
    frames = [one for one in traceback.extract_tb(error.__traceback__) if one.filename.endswith(file.path)]
    said = f"the mistakes cannot be imported: {type(error).__name__}: {error}"
    return file.slip(frames[-1].lineno or 1 if frames else 1, said, "mend that line")
