"""The files of a course as lint reads them: text and trees, and the line of everything."""

import ast
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from autograder import lesson as lessons
from autograder.authoring.lint.marks import exercise_meant
from autograder.authoring.lint.slip import Slip
from autograder.errors import Refusal
from autograder.lesson import Cell, Lesson


def _text(file: Path, path: str) -> str:
    data = file.read_bytes()
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        what = f"{path}:{line}: the byte 0x{data[error.start]:02x} is not UTF-8"
        raise Refusal(f"{what}; save the file as UTF-8, then: hardway lint", 1) from None


class File:
    """One file of Python.

    Parameters
    ----------
    root : Path
        The top of the course.
    path : str
        From there.
    """

    def __init__(self, root: Path, path: str) -> None:
        self.path, self.there = path, (root / path).is_file()
        self.text = _text(root / path, path) if self.there else ""

    @cached_property
    def _parsed(self) -> ast.Module | SyntaxError:
        try:
            return ast.parse(self.text)
        except SyntaxError as error:
            return error

    @property
    def error(self) -> SyntaxError | None:
        """Why it is no Python; None where it is."""
        return self._parsed if isinstance(self._parsed, SyntaxError) else None

    @property
    def tree(self) -> ast.Module:
        """Its syntax tree; an empty one where it is no Python."""
        return self._parsed if isinstance(self._parsed, ast.Module) else ast.Module([], [])

    @cached_property
    def nodes(self) -> list[ast.AST]:
        """All that stands in it."""
        return list(ast.walk(self.tree))

    @property
    def functions(self) -> Iterator[ast.FunctionDef]:
        """The functions at the top."""
        return (node for node in self.tree.body if isinstance(node, ast.FunctionDef))

    def slip(self, line: int, what: str, mend: str) -> Slip:
        """A slip in this file."""
        return Slip(self.path, line, what, mend)


class Source(File):
    """The source of a lesson, with the line of each cell."""

    def __init__(self, root: Path, name: str) -> None:
        super().__init__(root, f"solutions/{name}.py")
        self.name = name
        self.located = lessons.located_cells(self.text)
        self.lesson = Lesson(name, tuple(cell for _, cell in self.located))
        self._lines = {id(cell): line for line, cell in self.located}

    @cached_property
    def exercises(self) -> dict[str, Cell]:
        """Exercise → its cell, also where a slip in the cell keeps it from being one."""
        checked = {cell.checks for cell in self.code if cell.checks}
        found = {name: cell for cell in self.code for name in exercise_meant(cell.source, checked)}
        order = {name: self.line(cell) for name, cell in found.items()}
        return {name: found[name] for name in sorted(found, key=lambda name: order[name])}

    @property
    def code(self) -> list[Cell]:
        """The cells of code."""
        return [cell for cell in self.lesson.cells if cell.kind == "code"]

    @property
    def shown(self) -> list[Cell]:
        """The cells of code that are neither imports, exercises nor checks."""
        own = {id(cell) for cell in self.code if exercise_meant(cell.source, set(self.exercises))}
        aside = [cell for cell in self.code if cell.imports_only or "check(" in cell.source]
        return [cell for cell in self.code if id(cell) not in own and cell not in aside]

    def line(self, cell: Cell, inside: int = 1) -> int:
        """The line in the file of a line of a cell."""
        return self._lines[id(cell)] + inside - 1

    def at(self, cell: Cell, node: ast.AST) -> int:
        """The line in the file of what stands in a cell."""
        return self.line(cell, getattr(node, "lineno", 1))


class Course:
    """All files of a course.

    Parameters
    ----------
    root : Path
        Its top: the folder with solutions/, autograder/ and playground/.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        stems = sorted(path.stem for path in (root / "solutions").glob("*.py") if path.stem != "nn")
        stems = [stem for stem in stems if "." not in stem]  # a translation
        self.strays = [stem for stem in stems if not lessons.STEM.fullmatch(stem)]
        self.names = [stem for stem in stems if lessons.STEM.fullmatch(stem)]
        self.sources = {name: Source(root, name) for name in self.names}
        self._files: dict[str, File] = {}

    def checks(self, name: str) -> File:
        """The checks of a lesson."""
        return self._file(f"autograder/checks/test_{name}.py")

    def mistakes(self, name: str) -> File:
        """The mistakes of a lesson."""
        return self._file(f"autograder/mistakes/wrong_{name}.py")

    def pictures(self, name: str) -> list[File]:
        """The modules of a lesson's pictures: one, or those of a package."""
        topic, folder = name.partition("_")[2], self.root / "playground" / "pictures"
        package = sorted((folder / topic).glob("*.py"))
        paths = package or [folder / f"{topic}.py"]
        return [self._file(path.relative_to(self.root).as_posix()) for path in paths if path.is_file()]

    def _file(self, path: str) -> File:
        if path not in self._files:
            self._files[path] = File(self.root, path)
        return self._files[path]

    @cached_property
    def exercises(self) -> dict[str, str]:
        """Exercise → the first lesson that has it."""
        found: dict[str, str] = {}
        for name, source in self.sources.items():
            for exercise in source.exercises:
                found.setdefault(exercise, name)
        return found
