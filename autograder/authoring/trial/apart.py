"""What a lesson's trial does in processes of their own: its demonstrations, and half of its mistakes.

`python -m autograder.authoring.trial.apart LESSON` runs the demonstrations and prints what it has found as
JSON; with `--mistakes` it reads which checks there are and prints what each exercise's mistakes fail.
"""

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict

from autograder import lesson as lessons
from autograder.authoring.lint.slip import Slip

Process = subprocess.Popen[str]
MISTAKES = "--mistakes"


def started(lesson: str, *more: str) -> Process:
    """A process that runs the demonstrations; with MISTAKES one that `ask` tells what to do."""
    path = os.pathsep.join(filter(None, [str(lessons.ROOT), os.environ.get("PYTHONPATH")]))
    return subprocess.Popen(
        [sys.executable, "-m", __name__, lesson, *more],
        env={**os.environ, "MPLBACKEND": "Agg", "PYTHONPATH": path},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL if more else subprocess.PIPE,  # nobody reads it meanwhile
        text=True,
    )


def told(lesson: str, process: Process) -> list[Slip]:
    """What the demonstrations' process has found, once it has ended."""
    said, error = process.communicate()
    if process.returncode:
        why = (error.strip().splitlines() or ["no reason"])[-1]
        what = f"its demonstrations ended their process: {why}"
        return [Slip(f"solutions/{lesson}.py", 1, what, "see which one does so")]
    return [Slip(**one) for one in json.loads(said)]


def ask(process: Process, seed: int, checks: Mapping[str, Sequence[str]]) -> None:
    """Have it try its half of the mistakes of each exercise, on the checks in this order."""
    assert process.stdin
    with contextlib.suppress(BrokenPipeError):  # it has ended, which `answer` says
        print(json.dumps([seed, checks]), file=process.stdin, flush=True)


def answer(process: Process) -> dict[str, str] | None:
    """Mistake → the first check that it fails, of its half of the next exercise; None where it has ended."""
    assert process.stdout
    said = process.stdout.readline()
    return json.loads(said) if said else None


def _show(lesson: str) -> None:
    from autograder.authoring.lint.files import Course
    from autograder.authoring.trial.demonstrations import failures

    print(json.dumps([asdict(one) for one in failures(Course(lessons.ROOT).sources[lesson])]))


def _try(lesson: str) -> None:
    from autograder.authoring.trial.mistakes import first_failed, halves, our_answers

    student = our_answers(lesson)
    seed, checks = json.loads(input())
    for exercise, titles in checks.items():
        _, half = halves(lesson, exercise)
        print(json.dumps(first_failed(lesson, exercise, seed, titles, half, student)), flush=True)


if __name__ == "__main__":
    (_try if MISTAKES in sys.argv else _show)(sys.argv[1])
