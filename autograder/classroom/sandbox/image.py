"""The little of the course that the sandbox sees: a folder with no check, no mistake, and no answer of the lesson being graded."""

import ast
import contextlib
import os
import shutil
import tempfile
from pathlib import Path

from autograder import lesson as lessons
from autograder.lesson import Cell, answer, stub

PACKAGE = lessons.ROOT / "autograder"
SHIPPED = (
    "running",
    "figures",
    "classroom/rpc",
    "classroom/inside",
)  # folders of autograder that run inside, whole
STAND_INS = {
    "autograder/__init__": "autograder_package",
    "autograder/mine": "mine",
    "playground/__init__": "playground_package",
}
# What the playground draws or makes for the lessons is an exercise in this lesson: names to leave out until it is over.
WITHHELD = {
    "06_decision_boundaries": {
        "datasets": ["xor", "spirals"],
        "figures": ["boundary", "outline", "grid", "class_probabilities"],
    }
}


def build(name):
    """Make the folder for a lesson; returns its path. The caller removes it."""
    _sweep()
    folder = Path(tempfile.mkdtemp(prefix=f"hardway-kit-{os.getpid()}-"))
    for shipped_folder in SHIPPED:
        shutil.copytree(
            PACKAGE / shipped_folder,
            folder / "autograder" / shipped_folder,
            ignore=shutil.ignore_patterns("__pycache__"),
        )
    (folder / "playground").mkdir()
    for target, source in STAND_INS.items():
        shutil.copyfile(PACKAGE / "classroom/inside/stand_ins" / f"{source}.py", folder / f"{target}.py")
    (folder / "autograder/classroom/__init__.py").touch()
    withheld = {}
    for lesson, names in WITHHELD.items():
        if name <= lesson:
            withheld |= names
    for module in ("datasets", "style", "where", "figures"):
        source = (PACKAGE.parent / "playground" / f"{module}.py").read_text(encoding="utf-8")
        (folder / "playground" / f"{module}.py").write_text(
            without(source, withheld.get(module, ())), encoding="utf-8"
        )
    for path in (folder, *folder.rglob("*")):  # the sandbox's user is another one
        path.chmod(0o755 if path.is_dir() else 0o644)
    return folder


def _sweep():
    """Remove the folders of processes that were killed."""
    for left in Path(tempfile.gettempdir()).glob("hardway-*-*-*"):
        pid = left.name.split("-")[2]
        with contextlib.suppress(FileNotFoundError):  # another worker sweeps as well
            if pid.isdecimal() and left.lstat().st_uid == os.getuid() and not _alive(int(pid)):
                shutil.rmtree(left, ignore_errors=True)


def _alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def without(source, names):
    """Source text without the definitions of these functions."""
    lines = source.splitlines(keepends=True)
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef) and node.name in names:
            first = min([node.lineno, *(d.lineno for d in node.decorator_list)])
            lines[first - 1 : node.end_lineno] = ["\n"] * (node.end_lineno - first + 1)
    return "".join(lines)


def earlier(name):
    """[(lesson, its definitions with answers)] of the lessons before this one."""
    return [(before, definitions(lessons.lesson(before))) for before in lessons.course() if before < name]


def definitions(lesson):
    """The imports and the exercises of a lesson, as source texts."""
    cells = (*lesson.setup, *(exercise.cell for exercise in lesson.exercises.values()))
    return [answer(cell.source) for cell in cells]


def shipped(name):
    """The lesson as students got it, without answers."""
    lesson = lessons.lesson(name)
    return lessons.Lesson(name, tuple(Cell(cell.kind, stub(cell.source)) for cell in lesson.cells))


def remove(folder):
    """Remove a folder that `build` made."""
    shutil.rmtree(folder, ignore_errors=True)
