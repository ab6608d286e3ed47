"""Our answers, as text."""

from autograder import lesson as lessons
from autograder.errors import Refusal
from autograder.lesson import answer
from autograder.lookup import exercise_named


def ours(name):
    """The source of our answer to an exercise."""
    lesson, name = exercise_named(name)
    if not (lessons.SOLUTIONS / f"{lesson}.py").exists():
        raise Refusal("our answers are not in this copy of the course: ask your instructor")
    return answer(lessons.lesson(lesson).exercises[name].cell.source)
