"""Serves a submission in a WebAssembly Python: no process, no network, no file of the machine, one door out.

The host answers four questions, each a byte and what follows it: `settings`, `read` from the grader, `write`
to it, and how much processor `time` this submission has used, which no clock in here tells.
"""

import importlib
import json
import struct
import time
from collections.abc import Callable

from autograder.classroom.inside.settings import Settings

SETTINGS, READ, WRITE, TIME = b"s", b"r", b"w", b"t"  # what is asked through the door
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
        """Seconds of processor time."""
        seconds: float = SECONDS.unpack(self._ask(TIME))[0]
        return seconds

    def settimeout(self, seconds: float | None) -> None:
        """Nothing: whoever waits for too long is ended from outside."""

    def shutdown(self, how: int) -> None:
        """Nothing: the door stays as long as the guest."""

    def close(self) -> None:
        """Nothing."""


def main() -> None:
    """Load what students use, then serve until the grader hangs up."""
    door = Door()
    settings = door.settings()
    from autograder.classroom.inside import preload, serve
    from autograder.classroom.rpc.channel import Channel

    preload.load(settings)
    time.process_time = door.processor_time
    serve.serve(Channel(door))
