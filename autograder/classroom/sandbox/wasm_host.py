"""The process around submissions in WebAssembly: it hands bytes between the grader's socket and the guest.

Started as `python -m autograder.classroom.sandbox.wasm_host FD KIT FUEL`: the control socket, the folder that
the guests see, the instructions of a second. The grader sends `Settings` first, then speaks `wasm_words`.
"""

import contextlib
import json
import socket
import sys
import threading
from pathlib import Path
from typing import Any

from autograder.classroom.inside.fork_server import KILL, NESTED
from autograder.classroom.sandbox.wasm_guests import Guests
from autograder.classroom.sandbox.wasm_words import READY


class Running:
    """A submission that runs, beside the thread that takes orders.

    Parameters
    ----------
    guests : Guests
    sock, control : socket
    """

    def __init__(self, guests: Guests, sock: socket.socket, control: socket.socket) -> None:
        self._guests, self._sock, self._control = guests, sock, control
        self._cancel = threading.Event()
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def _run(self) -> None:
        how = self._guests.run(self._sock, self._cancel, lambda: self._control.sendall(READY))
        # the socket stays open: why a guest has ended is said here, not by silence there
        self._control.sendall(how)

    def end(self) -> None:
        """Stop it, whatever it does."""
        self._cancel.set()
        with contextlib.suppress(OSError):
            self._sock.shutdown(socket.SHUT_RDWR)
        self._thread.join()
        self._sock.close()


def serve(control: socket.socket, guests: Guests) -> None:
    """Take orders until the grader hangs up."""
    running = None
    while True:
        order, fds, _, _ = socket.recv_fds(control, 1, 1)
        if running is not None:
            running.end()
            running = None
        if not order:
            return
        if order == KILL:
            control.sendall(KILL)
        else:
            running = Running(guests, socket.socket(fileno=fds[0]), control)


def unlimited() -> None:
    """Lift the limits of the grader's own process, which hold for its memory: WebAssembly reserves more."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        for kind in (resource.RLIMIT_AS, resource.RLIMIT_DATA):
            hard = resource.getrlimit(kind)[1]
            resource.setrlimit(kind, (hard, hard))


def main(fd: str, kit: str, fuel: str) -> None:
    """Load, say so, and serve."""
    unlimited()
    control = socket.socket(fileno=int(fd))
    with control.makefile("rb") as stream:
        settings: Any = json.loads(stream.readline())
    guests = Guests(Path(kit), settings, int(fuel))
    control.sendall(NESTED)  # each submission has an instance of its own
    serve(control, guests)


if __name__ == "__main__":
    main(*sys.argv[1:])
