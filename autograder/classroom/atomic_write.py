"""Files that are written whole or not at all, and several of them together."""

import os
import re
import tempfile
from pathlib import Path

# A file that is not in its place yet, by the process that writes it.
LEFT = re.compile(r"\.hardway-(\d+)-\w+")


def write(path: Path, text: str | bytes, mode: int) -> None:
    """Write a file whole or not at all."""
    with Staged() as staged:
        staged.add(path, text, mode)
        staged.place()


class Staged:
    """Files that are ready, with all that can go wrong behind them, and take their places together."""

    def __init__(self) -> None:
        self._ready: list[tuple[str, Path]] = []

    def __enter__(self) -> "Staged":
        return self

    def __exit__(self, *_: object) -> None:
        for name, _path in self._ready:  # those that were not placed
            Path(name).unlink(missing_ok=True)

    def add(self, path: Path, text: str | bytes, mode: int) -> None:
        """Write a text, or bytes as they are, beside where it is to be."""
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            raise IsADirectoryError(None, "a folder is in the place of the file", str(path))
        _clear(path.parent)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".hardway-{os.getpid()}-")
        self._ready.append((name, path))
        with open(handle, "wb") as file:
            file.write(text if isinstance(text, bytes) else text.encode("utf-8", "replace"))
        os.chmod(name, mode)

    def place(self) -> None:
        """Let the files be where they belong, in the order in which they were added."""
        while self._ready:
            os.replace(*self._ready[0])
            del self._ready[0]


def _clear(folder: Path) -> None:
    """Remove what a process that was killed has left in a folder."""
    if os.name != "posix":
        return  # elsewhere asking for a process ends it
    for name in os.listdir(folder):
        left = LEFT.fullmatch(name)
        if left and not _runs(int(left[1])):
            (folder / name).unlink(missing_ok=True)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        pass  # another's
    return True
