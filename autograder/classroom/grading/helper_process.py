"""Grades in a process of its own, where the present one cannot be limited: in Dask's threads, in nbgrader."""

import json
import os
import subprocess
import sys
import threading

from autograder.classroom.grading import pool_worker
from autograder.classroom.sandbox.sandbox import NoSandbox
from autograder.classroom.task import Outcome, Task
from autograder.errors import Refusal


class _Own(threading.local):
    """Each thread's process."""

    helper: "subprocess.Popen[bytes] | None" = None


_own = _Own()


def grade_elsewhere(task: Task) -> Outcome | None:
    """`pool_worker.grade`, done by this thread's own process; None where that died of it."""
    helper = _own.helper
    if helper is None or helper.poll() is not None:
        command = [sys.executable, "-m", __name__]
        helper = _own.helper = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert helper.stdin and helper.stdout
    try:
        helper.stdin.write(task.to_json().encode() + b"\n")
        helper.stdin.flush()
        answer = json.loads(helper.stdout.readline())
    except (OSError, ValueError):
        helper.kill()
        helper.wait()  # the next task then sees that it is gone
        return None
    if answer and "no sandbox" in answer:
        raise NoSandbox(answer["no sandbox"])
    if answer and "refused" in answer:
        raise Refusal(*answer["refused"])
    return Outcome(**answer) if answer else None


def serve() -> None:
    """Read tasks from standard input, one a line; write outcomes to standard output."""
    answers = os.fdopen(os.dup(1), "w")
    pool_worker.confine()
    os.dup2(2, 1)  # whatever else prints is no answer
    for line in sys.stdin:
        try:
            outcome = pool_worker.grade(Task.from_json(line))
            answer = vars(outcome) if outcome else None
        except NoSandbox as error:
            answer = {"no sandbox": str(error)}
        except Refusal as error:
            answer = {"refused": [str(error), error.status]}
        print(json.dumps(answer), file=answers, flush=True)
    pool_worker.close()


if __name__ == "__main__":
    serve()
