"""What a lesson's trial does in processes of their own: run its demonstrations, try a part of its mistakes.

`python -m autograder.authoring.trial.apart TASK`, a Task as JSON, prints what it has found as JSON.
"""

import json
import os
import subprocess
import sys
import time
from dataclasses import asdict, dataclass

from autograder import lesson as lessons
from autograder.authoring.lint.slip import Slip

MOST = 4  # processes


@dataclass(frozen=True)
class Task:
    """A part of the mistakes of a lesson, tried for so many seconds of the process; or its demonstrations."""

    lesson: str
    seed: int = 0
    number: int = 0  # 0 is the part of the process that asks for the others: here, the demonstrations
    of: int = 1
    seconds: float = 0


def parts(lesson: str, seed: int, seconds: float) -> list[Task]:
    """The parts beside the first; as many as there are cores, no more than a few."""
    of = min(MOST, os.cpu_count() or 1)
    return [Task(lesson, seed, number, of, seconds) for number in range(1, of)]


def started(task: Task) -> "subprocess.Popen[str]":
    """A process that does it."""
    command = [sys.executable, "-m", __name__, json.dumps(asdict(task))]
    path = os.pathsep.join(filter(None, [str(lessons.ROOT), os.environ.get("PYTHONPATH")]))
    environment = {**os.environ, "MPLBACKEND": "Agg", "PYTHONPATH": path}
    return subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def told(task: Task, process: "subprocess.Popen[str]") -> tuple[list[Slip], list[str]]:
    """(findings, the mistakes that were tried) of a task, once its process has ended."""
    said, error = process.communicate()
    if process.returncode:
        why = (error.strip().splitlines() or ["no reason"])[-1]
        what = f"{'its mistakes' if task.number else 'its demonstrations'} ended their process: {why}"
        return [Slip(f"solutions/{task.lesson}.py", 1, what, "see which one does so")], []
    done = json.loads(said)
    return [Slip(**one) for one in done["findings"]], done["tried"]


def _do(task: Task) -> None:
    from autograder.authoring.lint.files import Course
    from autograder.authoring.trial.catalogue import Part
    from autograder.authoring.trial.demonstrations import failures

    part = Part(task.lesson, task.seed, task.number, task.of)
    if task.number:
        found = part.findings(lambda: time.process_time() < task.seconds)
    else:
        found = failures(Course(lessons.ROOT).sources[task.lesson])
    said = [asdict(one) for one in found]
    print(json.dumps({"findings": said, "tried": part.tried}))


if __name__ == "__main__":
    _do(Task(**json.loads(sys.argv[1])))
