"""Whole messages over a socket, JSON and the bytes of arrays that it names: capped, never waiting for ever.

Written by hand, since the peer is hostile: it may send half a message, a huge one, or none, and read nothing.
"""

import json
import math
import socket
import struct
import time
from collections.abc import Callable
from typing import Any, Protocol, TypeAlias, TypeVar

from autograder.classroom.rpc.protocol import LARGEST, WireError

HEAD = struct.Struct("!II")  # bytes of the header, bytes of the arrays
OFTEN = 0.5  # seconds from tick to tick
IN_JSON = 20  # bytes of memory that one byte of JSON can take as values
IN_MEMORY = 8  # times its largest size that a message's JSON may take as values
PIECE = 2**20  # bytes read or written at once
WHOLE = 2**14  # bytes that are read where fewer are wanted

Header: TypeAlias = dict[str, Any]
Given = TypeVar("Given")
Got = TypeVar("Got")


class Closed(ConnectionError):
    """The other side is gone."""


class Overdue(TimeoutError):
    """The other side did not answer, or did not listen, in time."""


class Sock(Protocol):
    """What a channel needs of a socket."""

    def send(self, data: memoryview, /) -> int:
        """Hand over bytes; how many of them are gone."""

    def recv(self, most: int, /) -> bytes:
        """The next bytes, no more than these; none where the other side is gone."""

    def settimeout(self, seconds: float | None, /) -> None:
        """How long `send` and `recv` wait before they raise a TimeoutError; None for ever."""

    def shutdown(self, how: int, /) -> None:
        """End both directions."""

    def close(self) -> None:
        """Close it."""


class Channel:
    """Whole messages over a socket: a header in JSON and the bytes of the arrays that it names.

    Parameters
    ----------
    sock : socket
    tick : function, optional
        Called every half second of reading and writing, however busy the other side is; what it raises ends
        the wait.
    left : number, optional
        Bytes of memory, about, that all messages from the other side may take together.
    """

    def __init__(self, sock: Sock, tick: Callable[[], object] | None = None, left: float = math.inf) -> None:
        self.sock, self.tick, self.left, self._ticked = sock, tick, left, time.monotonic()
        self._came = bytearray()  # what was read beyond the message before

    def send(
        self,
        header: Header,
        data: bytes | bytearray = b"",
        deadline: float | None = None,
        most: int = LARGEST,
    ) -> None:
        """Send one message; WireError where it is larger than `most`."""
        text = json.dumps(header).encode("utf-8", "replace")
        _assert_fits(len(text), len(data), most)
        left = memoryview(HEAD.pack(len(text), len(data)) + text + data)
        while left:
            left = left[self._tried(self.sock.send, left[:PIECE], deadline) :]

    def receive(self, deadline: float | None = None, most: int = LARGEST) -> tuple[Header, memoryview]:
        """(header, bytes) of the next message; WireError where it is none, or larger than `most`."""
        text, data = HEAD.unpack(self._read(HEAD.size, deadline))
        _assert_fits(text, data, most)
        body = self._read(text + data, deadline)
        self.left -= IN_JSON * text + data
        if self.left < 0:
            raise WireError("its answers are too large together")
        try:
            header = json.loads(bytes(body[:text]))
        except (ValueError, RecursionError, MemoryError):
            raise WireError("the answer is not a message") from None
        if not isinstance(header, dict):
            raise WireError("the answer is not a message")
        return header, memoryview(body)[text:]

    def _read(self, size: int, deadline: float | None) -> bytearray:
        got = self._came
        while len(got) < size:
            # most messages come whole in one reading; a large one in pieces, and nothing beyond it
            piece = self._tried(self.sock.recv, min(max(size - len(got), WHOLE), PIECE), deadline)
            if not piece:
                raise Closed("the other side is gone")
            got += piece
        self._came = got[size:]
        del got[size:]
        return got

    def _tried(self, work: Callable[[Given], Got], what: Given, deadline: float | None) -> Got:
        """work(what), as soon as the socket is ready for it."""
        while True:
            now = time.monotonic()
            if deadline is not None and now >= deadline:
                raise Overdue
            if self.tick and now - self._ticked >= OFTEN:
                self._ticked = now
                self.tick()
            waits = [] if deadline is None else [deadline - now]
            try:
                self.sock.settimeout(min(waits + [OFTEN] * bool(self.tick), default=None))
                return work(what)
            except TimeoutError:
                continue
            except OSError as error:
                raise Closed(str(error)) from None

    def close(self) -> None:
        """Close the socket."""
        try:
            self.sock.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        self.sock.close()


def _assert_fits(text: int, data: int, most: int) -> None:
    """WireError where a message of so many bytes of JSON and of arrays, or its values, would be too large."""
    if IN_JSON * text > IN_MEMORY * most or text + data > most:
        raise WireError("the answer is too large")
