"""Runs inside the sandbox with NumPy and Matplotlib loaded, and forks one child for each submission.

Started as `python -I fork_server.py FD FOLDER…`: the control socket, and the folders to import from. The grader sends settings first;
then, for each submission, one byte and the socket that the child shall serve.
"""

import ctypes
import gc
import json
import os
import resource
import signal
import socket
import sys

NEWNS, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET = (
    0x20000,
    0x4000000,
    0x8000000,
    0x10000000,
    0x20000000,
    0x40000000,
)
READ_ONLY, NOSUID, NODEV, RECURSIVE, PRIVATE = 1, 2, 4, 0x4000, 0x40000
LINUX = sys.platform == "linux"
libc = ctypes.CDLL(None, use_errno=True)


def main():
    """Load, say that all is ready, then fork on demand until the grader hangs up."""
    control = socket.socket(fileno=int(sys.argv[1]))
    sys.path[:0] = sys.argv[2:]
    with control.makefile("rb") as stream:
        settings = json.loads(stream.readline())
    preload(settings)
    if LINUX:
        libc.prctl(4, 0, 0, 0, 0)  # not dumpable: a child of the same user may not look into this process
    settings["nested"] = settings["walls"] and nests(settings)
    control.sendall(b"n" if settings["nested"] else b"f")
    child = None
    while True:
        order, fds, _, _ = socket.recv_fds(control, 1, 1)
        if child is not None:
            end(*child)
            child = None
        if not order:
            return
        if order == b"k":
            control.sendall(b"k")
        else:
            child = start(fds[0], settings, control)
            os.close(fds[0])


def preload(settings):
    """Import what students use, and make the lessons before this one importable."""
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot  # noqa: F401
    import numpy.random  # noqa: F401
    from IPython.core import inputtransformer2  # noqa: F401

    import autograder.mine
    from autograder.classroom.inside import worker

    autograder.mine.load(settings["earlier"])
    worker.hand_out(*settings["shipped"])
    gc.freeze()  # what is loaded stays shared between the children


def nests(settings):
    """Whether a child can get namespaces of its own; without them each sandbox serves one submission only."""
    pid = os.fork()
    if pid == 0:
        try:
            isolate(settings)
            os._exit(0)
        except BaseException:
            os._exit(1)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0


def start(sock, settings, control):
    """Fork a child that serves the socket; returns the pids of the process that holds its namespaces and of the child."""
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
            isolate(settings)
            inner = os.fork()  # process 1 of its own namespace: when it ends, all that it started ends
        if inner:
            os.close(sock)
            os.write(write, b"%d" % inner)
            os.close(write)
            os.waitpid(inner, 0)
        else:
            os.close(write)
            work(sock, settings["limits"])
    finally:
        os._exit(1)


def end(outer, inner):
    """Kill a child with all that it started."""
    try:
        os.kill(inner, signal.SIGKILL) if inner else os.killpg(outer, signal.SIGKILL)
    except ProcessLookupError:
        pass
    os.waitpid(outer, 0)


def isolate(settings):
    """New namespaces: users, mounts, processes, network, memory that is shared; fresh empty folders to write to."""
    libc.prctl(4, 1, 0, 0, 0)  # its own maps can only be written while it is dumpable
    uid, gid = os.getuid(), os.getgid()
    _try(libc.unshare(NEWUSER | NEWNS | NEWIPC | NEWPID | NEWUTS | NEWNET))
    for name, text in (("setgroups", "deny"), ("uid_map", f"{uid} {uid} 1"), ("gid_map", f"{gid} {gid} 1")):
        with open(f"/proc/self/{name}", "w") as file:
            file.write(text)
    _mount(b"none", b"/", None, PRIVATE | RECURSIVE)
    size = settings["limits"]["files"]
    for folder in (b"/tmp", b"/dev/shm"):
        _mount(b"tmpfs", folder, b"tmpfs", NOSUID | NODEV, b"size=%d,nr_inodes=5000,mode=1777" % size)
    _mount(b"tmpfs", b"/proc", b"tmpfs", NOSUID | NODEV | READ_ONLY, b"size=4096")


def work(sock, limits):
    """Give up what is not needed, then serve."""
    os.chdir("/tmp")
    null = os.open(os.devnull, os.O_RDWR)
    for fd in (0, 1, 2):
        os.dup2(null, fd)
    if sock != 3:
        os.dup2(sock, 3)
    os.closerange(4, 4096)
    confine(limits)
    sys.argv = ["lesson"]
    sys.stdin = open(os.devnull)
    reseed()
    from autograder.classroom.inside.worker import serve
    from autograder.classroom.rpc.channel import Channel

    serve(Channel(socket.socket(fileno=3)))


def confine(limits):
    """Resource limits, no capability, no forbidden system call; nothing of it can be undone."""
    from autograder.classroom.inside import seccomp

    most_of = {
        "AS": limits["memory"], "NPROC": limits["processes"], "CPU": limits["seconds"], "FSIZE": limits["files"],
        "NOFILE": 256, "CORE": 0, "MEMLOCK": 0, "MSGQUEUE": 0,
    }  # fmt: skip
    for name, most in most_of.items():
        if not hasattr(resource, f"RLIMIT_{name}"):
            continue
        kind = getattr(resource, f"RLIMIT_{name}")
        hard = resource.getrlimit(kind)[1]
        most = int(most) if hard == resource.RLIM_INFINITY else min(int(most), hard)
        try:
            resource.setrlimit(kind, (most, most))
        except (ValueError, OSError):
            if LINUX:
                raise
    if not LINUX:
        return
    version, none = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
    for capability in range(64):
        libc.prctl(24, capability, 0, 0, 0)  # PR_CAPBSET_DROP; an error only says that it is gone or unknown
    _try(libc.syscall({"x86_64": 126, "aarch64": 91}.get(os.uname().machine, 126), version, none))  # capset
    seccomp.install(libc)


def reseed():
    """Forks share the state of random generators; submissions shall not."""
    import random

    import numpy as np

    random.seed()
    np.random.seed()


def _mount(*args):
    source, target, kind, flags, *options = args
    _try(libc.mount(source, target, kind, flags, options[0] if options else None))


def _try(status):
    if status != 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


if __name__ == "__main__":
    main()
