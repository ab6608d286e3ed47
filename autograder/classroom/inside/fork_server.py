"""Runs inside the sandbox with NumPy and Matplotlib loaded, and forks one child for each submission.

Written by hand, not with `multiprocessing`: to load both takes seconds, a fork milliseconds; and the child
is hostile: nothing of it is unpickled, it can change nothing here, and it dies with all that it started.

Started as `python -I fork_server.py FD FOLDER…`: the control socket, and folders to import from. The grader
sends `Settings` first; then, for each submission, one byte and the socket that the child shall serve.
"""

import contextlib
import gc
import json
import os
import shutil
import signal
import socket
import sys
from typing import Any

FORK, KILL = b"f", b"k"  # what the grader orders
NESTED, FLAT = b"n", b"f"  # what the first answer says: whether each child gets namespaces of its own
STANDARD = (0, 1, 2)  # input, output, errors
FONTS = "fonts"  # the folder of the kit with Matplotlib's list of fonts
SOCKET = 3  # the one other file that a child keeps open
CLOSED_UP_TO = 4096  # file descriptors below this one are closed in a child


def main() -> None:
    """Load, say that all is ready, then fork on demand until the grader hangs up."""
    control = socket.socket(fileno=int(sys.argv[1]))
    sys.path[:0] = sys.argv[2:]
    with control.makefile("rb") as stream:
        settings = json.loads(stream.readline())
    preload(settings)
    from autograder.classroom.inside import isolation

    isolation.hide()
    settings["nested"] = settings["walls"] and nests(settings)
    control.sendall(NESTED if settings["nested"] else FLAT)
    child = None
    while True:
        order, fds, _, _ = socket.recv_fds(control, 1, 1)
        if child is not None:
            end(*child)
            child = None
        if not order:
            return
        if order == KILL:
            control.sendall(KILL)
        else:
            child = start(fds[0], settings, control)
            os.close(fds[0])


def preload(settings: Any) -> None:
    """Import what students use, and make the lessons before this one importable."""
    supply_fonts(sys.argv[2])
    from IPython.core import inputtransformer2  # noqa: F401

    from autograder.classroom.inside import preload

    preload.load(settings)
    gc.freeze()  # what is loaded stays shared between the children


def supply_fonts(kit: str) -> None:
    """Let Matplotlib find its list of fonts where it keeps it: to make one takes a third of a start."""
    with contextlib.suppress(OSError):  # without walls this folder may be another user's
        shutil.copytree(os.path.join(kit, FONTS), os.environ["MPLCONFIGDIR"], dirs_exist_ok=True)


def nests(settings: dict[str, Any]) -> bool:
    """Whether a child can get namespaces of its own; without them each sandbox serves one submission only."""
    from autograder.classroom.inside import isolation

    pid = os.fork()
    if pid == 0:
        try:
            isolation.isolate(settings["limits"])
            os._exit(0)
        except BaseException:
            os._exit(1)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0


def start(sock: int, settings: dict[str, Any], control: socket.socket) -> tuple[int, int]:
    """Fork a child that serves the socket; the pids of the process that holds its namespaces, and its own."""
    from autograder.classroom.inside import isolation

    read, write = os.pipe()
    outer = os.fork()
    if outer:
        os.close(write)
        inner = int(os.read(read, 20) or 0)
        os.close(read)
        return outer, inner
    try:
        os.close(read)
        control.close()
        os.setsid()
        inner = 0
        if settings["nested"]:
            isolation.isolate(settings["limits"])
            inner = os.fork()  # process 1 of its own namespace: when it ends, all that it started ends
        if inner:
            os.close(sock)
            os.write(write, b"%d" % inner)
            os.close(write)
            os.waitpid(inner, 0)
        else:
            os.close(write)
            work(sock, settings)
    finally:
        os._exit(1)


def end(outer: int, inner: int) -> None:
    """Kill a child with all that it started."""
    try:
        os.kill(inner, signal.SIGKILL) if inner else os.killpg(outer, signal.SIGKILL)
    except ProcessLookupError:
        pass
    os.waitpid(outer, 0)


def work(sock: int, settings: dict[str, Any]) -> None:
    """Give up what is not needed, then serve."""
    from autograder.classroom.inside import isolation, serve
    from autograder.classroom.rpc.channel import Channel

    os.chdir("/tmp")
    null = os.open(os.devnull, os.O_RDWR)
    for fd in STANDARD:
        os.dup2(null, fd)
    if sock != SOCKET:
        os.dup2(sock, SOCKET)
    os.closerange(SOCKET + 1, CLOSED_UP_TO)
    isolation.confine(settings["limits"])
    sys.argv = ["lesson"]
    sys.stdin = open(os.devnull)
    reseed()
    serve.serve(Channel(socket.socket(fileno=SOCKET)))


def reseed() -> None:
    """Forks share the state of random generators; submissions shall not."""
    import random

    import numpy as np

    random.seed()
    np.random.seed()


if __name__ == "__main__":
    main()
