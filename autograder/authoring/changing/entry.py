"""The stub of a catalogue entry, made of a wrong answer that a student has written."""

import ast
from collections.abc import Iterator
from pathlib import Path

from autograder import lesson as lessons
from autograder.authoring.lint.files import Course
from autograder.authoring.lint.mistakes import UNNAMED

TO_SAY = "Say what they did, why it is wrong, which rule to look at; never the corrected line."


def answers(path: Path) -> Iterator[tuple[str, str]]:
    """(exercise, source) of each function in a file, notebook or module, that is named as an exercise."""
    known = set(lessons.exercises())
    for cell in lessons.read(path).cells:
        for node in cell.tree.body if cell.tree else ():
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name in known:
                yield node.name, ast.get_source_segment(cell.source, node) or ""


def entry(lesson: str, exercise: str, source: str, root: Path = lessons.ROOT) -> tuple[Path, int, str]:
    """(file, line of the entry, new text of the file): what is still to be said stands there in its place."""
    file = Course(root).mistakes(lesson)
    (node,) = ast.parse(source).body
    assert isinstance(node, ast.FunctionDef | ast.ClassDef)
    lines = source.splitlines()
    lines[node.lineno - 1] = lines[node.lineno - 1].replace(exercise, f"{exercise}__{UNNAMED}", 1)
    said = node.body[0]
    if ast.get_docstring(node) is not None:
        del lines[said.lineno - 1 : said.end_lineno]
    lines.insert(said.lineno - 1, " " * said.col_offset + f'"""{TO_SAY}"""')
    before = file.text.rstrip("\n") + "\n\n\n"
    return root / file.path, before.count("\n") + 1, before + "\n".join(lines) + "\n"
