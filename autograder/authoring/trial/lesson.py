"""Tries a lesson as its learners and graders will: answers, stubs, milestone, mistakes, demonstrations."""

import random
import traceback
from collections.abc import Callable, Collection, Iterator

from autograder import lesson as lessons
from autograder.authoring.lint.files import Course
from autograder.authoring.lint.slip import Slip
from autograder.authoring.trial import demonstrations
from autograder.authoring.trial.faults import faults
from autograder.authoring.trial.mistakes import BACKSTOP, our_answers, recognised, tried
from autograder.checking import diagnosis
from autograder.checking.results import LessonResult
from autograder.checking.runner import examine, new_seed
from autograder.errors import Refusal
from autograder.lesson import Cell, stub
from autograder.running.workbook import Workbook

MOST = 0.150  # seconds that all checks of an exercise may take
BUDGET = "30 may be taken, 150 where a network trains"
MANY = 3  # failed runs of our answers, after which no more seeds are tried


class Trial:
    """What is found out of one lesson.

    Parameters
    ----------
    lesson : str
    only : collection of str, optional
        The exercises to try; None for all, and for the demonstrations and the milestone.
    seeds : int
        How often our answers are checked, each time on fresh random inputs.
    goes_on : callable
        Whether there is time for one more mistake.
    step : callable
        Is told what comes next.
    """

    def __init__(
        self,
        lesson: str,
        only: Collection[str] | None = None,
        seeds: int = 1,
        goes_on: Callable[[], bool] = lambda: True,
        step: Callable[[str], None] = lambda what: None,
    ) -> None:
        self.lesson, self.only, self.seeds, self.goes_on, self.step = lesson, only, seeds, goes_on, step
        self.course, self.seconds = Course(lessons.ROOT), dict[str, float]()
        self.wanted = [name for name in lessons.lesson(lesson).exercises if only is None or name in only]
        self.mistakes_tried = self.mistakes_there = 0

    def findings(self) -> list[Slip]:
        """Everything that is wrong, a line each."""
        shown = demonstrations.started(self.lesson) if self.only is None else None
        try:
            found = {*self._answers(), *self._stubs()}
            found |= set(self._mistakes()) if not found else set()
            self.step("demonstrations")
            return sorted(found | set(demonstrations.found(self.lesson, shown) if shown else ()))
        except Refusal as refusal:  # the checks cannot be read
            return [self.course.checks(self.lesson).slip(1, str(refusal), "see hardway lint")]
        finally:
            if shown and shown.poll() is None:
                shown.kill()

    def slow(self) -> list[str]:
        """The exercises whose checks take longer than they may, in words; one that was asked for, anyway."""
        allowed = 0.0 if self.only else MOST
        found = {name: seconds for name, seconds in self.seconds.items() if seconds > allowed}
        return [f"the checks of `{name}` take {found[name] * 1000:.0f} ms ({BUDGET})" for name in found]

    def _answers(self) -> Iterator[Slip]:
        """Our answers on fresh inputs, and once the milestone; one line for each check that fails."""
        student, failed, met = our_answers(self.lesson), 0, set[tuple[str, int]]()
        for turn in range(self.seeds):
            self.step(f"our answers, {turn + 1} of {self.seeds}")
            milestone = self.only is None and turn == 0
            result = examine(
                self.lesson, student, only=self.only, seconds=BACKSTOP, milestone=milestone, seed=new_seed()
            )
            self._time(result)
            fresh = [one for one in faults(result) if (one.file, one.line) not in met]
            met |= {(one.file, one.line) for one in fresh}
            yield from fresh
            failed += not result.all_passed
            if failed >= MANY:
                return

    def _time(self, result: LessonResult) -> None:
        for exercise in result.exercises:
            seconds = sum(check.seconds for check in exercise.checks)
            self.seconds[exercise.name] = min(seconds, self.seconds.get(exercise.name, seconds))

    def _stubs(self) -> Iterator[Slip]:
        """A stub says that nothing was written yet."""
        self.step("stubs")
        lesson, source = lessons.lesson(self.lesson), self.course.sources[self.lesson]
        cells = [Cell(cell.kind, stub(cell.source)) for cell in lesson.cells]
        result = examine(self.lesson, Workbook(lesson, cells).run(), only=self.only, seconds=BACKSTOP)
        for exercise in result.exercises:
            if exercise.state != "not_attempted":
                line = source.line(source.exercises[exercise.name])
                what = f"the stub of `{exercise.name}` is told as {exercise.state}, not as not attempted"
                yield source.slip(line, what, "a stub only raises: the whole answer belongs into the region")

    def _mistakes(self) -> Iterator[Slip]:
        """Each mistake fails, and is told as itself; an exercise's are tried until the time is over."""
        try:
            catalogue = {name: list(diagnosis.catalogue(self.lesson, name)) for name in self.wanted}
        except Exception as error:
            yield self._unreadable(error)
            return
        self.mistakes_there = sum(map(len, catalogue.values()))
        seed = new_seed()
        every = [(name, mistake) for name, mistakes in catalogue.items() for mistake in mistakes]
        for exercise, mistake in random.Random(seed).sample(every, len(every)):  # others each time
            if not self.goes_on():
                return
            self.step(f"mistakes, {self.mistakes_tried + 1} of {self.mistakes_there}")
            yield from self._mistake(exercise, mistake, seed)
            self.mistakes_tried += 1

    def _mistake(self, exercise: str, mistake: str, seed: int) -> Iterator[Slip]:
        file = self.course.mistakes(self.lesson)
        line = next((one.lineno for one in file.functions if one.name == mistake), 1)
        done = tried(self.lesson, exercise, seed, only={mistake})
        if mistake not in done.seen:
            mend = f"sharpen {self.course.checks(self.lesson).path}, or take it out"
            yield file.slip(line, f"`{mistake}` passes every check", mend)
            return
        result = recognised(done, mistake)
        if result.mistake != mistake:
            said = f"taken for `{result.mistake}`" if result.mistake else "not recognised"
            mend = "two mistakes that answer alike are one" if result.mistake else "see *The mistakes*"
            yield file.slip(line, f"`{mistake}` is {said} (seed {seed})", mend)

    def _unreadable(self, error: Exception) -> Slip:
        file = self.course.mistakes(self.lesson)
        frames = [
            one for one in traceback.extract_tb(error.__traceback__) if one.filename.endswith(file.path)
        ]
        said = f"the mistakes cannot be imported: {type(error).__name__}: {error}"
        return file.slip(frames[-1].lineno or 1 if frames else 1, said, "mend that line")
