"""Grades many submissions at a time, in processes of this machine. Workers compute; they write nothing."""

import concurrent.futures as futures
import functools
import itertools
import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator
from multiprocessing import forkserver
from typing import TypeAlias, TypeGuard

from autograder.classroom.grading import pool_worker
from autograder.classroom.sandbox.bubblewrap import THREADS
from autograder.classroom.task import Outcome, Task

AHEAD = 3  # tasks handed out for each worker before the first comes back
PRELOADED = (
    *(pool_worker.__name__, "autograder.classroom.grading.grader", "autograder.checking.session"),
    *("matplotlib.pyplot", "playground"),  # what our own answers import
)

Done: TypeAlias = tuple[Task, Outcome | None]  # None where the worker died, or the grader failed on the task
Once: TypeAlias = Callable[[Iterable[Task], float], Iterator[Done]]


def run(tasks: Iterable[Task], workers: int) -> Iterator[Done]:
    """(task, outcome) of all tasks, as they are done; tasks are read only a little ahead."""
    tasks = iter(tasks)
    first = next(tasks, None)
    if first is None:
        return  # nothing has changed: no process is started
    tasks = itertools.chain([first], tasks)
    pool, ended = Pool(workers), False
    try:
        yield from twice(functools.partial(_once, pool.submit), tasks, workers * AHEAD)
        ended = True
    finally:
        # Waited for: left to the interpreter's exit, its own clearing up can trip over ours.
        pool.close(now=not ended)


def twice(once: Once, tasks: Iterable[Task], most: float) -> Iterator[Done]:
    """(task, outcome) of all tasks; one that took too long, or lost its worker, is tried again, alone.

    That is when all others are done: nothing but itself can then slow it down or end its worker, and what
    comes of it counts.

    Parameters
    ----------
    once : function
        (tasks, most) → (task, outcome) of each task, with at most so many out at a time.
    tasks : iterable of Task
    most : float
        Infinity is for those who know no number beforehand: `dask`.
    """
    again = []
    for task, outcome in once(tasks, most):
        if settled(outcome):
            yield task, outcome
        else:
            again.append(task)
    yield from once(again, 1)


def settled(outcome: Outcome | None) -> TypeGuard[Outcome]:
    """Whether an outcome counts at once: there is one, and no limit of time was passed."""
    return outcome is not None and not outcome.timed_out


def again_if_unsettled(grade: Callable[[Task], Outcome | None], task: Task) -> Outcome | None:
    """What comes of one task alone; where that does not count, what comes of a second try."""
    outcome = grade(task)
    return outcome if settled(outcome) else grade(task)


def _once(
    submit: Callable[[Task], futures.Future[Outcome | None]], tasks: Iterable[Task], most: float
) -> Iterator[Done]:
    """(task, outcome) of all tasks; None for one whose worker died."""
    for task, future in ahead(tasks, submit, int(most)):
        try:
            yield task, future.result()
        except futures.BrokenExecutor:
            yield task, None


def ahead(
    tasks: Iterable[Task], submit: Callable[[Task], futures.Future[Outcome | None]], most: int
) -> Iterator[tuple[Task, futures.Future[Outcome | None]]]:
    """(task, future) of all tasks, as they are done; at most so many are out at a time."""
    tasks = iter(tasks)
    out: dict[futures.Future[Outcome | None], Task] = {}
    while True:
        out.update((submit(task), task) for task in itertools.islice(tasks, most - len(out)))
        if not out:
            return
        for future in futures.wait(out, return_when=futures.FIRST_COMPLETED).done:
            yield out.pop(future), future


class Pool:
    """Processes that grade; new ones where one has died."""

    def __init__(self, workers: int) -> None:
        self.workers, self._others = workers, set(multiprocessing.active_children())
        self._start()

    def submit(self, task: Task) -> futures.Future[Outcome | None]:
        """The future of the task's outcome."""
        try:
            return self._pool.submit(pool_worker.grade, task)
        except futures.BrokenExecutor:
            self.close(now=True)
            self._start()
            return self._pool.submit(pool_worker.grade, task)

    def close(self, now: bool) -> None:
        """End the processes: now, or when they have done what they do."""
        if now:
            for worker in set(multiprocessing.active_children()) - self._others:
                worker.kill()
        self._pool.shutdown(cancel_futures=True)

    def _start(self) -> None:
        prepare()
        context = multiprocessing.get_context("forkserver")
        self._pool = futures.ProcessPoolExecutor(
            self.workers, mp_context=context, initializer=pool_worker.begin
        )


def prepare() -> None:
    """Start the server that workers are forked from: it loads what they need while this process goes on."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return  # Windows: `sandbox.require` refuses later, and says why
    for name in THREADS:  # read when NumPy is loaded: in the fork server
        os.environ.setdefault(name, "1")
    forkserver.set_forkserver_preload(list(PRELOADED))
    forkserver.ensure_running()
