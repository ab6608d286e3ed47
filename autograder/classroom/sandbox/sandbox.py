"""Starts the sandbox: bubblewrap around a process that forks one child for each submission."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile

from autograder.classroom.sandbox import bubblewrap, cores, image
from autograder.classroom.sandbox.processes import descendants, memory, processor_time

STARTED = 600  # seconds by the clock that the sandbox may take to load: two on an idle machine, and one that fails is heard of at once
HOW_TO_INSTALL = "install it (Debian and Ubuntu: apt install bubblewrap; Fedora: dnf install bubblewrap; Windows: grade in WSL)"
SANDBOX_OFF = "--unsafe runs student code as you, with limits but without walls"


class NoSandbox(RuntimeError):
    """Grading cannot be done safely here; the text says why, in one line, and what to do."""


def require(unsafe=False):
    """Raise NoSandbox where bubblewrap, or what goes with it, is missing; without a sandbox, where processes cannot fork."""
    if unsafe:
        if not hasattr(os, "fork"):
            raise NoSandbox("--unsafe needs an operating system with fork: on Windows, grade in WSL")
        return
    if sys.platform != "linux" or not shutil.which("bwrap"):
        raise NoSandbox(f"grading needs bubblewrap, which is not here: {HOW_TO_INSTALL}; {SANDBOX_OFF}")
    if os.geteuid() == 0 and not shutil.which("setpriv"):
        raise NoSandbox(
            "grading as root needs setpriv (package util-linux), to become an ordinary user first: install it, or grade as an ordinary user"
        )


class Sandbox:
    """A process with NumPy and Matplotlib loaded, walled off; `open` starts a child for a submission.

    Parameters
    ----------
    name : str
        The lesson that is graded.
    limits : Limits
    hidden : sequence of path
        Folders, the course's among them, that must not be seen even where they lie within the interpreter's.
    unsafe : bool
        Without bubblewrap: only limits, no walls.
    """

    def __init__(self, name, limits, hidden=(), unsafe=False):
        require(unsafe)
        self.name, self.limits, self.hidden, self.unsafe = name, limits, hidden, unsafe
        self.kit = image.build(name)
        self.process = None

    def open(self):
        """A socket to a fresh child; the one before, and all that it started, is dead by then."""
        if self.process is None or not self._nested:
            self.close_process()
            self._start()
        self.kill()
        ours, theirs = socket.socketpair()
        with theirs:
            socket.send_fds(self._control, [b"f"], [theirs.fileno()])
        return ours

    def kill(self):
        """End the child."""
        if self.process is None:
            return
        try:
            self._control.sendall(b"k")
            if self._control.recv(1) == b"k":
                return
        except OSError:
            pass
        self.close_process()
        self._start()

    def close_process(self):
        """End the sandbox with everything in it."""
        if self.process is None:
            return
        self._control.close()
        process, self.process = self.process, None
        try:
            (os.killpg if self.unsafe else os.kill)(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        process.wait()

    def close(self):
        """End it, and remove its folder."""
        self.close_process()
        image.remove(self.kit)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def memory(self, most):
        """Bytes of memory that all processes of the sandbox take together; exact where it is near `most`."""
        return memory(descendants(self.process.pid), most) if self.process else 0

    def processor_time(self):
        """Seconds of processor time that the sandbox has used since it was started, by all that ever ran in it."""
        return processor_time(descendants(self.process.pid)) if self.process else 0.0

    def _start(self):
        ours, theirs = socket.socketpair()
        command = (
            self._command_unsafe(theirs.fileno())
            if self.unsafe
            else bubblewrap.command(self.kit, self.hidden, theirs.fileno())
        )
        with theirs, tempfile.TemporaryFile() as errors, cores.kept_to_one():
            self.process = subprocess.Popen(
                command, env=bubblewrap.environment(), pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                stderr=errors, cwd="/", start_new_session=True,
            )  # fmt: skip
            theirs.close()
            self._control = ours
            shipped = [(cell.kind, cell.source) for cell in image.shipped(self.name).cells]
            settings = {
                "earlier": image.earlier(self.name),
                "shipped": (self.name, shipped),
                "limits": self.limits.inside(),
                "walls": not self.unsafe,
            }
            try:
                ours.settimeout(STARTED)
                ours.sendall(json.dumps(settings).encode() + b"\n")
                answer = ours.recv(1)
            except OSError:
                answer = b""
            if not answer:
                self.close_process()
                errors.seek(0)
                said = errors.read()[-2000:].decode("utf-8", "replace").strip().splitlines() or [
                    "it gave no reason"
                ]
                raise NoSandbox(f"the sandbox does not start: {said[-1]}")
        self._nested = answer == b"n" or self.unsafe

    def _command_unsafe(self, fd):
        folders = [str(self.kit), *map(str, bubblewrap.packages())]
        return [
            sys.executable,
            "-I",
            "-B",
            "-S",
            f"{self.kit}/autograder/classroom/inside/fork_server.py",
            str(fd),
            *folders,
        ]
