"""Grades on a Dask cluster: hands tasks out, waits for workers, outlives a scheduler that comes back."""

import asyncio
import concurrent.futures as futures
import itertools
import logging
import math
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from autograder.classroom import failures
from autograder.classroom.grading import pool
from autograder.classroom.grading.helper_process import grade_elsewhere
from autograder.classroom.task import Outcome, Task
from autograder.errors import Refusal

FIRST = 20  # seconds to wait for a scheduler at first, if patience lasts so long
PATIENCE = 300  # seconds to wait for a lost one, or for a worker (Dask's setting `hardway.patience`)
TICK, CLOSING = 0.5, 2  # seconds
TRIES = 2  # how often Dask starts a task once more whose worker died


class Lost(Exception):
    """The scheduler is gone, and with it all that was out."""


def run(tasks: Iterable[Task], address: str) -> Iterator[pool.Done]:
    """(task, outcome) of all tasks, as a Dask cluster has done them.

    What was out when its scheduler went is done again when it is back.
    """
    import dask
    import distributed

    for name in [name for name in logging.root.manager.loggerDict if name.partition(".")[0] == "distributed"]:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)  # what is lost is said here, in a line
    patience = dask.config.get("hardway.patience", PATIENCE)
    yield from pool.twice(
        lambda tasks, most: _once(distributed.Client, address, tasks, most, patience), tasks, math.inf
    )


def _once(
    connect: Callable[..., Any], address: str, tasks: Iterable[Task], most: float, patience: float
) -> Iterator[pool.Done]:
    """(task, outcome) of all tasks; at most `most` are out, and no more than keep the workers busy."""
    tasks, out = iter(tasks), dict[int, Task]()
    client = _connected(connect, address, min(FIRST, patience))
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


def _done(
    client: Any, tasks: Iterator[Task], out: dict[int, Task], most: float, patience: float
) -> Iterator[pool.Done]:
    """(task, outcome) while the scheduler is there; `out` are the tasks that it has. Lost when it goes."""
    executor = client.get_executor(pure=False, retries=TRIES)
    running: dict[futures.Future[Outcome | None], Task] = {}
    while True:
        room = min(most, _threads_of(client, patience) * pool.AHEAD) - len(running)
        for task in itertools.islice(tasks, int(max(0, room))):
            out[task.key] = task
            running[executor.submit(grade_elsewhere, task)] = task
        if not running:
            return
        for future in futures.wait(running, timeout=TICK, return_when=futures.FIRST_COMPLETED).done:
            outcome = _outcome(future)
            task = running.pop(future)
            yield out.pop(task.key), outcome


def _outcome(future: futures.Future[Outcome | None]) -> Outcome | None:
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


def _threads_of(client: Any, patience: float) -> int:
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
            return int(threads)
        how = f"start one with dask worker {client.scheduler.address}"
        if not said:
            _say(f"waiting for a worker, at most {patience:g} s: {how}")
            said = True
        if time.monotonic() > until:
            raise Refusal(f"no worker came within {patience:g} s: {how}, {failures.AGAIN}", status=1)
        time.sleep(TICK)


def _connected(connect: Callable[..., Any], address: str, patience: float) -> Any:
    """A client of the scheduler; a Refusal where none answers in time."""
    until = time.monotonic() + patience
    while True:
        try:
            return connect(address, timeout=max(1, min(FIRST, until - time.monotonic())))
        except (OSError, TimeoutError, ValueError):
            if time.monotonic() > until:
                told = f"no Dask scheduler answered at {address} within {patience:g} s"
                raise Refusal(f"{told}: see that it runs, {failures.AGAIN}", status=1) from None
            time.sleep(TICK)


def _say(text: str) -> None:
    print(f"hardway: {text}", file=sys.stderr, flush=True)
