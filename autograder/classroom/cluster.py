"""Grades on a Dask cluster, and in a process of its own where the present one cannot hold time limits."""

import base64
import json
import os
import subprocess
import sys
import threading

from autograder.classroom import farm
from autograder.classroom.sandbox import NoSandbox
from autograder.refusal import Refusal

_threads = threading.local()


def run(tasks, address):
    """(task, outcome) of all tasks, as a Dask cluster has done them."""
    from distributed import Client

    with Client(address, timeout=20) as client:
        workers = max(1, sum(client.nthreads().values()))
        executor = client.get_executor(pure=False, retries=farm.TRIES)
        for task, future in farm.ahead(tasks, lambda task: executor.submit(grade_elsewhere, task), workers * farm.AHEAD):
            try:
                yield task, future.result()
            except (NoSandbox, Refusal):
                raise
            except Exception as error:
                if "KilledWorker" not in type(error).__name__:
                    raise
                yield task, None


def grade_elsewhere(task):
    """`grade` from a Dask worker: its threads cannot hold time limits, so a process of their own does the work."""
    helper = getattr(_threads, "helper", None)
    if helper is None or helper.poll() is not None:
        command = [sys.executable, "-m", __name__]
        helper = _threads.helper = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    line = json.dumps({**task, "data": base64.b64encode(task["data"]).decode()})
    try:
        helper.stdin.write(line.encode() + b"\n")
        helper.stdin.flush()
        answer = json.loads(helper.stdout.readline())
    except (OSError, ValueError):
        helper.kill()
        helper.wait()  # the next task then sees that it is gone
        return None
    if answer and "refused" in answer:
        raise NoSandbox(answer["refused"])
    return answer


def _serve():
    """Read tasks from standard input, one a line; write outcomes to standard output."""
    answers = os.fdopen(os.dup(1), "w")
    farm.confine()
    os.dup2(2, 1)  # whatever else prints is no answer
    for line in sys.stdin:
        task = json.loads(line)
        task["data"] = base64.b64decode(task["data"])
        try:
            answer = farm.grade(task)
        except (NoSandbox, Refusal) as refusal:
            answer = {"refused": str(refusal)}
        print(json.dumps(answer), file=answers, flush=True)
    farm.close()


if __name__ == "__main__":
    _serve()
