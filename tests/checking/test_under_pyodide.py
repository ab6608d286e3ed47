"""What the kit does without NumPy, it does in Pyodide's own core as here."""

import json
import subprocess
import sys

import pytest
from support import pyodide
from support.node_tools import needs_node

from autograder import lesson as lessons

IMPORTED = """
import importlib, json, os, pkgutil, sys
def all_of(package):
    for part in pkgutil.iter_modules(package.__path__, package.__name__ + "."):
        try:
            module = importlib.import_module(part.name)
        except ImportError:
            continue
        yield part.name
        if part.ispkg:
            yield from all_of(module)
import autograder
print(json.dumps([*all_of(autograder)]))
"""


@pytest.fixture(scope="module")
def packages(tmp_path_factory):
    return pyodide.packages(tmp_path_factory.mktemp("packages"))


@needs_node
def test_what_is_imported_without_numpy_here_is_imported_there(packages):
    path = f"import sys; sys.path[:0] = {[str(lessons.ROOT), str(packages)]}\n"
    command = [sys.executable, "-I", "-S", "-c", path + IMPORTED]
    here = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    assert {"autograder.cli", "autograder.lesson", "autograder.running.timeout"} <= {*here}
    there = pyodide.said(IMPORTED, packages)
    assert {*here} - {*there} == {"autograder.classroom.inside.isolation"}  # it cuts off a process of Linux


@needs_node
def test_nn_py_is_assembled_there(packages):
    code = "import json; from autograder.authoring.nn import assemble; print(json.dumps(assemble.ours()))"
    assert pyodide.said(code, packages) == (lessons.SOLUTIONS / "nn.py").read_text(encoding="utf-8")


@needs_node
def test_the_lessons_are_laid_out_there_and_no_jupyterlab_is_started(packages):
    code = """
import contextlib, io, json, os, runpy, sys
sys.argv = ["hardway", "start", "--no-browser", "/tmp/mine"]
with contextlib.redirect_stderr(io.StringIO()) as said, contextlib.suppress(SystemExit):
    runpy.run_module("autograder", run_name="__main__")
print(json.dumps([said.getvalue(), sorted(os.listdir("/tmp/mine"))]))
"""
    told, files = pyodide.said(code, packages)
    assert {f"{name}.ipynb" for name in lessons.course()} <= {*files}
    assert "JupyterLab does not start" in told and "01_forward_pass.ipynb where you are" in told


@needs_node
def test_a_loop_without_end_is_ended_there(packages):
    code = """
import json
from autograder.running.timeout import TimeLimit, time_limit
try:
    with time_limit(0.2):
        exec("while True: pass", {})
except TimeLimit as limit:
    print(json.dumps(str(limit)))
"""
    assert "did not finish within 0.2 s" in pyodide.said(code, packages)
