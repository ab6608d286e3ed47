"""Runs the kit's code in Pyodide's own core under Node: no NumPy, no process, no thread, no signal."""

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

from autograder import lesson as lessons
from autograder.classroom.sandbox import pure_packages
from support import node_tools

CORE = node_tools.INSTALLED / "pyodide"
NEEDED = ("pytest", "typer", "jinja2", "packaging")  # of the kit, in pure Python
ASKED = ("micropip", "packaging", "ipython", "jedi")  # by JupyterLite's kernel, of Pyodide's packages
FROM_PYPI = ("comm",)  # it asks for that, too
RUN = """
const {loadPyodide} = require(process.argv[1]);
loadPyodide().then((python) => {
  python.mountNodeFS("/kit", process.argv[2]);
  python.mountNodeFS("/packages", process.argv[3]);
  python.runPython("import sys; sys.path[:0] = ['/kit', '/packages']");
  python.runPython(require("fs").readFileSync(0, "utf8"));
});"""


def packages(folder):
    """The folder, filled with what the kit needs of pure Python."""
    for name in NEEDED:
        pure_packages.copy(name, folder)
    return folder


def said(code, packages):
    """What the code prints inside, as JSON."""
    command = ["node", "-e", RUN, str(CORE / "pyodide.js"), str(lessons.ROOT), str(packages)]
    done = subprocess.run(command, input=code, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout.splitlines()[-1])


def served(folder):
    """The core and the packages that JupyterLite's kernel asks for, to be served from this machine.

    npm has the core alone; the packages come from PyPI, so that the lock has to tell of these files.
    """
    shutil.copytree(CORE, folder)
    file = folder / "pyodide-lock.json"
    lock = json.loads(file.read_text(encoding="utf-8"))
    known = {_plain(one["name"]): one for one in lock["packages"].values()}
    for name in FROM_PYPI:
        known[name] = lock["packages"][name] = {**known["six"], "name": name, "imports": [name]}
    for name in _with_needs(known):
        exactly = name if name in FROM_PYPI else f"{name}=={known[name]['version']}"
        wheel = folder / Path(shutil.move(downloaded(exactly, folder / name), folder)).name
        version, digest = wheel.name.split("-")[1], hashlib.sha256(wheel.read_bytes()).hexdigest()
        known[name].update(version=version, file_name=wheel.name, sha256=digest)
    file.write_text(json.dumps(lock), encoding="utf-8")
    return folder


def _with_needs(known):
    todo, met = [*ASKED, *FROM_PYPI], {}
    while todo:
        name = _plain(todo.pop())
        if name not in met:
            met[name] = True
            todo += known[name]["depends"]
    return met


def _plain(name):
    return name.lower().replace("_", "-")


def downloaded(requirement, folder):
    """A wheel of pure Python, for the Python that Pyodide is."""
    version = ["--python-version", "3.14", "--only-binary", ":all:", "--no-deps"]
    command = [
        sys.executable,
        "-m",
        "pip",
        "download",
        "--quiet",
        *version,
        "--dest",
        str(folder),
        requirement,
    ]
    subprocess.run(command, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    return wheel
