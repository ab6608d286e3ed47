"""Grades on a Dask cluster, and in a process of its own where the present one cannot hold time limits."""

import asyncio
import base64
import concurrent.futures as futures
import itertools
import json
import logging
import math
import os
import subprocess
import sys
import threading
import time

from autograder.classroom import failures
from autograder.classroom.grading import pool
from autograder.classroom.sandbox.sandbox import NoSandbox
from autograder.errors import Refusal

FIRST, PATIENCE = (
    20,
    300,
)  # seconds to wait for a scheduler at first, and for a lost one or a worker (Dask's setting `hardway.patience`)
TICK, CLOSING = 0.5, 2  # seconds

_threads = threading.local()


class Lost(Exception):
    """The scheduler is gone, and with it all that was out."""


def run(tasks, address):
    """(task, outcome) of all tasks, as a Dask cluster has done them; what was out when its scheduler went is done again when it is back."""
    import dask
    import distributed

    for name in [name for name in logging.root.manager.loggerDict if name.partition(".")[0] == "distributed"]:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)  # what is lost is said here, in a line
    patience = dask.config.get("hardway.patience", PATIENCE)
    yield from pool.twice(
        lambda tasks, most: _once(distributed.Client, address, tasks, most, patience), tasks, math.inf
    )


def _once(connect, address, tasks, most, patience):
    """(task, outcome) of all tasks, with at most so many out at a time, and no more than keep the workers busy."""
    tasks, out = iter(tasks), {}
    client = _connected(connect, address, FIRST)
    try:
        while True:
            try:
                yield from _done(client, tasks, out, most, patience)
                return
            except Lost:
                _say(f"the scheduler at {address} is gone: waiting for it, at most {patience:g} s")
                client.close(timeout=CLOSING)
                client = _connected(connect, address, patience)
                tasks, out = itertools.chain(list(out.values()), tasks), {}
    finally:
        client.close(timeout=CLOSING)


def _done(client, tasks, out, most, patience):
    """(task, outcome) while the scheduler is there; `out` are the tasks that it has, by key. Lost when it goes."""
    executor, running = client.get_executor(pure=False, retries=pool.TRIES), {}
    while True:
        for task in itertools.islice(
            tasks, int(max(0, min(most, _threads_of(client, patience) * pool.AHEAD) - len(running)))
        ):
            out[task["key"]] = task
            running[executor.submit(grade_elsewhere, task)] = task
        if not running:
            return
        for future in futures.wait(running, timeout=TICK, return_when=futures.FIRST_COMPLETED).done:
            outcome = _outcome(future)
            task = running.pop(future)
            yield out.pop(task["key"]), outcome


def _outcome(future):
    try:
        return future.result()
    except (futures.CancelledError, asyncio.CancelledError):
        raise Lost from None
    except Exception as error:
        if type(error).__name__ == "KilledWorker":
            return None
        if type(error).__name__ == "CommClosedError":
            raise Lost from None
        raise


def _threads_of(client, patience):
    """How many threads the workers have; waits for the first worker."""
    until, said = time.monotonic() + patience, False
    while True:
        try:
            threads = sum(client.nthreads().values()) if client.status == "running" else None
        except Exception:  # it went while it was asked
            threads = None
        if threads is None:
            raise Lost
        if threads:
            return threads
        address = client.scheduler.address
        if not said:
            _say(f"waiting for a worker, at most {patience:g} s: start one with dask worker {address}")
            said = True
        if time.monotonic() > until:
            raise Refusal(
                f"no worker came within {patience:g} s: start one with dask worker {address}, {failures.AGAIN}",
                status=1,
            )
        time.sleep(TICK)


def _connected(client, address, patience):
    """A client of the scheduler; a Refusal where none answers in time."""
    until = time.monotonic() + patience
    while True:
        try:
            return client(address, timeout=max(1, min(FIRST, until - time.monotonic())))
        except (OSError, TimeoutError, ValueError):
            if time.monotonic() > until:
                told = f"no Dask scheduler answered at {address} within {patience:g} s: see that it runs, {failures.AGAIN}"
                raise Refusal(told, status=1) from None
            time.sleep(TICK)


def _say(text):
    print(f"hardway: {text}", file=sys.stderr, flush=True)


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
    pool.confine()
    os.dup2(2, 1)  # whatever else prints is no answer
    for line in sys.stdin:
        task = json.loads(line)
        task["data"] = base64.b64decode(task["data"])
        try:
            answer = pool.grade(task)
        except (NoSandbox, Refusal) as refusal:
            answer = {"refused": str(refusal)}
        print(json.dumps(answer), file=answers, flush=True)
    pool.close()


if __name__ == "__main__":
    _serve()
