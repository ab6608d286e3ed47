"""Starts the sandbox: bubblewrap around a process that forks one child for each submission."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from typing import IO, Self

from autograder.classroom.inside.fork_server import FORK, KILL, NESTED
from autograder.classroom.inside.settings import Settings
from autograder.classroom.limits import Limits
from autograder.classroom.sandbox import bubblewrap, cores, image
from autograder.classroom.sandbox.bubblewrap import AnyPath
from autograder.classroom.sandbox.processes import descendants, held_up, memory, processor_time
from autograder.release import with_extra

STARTED = (
    600  # seconds by the clock that it may take to load: two on an idle machine; a failure is heard at once
)
LONGEST_ERROR = 2000  # characters of what a sandbox that does not start may say
HOW_TO_INSTALL = (
    "install it (Debian and Ubuntu: apt install bubblewrap; Fedora: dnf install bubblewrap; "
    "Windows: grade in WSL)"
)
SANDBOX_OFF = "--unsafe runs student code as you, with limits but without walls"


class NoSandbox(RuntimeError):
    """Grading cannot be done safely here; the text says why, in one line, and what to do."""


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
    packages : sequence of str, optional
        Those that cells may import besides the kit's own; None for any.
    """

    slower = 1  # times the clock that code which computes may take, next to code behind bubblewrap

    def __init__(
        self,
        name: str,
        limits: Limits,
        hidden: Sequence[AnyPath] = (),
        unsafe: bool = False,
        packages: Sequence[str] | None = None,
    ) -> None:
        self.require(unsafe)
        self.name, self.limits, self.hidden, self.unsafe = name, limits, hidden, unsafe
        self.packages = None if packages is None else list(packages)
        self.kit = image.build(name)
        self.process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket
        self._nested = False

    @staticmethod
    def require(unsafe: bool = False) -> None:
        """Raise NoSandbox where bubblewrap, or what it needs, is missing; unsafe, where nothing can fork."""
        if unsafe:
            if not hasattr(os, "fork"):
                raise NoSandbox("--unsafe needs an operating system with fork: on Windows, grade in WSL")
            return
        if sys.platform != "linux" or not shutil.which("bwrap"):
            or_else = f"or grade in WebAssembly ({with_extra('wasm')}); {SANDBOX_OFF}"
            raise NoSandbox(f"grading needs bubblewrap, which is not here: {HOW_TO_INSTALL}, {or_else}")
        if os.geteuid() == 0 and not shutil.which("setpriv"):
            raise NoSandbox(
                "grading as root needs setpriv (package util-linux), to become an ordinary user first: "
                "install it, or grade as an ordinary user"
            )

    def open(self) -> socket.socket:
        """A socket to a fresh child; the one before, and all that it started, is dead by then."""
        if self.process is None or not self._nested:
            self.close_process()
            self._start()
        self.kill()
        ours, theirs = socket.socketpair()
        with theirs:
            socket.send_fds(self._control, [FORK], [theirs.fileno()])
        return ours

    def kill(self) -> None:
        """End the child."""
        if self.process is None:
            return
        try:
            self._control.sendall(KILL)
            if self._control.recv(1) == KILL:
                return
        except OSError:
            pass
        self.close_process()
        self._start()

    def close_process(self) -> None:
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

    def close(self) -> None:
        """End it, and remove its folder."""
        self.close_process()
        image.remove(self.kit)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def memory(self, most: int) -> int:
        """Bytes of memory that all processes of the sandbox take together; exact where it is near `most`."""
        return memory(descendants(self.process.pid), most) if self.process else 0

    def processor_time(self) -> float:
        """Seconds of processor time that the sandbox has used since its start, by all that ever ran in it."""
        return processor_time(descendants(self.process.pid)) if self.process else 0.0

    def held_up(self) -> float:
        """Seconds in which its processes could have run and others had the core."""
        return held_up(descendants(self.process.pid)) if self.process else 0.0

    def _start(self) -> None:
        ours, theirs = socket.socketpair()
        with theirs, tempfile.TemporaryFile() as errors, cores.kept_to_one():
            self.process = subprocess.Popen(
                self._command(theirs.fileno()), env=self._environment(), pass_fds=[theirs.fileno()],
                cwd="/", stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=errors,
                start_new_session=True,
            )  # fmt: skip
            theirs.close()
            self._control = ours
            answer = self._first_answer(ours)
            if not answer:
                self.close_process()
                raise NoSandbox(f"the sandbox does not start: {last_line(errors)}")
        self._nested = answer == NESTED or self.unsafe

    def _command(self, fd: int) -> list[str]:
        if not self.unsafe:
            return bubblewrap.command(self.kit, self.hidden, self.limits.inside(), fd)
        return bubblewrap.server(sys.executable, self.kit, fd, [self.kit, *bubblewrap.packages()])

    def _environment(self) -> dict[str, str]:
        return bubblewrap.environment()

    def _first_answer(self, control: socket.socket) -> bytes:
        """What the process inside says once it has loaded; nothing where it does not come to that."""
        settings = json.dumps(self._settings()).encode()
        try:
            control.settimeout(STARTED)
            control.sendall(settings + b"\n")
            return control.recv(1)
        except OSError:
            return b""

    def _settings(self) -> Settings:
        return {
            "earlier": image.earlier(self.name),
            "shipped": (self.name, [(cell.kind, cell.source) for cell in image.shipped(self.name).cells]),
            "limits": self.limits.inside(),
            "walls": not self.unsafe,
            "packages": self.packages,
        }


def last_line(errors: IO[bytes]) -> str:
    """The last line that a process has written to its errors."""
    errors.seek(0)
    said = errors.read()[-LONGEST_ERROR:].decode("utf-8", "replace").strip().splitlines()
    return said[-1] if said else "it gave no reason"
