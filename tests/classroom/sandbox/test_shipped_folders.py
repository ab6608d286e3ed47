"""What ships into the sandbox works where nothing else of the kit is, and gives no answer away."""

import ast
import importlib.util
import inspect
import json
import socket
import subprocess
import sys
import tomllib
from pathlib import Path

import numpy as np
import pytest

import playground
from autograder import lesson as lessons
from autograder.classroom.inside.stand_ins import playground_package
from autograder.classroom.rpc.channel import Channel
from autograder.classroom.rpc.endpoint import Peer
from autograder.classroom.sandbox import image
from autograder.figures import Picture
from autograder.running.cells import REGION

FIRST = "01_forward_pass"
PACKAGES = ("numpy", "matplotlib", "IPython")
ALLOWED = {*sys.stdlib_module_names, *PACKAGES, "traitlets", "autograder", "playground"}
# The process inside: imports all that was shipped, tells what else it finds, then serves the notebook.
INSIDE = """
import contextlib, importlib, importlib.util, json, socket, sys

def found(name):
    with contextlib.suppress(ImportError):
        return importlib.util.find_spec(name) is not None

told = json.loads(sys.argv[1])
sys.path[:0] = told["folders"]
for name in told["shipped"]:
    importlib.import_module(name)
print(*filter(found, told["withheld"]), flush=True)
from autograder.classroom.inside import serve
from autograder.classroom.rpc.channel import Channel
serve.hand_out(*told["lesson"])
with contextlib.suppress(ConnectionError):  # the test hangs up
    serve.serve(Channel(socket.socket(fileno=told["socket"])))
"""
NOTEBOOK = [
    "import numpy as np\nimport matplotlib.pyplot as plt",
    "%precision 3\nfrom playground import datasets",  # IPython's own, and what stands in for ours
    "def relu(z):\n    return np.maximum(0, z)",
    "def dense(X, W, b):\n    fig, ax = plt.subplots()\n    ax.plot(X)\n    return fig",
]


@pytest.fixture
def kit():
    folder = image.build(FIRST)
    yield folder
    image.remove(folder)


def modules(root):
    """The names of all modules of our packages below a folder."""
    paths = [path for package in ("autograder", "playground") for path in root.glob(f"{package}/**/*.py")]
    return {
        ".".join(path.relative_to(root).with_suffix("").parts).removesuffix(".__init__") for path in paths
    }


def packages():
    """The folders that hold the packages which students use, and all else that is installed beside them."""
    origins = [importlib.util.find_spec(package).origin for package in PACKAGES]
    return sorted({str(Path(origin).parents[1]) for origin in origins})


def started(kit, theirs):
    """A process that has nothing of the kit but the shipped folders, and all that is installed."""
    cells = [(cell.kind, cell.source) for cell in image.shipped(FIRST).cells]
    told = {
        "folders": [str(kit), *packages()],
        "shipped": sorted(modules(kit)),
        "withheld": sorted(modules(lessons.ROOT) - modules(kit)),
        "lesson": (FIRST, cells),
        "socket": theirs.fileno(),
    }
    command = [sys.executable, "-I", "-S", "-c", INSIDE, json.dumps(told)]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    return subprocess.Popen(command, pass_fds=[theirs.fileno()], cwd=kit, **pipes)


