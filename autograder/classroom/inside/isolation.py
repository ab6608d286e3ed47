"""Walls off a submission's process inside the sandbox: namespaces, limits, forbidden system calls."""

import ctypes
import os
import resource
import sys

from autograder.classroom.inside import seccomp
from autograder.classroom.inside.settings import InnerLimits, room

# Of <linux/sched.h>, for unshare.
NEWNS, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET = (
    0x20000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 0x40000000,
)  # fmt: skip
READ_ONLY, NOSUID, NODEV, RECURSIVE, PRIVATE = 1, 2, 4, 0x4000, 0x40000  # of <sys/mount.h>
PR_SET_DUMPABLE, PR_CAPBSET_DROP = 4, 24
CAPABILITIES = 64  # more than the kernel knows
CAPSET = {"x86_64": 126, "aarch64": 91}  # machine → number of the system call
CAPABILITY_VERSION = 0x20080522  # the third, with sets of 64 bits
MOST_FILES = 5000  # in each folder that can be written to
MOST_OPEN = 256  # file descriptors
LINUX = sys.platform == "linux"
libc = ctypes.CDLL(None, use_errno=True)


def hide() -> None:
    """Let no process of the same user look into this one."""
    if LINUX:
        libc.prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)


def isolate(limits: InnerLimits) -> None:
    """New namespaces: users, mounts, processes, network, shared memory; fresh empty folders to write to."""
    libc.prctl(PR_SET_DUMPABLE, 1, 0, 0, 0)  # its own maps can only be written while it is dumpable
    uid, gid = os.getuid(), os.getgid()
    _try(libc.unshare(NEWUSER | NEWNS | NEWIPC | NEWPID | NEWUTS | NEWNET))
    for name, text in (("setgroups", "deny"), ("uid_map", f"{uid} {uid} 1"), ("gid_map", f"{gid} {gid} 1")):
        with open(f"/proc/self/{name}", "w") as file:
            file.write(text)
    _try(libc.mount(b"none", b"/", None, PRIVATE | RECURSIVE, None))
    for folder, size in room(limits).items():
        options = b"size=%d,nr_inodes=%d,mode=1777" % (size, MOST_FILES)
        _try(libc.mount(b"tmpfs", folder.encode(), b"tmpfs", NOSUID | NODEV, options))
    _try(libc.mount(b"tmpfs", b"/proc", b"tmpfs", NOSUID | NODEV | READ_ONLY, b"size=4096"))


def confine(limits: InnerLimits) -> None:
    """Resource limits, no capability, no forbidden system call; nothing of it can be undone."""
    most_of = {
        "AS": limits["memory"], "NPROC": limits["processes"], "CPU": limits["seconds"],
        "FSIZE": limits["files"], "NOFILE": MOST_OPEN, "CORE": 0, "MEMLOCK": 0, "MSGQUEUE": 0,
    }  # fmt: skip
    for name, most in most_of.items():
        if hasattr(resource, f"RLIMIT_{name}"):
            _limit(getattr(resource, f"RLIMIT_{name}"), int(most))
    if LINUX:
        _drop_capabilities()
        seccomp.install(libc)


def _limit(kind: int, most: int) -> None:
    hard = resource.getrlimit(kind)[1]
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    try:
        resource.setrlimit(kind, (most, most))
    except (ValueError, OSError):
        if LINUX:  # elsewhere there are no walls either, and limits are as good as the system has them
            raise


def _drop_capabilities() -> None:
    for capability in range(CAPABILITIES):
        libc.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)  # an error only says that it is gone or unknown
    version, none = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION, 0), (ctypes.c_uint32 * 6)()
    _try(libc.syscall(CAPSET.get(os.uname().machine, CAPSET["x86_64"]), version, none))


def _try(status: int) -> None:
    if status != 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
