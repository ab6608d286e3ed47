"""The processor cores that grading may use: how many, and one of its own for each worker's sandbox."""

import contextlib
import functools
import math
import os
import socket
from collections.abc import Iterator
from pathlib import Path, PurePosixPath


def count(root: str | os.PathLike[str] = "/") -> int:
    """How many cores this process may use: its affinity, and the quota of its control groups (v1 and v2).

    Parameters
    ----------
    root : path
        Where the files of the operating system lie.
    """
    return max(1, math.floor(min([len(allowed()), *_quotas(Path(root))])))


def allowed() -> list[int]:
    """The numbers of the cores that this process may run on."""
    if hasattr(os, "sched_getaffinity"):
        return sorted(os.sched_getaffinity(0))
    return list(range(os.cpu_count() or 1))


def _quotas(root: Path) -> Iterator[float]:
    """Cores' worth of time that each control group grants, this process's own and those above it."""
    for line in _text(root / "proc/self/cgroup").splitlines():
        _, kinds, path = line.split(":", 2)
        if kinds and "cpu" not in kinds.split(","):
            continue
        for mount in (f"cgroup/{kinds}", "cgroup/cpu") if kinds else ("cgroup", "cgroup/unified"):
            for folder in (PurePosixPath(path), *PurePosixPath(path).parents):
                yield from _quota(root / "sys/fs" / mount / str(folder).lstrip("/"))


def _quota(folder: Path) -> Iterator[float]:
    older = (folder / f"cpu.cfs_{name}_us" for name in ("quota", "period"))
    words = _text(folder / "cpu.max").split() or [_text(path).strip() for path in older]
    with contextlib.suppress(ValueError):  # "max", or no file
        quota, period = map(int, words)
        if quota > 0 and period > 0:
            yield quota / period


def _text(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        return ""


@functools.cache
def claim() -> tuple[int, socket.socket | None]:
    """(the core that our sandboxes keep to, what holds the claim): one that no other grading holds, if any.

    A name among the abstract sockets is held by one process at a time, and is free again when that ends,
    however it ends.
    """
    cores = allowed()
    for core in cores:
        held = socket.socket(socket.AF_UNIX)
        with contextlib.suppress(OSError):
            held.bind(f"\0hardway-core-{core}")
            return core, held
        held.close()
    return cores[os.getpid() % len(cores)], None


@contextlib.contextmanager
def kept_to_one() -> Iterator[None]:
    """What is started in the body keeps to this process's core, and so does all that it starts."""
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {claim()[0]})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)
