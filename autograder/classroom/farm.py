"""Grades many submissions at a time: processes on this machine, or a Dask cluster. Workers compute; they write nothing."""

import concurrent.futures as futures
import gc
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

from autograder.classroom.limits import Limits
from autograder.classroom.sandbox import NoSandbox
from autograder.classroom.walls import THREADS
from autograder.refusal import Refusal

AHEAD = 3  # tasks handed out for each worker before the first comes back
OWN_MEMORY = 6 * 2**30  # bytes of address space of a worker
TRIES = 2  # how often a task is tried whose worker died

_graders, _folders = {}, []


def run(tasks, workers, cluster=None):
    """(task, outcome) of all tasks, as they are done.

    Parameters
    ----------
    tasks : iterable of dict
        As `grade` takes them; read only a little ahead.
    workers : int
    cluster : str, optional
        Address of a Dask scheduler; then its workers grade.
    """
    if cluster:
        from autograder.classroom import cluster as dask

        yield from dask.run(tasks, cluster)
    else:
        yield from _here(tasks, workers)


def grade(task):
    """The outcome of one task, as plain data; None where the grader itself fails on it. Runs in a worker."""
    try:
        return _grader_for(task["options"]).grade(task["lesson"], task["data"], task["file_name"], task["template"], task["seed"])
    except (NoSandbox, Refusal):
        raise
    except Exception:  # one submission must not stop the others
        if os.environ.get("HARDWAY_DEBUG"):
            traceback.print_exc()
        return None


def _grader_for(options):
    key = json.dumps(options, sort_keys=True)
    if key not in _graders:
        from autograder.classroom.grader import Grader

        close()
        _graders[key] = Grader(Limits(**options["limits"]), options["unsafe"], _written(options["extra"]), options["hide_extra"], options["hidden"])
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
    folder = Path(tempfile.mkdtemp(prefix="hardway-extra-"))
    _folders.append(folder)
    for name, text in extra:
        (folder / name).write_text(text, encoding="utf-8")
    return [str(folder / name) for name, _ in extra]


def _here(tasks, workers):
    waiting, tasks, broken = [], iter(tasks), {}
    pool = _pool(workers)
    running = {}
    try:
        while True:
            while len(running) < workers * AHEAD:
                task = waiting.pop() if waiting else next(tasks, None)
                if task is None:
                    break
                running[pool.submit(grade, task)] = task
            if not running:
                return
            done, _ = futures.wait(running, return_when=futures.FIRST_COMPLETED)
            lost = []
            for future in done:
                task = running.pop(future)
                try:
                    yield task, future.result()
                except futures.BrokenExecutor:
                    lost.append(task)
            if lost:  # a worker died, and with it the pool: every task that was out is tried again
                lost += running.values()
                running = {}
                pool.shutdown(wait=False, cancel_futures=True)
                pool = _pool(workers)
                yield from _alone(lost, broken, waiting)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _alone(lost, broken, waiting):
    """Try lost tasks again; one that loses its worker each time is given up."""
    for task in lost:
        broken[task["key"]] = broken.get(task["key"], 0) + 1
        if broken[task["key"]] > TRIES:
            yield task, None
        else:
            waiting.append(task)


def prepare():
    """Start the server that workers are forked from: it loads what they need while this process does something else."""
    for name in THREADS:  # read when NumPy is loaded: in the fork server
        os.environ.setdefault(name, "1")
    forkserver.set_forkserver_preload(["autograder.classroom.farm", "autograder.classroom.grader", "autograder.examination"])
    forkserver.ensure_running()


def _pool(workers):
    prepare()
    return futures.ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("forkserver"), initializer=_begin)


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
