"""Our definitions of the exercises: `from autograder.reference import dense`."""

import sys
from types import ModuleType
from typing import Any

from autograder import lesson as lessons
from autograder.file_stamps import stamp


class AnswersWithheld(ImportError):
    """The solutions are not part of this copy of the course."""


_spaces: dict[
    str, tuple[int, dict[str, Any]]
] = {}  # lesson → namespace; what it was read from decides whether it is still good


def namespace(name: str) -> dict[str, Any]:
    """The names that a lesson's solution defines: its imports and its exercises.

    Raises
    ------
    AnswersWithheld
        Where the solutions are not in this copy of the course.
    """
    try:
        read = stamp(f"{lessons.SOLUTIONS}/{name}.py")
    except OSError:
        raise AnswersWithheld(f"our answers to {name} are not in this copy: ask your instructor") from None
    if name not in _spaces or _spaces[name][0] != read:
        _spaces[name] = read, _executed(lessons.lesson(name))
    return _spaces[name][1]


def _executed(lesson: lessons.Lesson) -> dict[str, Any]:
    space = {"__name__": f"solutions_{lesson.name}"}
    file = f"<our answers to {lesson.name}>"  # no path: a traceback would show lines of another place of it
    for cell in (*lesson.setup, *(exercise.cell for exercise in lesson.exercises.values())):
        exec(compile(cell.source, file, "exec"), _importing_ours(space))
    return space


def _importing_ours(space: dict[str, Any]) -> dict[str, Any]:
    """While a solution imports, `autograder.mine` means this module: our answers build on ours alone."""
    space["__builtins__"] = {**vars(__import__("builtins")), "__import__": _import}
    return space


def _import(name: str, *args: Any, **kwargs: Any) -> ModuleType:
    if name == "autograder.mine":
        return sys.modules[__name__]
    return __import__(name, *args, **kwargs)


def __getattr__(name: str) -> Any:
    lesson = None if name.startswith("__") else lessons.lesson_of(name)
    if lesson is None:
        raise AttributeError(f"there is no exercise `{name}`")
    return namespace(lesson)[name]
