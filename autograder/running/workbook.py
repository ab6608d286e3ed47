"""Runs what a student wrote, cell by cell, and hands out the functions that it leaves."""

import ast
import asyncio
import contextlib
import inspect
import linecache
import os
import re
from collections.abc import Sequence
from types import CodeType
from typing import TYPE_CHECKING

from autograder.running import context
from autograder.running.cells import Cell, Lesson, normal, stub
from autograder.running.confined import confined
from autograder.running.namespace import Namespace, Problem, first_line
from autograder.running.output import Kept
from autograder.running.own_cells import own_cells
from autograder.running.timeout import SECONDS, TimeLimit, time_limit

if TYPE_CHECKING:
    from autograder.running.ipython_shell import Shell

DEFINITION = re.compile(r"^\s*(?:async\s+def|def|class)\s+(\w+)|^(\w+)\s*=", re.MULTILINE)


class Workbook(Namespace):
    """A student's copy of a lesson, run from top to bottom as IPython runs it.

    Parameters
    ----------
    shipped : Lesson
        The lesson as it was handed out: what we shipped and only demonstrates is not run.
    cells : sequence of Cell
        The student's cells.
    seconds : float
        The time limit of a cell.
    """

    heeds_ctrl_c = True

    def __init__(self, shipped: Lesson, cells: Sequence[Cell], seconds: float = SECONDS) -> None:
        super().__init__(
            {"__name__": "__main__", "__builtins__": __builtins__, "display": lambda *args, **kwargs: None}
        )
        self.namespace["get_ipython"] = self._shell
        self.shipped, self.cells, self.seconds = shipped, cells, seconds
        self.failures: dict[str, str] = {}
        self.output, self.timed_out = Kept(), False
        self._unsupplied = ""  # why our imports failed
        self._ran: list[str] = []
        self._interactive: Shell | None = None

    def run(self) -> "Workbook":
        """Run the imports that we supply, then the student's own cells; returns self."""
        with context.entered(lesson=self.shipped.name), confined():
            self._supply_imports()
            for number, cell in own_cells(self.shipped, self.cells):
                self._run(cell, f"<{self.shipped.name} cell {number}>")
        return self

    def _supply_imports(self) -> None:
        """The imports of the lesson as it was handed out: ours, so there is no time limit."""
        try:
            with contextlib.redirect_stdout(self.output):
                for cell in self.shipped.setup:
                    exec(cell.source, self.namespace)
        except ImportError as error:
            self._unsupplied = f"the imports of the lesson failed: {error}"
            self.failures = dict.fromkeys(self.shipped.exercises, self._unsupplied)

    def problem(self, name: str) -> Problem | None:
        """Why there is nothing to call under this name, or None."""
        if name in self.failures and (name not in self.namespace or self._is_stub(name)):
            if self._unsupplied and self._as_handed_out(name):
                return Problem("not_attempted", f"nothing is written here yet, and {self._unsupplied}")
            return Problem("crashed", self.failures[name])
        return super().problem(name)

    def ran(self) -> list[str]:
        """The sources of the cells that ran, in order."""
        return self._ran

    def _is_stub(self, name: str) -> bool:
        code = getattr(self.namespace[name], "__code__", None)
        return code is not None and code.co_names == ("NotImplementedError",)

    def _as_handed_out(self, name: str) -> bool:
        """Whether the last cell that defines an exercise is the stub: nothing in it is the learner's."""
        own = [source for source in self._ran if name in sum(DEFINITION.findall(source), ())]
        return bool(own) and normal(own[-1]) == normal(stub(self.shipped.exercises[name].cell.source))

    def _run(self, cell: Cell, filename: str) -> None:
        before = {name: self.namespace.get(name) for name in self.shipped.exercises}
        problem = self._outcome(cell.source, filename)
        self._ran.append(cell.source)
        if problem:
            mentioned = {name for pair in DEFINITION.findall(cell.source) for name in pair if name}
            mentioned |= _imported(cell)
            for name in mentioned & set(before):
                if self.namespace.get(name) is before[name]:
                    line = first_line(cell.source)
                    which = "" if name in line else f", which defines `{name}`,"
                    self.failures[name] = f"the cell that starts with `{line}`{which} {problem}"

    def _outcome(self, source: str, filename: str) -> str | None:
        """Run one cell; None, or how it failed."""
        try:
            code = _compiled(source, filename)
            with (
                time_limit(self.seconds),
                contextlib.redirect_stdout(self.output),
                contextlib.redirect_stderr(self.output),
            ):
                result = eval(code, self.namespace)
                if inspect.iscoroutine(result):
                    asyncio.run(result)
        except SyntaxError as error:
            if error.filename in (filename, None):
                return f"has a syntax error in line {error.lineno}: {error.msg}."
            file = os.path.basename(str(error.filename))
            return f"stops at a syntax error in line {error.lineno} of {file}: {error.msg}."
        except TimeLimit as error:
            self.timed_out = True
            return f"{error}: is there a loop that never ends?"
        except BaseException as error:  # exit() and quit() too: they cost what the cell defines, nothing else
            if isinstance(error, KeyboardInterrupt) and self.heeds_ctrl_c:
                raise
            return f"raised {type(error).__name__}: {str(error)[:200]}".rstrip(": ") + "."
        return None

    def _shell(self) -> "Shell":
        """A real IPython shell on our namespace, made when the first magic asks for it."""
        if self._interactive is None:
            from autograder.running.ipython_shell import Shell

            self._interactive = Shell(self.namespace)
        return self._interactive


def _imported(cell: Cell) -> set[str]:
    """The names that a cell's imports would bind."""
    nodes = ast.walk(cell.tree) if cell.tree else ()
    imports = (node for node in nodes if isinstance(node, (ast.Import, ast.ImportFrom)))
    return {alias.asname or alias.name for node in imports for alias in node.names}


def _compiled(source: str, filename: str) -> CodeType:
    """The cell's code; IPython's syntax (magics, `!`, `?`) is translated where Python cannot parse."""
    flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
    try:
        code = compile(source, filename, "exec", flags, dont_inherit=True)
    except SyntaxError:
        from IPython.core.inputtransformer2 import TransformerManager

        source = TransformerManager().transform_cell(source)
        code = compile(source, filename, "exec", flags, dont_inherit=True)
    linecache.cache[filename] = (len(source), None, source.splitlines(keepends=True), filename)
    return code
