"""A copy of the course without our answers works: checks that need them are left out, and none is shown."""

import json
import os
import shutil
import subprocess
import sys

import pytest
from support.copies import FIRST, Copy

from autograder import lesson as lessons


@pytest.fixture
def run(tmp_path):
    """Run a command of a kit that has no solutions, on a folder with the first two lessons."""
    kit = tmp_path / "kit"
    for part in ("autograder", "playground", "lessons"):
        shutil.copytree(lessons.ROOT / part, kit / part, ignore=shutil.ignore_patterns("__pycache__"))
    (kit / "solutions").mkdir()
    folder = tmp_path / "mine"
    folder.mkdir()
    Copy(folder).solve(but=["softmax"]).write(
        "softmax", "def softmax(z):\n    return np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)"
    )
    Copy(folder, lessons.course()[1]).solve()

    def command(*args):
        options = dict(
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(kit)},
            capture_output=True,
            text=True,
            check=False,
        )
        return subprocess.run([sys.executable, "-m", "autograder", *args], **options)

    return command


def test_checks_run_without_our_answers(run):
    done = run("check", FIRST, "--lessons", "mine", "--json")
    states = {e["name"]: e["state"] for e in json.loads(done.stdout)["lessons"][0]["exercises"]}
    assert states.pop("softmax") == "failed" and set(states.values()) == {"passed"}, done.stdout


def test_a_later_lesson_says_which_earlier_exercise_it_waits_for(run):
    done = run("check", "cross_entropy", "--lessons", "mine")
    assert "Traceback" not in done.stderr and ("softmax" in done.stdout or done.returncode == 0), (
        done.stdout + done.stderr
    )


def test_no_answer_is_shown_and_nothing_is_built(run):
    for args in (["solution", "relu", "--yes"], ["build"]):
        done = run(*args)
        assert done.returncode == 2 and len(done.stderr.splitlines()) == 1 and "def " not in done.stdout


def test_a_fresh_copy_is_not_begun_and_nothing_of_it_has_crashed(run, tmp_path):
    for name in lessons.course():
        shutil.copy(lessons.LESSONS / f"{name}.ipynb", tmp_path / "mine" / f"{name}.ipynb")
    said = run("status", "--lessons", "mine").stdout
    assert "crashed" not in said and said.count("not yet") == len(lessons.course()), said
    last = run("check", lessons.course()[-1], "--lessons", "mine", "--json").stdout
    (result,) = json.loads(last)["lessons"]
    assert {one["state"] for one in result["exercises"]} == {"not_attempted"}, last
