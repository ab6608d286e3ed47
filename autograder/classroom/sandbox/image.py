"""The little of the course that the sandbox sees: no check, no mistake, no answer of the lesson graded."""

import ast
import compileall
import shutil
from collections.abc import Container
from pathlib import Path

from autograder import lesson as lessons
from autograder.classroom import temporary
from autograder.classroom.inside.fork_server import FONTS
from autograder.classroom.sandbox.bubblewrap import KIT
from autograder.figures import matplotlib_compat
from autograder.lesson import Cell, Lesson, answer, stub

PACKAGE = lessons.ROOT / "autograder"
# Folders of autograder that run inside, whole. pyproject.toml names them again, for import-linter.
SHIPPED = ("running", "figures", "classroom/rpc", "classroom/inside")
STAND_INS = {
    "autograder/__init__": "autograder_package",
    "autograder/mine": "mine",
    "playground/__init__": "playground_package",
    "playground/pictures": "pictures",
}
PLAYGROUND = ("datasets", "style", "where", "figures")  # modules of it that cells of a lesson may use
# What the playground draws or makes is an exercise in this lesson: names to leave out until it is over.
WITHHELD = {
    "06_decision_boundaries": {
        "datasets": ["xor", "spirals"],
        "figures": ["boundary", "outline", "grid", "class_probabilities"],
    }
}


def build(name: str) -> Path:
    """Make the folder for a lesson; returns its path. The caller removes it."""
    temporary.sweep()
    folder = temporary.make("kit")
    _copy_autograder(folder / "autograder")
    _copy_playground(folder / "playground", name)
    matplotlib_compat.write_own_fonts(folder / FONTS)
    for target, source in STAND_INS.items():
        shutil.copyfile(PACKAGE / "classroom/inside/stand_ins" / f"{source}.py", folder / f"{target}.py")
    # each submission's process imports some of it, and can keep nothing that it compiles
    compileall.compile_dir(folder, quiet=2, stripdir=str(folder), prependdir=KIT)
    for path in (folder, *folder.rglob("*")):  # the sandbox's user is another one
        path.chmod(0o755 if path.is_dir() else 0o644)
    return folder


def _copy_autograder(target: Path) -> None:
    (target / "classroom").mkdir(parents=True)
    (target / "classroom/__init__.py").touch()
    for folder in SHIPPED:
        shutil.copytree(PACKAGE / folder, target / folder, ignore=shutil.ignore_patterns("__pycache__"))


def _copy_playground(target: Path, name: str) -> None:
    """The playground's modules, without what is an exercise of this lesson or a later one."""
    target.mkdir()
    withheld: dict[str, list[str]] = {}
    for lesson, names in WITHHELD.items():
        if name <= lesson:
            withheld |= names
    for module in PLAYGROUND:
        source = (PACKAGE.parent / "playground" / f"{module}.py").read_text(encoding="utf-8")
        (target / f"{module}.py").write_text(without(source, withheld.get(module, ())), encoding="utf-8")


def without(source: str, names: Container[str]) -> str:
    """Source text without the definitions of these functions."""
    lines = source.splitlines(keepends=True)
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef) and node.name in names:
            first = min([node.lineno, *(d.lineno for d in node.decorator_list)])
            last = node.end_lineno or first
            lines[first - 1 : last] = ["\n"] * (last - first + 1)
    return "".join(lines)


def earlier(name: str) -> list[tuple[str, list[str]]]:
    """[(lesson, its definitions with answers)] of the lessons before this one."""
    return [(before, definitions(lessons.lesson(before))) for before in lessons.course() if before < name]


def definitions(lesson: Lesson) -> list[str]:
    """The imports and the exercises of a lesson, as source texts."""
    cells = (*lesson.setup, *(exercise.cell for exercise in lesson.exercises.values()))
    return [answer(cell.source) for cell in cells]


def shipped(name: str) -> Lesson:
    """The lesson as students got it, without answers."""
    lesson = lessons.lesson(name)
    return Lesson(name, tuple(Cell(cell.kind, stub(cell.source)) for cell in lesson.cells))


def remove(folder: Path) -> None:
    """Remove a folder that `build` made."""
    shutil.rmtree(folder, ignore_errors=True)
