"""What the kernel tells of processes."""

import os

TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100
PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096


def children(pid):
    """The processes that a process has started and that still run."""
    try:
        return [
            int(child)
            for task in os.listdir(f"/proc/{pid}/task")
            for child in read(f"/proc/{pid}/task/{task}/children").split()
        ]
    except OSError:
        return []


def descendants(pid):
    """The processes that a process has started, itself included, as the host numbers them."""
    found, todo = [], [pid]
    while todo and len(found) < 500:
        found.append(todo.pop())
        todo += children(found[-1])
    return found


def proportional(pid):
    """Bytes of a process's memory; shared pages count in part."""
    fields = [line.split() for line in read(f"/proc/{pid}/smaps_rollup").splitlines()]
    return sum(int(field[1]) * 1024 for field in fields if field[0] == "Pss:")


def memory(pids, most):
    """Bytes of memory that processes take together; where that is near `most`, exactly, else at least as many as they take.

    What pages are shared takes the kernel a hundred times as long to say as how many there are.
    """
    held = [resident(pid) for pid in pids]
    return (
        sum(held) if sum(held) <= most else sum(proportional(pid) or whole for pid, whole in zip(pids, held))
    )


def resident(pid):
    """Bytes of a process's memory, the shared pages whole: never hidden, even where the process forbids to look at more."""
    return int((read(f"/proc/{pid}/statm").split() or [0, 0])[1]) * PAGE


def processor_time(pids):
    """Seconds of processor time of processes and of those that they have started and waited for.

    Each process before those that it has started, as `descendants` lists them: one that ends meanwhile may be missed, and is never counted twice.
    """
    stats = (read(f"/proc/{pid}/stat").rpartition(")")[2].split() for pid in pids)
    return sum(int(ticks) for stat in stats if stat for ticks in stat[11:15]) / TICKS


def read(path):
    """A file's text; empty where the process is gone."""
    try:
        with open(path) as file:
            return file.read()
    except OSError:
        return ""
