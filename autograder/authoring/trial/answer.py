"""What the checks say of one answer, beside our own answers to everything else."""

from autograder.authoring.trial.mistakes import our_answers
from autograder.checking.results import ExerciseResult
from autograder.checking.runner import examine
from autograder.errors import Refusal


def told(lesson: str, exercise: str, source: str) -> ExerciseResult:
    """The result of an exercise with this definition, and what it needs, in the place of ours."""
    student = our_answers(lesson, {exercise: source})  # a cell as any other: hints read the code that ran
    if problem := student.problem(exercise):
        raise Refusal(f"`{exercise}` does not run: {problem.message}", status=1)
    known = {other: True for other in student.shipped.exercises if other != exercise}
    return examine(lesson, student, only={exercise}, known=known)[exercise]
