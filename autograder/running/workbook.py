"""Runs what a student wrote, cell by cell, and hands out the functions that it leaves."""

import ast
import asyncio
import contextlib
import inspect
import io
import linecache
import os
import re
import sys
import threading

from autograder.running.global_names import global_names
from autograder.running.namespace import Namespace, Problem, first_line
from autograder.running.timeout import SECONDS, TimeLimit, time_limit

running = ""  # the name of the lesson while a workbook runs: `check` and its friends then do nothing
DEFINITION = re.compile(r"^\s*(?:async\s+def|def|class)\s+(\w+)|^(\w+)\s*=", re.MULTILINE)
OUTPUT_KEPT = 20_000  # characters of a run


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

    def __init__(self, shipped, cells, seconds=SECONDS):
        super().__init__(
            {"__name__": "__main__", "__builtins__": __builtins__, "display": lambda *args, **kwargs: None}
        )
        self.namespace["get_ipython"] = self._shell
        self.shipped, self.cells, self.seconds = shipped, cells, seconds
        self.failures, self.output, self._ran, self._interactive = {}, io.StringIO(), [], None
        self.timed_out = False
        self._stubs = {_normal(e.cell.source): name for name, e in shipped.exercises.items()}

    def run(self):
        """Run the imports that we supply, then the student's own cells; returns self."""
        global running
        running, before = self.shipped.name, running
        try:
            with confined():
                self._supply_imports()
                for number, cell in self._own_cells():
                    self._run(cell, f"<{self.shipped.name} cell {number}>")
        finally:
            running = before
        return self

    def _supply_imports(self):
        """The imports of the lesson as it was handed out: ours, so there is no time limit."""
        try:
            with contextlib.redirect_stdout(self._sink()):
                for cell in self.shipped.setup:
                    exec(cell.source, self.namespace)
        except ImportError as error:
            self.failures = dict.fromkeys(
                self.shipped.exercises, f"the imports of the lesson failed: {error}"
            )

    def problem(self, name):
        """Why there is nothing to call under this name, or None."""
        if name in self.failures and (name not in self.namespace or self._is_stub(name)):
            return Problem("crashed", self.failures[name])
        return super().problem(name)

    def ran(self):
        """The sources of the cells that ran, in order."""
        return self._ran

    def _is_stub(self, name):
        code = getattr(self.namespace[name], "__code__", None)
        return code is not None and code.co_names == ("NotImplementedError",)

    def _own_cells(self):
        """(number, cell) of what the student wrote, and of shipped cells that define a name it uses."""
        ours = {_normal(cell.source) for cell in self.shipped.cells if cell.kind == "code"} - set(self._stubs)
        code = [
            (i + 1, cell) for i, cell in enumerate(self.cells) if cell.kind == "code" and cell.source.strip()
        ]
        wanted = {i for i, cell in code if _normal(cell.source) not in ours}
        supplied = set(self.shipped.exercises).union(*(global_names(c.source)[1] for c in self.shipped.setup))
        grown = True
        while grown:
            uses = [global_names(cell.source) for i, cell in code if i in wanted]
            needed = (
                set().union(*(loads for loads, _ in uses))
                - supplied
                - set().union(*(stores for _, stores in uses))
            )
            more = {i for i, cell in code if i not in wanted and needed & global_names(cell.source)[1]}
            grown, wanted = bool(more), wanted | more
        return [(i, cell) for i, cell in code if i in wanted]

    def _run(self, cell, filename):
        before = {name: self.namespace.get(name) for name in self.shipped.exercises}
        problem = self._outcome(cell.source, filename)
        self._ran.append(cell.source)
        if problem:
            mentioned = {name for pair in DEFINITION.findall(cell.source) for name in pair if name}
            for name in mentioned & set(before):
                if self.namespace.get(name) is before[name]:
                    line = first_line(cell.source)
                    which = "" if name in line else f", which defines `{name}`,"
                    self.failures[name] = f"the cell that starts with `{line}`{which} {problem}"

    def _outcome(self, source, filename):
        """Run one cell; None, or how it failed."""
        try:
            code = _compiled(source, filename)
            with (
                time_limit(self.seconds),
                contextlib.redirect_stdout(self._sink()),
                contextlib.redirect_stderr(self._sink()),
            ):
                result = eval(code, self.namespace)
                if inspect.iscoroutine(result):
                    asyncio.run(result)
        except SyntaxError as error:
            if error.filename in (filename, None):
                return f"has a syntax error in line {error.lineno}: {error.msg}."
            return f"stops at a syntax error in line {error.lineno} of {os.path.basename(str(error.filename))}: {error.msg}."
        except TimeLimit as error:
            self.timed_out = True
            return f"{error}: is there a loop that never ends?"
        except (
            BaseException
        ) as error:  # also exit() and quit(): they cost what the cell defines, nothing else
            if isinstance(error, KeyboardInterrupt) and self.heeds_ctrl_c:
                raise
            return f"raised {type(error).__name__}: {str(error)[:200]}".rstrip(": ") + "."
        return None

    def _sink(self):
        return _Capped(self.output)

    def _shell(self):
        """A real IPython shell on our namespace, made when the first magic asks for it."""
        if self._interactive is None:
            from autograder.running.ipython_shell import Shell

            self._interactive = Shell(self.namespace)
        return self._interactive


@contextlib.contextmanager
def confined():
    """In the body `input()` finds that nobody types, instead of waiting for ever, and os._exit is an exit like any other."""
    own, stdin, end = (os.getpid(), threading.get_ident()), sys.stdin, os._exit

    def leave(status=0):
        if (
            os.getpid(),
            threading.get_ident(),
        ) != own:  # a process that the student's code started, or a thread of ours
            end(status)
        raise SystemExit(status)

    with open(os.devnull, encoding="utf-8") as nothing:
        sys.stdin, os._exit = nothing, leave
        try:
            yield
        finally:
            sys.stdin, os._exit = stdin, end


class _Capped(io.TextIOBase):
    """Writes to a buffer until it holds enough."""

    def __init__(self, kept):
        self.kept = kept

    def write(self, text):
        self.kept.write(text[: max(0, OUTPUT_KEPT - self.kept.tell())])
        return len(text)


def _normal(source):
    """The source without trailing blanks and outer blank lines."""
    return "\n".join(line.rstrip() for line in source.strip().splitlines())


def _compiled(source, filename):
    """The cell's code; IPython's syntax (magics, `!`, `?`) is translated where plain Python does not parse."""
    flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
    try:
        code = compile(source, filename, "exec", flags, dont_inherit=True)
    except SyntaxError:
        from IPython.core.inputtransformer2 import TransformerManager

        source = TransformerManager().transform_cell(source)
        code = compile(source, filename, "exec", flags, dont_inherit=True)
    linecache.cache[filename] = (len(source), None, source.splitlines(keepends=True), filename)
    return code
