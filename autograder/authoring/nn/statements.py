"""The top-level statements of a cell: what each binds, reads and changes, and what it imports."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from autograder.authoring.nn.imported import Imported, names_of
from autograder.authoring.nn.places import Place, places
from autograder.lesson import Cell, answer

RUNS_ITS_LINES = ("capture", "prun", "time")  # of IPython's cell magics, those that leave what they define
OWN_LINE = re.compile(r"^[ \t]*[%!].*$", re.MULTILINE)  # IPython's, not Python's
CHANGES_ITS_ARGUMENT = ("setattr", "delattr")  # of Python's own functions


@dataclass(frozen=True, eq=False)
class Statement:
    """A top-level statement of a cell, or one name of those that it imports."""

    cell: Cell
    node: ast.stmt
    source: str  # of the cell, as far as it is Python
    text: str  # its own lines
    imported: Imported | None = None

    @cached_property
    def places(self) -> list[Place]:
        """Where global names stand in it; nowhere where it imports."""
        return [] if self.imported else places(self.node, self.source)

    @cached_property
    def binds(self) -> set[str]:
        """The names that it gives a value when it is run."""
        if self.imported:
            return {self.imported.name}
        return {place.name for place in self.places if place.binds and not place.deep}

    @cached_property
    def binds_ever(self) -> set[str]:
        """These names, and those that functions in it set by `global`."""
        return self.binds | {place.name for place in self.places if place.binds}

    @cached_property
    def reads(self) -> set[str]:
        """The names of which it, or a function in it, takes or sets the value."""
        return {place.name for place in self.places if place.deep or not place.binds}

    @cached_property
    def reads_at_once(self) -> set[str]:
        """The names of which it takes the value when it is run."""
        return {place.name for place in self.places if not place.deep and not place.binds}

    @cached_property
    def changes(self) -> set[str]:
        """The names whose objects it changes when it is run: `TABLE["tanh"] = tanh`, `NAMES.append(…)`."""
        return {place.name for place in self.places if place.at in self._changed and not place.deep}

    @cached_property
    def changes_when_called(self) -> set[str]:
        """The names that functions in it set or whose objects they change."""
        deep = [place for place in self.places if place.deep]
        return {place.name for place in deep if place.binds or place.at in self._changed}

    @cached_property
    def _changed(self) -> set[tuple[int, int]]:
        return {(name.lineno, name.col_offset) for name in changed_names(self.node)}

    @property
    def plain(self) -> bool:
        """Whether what it binds has that value afterwards, whatever was before."""
        kinds = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Assign | ast.AnnAssign
        return isinstance(self.node, kinds) or bool(self.imported and not self.imported.by_its_own_name)

    @property
    def called(self) -> set[str]:
        """The functions that run with it for what they do: decorators, or the one that it is a call of."""
        calls = list(getattr(self.node, "decorator_list", ()))
        if isinstance(self.node, ast.Expr) and isinstance(self.node.value, ast.Call):
            calls.append(self.node.value.func)
        return {node.id for call in calls for node in ast.walk(call) if isinstance(node, ast.Name)}


def changed_names(tree: ast.AST) -> Iterator[ast.Name]:
    """The names in a tree whose objects are changed there, as far as that can be seen."""
    for node in ast.walk(tree):
        targets: list[ast.expr] = []
        if isinstance(node, ast.Subscript | ast.Attribute) and not isinstance(node.ctx, ast.Load):
            targets = [node]
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            call = node.value
            targets = [call.func] if isinstance(call.func, ast.Attribute) else []
            if getattr(call.func, "id", "") in CHANGES_ITS_ARGUMENT:
                targets = call.args[:1]
        for target in targets:
            while isinstance(target, ast.Subscript | ast.Attribute | ast.Call):
                target = target.func if isinstance(target, ast.Call) else target.value
            if isinstance(target, ast.Name):
                yield target


def statements(cell: Cell) -> Iterator[Statement]:
    """The statements of a cell; none where IPython could not run it either."""
    source = _python(cell.source)
    try:
        body = ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    for number, node in enumerate(body):
        text = _text(cell.source if _as_long(source, cell.source) else source, body, number)
        if isinstance(node, ast.Import | ast.ImportFrom):
            for imported in names_of(node):
                yield Statement(cell, node, source, text, imported)
        else:
            yield Statement(cell, node, source, text)


def _as_long(one: str, other: str) -> bool:
    return one.count("\n") == other.count("\n")


def _python(source: str) -> str:
    """The source as Python, line by line: IPython's own lines blank, other things of IPython's as calls."""
    magic = re.match(r"\s*%%(\w+)", source)
    if magic and magic[1] not in RUNS_ITS_LINES:
        return ""
    for python in (source, OWN_LINE.sub("", source)):
        try:
            ast.parse(python)
            return python
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
    from IPython.core.inputtransformer2 import TransformerManager

    return TransformerManager().transform_cell(source)


def _text(source: str, body: list[ast.stmt], number: int) -> str:
    """A statement's own lines, with its decorators and the comments right above it."""
    node, lines = body[number], source.split("\n")
    first = min([node.lineno, *(d.lineno for d in getattr(node, "decorator_list", ()))]) - 1
    last = node.end_lineno or node.lineno
    neighbours = [body[i] for i in (number - 1, number + 1) if 0 <= i < len(body)]
    if any(other.lineno <= last and first < (other.end_lineno or 0) for other in neighbours):
        return ast.get_source_segment(source, node) or ""  # `a = 1; b = 2`
    closing = [line for line in lines[last : last + 1] if "END SOLUTION" in line]
    while first and lines[first - 1].startswith("#"):
        first -= 1
    return answer("\n".join(lines[first:last] + closing))
