"""Slips that give an answer away: two thirds of its statements in a cell, a text, a hint, a picture."""

import ast
import io
import re
import textwrap
import tokenize
from collections import Counter
from collections.abc import Iterator
from functools import cache

from autograder import lesson as lessons
from autograder.authoring.lint.files import Course
from autograder.authoring.lint.slip import Slip
from autograder.authoring.lint.statements import gives_away, located, pieces, statements, values
from autograder.lesson import Cell, answer, stub
from autograder.running.cells import REGION

FENCED = re.compile(r"^```.*?\n(.*?)^```|`([^`\n]+)`", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"[(\[@*/+<>-]")  # a line without any of these computes nothing
SHORTEST = 12  # characters of an expression that is looked for in a sentence, too
MEND = "call the learner's function, or say it in words: no answer stands in what a student gets"


class Answers:
    """What each exercise of a course is answered with.

    Parameters
    ----------
    course : Course
    """

    def __init__(self, course: Course) -> None:
        cells = {name: cell for source in course.sources.values() for name, cell in source.exercises.items()}
        trees = {
            name: _parsed(answer(cell.source)) for name, cell in cells.items() if REGION.search(cell.source)
        }
        kept = {name: tree for name, tree in trees.items() if tree and not _stands_everywhere(tree)}
        self._due = {name: statements(tree) for name, tree in kept.items()}
        self._written = {name: dict(_written(tree)) for name, tree in kept.items()}

    def in_code(self, tree: ast.AST, within: bool = False) -> list[str]:
        """The exercises whose answers stand in a piece of code; `within` its calls, too."""
        there = values(tree) if within else statements(tree)
        return [name for name, due in self._due.items() if gives_away(due, there)]

    def in_text(self, text: str) -> list[str]:
        """The exercises whose answers stand in a text: as code, as a line, in a sentence."""
        if not CODE.search(text):
            return []
        there, close = _in_text(text), re.sub(r"\s", "", text)
        found = []
        for name, due in self._due.items():
            told = Counter(one for one, written in self._written[name].items() if written in close)
            if gives_away(due, there | told if told else there):
                found.append(name)
        return found


def _written(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """(statement, what it computes as it is written, without blanks) of those long enough to be meant."""
    for told, node in located(tree):
        value = getattr(node, "value", None)
        text = re.sub(r"\s", "", ast.unparse(value)) if isinstance(value, ast.expr) else ""
        if len(text) >= SHORTEST:
            yield told, text


def _stands_everywhere(tree: ast.AST) -> bool:
    """Whether an answer is one operation on two names, such as `a * b`: no lesson can do without such."""
    told = [getattr(node, "value", None) for _, node in located(tree)]
    return len(told) == 1 and (
        isinstance(told[0], ast.BinOp)
        and isinstance(told[0].left, ast.Name)
        and isinstance(told[0].right, ast.Name)
    )


def _parsed(text: str) -> ast.Module | None:
    try:
        return ast.parse(text)
    except (SyntaxError, ValueError):
        return None


@cache
def _in_text(text: str) -> Counter[str]:
    """The statements of all code in a text."""
    marked = [fenced or inline for fenced, inline in FENCED.findall(text)]
    lines = [re.sub(r"^\s*(?:>>> |\.\.\. |[-*] |\d+\. )?", "", line) for line in text.splitlines()]
    code = (one for one in [*marked, *lines] if CODE.search(one))
    trees = filter(None, (_parsed(textwrap.dedent(one)) for one in code))
    return Counter(set().union(*map(statements, trees)))


@cache
def answers_of(course: Course) -> Answers:
    """Those of a course, read once."""
    return Answers(course)


def slips(course: Course, name: str) -> Iterator[Slip]:
    """Those of a lesson: of its cells and its translations' as students get them, and of its pictures."""
    known, source = answers_of(course), course.sources[name]
    for path, cells in {source.path: source.located, **_translated(course, name)}.items():
        for line, cell in cells:
            own = cell in source.exercises.values()  # its docstring may say too much, its stub does not
            handed_out = Cell(cell.kind, stub(cell.source))
            found = _grouped(_in_cell(known, handed_out, own))
            yield from (Slip(path, line + inside - 1, _what(names), MEND) for inside, names in found.items())
    for file in course.pictures(name):
        for function, code in pieces(file.tree):
            if names := known.in_code(code):
                yield file.slip(getattr(code, "lineno", 1), f"in `{function}` {_what(names)}", MEND)


def _grouped(lines: dict[str, int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for name, line in lines.items():
        found.setdefault(line, []).append(name)
    return found


def _what(names: list[str]) -> str:
    return f"the answer of {' and '.join(f'`{name}`' for name in names)} is given away"


def _translated(course: Course, name: str) -> dict[str, list[tuple[int, Cell]]]:
    paths = sorted((course.root / "solutions").glob(f"{name}.*.py"))
    return {
        path.relative_to(course.root).as_posix(): lessons.located_cells(path.read_text(encoding="utf-8-sig"))
        for path in paths
    }


def _in_cell(known: Answers, cell: Cell, is_exercise: bool) -> dict[str, int]:
    """Exercise → the line of the cell from which on it is given away."""
    if cell.kind == "markdown":
        return {name: _first(known, name, cell.source) for name in known.in_text(cell.source)}
    found = {} if is_exercise or not cell.tree else dict.fromkeys(known.in_code(cell.tree, within=True), 1)
    for line, text in _said(cell):
        found |= {name: line + _first(known, name, text) - 1 for name in known.in_text(text)}
    return found


def _first(known: Answers, name: str, text: str) -> int:
    """The last line of a text from which on the answer stands in it."""
    lines = text.splitlines()
    later = (at for at in range(len(lines), 0, -1) if name in known.in_text("\n".join(lines[at - 1 :])))
    return next(later, 1)


def _said(cell: Cell) -> Iterator[tuple[int, str]]:
    """(line, text) of what a cell of code says: its comments together, and each of its strings."""
    for node in ast.walk(cell.tree) if cell.tree else ():
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value
    if cell.tree:
        words = tokenize.generate_tokens(io.StringIO(cell.source).readline)
        comments = [one for one in words if one.type == tokenize.COMMENT]
        if comments:
            yield comments[0].start[0], "\n".join(one.string.lstrip("# ") for one in comments)
