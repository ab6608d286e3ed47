"""Forbids system calls that no exercise needs: namespaces, mounts, memory outside the limits, other cores."""

import ctypes
import platform
import struct

# Call → its number on x86_64 and on aarch64.
FORBIDDEN = {
    "ptrace": (101, 117), "unshare": (272, 97), "setns": (308, 268), "mount": (165, 40), "umount2": (166, 39),
    "pivot_root": (155, 41), "chroot": (161, 51), "keyctl": (250, 219), "add_key": (248, 217),
    "request_key": (249, 218), "memfd_create": (319, 279), "bpf": (321, 280), "io_uring_setup": (425, 425),
    "userfaultfd": (323, 282), "perf_event_open": (298, 241), "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271), "kexec_load": (246, 104), "open_by_handle_at": (304, 265),
    "name_to_handle_at": (303, 264), "shmget": (29, 194), "msgget": (68, 186),
    "sched_setaffinity": (203, 122),
}  # fmt: skip
EVERYWHERE = (428, 429, 430, 431, 432, 433, 442, 447)  # open_tree … fspick, mount_setattr, memfd_secret
MACHINES = {  # (as the kernel names it, number of clone, number of socket, column of FORBIDDEN)
    "x86_64": (0xC000003E, 56, 41, 0),
    "aarch64": (0xC00000B7, 220, 198, 1),
}
X32 = 0x40000000  # numbers from here on are the same calls of another kind: they would go around the list
CLONE3 = 435  # its flags lie in memory that a filter cannot read: libraries fall back to clone
NEW_USER = 0x10000000  # CLONE_NEWUSER
# AF_UNIX, AF_INET, AF_INET6: there is no network behind them; AF_VSOCK would leave a virtual machine.
FAMILIES = (1, 2, 10)

LOAD, EQUAL, AT_LEAST, HAS_BITS, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06  # of classic BPF
NUMBER, ARCHITECTURE, FIRST_ARGUMENT = 0, 4, 16  # where they lie in what the filter sees
ALLOW, ERRNO = 0x7FFF0000, 0x00050000  # what a filter can say
EPERM, ENOSYS, EAFNOSUPPORT = 1, 38, 97
PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 38, 22, 2
STEP = struct.Struct("HBBI")  # code, steps to skip where true, where false, operand


def program(machine: str) -> bytes:
    """The filter as bytes of classic BPF; empty for a machine that is not known."""
    if machine not in MACHINES:
        return b""
    architecture, clone, socket, column = MACHINES[machine]
    steps = [(LOAD, 0, 0, ARCHITECTURE), (EQUAL, 1, 0, architecture), _refuse(EPERM), (LOAD, 0, 0, NUMBER)]
    if machine == "x86_64":
        steps += [(AT_LEAST, 0, 1, X32), _refuse(ENOSYS)]
    for number in (*(numbers[column] for numbers in FORBIDDEN.values()), *EVERYWHERE):
        steps += [(EQUAL, 0, 1, number), _refuse(EPERM)]
    steps += [(EQUAL, 0, 1, CLONE3), _refuse(ENOSYS)]
    steps += [(EQUAL, 0, 4, clone), (LOAD, 0, 0, FIRST_ARGUMENT), (HAS_BITS, 0, 1, NEW_USER), _refuse(EPERM)]
    steps += [(RETURN, 0, 0, ALLOW)]
    steps += [(EQUAL, 0, len(FAMILIES) + 2, socket), (LOAD, 0, 0, FIRST_ARGUMENT)]
    steps += [(EQUAL, len(FAMILIES) - i, 0, family) for i, family in enumerate(FAMILIES)]
    steps += [_refuse(EAFNOSUPPORT), (RETURN, 0, 0, ALLOW)]
    return b"".join(STEP.pack(*step) for step in steps)


def _refuse(error: int) -> tuple[int, int, int, int]:
    return RETURN, 0, 0, ERRNO | error


def install(libc: ctypes.CDLL) -> bool:
    """Put the filter on this process and its children, for ever; whether it could be done."""
    libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    code = program(platform.machine())
    if not code:
        return False
    buffer = ctypes.create_string_buffer(code, len(code))
    listed = _Program(len(code) // STEP.size, ctypes.addressof(buffer))
    return bool(libc.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.byref(listed), 0, 0) == 0)


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("steps", ctypes.c_void_p)]