def imported(path):
    """The packages that a module imports, in its functions too."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module for node in nodes if isinstance(node, ast.ImportFrom) and not node.level}
    return {name.partition(".")[0] for name in names}


@pytest.mark.parametrize("folder", image.SHIPPED)
def test_a_shipped_folder_imports_no_other_package(folder):
    found = {path.name: imported(path) - ALLOWED for path in (image.PACKAGE / folder).rglob("*.py")}
    assert not {module: names for module, names in found.items() if names}


def test_import_linter_holds_the_folders_that_are_shipped():
    told = tomllib.loads((lessons.ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    first = told["tool"]["importlinter"]["contracts"][0]
    assert first["source_modules"] == [f"autograder.{one}".replace("/", ".") for one in image.SHIPPED]


def test_the_shipped_folders_need_nothing_else_of_the_kit(kit):
    ours, theirs = socket.socketpair()
    with theirs:
        inside = started(kit, theirs)
    peer = Peer(Channel(ours))
    cells = json.dumps([("code", source) for source in NOTEBOOK]).encode()
    try:
        run = {"cells": np.frombuffer(cells, np.uint8), "seconds": 10, "skip": {}}
        problems, late = peer.ask("run", args=run)
        assert not late and not {"relu", "dense"} & set(problems)
        assert peer.ask("function", name="relu")(np.array([-1.0, 2.0])).tolist() == [0.0, 2.0]
        assert isinstance(peer.ask("function", name="dense")(np.arange(3.0), 1, 2), Picture)
    finally:
        peer.channel.close()
        found, errors = inside.communicate(timeout=60)
    assert (inside.returncode, errors) == (0, "")
    assert found.split() == [], "what judges, and what is right, cannot be imported inside"


def test_what_judges_is_not_shipped(kit):
    judges = ("checks", "mistakes", "checking", "reference", "comparison", "lesson")
    assert not [name for name in modules(kit) if name.split(".")[1:2] in [[judge] for judge in judges]]
    assert {f"autograder.{judge}" for judge in judges} <= modules(lessons.ROOT), "these are their names"


@pytest.mark.parametrize("name", lessons.course())
def test_no_answer_of_the_lesson_or_a_later_one_is_shipped(name):
    folder = image.build(name)
    try:
        files = (path.read_bytes() for path in folder.rglob("*") if path.is_file())  # compiled ones, too
        text = "\n".join(data.decode("utf-8", "replace") for data in files)
    finally:
        image.remove(folder)
    for lesson in (later for later in lessons.course() if later >= name):
        for exercise in lessons.lesson(lesson).exercises.values():
            for _, region in REGION.findall(exercise.cell.source):
                assert region.strip() not in text, f"the answer of {exercise.name} is in the folder"


def drawn_in(kit):
    """module of the playground → the functions that a kit has of it."""
    trees = {name: ast.parse((kit / "playground" / f"{name}.py").read_text()) for name in image.PLAYGROUND}
    kinds = (ast.FunctionDef, ast.ClassDef)
    return {name: {one.name for one in tree.body if isinstance(one, kinds)} for name, tree in trees.items()}


@pytest.mark.parametrize("name", lessons.course())
def test_nothing_that_is_an_exercise_comes_with_the_playground(name):
    folder = image.build(name)
    try:
        drawn = drawn_in(folder)
    finally:
        image.remove(folder)
    for lesson, names in image.WITHHELD.items():
        for module, withheld in names.items():
            own = set(vars(importlib.import_module(f"playground.{module}")))
            assert set(withheld) <= own, f"{module} has these names no longer: see image.WITHHELD"
            assert drawn[module] & set(withheld) == (set() if name <= lesson else set(withheld))
    to_come = [one for later in lessons.course() if later >= name for one in lessons.lesson(later).exercises]
    there = set().union(*drawn.values())
    alike = [(one, had) for one in to_come for had in there if f"_{one}".endswith(f"_{had}")]
    assert not alike, "what the playground does is an exercise here: see image.WITHHELD"


@pytest.mark.parametrize("name", playground.__all__)
def test_what_stands_in_for_the_playground_can_be_used_as_it_is(name):
    ours, stand_in = getattr(playground, name), vars(playground_package)[name]
    assert callable(ours) == callable(stand_in) and inspect.isclass(ours) == inspect.isclass(stand_in)
    if inspect.isclass(ours):
        methods = [part for part in vars(ours) if callable(getattr(ours, part)) and part[0] != "_"]
        methods += [part for part in ("__call__", "__enter__", "__exit__", "__iter__") if hasattr(ours, part)]
        assert not [part for part in methods if not hasattr(stand_in, part)]


def test_a_training_that_is_watched_in_a_lesson_runs_inside():
    epochs = []
    with playground_package.LiveBoundary([0], [1], epochs=2) as live:
        for epoch in playground_package.Progress(range(2), "training"):
            live.update(len, train_loss=0.5)
            live(len)
            epochs.append(epoch)
    assert epochs == [0, 1]
