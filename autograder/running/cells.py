"""A lesson in memory: its cells, its exercises with their hints, and the text with and without the answers."""

import ast
import re
from dataclasses import dataclass, field
from functools import cached_property

REGION = re.compile(
    r"^([ \t]*)### BEGIN SOLUTION\n(.*?)^[ \t]*### END SOLUTION[ \t]*$", re.MULTILINE | re.DOTALL
)
LONGEST_CELL = 100_000  # characters
HINT = re.compile(r"<details>\s*<summary>Hint[^<]*</summary>\s*(.*?)\s*</details>", re.DOTALL)


@dataclass(frozen=True)
class Cell:
    """One cell of a lesson; kind is "code" or "markdown"."""

    kind: str
    source: str

    @cached_property
    def tree(self):
        """The syntax tree of a code cell; None where it is not plain Python, or longer than any cell that a person writes: a tree takes a thousand times the memory."""
        try:
            return (
                ast.parse(self.source) if self.kind == "code" and len(self.source) <= LONGEST_CELL else None
            )
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return None

    @property
    def defines(self):
        """The name of the one function or class that the cell consists of, or None."""
        body = self.tree.body if self.tree else []
        kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
        return body[0].name if len(body) == 1 and isinstance(body[0], kinds) else None

    def call_of(self, function):
        """The call where the cell is `function(…)` alone, else None."""
        body = self.tree.body if self.tree else []
        if len(body) != 1 or not isinstance(body[0], ast.Expr) or not isinstance(body[0].value, ast.Call):
            return None
        call = body[0].value
        return call if getattr(call.func, "id", None) == function else None

    @property
    def checks(self):
        """The exercise's name where the cell is `check(name)`, else None."""
        call = self.call_of("check")
        return (
            call.args[0].id if call and len(call.args) == 1 and isinstance(call.args[0], ast.Name) else None
        )

    @property
    def imports_only(self):
        """Whether the cell only imports."""
        return bool(self.tree and self.tree.body) and all(
            isinstance(s, (ast.Import, ast.ImportFrom)) for s in self.tree.body
        )


@dataclass(frozen=True)
class Exercise:
    """A function or class that the student writes."""

    name: str
    cell: Cell
    hints: tuple = ()

    @property
    def parameters(self):
        """The names of a function's parameters; none of a class."""
        definition = self.cell.tree.body[0]
        return (
            []
            if isinstance(definition, ast.ClassDef)
            else [argument.arg for argument in definition.args.args]
        )


@dataclass(frozen=True)
class Lesson:
    """A lesson as a list of cells."""

    name: str
    cells: tuple = field(repr=False)

    @property
    def title(self):
        """The lesson's heading, without its number sign."""
        heading = re.search(
            r"^# (.+)$", "\n".join(c.source for c in self.cells if c.kind == "markdown"), re.MULTILINE
        )
        return heading.group(1) if heading else self.name

    @cached_property
    def exercises(self):
        """Name → Exercise, in the order of the lesson."""
        checked = {cell.checks for cell in self.cells} - {None}
        found = {}
        for i, cell in enumerate(self.cells):
            if (
                cell.kind == "code"
                and cell.defines
                and (cell.defines in checked or REGION.search(cell.source))
            ):
                found[cell.defines] = Exercise(cell.defines, cell, self._hints_after(i))
        return found

    def _hints_after(self, i):
        following = self.cells[i + 1] if i + 1 < len(self.cells) else None
        return tuple(HINT.findall(following.source)) if following and following.kind == "markdown" else ()

    @cached_property
    def setup(self):
        """The cells that only import."""
        return tuple(cell for cell in self.cells if cell.imports_only)


def stub(source):
    """The source with each solution region replaced by `raise NotImplementedError`."""
    return REGION.sub(r"\1raise NotImplementedError", source)


def answer(source):
    """The source without the region's marks."""
    return re.sub(r"^[ \t]*### (BEGIN|END) SOLUTION[ \t]*\n?", "", source, flags=re.MULTILINE).rstrip()
