"""Tries a lesson as its learners and graders will: answers, stubs, milestone, mistakes, demonstrations."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator

from autograder import lesson as lessons
from autograder.authoring.lint.files import Course
from autograder.authoring.lint.slip import Slip
from autograder.authoring.trial import beside, catalogue
from autograder.authoring.trial.apart import splits
from autograder.authoring.trial.faults import faults, raised_in
from autograder.authoring.trial.mistakes import BACKSTOP, our_answers
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
    step : callable
        Is told what comes next.
    """

    def __init__(
        self,
        lesson: str,
        only: Collection[str] | None = None,
        seeds: int = 1,
        step: Callable[[str], None] = lambda what: None,
    ) -> None:
        self.lesson, self.only, self.seeds, self.step = lesson, only, seeds, step
        self.course, self.seed = Course(lessons.ROOT), new_seed()
        self.seconds = defaultdict[str, dict[str, float]](dict)  # exercise → title of a check → its time

    def findings(self) -> list[Slip]:
        """Everything that is wrong, a line each."""
        shown = None if self.only else beside.Demonstrations(self.lesson)
        try:
            student = our_answers(self.lesson)
            found = {*self._answers(student), *self._stubs()}
            found |= {*(() if found else self._mistakes(student))}
            if shown:
                self.step("demonstrations")
                found |= {*shown.found()}
            return sorted(found)
        except Exception as error:
            unread = isinstance(error, Refusal)  # the checks, whose own error is its cause
            if line := raised_in(error.__cause__ if unread else error):
                return [line]
            if not unread:
                raise
            return [self.course.checks(self.lesson).slip(1, str(error), "see hardway lint")]
        finally:
            if shown:
                shown.end()

    def slow(self) -> list[str]:
        """The exercises whose checks take longer than they may, in words; one that was asked for, anyway."""
        allowed = 0.0 if self.only else MOST
        taken = {name: sum(checks.values()) for name, checks in self.seconds.items()}
        found = {name: seconds for name, seconds in taken.items() if seconds > allowed}
        return [f"the checks of `{name}` take {found[name] * 1000:.0f} ms ({BUDGET})" for name in found]

    def _answers(self, student: Workbook) -> Iterator[Slip]:
        """Our answers on fresh inputs, and once the milestone; one line for each check that fails."""
        failed, met = 0, set[tuple[str, int]]()
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
            known = self.seconds[exercise.name]
            for check in exercise.checks:
                known[check.title] = min(check.seconds, known.get(check.title, check.seconds))

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

    def _mistakes(self, student: Workbook) -> Iterator[Slip]:
        """The mistakes that are not told as themselves; the quickest check is asked first.

        A process beside this one tries half of them; but one exercise is tried before another has begun anew.
        """
        checks = {name: sorted(known, key=known.__getitem__) for name, known in self.seconds.items()}
        shared = self.only is None or splits()
        return catalogue.findings(self.lesson, student, self.seed, checks, self.step, shared)
