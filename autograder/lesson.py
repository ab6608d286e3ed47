"""Reads a lesson (.py or .ipynb): its cells, its exercises, its hints."""

import ast
import json
import os
import re
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOLUTIONS, LESSONS = ROOT / "solutions", ROOT / "lessons"
STEM = re.compile(r"\d\d_[a-z0-9_]+$")
REGION = re.compile(r"^([ \t]*)### BEGIN SOLUTION\n(.*?)^[ \t]*### END SOLUTION[ \t]*$", re.MULTILINE | re.DOTALL)
LONGEST_CELL = 100_000  # characters
HINT = re.compile(r"<details>\s*<summary>Hint[^<]*</summary>\s*(.*?)\s*</details>", re.DOTALL)


class LessonUnreadable(ValueError):
    """A file that is no lesson; its text says in one line what is wrong with it."""


@dataclass(frozen=True)
class Cell:
    """One cell of a lesson; kind is "code" or "markdown"."""

    kind: str
    source: str

    @cached_property
    def tree(self):
        """The syntax tree of a code cell; None where it is not plain Python, or longer than any cell that a person writes: a tree takes a thousand times the memory."""
        try:
            return ast.parse(self.source) if self.kind == "code" and len(self.source) <= LONGEST_CELL else None
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
        return call.args[0].id if call and len(call.args) == 1 and isinstance(call.args[0], ast.Name) else None

    @property
    def imports_only(self):
        """Whether the cell only imports."""
        return bool(self.tree and self.tree.body) and all(isinstance(s, (ast.Import, ast.ImportFrom)) for s in self.tree.body)


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
        return [] if isinstance(definition, ast.ClassDef) else [argument.arg for argument in definition.args.args]


@dataclass(frozen=True)
class Lesson:
    """A lesson as a list of cells."""

    name: str
    cells: tuple = field(repr=False)

    @property
    def title(self):
        """The lesson's heading, without its number sign."""
        heading = re.search(r"^# (.+)$", "\n".join(c.source for c in self.cells if c.kind == "markdown"), re.MULTILINE)
        return heading.group(1) if heading else self.name

    @cached_property
    def exercises(self):
        """Name → Exercise, in the order of the lesson."""
        checked = {cell.checks for cell in self.cells} - {None}
        found = {}
        for i, cell in enumerate(self.cells):
            if cell.kind == "code" and cell.defines and (cell.defines in checked or REGION.search(cell.source)):
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


def read(path):
    """The lesson in a .py (py:percent) or .ipynb file.

    Raises
    ------
    LessonUnreadable
        One line: what is wrong with the file.
    """
    path = Path(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise LessonUnreadable(f"there is no file {path.name}") from None
    except (OSError, UnicodeDecodeError) as error:
        raise LessonUnreadable(f"{path.name} cannot be read as text: {error}") from None
    cells = _percent_cells(text) if path.suffix == ".py" else notebook_cells(text, path.name)
    return Lesson(path.stem, tuple(cells))


def _percent_cells(text):
    """The cells of a py:percent text (as jupytext reads them; importing jupytext takes a second and a half)."""
    cells = []
    for block in re.split(r"^(?=# %%)", text, flags=re.MULTILINE):
        marker, _, body = block.partition("\n") if block.startswith("# %%") else ("", "", block)
        if "[markdown]" in marker:
            cells.append(Cell("markdown", re.sub(r"^# ?", "", body, flags=re.MULTILINE).strip("\n")))
        elif body.strip():
            cells.append(Cell("code", body.strip("\n")))
    return cells


def notebook_cells(text, name="the notebook"):
    """The code and markdown cells of a notebook's JSON, of any format version."""
    try:
        book = json.loads(text)
    except (ValueError, RecursionError):
        raise LessonUnreadable(f"{name} is not JSON: it is damaged or was saved only in part") from None
    raw = book.get("cells") if isinstance(book, dict) else None
    if raw is None and isinstance(book, dict) and isinstance(book.get("worksheets"), list):
        raw = [cell for sheet in book["worksheets"] if isinstance(sheet, dict) for cell in sheet.get("cells") or []]
    if not isinstance(raw, list):
        raise LessonUnreadable(f"{name} is not a notebook: it has no list of cells")
    return [cell for cell in map(_notebook_cell, raw) if cell]


def _notebook_cell(raw):
    if not isinstance(raw, dict) or raw.get("cell_type") not in ("code", "markdown"):
        return None
    source = raw.get("source", raw.get("input", ""))
    if isinstance(source, list):
        source = "".join(line for line in source if isinstance(line, str))
    return Cell(raw["cell_type"], source.replace("\r\n", "\n").replace("\x00", "")) if isinstance(source, str) else None


def source_folder():
    """Where the course's own lessons lie: the solutions, or the student copies where the answers are withheld."""
    return SOLUTIONS if _stems(SOLUTIONS) else LESSONS


def _stems(folder):
    try:
        return _stems_at(folder, os.stat(folder).st_mtime_ns)
    except OSError:
        return ()


@lru_cache(maxsize=None)
def _stems_at(folder, _stamp):
    """The lessons' names in a folder, read again when the folder changes: they are asked for a thousand times in a run of checks."""
    names = map(os.path.splitext, os.listdir(folder))
    return tuple(sorted(stem for stem, suffix in names if suffix in (".py", ".ipynb") and STEM.match(stem)))


def course():
    """The names of the course's lessons, in order."""
    return _stems(source_folder())


@lru_cache(maxsize=None)
def _read_cached(path, _stamp):
    return read(path)


def lesson(name):
    """The course's own copy of a lesson."""
    folder = source_folder()
    path = os.path.join(folder, name + (".py" if folder == SOLUTIONS else ".ipynb"))
    return _read_cached(path, os.stat(path).st_mtime_ns)


def find(folder, name):
    """The file that holds a lesson in a folder of lessons, or None."""
    candidates = [Path(folder) / f"{name}{suffix}" for suffix in (".ipynb", ".py")]
    return next((path for path in candidates if path.exists()), None)


def lesson_of(exercise):
    """The name of the lesson that an exercise belongs to, or None."""
    return next((name for name in course() if exercise in lesson(name).exercises), None)
