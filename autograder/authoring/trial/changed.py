"""Which exercises of a lesson have changed: their text, their checks or their mistakes."""

import ast
from collections.abc import Iterator
from pathlib import Path

from autograder import lesson as lessons
from autograder.authoring.lint.files import Course, File


def exercises(root: Path = lessons.ROOT) -> dict[tuple[str, str], str]:
    """(lesson, exercise) → all that its files say of it."""
    course = Course(root)
    found = {}
    for name, source in course.sources.items():
        for exercise, cell in source.exercises.items():
            parts = [cell.source, *_named(course.checks(name), f"test_{exercise}_")]
            parts += _named(course.mistakes(name), f"{exercise}__")
            found[name, exercise] = "\n".join(parts)
    return found


def _named(file: File, prefix: str) -> Iterator[str]:
    lines = file.text.splitlines()
    for node in file.tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name.startswith(prefix):
            yield "\n".join(lines[node.lineno - 1 : node.end_lineno])
