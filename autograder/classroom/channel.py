"""Whole messages over a socket: a header in JSON and the bytes of the arrays that it names; capped, and never waiting for ever."""

import json
import math
import socket
import struct
import time

from autograder.classroom.wire import LARGEST, WireError

HEAD = struct.Struct("!II")  # bytes of the header, bytes of the arrays


class Closed(ConnectionError):
    """The other side is gone."""


class Overdue(TimeoutError):
    """The other side did not answer in time."""


class Channel:
    """Whole messages over a socket: a header in JSON and the bytes of the arrays that it names."""

    def __init__(self, sock, tick=None):
        self.sock, self.tick = sock, tick  # `tick` is called every half second while one waits

    def send(self, header, data=b"", deadline=None):
        """Send one message; WireError where it is larger than LARGEST."""
        text = json.dumps(header).encode("utf-8", "replace")
        if len(text) + len(data) > LARGEST:
            raise WireError("the answer is too large")
        try:
            self._wait_until(deadline, math.inf)
            self.sock.sendall(HEAD.pack(len(text), len(data)) + text + data)
        except TimeoutError:
            raise Overdue from None
        except OSError as error:
            raise Closed(str(error)) from None

    def receive(self, deadline=None):
        """(header, bytes) of the next message."""
        text, data = HEAD.unpack(self._read(HEAD.size, deadline))
        if text + data > LARGEST:
            raise WireError("the answer is too large")
        body = self._read(text + data, deadline)
        try:
            header = json.loads(bytes(body[:text]))
        except (ValueError, RecursionError):
            raise WireError("the answer is not a message") from None
        if not isinstance(header, dict):
            raise WireError("the answer is not a message")
        return header, memoryview(body)[text:]

    def _read(self, size, deadline):
        got = bytearray()
        while len(got) < size:
            try:
                self._wait_until(deadline)
                piece = self.sock.recv(min(size - len(got), 2**20))
            except TimeoutError:
                if deadline is not None and time.monotonic() >= deadline:
                    raise Overdue from None
                if self.tick:
                    self.tick()
                continue
            except OSError as error:
                raise Closed(str(error)) from None
            if not piece:
                raise Closed("the other side is gone")
            got += piece
        return got

    def _wait_until(self, deadline, at_most=0.5):
        left = None if deadline is None else deadline - time.monotonic()
        if left is not None and left <= 0:
            raise TimeoutError
        if self.tick and at_most != math.inf:
            left = at_most if left is None else min(at_most, left)
        self.sock.settimeout(left)

    def close(self):
        """Close the socket."""
        try:
            self.sock.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        self.sock.close()
