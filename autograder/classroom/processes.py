"""What the kernel tells of processes."""

import os


def children(pid):
    """The processes that a process has started and that still run."""
    try:
        return [int(child) for task in os.listdir(f"/proc/{pid}/task") for child in read(f"/proc/{pid}/task/{task}/children").split()]
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


def read(path):
    """A file's text; empty where the process is gone."""
    try:
        with open(path) as file:
            return file.read()
    except OSError:
        return ""
