"""Grades many submissions at a time, in processes of this machine. Workers compute; they write nothing."""

import concurrent.futures as futures
import contextlib
import faulthandler
import functools
import gc
import itertools
import json
import multiprocessing
import multiprocessing.connection
import multiprocessing.util
import os
import shutil
import signal
import tempfile
import threading
import traceback
from multiprocessing import forkserver
from pathlib import Path

from autograder.classroom.grading.limits import Limits
from autograder.classroom.grading.meter import LOOSEST
from autograder.classroom.sandbox.bubblewrap import THREADS
from autograder.classroom.sandbox.sandbox import NoSandbox
from autograder.errors import Refusal

AHEAD = 3  # tasks handed out for each worker before the first comes back
OWN_MEMORY = 6 * 2**30  # bytes of address space of a worker
TRIES = 2  # how often Dask starts a task once more whose worker died

_graders, _folders = {}, []


def run(tasks, workers):
    """(task, outcome) of all tasks, as they are done.

    Parameters
    ----------
    tasks : iterable of dict
        As `grade` takes them; read only a little ahead.
    workers : int
    """
    pool, ended = Pool(workers), False
    try:
        yield from twice(functools.partial(_once, pool.submit), tasks, workers * AHEAD)
        ended = True
    finally:
        pool.close(
            now=not ended
        )  # waited for: left to the interpreter's exit, its own clearing up can trip over ours


def twice(once, tasks, most):
    """(task, outcome) of all tasks; one that took too long, or that was out when a worker died, is tried again when all others are done, alone.

    Then nothing but itself can have slowed it down or ended its worker, and what comes of it counts.

    Parameters
    ----------
    once : function (tasks, most) → (task, outcome) of each task, with at most so many out at a time
    tasks : iterable of dict
    most : int
    """
    again = []
    for task, outcome in once(tasks, most):
        if settled(outcome):
            yield task, outcome
        else:
            again.append(task)
    yield from once(again, 1)


def settled(outcome):
    """Whether an outcome counts at once: there is one, and no limit of time was passed."""
    return outcome is not None and not outcome["timed_out"]


def _once(submit, tasks, most):
    """(task, outcome) of all tasks; None for one whose worker died."""
    for task, future in ahead(tasks, submit, most):
        try:
            yield task, future.result()
        except futures.BrokenExecutor:
            yield task, None


def ahead(tasks, submit, most):
    """(task, future) of all tasks, as they are done; at most so many are out at a time."""
    tasks, out = iter(tasks), {}
    while True:
        out.update((submit(task), task) for task in itertools.islice(tasks, most - len(out)))
        if not out:
            return
        for future in futures.wait(out, return_when=futures.FIRST_COMPLETED).done:
            yield out.pop(future), future


class Pool:
    """Processes that grade; new ones where one has died."""

    def __init__(self, workers):
        self.workers, self._others = workers, set(multiprocessing.active_children())
        self._start()

    def submit(self, task):
        """The future of the task's outcome."""
        try:
            return self._pool.submit(grade, task)
        except futures.BrokenExecutor:
            self.close(now=True)
            self._start()
            return self._pool.submit(grade, task)

    def close(self, now):
        """End the processes: now, or when they have done what they do."""
        if now:
            for worker in set(multiprocessing.active_children()) - self._others:
                worker.kill()
        self._pool.shutdown(cancel_futures=True)

    def _start(self):
        prepare()
        self._pool = futures.ProcessPoolExecutor(
            self.workers, mp_context=multiprocessing.get_context("forkserver"), initializer=_begin
        )


def grade(task):
    """The outcome of one task, as plain data; None where the grader itself fails on it. Runs in a worker."""
    limits = task["options"]["limits"]
    try:
        with watched(limits["total"] + limits["grace"]):
            return _grader_for(task["options"]).grade(
                task["lesson"], task["data"], task["file_name"], task["template"], task["seed"]
            )
    except (NoSandbox, Refusal):
        raise
    except Exception:  # one submission must not stop the others
        if os.environ.get("HARDWAY_DEBUG"):
            traceback.print_exc()
        return None


@contextlib.contextmanager
def watched(seconds):
    """End this process where the body uses up so many seconds of processor time, or many times as many by the clock.

    It is the kernel that ends it: a handler of ours is not heard while NumPy loops over what a student handed to it.
    """
    with open(os.devnull, "w") as null:
        signal.setitimer(signal.ITIMER_VIRTUAL, seconds)  # unhandled, its signal ends the process
        faulthandler.dump_traceback_later(LOOSEST * seconds, exit=True, file=null)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
            faulthandler.cancel_dump_traceback_later()


def _grader_for(options):
    key = json.dumps(options, sort_keys=True)
    if key not in _graders:
        from autograder.classroom.grading.grader import Grader

        close()
        _graders[key] = Grader(
            Limits(**options["limits"]),
            options["unsafe"],
            _written(options["extra"]),
            options["hide_extra"],
            options["hidden"],
        )
    return _graders[key]


def close():
    """End the sandboxes of this process, and remove its files."""
    while _folders:
        shutil.rmtree(_folders.pop(), ignore_errors=True)
    for grader in _graders.values():
        grader.close()
    _graders.clear()


def _written(extra):
    """The extra checks as files of this machine: [(name, text)] → paths."""
    if not extra:
        return ()
    folder = Path(tempfile.mkdtemp(prefix=f"hardway-extra-{os.getpid()}-"))
    _folders.append(folder)
    for name, text in extra:
        (folder / name).write_text(text, encoding="utf-8")
    return [str(folder / name) for name, _ in extra]


def prepare():
    """Start the server that workers are forked from: it loads what they need while this process does something else."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return  # Windows: `sandbox.require` refuses later, and says why
    for name in THREADS:  # read when NumPy is loaded: in the fork server
        os.environ.setdefault(name, "1")
    forkserver.set_forkserver_preload(
        [__name__, "autograder.classroom.grading.grader", "autograder.checking.session"]
    )
    forkserver.ensure_running()


def _begin():
    """In a new worker: leave Ctrl-C to the main process, and end when it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    confine()
    parent = multiprocessing.parent_process()

    def watch():
        multiprocessing.connection.wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
    multiprocessing.util.Finalize(None, close, exitpriority=1)
    gc.freeze()


def confine():
    """Limit this process's own memory: student code chooses what it hands to our functions, the sizes of arrays among it."""
    try:
        import resource

        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        most = OWN_MEMORY if hard == resource.RLIM_INFINITY else min(OWN_MEMORY, hard)
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    except (ImportError, ValueError, OSError):
        pass  # an operating system without such limits
