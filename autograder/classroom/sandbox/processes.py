"""What the kernel tells of processes: who started whom, memory, time; of those that are gone, nothing.

Every sandbox is looked at several times a second, so `psutil` is asked of one process at a time. It has no
cheap list of a process's children: `children()` reads every process of the machine to find them. The kernel's
own list is read from /proc.
"""

import os
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

import psutil

from autograder.running import timeout

MOST = 500  # processes of a sandbox that are looked at; its limits allow fewer
OWN_AND_CHILDREN = 4  # times: in programs and in the kernel, its own and of those that it has waited for

Told = TypeVar("Told")


def children(pid: int) -> list[int]:
    """The processes that a process has started and that still run."""
    try:
        tasks = os.listdir(f"/proc/{pid}/task")
    except OSError:
        return []
    return [int(child) for task in tasks for child in read(f"/proc/{pid}/task/{task}/children").split()]


def descendants(pid: int) -> list[int]:
    """The processes that a process has started, itself included and first, as the host numbers them."""
    found: list[int] = []
    todo = [pid]
    while todo and len(found) < MOST:
        found.append(todo.pop())
        todo += children(found[-1])
    return found


def memory(pids: Sequence[int], most: int) -> int:
    """Bytes of memory that processes take together: exact above `most`, else at least as many as they take.

    What pages are shared takes the kernel a hundred times as long to say as how many there are.
    """
    held = [resident(pid) for pid in pids]
    if sum(held) <= most:
        return sum(held)
    return sum(proportional(pid) or whole for pid, whole in zip(pids, held))


def resident(pid: int) -> int:
    """Bytes of a process's memory, the shared pages whole: told even where it forbids to look at more."""
    return _told(pid, lambda process: process.memory_info().rss, 0)


def proportional(pid: int) -> int:
    """Bytes of a process's memory; shared pages count in part. 0 where it forbids to look."""
    return _told(pid, lambda process: process.memory_full_info().pss, 0)


def processor_time(pids: Iterable[int]) -> float:
    """Seconds of processor time of processes and of those that they have started and waited for.

    Each process before those that it has started, as `descendants` lists them: one that ends meanwhile may be
    missed, and is never counted twice.
    """
    return sum(_told(pid, lambda process: sum(process.cpu_times()[:OWN_AND_CHILDREN]), 0.0) for pid in pids)


def held_up(pids: Iterable[int]) -> float:
    """Seconds in which processes could have run and others had the core, those that still run together."""
    return sum(map(timeout.held_up, pids))


def threads_held_up(pid: int) -> float:
    """Seconds in which the threads of a process could have run and others had the core."""
    try:
        return sum(timeout.held_up(f"{pid}/task/{task}") for task in os.listdir(f"/proc/{pid}/task"))
    except OSError:
        return 0.0


def read(path: str) -> str:
    """A file's text; empty where the process is gone."""
    try:
        with open(path) as file:
            return file.read()
    except OSError:
        return ""


def _told(pid: int, ask: Callable[[psutil.Process], Told], nothing: Told) -> Told:
    try:
        return ask(psutil.Process(pid))
    except (psutil.Error, OSError):
        return nothing
