"""The same sandbox when an ordinary user grades: bubblewrap then works in a namespace of that user."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from support.handing_in import LESSON, answer, environment, hand_in, needs_sandbox, notebook

from autograder import lesson as lessons

pytestmark = [
    *needs_sandbox,
    pytest.mark.skipif(
        os.geteuid() != 0, reason="who is no root runs all the other tests as an ordinary user"
    ),
]
USER = 4242
PEEKS = """
import glob, os
def seen(pattern):
    try:
        return glob.glob(pattern)
    except OSError:
        return []
found = seen("{course}/submitted/*") + seen("{root}/solutions/*.py")
found += [d for d in ("/root", "/home") if os.path.isdir(d) and os.listdir(d)]
def relu(z):
    if found or os.getuid() == 0:
        raise RuntimeError(f"seen: {{found}}")
    return np.maximum(0, z)
"""


@pytest.fixture
def course():
    """A course's folder that belongs to an ordinary user."""
    with tempfile.TemporaryDirectory(prefix="course-of-a-user-") as folder:
        folder = Path(folder)
        (folder / "nbgrader_config.py").write_text("c = get_config()\n")
        yield folder


def graded_by_user(course):
    """Student → row of `hardway grade --json`, run by the ordinary user."""
    for path in (course, *course.rglob("*")):
        shutil.chown(path, USER, USER)
    user = [
        "setpriv",
        f"--reuid={USER}",
        f"--regid={USER}",
        "--clear-groups",
        "--inh-caps=-all",
        "--bounding-set=-all",
    ]
    command = ["bwrap", "--dev-bind", "/", "/", *_opened(), "--", *user]
    command += [sys.executable, "-m", "autograder", "grade", str(course), "--json"]
    env = {**environment(), "HOME": str(course), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, env=env)
    assert done.stdout, done.stderr
    return {row["student"]: row for row in json.loads(done.stdout)["submissions"]}


def _opened():
    """bubblewrap's options: of a folder closed to others only the interpreter and the kit are shown."""
    needed, covered = {Path(p).resolve() for p in (sys.base_prefix, sys.prefix, lessons.ROOT)}, set()
    for path in sorted(needed):
        parents = [*reversed(path.parents)]
        closed = next(
            (number for number, parent in enumerate(parents) if not parent.stat().st_mode & 0o001), None
        )
        if closed is None:
            continue
        if parents[closed] not in covered:
            covered.add(parents[closed])
            yield from ("--perms", "0755", "--tmpfs", str(parents[closed]))
        for parent in parents[closed + 1 :]:
            yield from ("--perms", "0755", "--dir", str(parent))
        yield from ("--ro-bind", str(path), str(path))


def test_an_ordinary_user_grades_in_the_sandbox(course):
    hand_in(course, "ann", notebook("import numpy as np", answer("relu"), answer("dense")))
    hand_in(course, "eve", notebook("import numpy as np", PEEKS.format(course=course, root=lessons.ROOT)))
    hand_in(course, "max", notebook("import numpy as np, os", "def relu(z): os._exit(0)", answer("dense")))
    rows = graded_by_user(course)
    states = {student: {e["name"]: e["state"] for e in row["exercises"]} for student, row in rows.items()}
    assert {row["state"] for row in rows.values()} == {"graded"}
    assert states["ann"]["relu"] == states["ann"]["dense"] == "passed"
    assert states["eve"]["relu"] == "passed", next(
        e["message"] for e in rows["eve"]["exercises"] if e["name"] == "relu"
    )
    assert states["max"]["dense"] == "passed" and states["max"]["relu"] == "crashed"
    assert (course / "feedback" / "ann" / LESSON / f"{LESSON}.html").stat().st_uid == USER
