"""Serves a submission in a WebAssembly Python: no process, no network, no file of the machine, one door out.

The host answers five questions, each a byte and what follows it: `settings`, `read` from the grader, `write`
to it, and what no clock in here tells: how much processor `time` this submission has used, as instructions,
and for how long it was `held up`.
"""

import importlib
import json
import struct
import time
from collections.abc import Callable

from autograder.classroom.inside.settings import Settings

SETTINGS, READ, WRITE, TIME, HELD_UP = b"s", b"r", b"w", b"t", b"h"  # what is asked through the door
SIZE, SECONDS = struct.Struct("!I"), struct.Struct("!d")


class Door:
    """As much of a socket as a `Channel` takes, through the one function that the host answers."""

    def __init__(self) -> None:
        # part of this Python alone
        self._ask: Callable[[bytes], bytes] = importlib.import_module("_host").call

    def settings(self) -> Settings:
        """What the grader says before all else."""
        said: Settings = json.loads(self._ask(SETTINGS))
        return said

    def send(self, data: memoryview) -> int:
        """Hand over all of these bytes; how many they were."""
        self._ask(WRITE + bytes(data))
        return len(data)

    def recv(self, most: int) -> bytes:
        """The next bytes, no more than these; none where the grader is gone."""
        return bytes(self._ask(READ + SIZE.pack(most)))

    def processor_time(self) -> float:
        """Seconds of processor time, those that the instructions stand for."""
        return self._seconds(TIME)

    def held_up(self, pid: int | str = "self") -> float:
        """Seconds in which it could not run, or ran slower than instructions are counted."""
        return self._seconds(HELD_UP)

    def _seconds(self, kind: bytes) -> float:
        seconds: float = SECONDS.unpack(self._ask(kind))[0]
        return seconds

    def settimeout(self, seconds: float | None) -> None:
        """Nothing: whoever waits for too long is ended from outside."""

    def shutdown(self, how: int) -> None:
        """Nothing: the door stays as long as the guest."""

    def close(self) -> None:
        """Nothing."""


def load() -> None:
    """Load what students use. Every submission begins with what memory holds after that."""
    from autograder.classroom.inside import preload
    from autograder.running import timeout

    door = Door()
    preload.load(door.settings())
    time.process_time, timeout.held_up = door.processor_time, door.held_up


def serve() -> None:
    """Serve a submission until the grader hangs up."""
    from autograder.classroom.inside import serve
    from autograder.classroom.rpc.channel import Channel

    serve.serve(Channel(Door()))
