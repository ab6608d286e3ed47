"""What runs in each process of a pool: one task after the other, within limits that end the process."""

import contextlib
import faulthandler
import gc
import multiprocessing
import multiprocessing.connection
import multiprocessing.util
import os
import shutil
import signal
import threading
import traceback
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.classroom import temporary
from autograder.classroom.grading.meter import LOOSEST
from autograder.classroom.sandbox.sandbox import NoSandbox
from autograder.classroom.task import Outcome, Task, Wishes
from autograder.errors import Refusal

if TYPE_CHECKING:
    from autograder.classroom.grading.grader import Grader

OWN_MEMORY = 6 * 2**30  # bytes of address space of a worker

# Of this process, from task to task: a sandbox takes seconds to start. `close` ends and removes both.
_graders: dict[tuple[Wishes, tuple[str, ...]], "Grader"] = {}  # what is asked of it → the one that is ready
_folders: list[Path] = []  # with its extra checks


def begin() -> None:
    """In a new process: leave Ctrl-C to the main process, and end when it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    from autograder.running.defaults import leave_no_numbers  # not at the top: it loads NumPy

    confine()
    leave_no_numbers()
    threading.Thread(target=_end_with_parent, daemon=True).start()
    multiprocessing.util.Finalize(None, close, exitpriority=1)
    gc.freeze()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        multiprocessing.connection.wait([parent.sentinel])
        os._exit(1)


def confine() -> None:
    """Limit this process's own memory: student code chooses the arrays that it hands to our functions."""
    try:
        import resource

        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        most = OWN_MEMORY if hard == resource.RLIM_INFINITY else min(OWN_MEMORY, hard)
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    except (ImportError, ValueError, OSError):
        pass  # an operating system without such limits


def grade(task: Task) -> Outcome | None:
    """The outcome of one task; None where the grader itself fails on it."""
    limits = task.wishes.limits
    try:
        with watched(limits.total + limits.grace):
            grader = _grader_for(task)
            return grader.grade(task.lesson, task.data, task.file_name, task.template, task.seed, task.rules)
    except (NoSandbox, Refusal):
        raise
    except Exception:  # one submission must not stop the others
        if os.environ.get("HARDWAY_DEBUG"):
            traceback.print_exc()
        return None


@contextlib.contextmanager
def watched(seconds: float) -> Iterator[None]:
    """End this process where the body uses up so many seconds of processor time, or many more by the clock.

    It is the kernel that ends it: a handler of ours is not heard while NumPy loops over what a student handed
    to it.
    """
    with open(os.devnull, "w") as null:
        signal.setitimer(signal.ITIMER_VIRTUAL, seconds)  # unhandled, its signal ends the process
        faulthandler.dump_traceback_later(LOOSEST * seconds, exit=True, file=null)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
            faulthandler.cancel_dump_traceback_later()


def _grader_for(task: Task) -> "Grader":
    """The one grader that this process has ready; another, where a task comes with other wishes."""
    key = task.wishes, task.hidden
    if key not in _graders:
        from autograder.classroom.grading.grader import Grader  # not at the top: it loads pytest and NumPy

        close()
        wishes = task.wishes
        extra = _written(wishes.extra)
        _graders[key] = Grader(
            wishes.limits, wishes.wall, extra, wishes.hide_extra, task.hidden, wishes.packages
        )
    return _graders[key]


def close() -> None:
    """End the sandboxes of this process, and remove its files."""
    while _folders:
        shutil.rmtree(_folders.pop(), ignore_errors=True)
    for grader in _graders.values():
        grader.close()
    _graders.clear()


def _written(extra: Sequence[tuple[str, str]]) -> list[str]:
    """The extra checks as files of this machine: (name, text) of each → paths."""
    if not extra:
        return []
    folder = temporary.make("extra")
    _folders.append(folder)
    for name, text in extra:
        (folder / name).write_text(text, encoding="utf-8")
    return [str(folder / name) for name, _ in extra]
