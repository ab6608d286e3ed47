"""A lesson in memory: its cells, its exercises with their hints, its text with and without the answers."""

import ast
import hashlib
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

REGION = re.compile(
    r"^([ \t]*)### BEGIN SOLUTION\n(.*?)^[ \t]*### END SOLUTION[ \t]*$", re.MULTILINE | re.DOTALL
)
LONGEST_CELL = 100_000  # characters
CHECK = "check_"  # what the id of a check begins with
HINT = re.compile(r"<details>\s*<summary>Hint[^<]*</summary>\s*(.*?)\s*</details>", re.DOTALL)


@dataclass(frozen=True)
class Cell:
    """One cell of a lesson; kind is "code" or "markdown"."""

    kind: str
    source: str

    @cached_property
    def tree(self) -> ast.Module | None:
        """The syntax tree of a code cell; None where it is no Python, or longer than a person writes."""
        if self.kind != "code" or len(self.source) > LONGEST_CELL:  # a tree takes a thousand times the memory
            return None
        try:
            return ast.parse(self.source)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return None

    @property
    def defines(self) -> str | None:
        """The name of the one function or class that the cell consists of, or None."""
        body = self.tree.body if self.tree else []
        if len(body) == 1 and isinstance(body[0], ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            return body[0].name
        return None

    def call_of(self, function: str) -> ast.Call | None:
        """The call where the cell is `function(…)` alone, else None."""
        body = self.tree.body if self.tree else []
        if len(body) != 1 or not isinstance(body[0], ast.Expr) or not isinstance(body[0].value, ast.Call):
            return None
        call = body[0].value
        return call if getattr(call.func, "id", None) == function else None

    @property
    def checks(self) -> str | None:
        """The exercise's name where the cell is `check(name)`, else None."""
        call = self.call_of("check")
        handed = call.args[0] if call and len(call.args) == 1 else None
        return handed.id if isinstance(handed, ast.Name) else None

    @property
    def imports_only(self) -> bool:
        """Whether the cell only imports."""
        body = self.tree.body if self.tree else []
        return bool(body) and all(isinstance(statement, ast.Import | ast.ImportFrom) for statement in body)


@dataclass(frozen=True)
class Exercise:
    """A function or class that the student writes."""

    name: str
    cell: Cell
    hints: tuple[str, ...] = ()

    @property
    def parameters(self) -> list[str]:
        """The names of a function's parameters, or of those that a class is made with."""
        if isinstance(self._definition, ast.ClassDef):
            return self.method("__init__")
        return _parameters(self._definition)

    def method(self, name: str) -> list[str]:
        """The names of a method's parameters, but for `self`; none where the class does not define it."""
        return _parameters(self._methods.get(name))[1:]

    @property
    def methods(self) -> list[str]:
        """The names of a class's methods, in the order in which they stand; none of a function."""
        return list(self._methods)

    @property
    def _methods(self) -> dict[str, ast.FunctionDef]:
        body = self._definition.body if isinstance(self._definition, ast.ClassDef) else []
        return {statement.name: statement for statement in body if isinstance(statement, ast.FunctionDef)}

    @property
    def _definition(self) -> ast.stmt | None:
        return self.cell.tree.body[0] if self.cell.tree else None


def _parameters(definition: ast.stmt | None) -> list[str]:
    if not isinstance(definition, ast.FunctionDef | ast.AsyncFunctionDef):
        return []
    return [argument.arg for argument in definition.args.args]


@dataclass(frozen=True)
class Lesson:
    """A lesson as a list of cells."""

    name: str
    cells: tuple[Cell, ...] = field(repr=False)

    @property
    def title(self) -> str:
        """The lesson's heading, without its number sign."""
        text = "\n".join(cell.source for cell in self.cells if cell.kind == "markdown")
        heading = re.search(r"^# (.+)$", text, re.MULTILINE)
        return heading.group(1) if heading else self.name

    @cached_property
    def exercises(self) -> dict[str, Exercise]:
        """Name → Exercise, in the order of the lesson."""
        checked = {cell.checks for cell in self.cells} - {None}
        found = {}
        for i, cell in enumerate(self.cells):
            name = cell.defines  # None, too, of a cell that is no code
            if name and (name in checked or REGION.search(cell.source)):
                found[name] = Exercise(name, cell, self._hints_after(i))
        return found

    def _hints_after(self, i: int) -> tuple[str, ...]:
        following = self.cells[i + 1] if i + 1 < len(self.cells) else None
        return tuple(HINT.findall(following.source)) if following and following.kind == "markdown" else ()

    @cached_property
    def setup(self) -> tuple[Cell, ...]:
        """The cells that only import."""
        return tuple(cell for cell in self.cells if cell.imports_only)


def stub(source: str) -> str:
    """The source with each solution region replaced by `raise NotImplementedError`."""
    return REGION.sub(r"\1raise NotImplementedError", source)


def normal(source: str) -> str:
    """The source without trailing blanks and outer blank lines."""
    return "\n".join(line.rstrip() for line in source.strip().splitlines())


def cell_ids(kind: str, source: str) -> Iterator[str]:
    """The ids that a cell of ours may have: of its own text, so that they stay when others come and go."""
    for salt in itertools.count():
        yield hashlib.sha256(f"{kind} {salt} {source}".encode("utf-8", "replace")).hexdigest()[:8]


def check_id(exercise: str) -> str:
    """The id, in a notebook of the course, of the cell that checks an exercise."""
    return f"{CHECK}{exercise}"


def exercise_of_check(cell_id: str) -> str:
    """The exercise that the cell with this id checks."""
    return cell_id.removeprefix(CHECK)


def answer(source: str) -> str:
    """The source without the region's marks."""
    return re.sub(r"^[ \t]*### (BEGIN|END) SOLUTION[ \t]*\n?", "", source, flags=re.MULTILINE).rstrip()
