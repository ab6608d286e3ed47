"""Runs the demonstrations of a lesson in a process of their own, while its answers and mistakes are tried.

`python -m autograder.authoring.trial.apart LESSON` prints what it has found as JSON.
"""

import json
import os
import subprocess
import sys
from dataclasses import asdict

from autograder import lesson as lessons
from autograder.authoring.lint.slip import Slip


def started(lesson: str) -> "subprocess.Popen[str]":
    """A process that runs them."""
    path = os.pathsep.join(filter(None, [str(lessons.ROOT), os.environ.get("PYTHONPATH")]))
    return subprocess.Popen(
        [sys.executable, "-m", __name__, lesson],
        env={**os.environ, "MPLBACKEND": "Agg", "PYTHONPATH": path},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def told(lesson: str, process: "subprocess.Popen[str]") -> list[Slip]:
    """What the process has found, once it has ended."""
    said, error = process.communicate()
    if process.returncode:
        why = (error.strip().splitlines() or ["no reason"])[-1]
        what = f"its demonstrations ended their process: {why}"
        return [Slip(f"solutions/{lesson}.py", 1, what, "see which one does so")]
    return [Slip(**one) for one in json.loads(said)]


def _do(lesson: str) -> None:
    from autograder.authoring.lint.files import Course
    from autograder.authoring.trial.demonstrations import failures

    print(json.dumps([asdict(one) for one in failures(Course(lessons.ROOT).sources[lesson])]))


if __name__ == "__main__":
    _do(sys.argv[1])
