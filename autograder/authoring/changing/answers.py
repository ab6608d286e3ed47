"""The answers in a student's file, each with what of the file it needs: helpers, constants, imports."""

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder import lesson as lessons
from autograder.running.global_names import bindings, global_names, python_in

OURS = ("autograder", "playground")  # what is imported from there, the catalogue has from us
Definition = ast.FunctionDef | ast.ClassDef


@dataclass(frozen=True)
class Answer:
    """A student's function, and the statements of their file that it needs, in order, all as text."""

    exercise: str
    source: str
    needs: tuple[str, ...]

    @property
    def whole(self) -> str:
        """All of it, as it would run."""
        return "\n\n\n".join([*self.needs, self.source])


def answers(path: Path) -> dict[str, Answer]:
    """Exercise → the last definition of it in a file, notebook or module."""
    known, statements = set(lessons.exercises()), list(_statements(path))
    found = {}
    for node, text in statements:
        if isinstance(node, Definition) and node.name in known:
            found[node.name] = Answer(node.name, text, tuple(_needs(text, statements, known)))
    return found


def errors(path: Path) -> Iterator[str]:
    """`file:line: why` of each piece of a file that is no Python."""
    if path.suffix == ".py":
        pieces = [(1, path.read_text(encoding="utf-8-sig"), path.name)]
    else:
        cells = [cell for cell in lessons.read(path).cells if cell.kind == "code"]
        named = enumerate(cells, 1)
        pieces = [(1, python_in(cell.source), f"{path.name}, cell of code {at}") for at, cell in named]
    for line, text, where in pieces:
        try:
            ast.parse(text)
        except SyntaxError as error:
            yield f"{where}:{line + (error.lineno or 1) - 1}: a syntax error, {error.msg}"


def _statements(path: Path) -> Iterator[tuple[ast.stmt, str]]:
    """(statement, its text) of what stands at the top of all cells."""
    for cell in lessons.read(path).cells:
        for node in cell.tree.body if cell.tree else ():
            above = [one.lineno for one in getattr(node, "decorator_list", ())]
            lines = cell.source.splitlines()[min([node.lineno, *above]) - 1 : node.end_lineno]
            yield node, "\n".join(lines)


def _needs(source: str, statements: Sequence[tuple[ast.stmt, str]], known: set[str]) -> Iterator[str]:
    """The statements that bind what it reads, and what those read; no exercise, and nothing of ours."""
    wanted, kept = global_names(source)[0] - known, set[int]()
    while True:
        fresh = [
            at for at, (node, text) in enumerate(statements) if at not in kept and _gives(node, text, wanted)
        ]
        if not fresh:
            break
        kept |= set(fresh)
        wanted |= {name for at in fresh for name in global_names(statements[at][1])[0]} - known
    yield from (statements[at][1] for at in sorted(kept))


def _gives(node: ast.stmt, text: str, wanted: set[str]) -> bool:
    if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] in OURS:
        return False
    simple = ast.Import | ast.ImportFrom | ast.FunctionDef | ast.ClassDef | ast.Assign | ast.AnnAssign
    return isinstance(node, simple) and any(name in wanted for _, name in bindings(text))
