"""Which lesson a live notebook is a copy of."""

from collections.abc import Callable, Iterable
from typing import Any

from autograder import lesson as lessons
from autograder import lookup
from autograder.errors import Refusal
from autograder.running.cells import normal
from autograder.running.global_names import bindings
from autograder.running.namespace import Namespace
from autograder.workspace import saved


def lesson_meant(verb: str, lesson: Any, namespace: dict) -> str:
    """The lesson that a verb was handed, under any name that commands take, else the notebook's own.

    Raises
    ------
    Refusal
        Where there is no such lesson, or nothing tells which one this is; one line that names them.
    """
    if lesson is not None:
        return lookup.lesson_named(getattr(lesson, "__name__", str(lesson)))
    here = lesson_here(namespace)
    if here is None:
        mend = f'say it, as in {verb}("{lessons.course()[0]}")'
        raise Refusal(f"nothing here tells which lesson this is: {mend}; {lookup.all_lessons()}")
    return here


def lesson_here(namespace: dict) -> str | None:
    """The lesson that a notebook is a copy of, or None.

    By its name where Jupyter tells it, else by the cells that it has run, else by what it defines.
    """
    path = saved.notebook_path()
    if path and path.stem in lessons.course():
        return path.stem
    student = Namespace(namespace)
    ran = {normal(source) for source in student.ran()}
    return _most(lambda name: _cells_of(name, ran)) or _most(
        lambda name: sum(e in namespace and student.owns(e) for e in lessons.lesson(name).exercises)
    )


def _most(count: Callable[[str], int]) -> str | None:
    """The first lesson with the highest count, or None where all are 0."""
    counted = {name: count(name) for name in lessons.course()}
    return max(counted, key=lambda name: counted[name]) if any(counted.values()) else None


def _cells_of(name: str, ran: Iterable[str]) -> int:
    """How many of these cells are a lesson's own, or define one of its exercises."""
    lesson = lessons.lesson(name)
    shipped = {normal(cell.source) for cell in lesson.cells if cell.kind == "code"}
    return sum(source in shipped or _defines(source, lesson.exercises) for source in ran)


def _defines(source: str, exercises: Iterable[str]) -> bool:
    return any(kind == "def" and what in exercises for kind, what in bindings(source))
