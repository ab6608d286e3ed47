"""Tries an nn.py as its reader will: in a fresh process, and with nothing of the course to import."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from autograder import lesson as lessons

SECONDS = 60.0
BLOCKED = ("autograder", "playground", "matplotlib")
TRIAL = """
import sys, os, json, importlib.util, traceback
file, path, blocked, names = json.loads(sys.argv[1])
told = os.dup(1)
os.dup2(2, 1)
sys.path[:] = path

class Blocked:
    def find_spec(self, name, *rest):
        if name.partition(".")[0] in blocked:
            raise ModuleNotFoundError(f"there is no module {name!r} where nn.py has to do alone")

sys.meta_path.insert(0, Blocked())

def tell(**said):
    os.write(told, json.dumps(said).encode())
    os._exit(0)

step = "to import it"
try:
    spec = importlib.util.spec_from_file_location("nn", file)
    nn = sys.modules["nn"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(nn)
    for name in names:
        step = f"to find `{name}` in it"
        getattr(nn, name)
    if "NeuralNetwork" in names:
        import numpy as np
        X = np.random.default_rng(0).normal(size=(24, 2))
        y = (X[:, 0] > 0).astype(int)
        solvers = [{"solver": name} for name in ("sgd", "momentum", "rmsprop")]
        activations = [{"activation": name} for name in ("sigmoid", "tanh")]
        for options in ({}, *solvers, *activations):
            said = "".join(f", {key}={value!r}" for key, value in options.items())
            step = f"to fit NeuralNetwork(hidden_layer_sizes=(4,), max_iter=3{said})"
            found = nn.NeuralNetwork(hidden_layer_sizes=(4,), max_iter=3, **options).fit(X, y).predict(X)
            if np.shape(found) != y.shape:
                raise ValueError(f"predict gave the shape {np.shape(found)} for {y.shape}")
    tell(step=None)
except BaseException as error:
    inside = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename == file]
    line = inside[-1].line if inside else getattr(error, "text", None) or ""
    tell(step=step, error=type(error).__name__, message=str(error), line=line.strip())
"""


def trouble(file: Path, exercises: Sequence[str], hidden: Path, seconds: float = SECONDS) -> str | None:
    """How an nn.py fails where it is imported and fits small networks, in a few words; None if it does not.

    Parameters
    ----------
    file : Path
    exercises : sequence of str
        The names that it must have.
    hidden : Path
        The folder of lessons, of which nothing may be imported.
    seconds : float
        How long it may take.
    """
    elsewhere = [p for p in sys.path if p and Path(p).resolve() not in (hidden.resolve(), lessons.COURSE)]
    handed = json.dumps([str(file), elsewhere, BLOCKED, list(exercises)])
    command = [sys.executable, "-IB", "-c", TRIAL, handed]
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=seconds,
            check=False,
            cwd=file.parent,
        )
    except subprocess.TimeoutExpired:
        return f"to import it and to fit small networks is not over after {seconds:g} s"
    return _told(done.stdout)


def _told(output: bytes) -> str | None:
    try:
        said = json.loads(output)
    except ValueError:
        return "Python ended while it was imported or fitted"
    if said["step"] is None:
        return None
    message = " ".join(said["message"].split())[:200]
    where = f" at `{said['line'][:80]}`" if said["line"] else ""
    return f"{said['step']} ended{where} with {said['error']}: {message}".rstrip(": ")
