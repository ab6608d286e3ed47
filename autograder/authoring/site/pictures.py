"""Pictures of the book's pages as files: they weigh on no page, and come when they are looked at."""

import base64
import hashlib
import io
import os
import re
from pathlib import Path

INLINE = re.compile(r"data:image/(png|jpeg|webp);base64,([A-Za-z0-9+/=]{2000,})")  # shorter, it stays
SHOWN = re.compile(rf'<(img|source)( [^>]*?)(src(?:set)?)="{INLINE.pattern}"')
NO_SIZE = re.compile(r'<img (?![^>]*\bwidth=")([^>]*?)src="([^":?]+)"')
VIEW = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')


def with_sizes(text: str, page: Path) -> str:
    """The HTML of a page as it was built, with its size beside each picture: its place is kept free."""

    def sized(found: "re.Match[str]") -> str:
        path = page.parent / found[2]
        if not path.is_file():
            return found[0]
        width, height = _drawn_size(path) if path.suffix == ".svg" else _size(path.read_bytes())
        return f'<img {found[1]}width="{width}" height="{height}" src="{found[2]}"'

    return NO_SIZE.sub(sized, text)


def as_files(text: str, page: Path, folder: Path) -> str:
    """The HTML of a page with its pictures in files of `folder`, each known by its content.

    What is shown at once is loaded when it is scrolled to, and its place is kept free until then.
    """

    def shown(found: "re.Match[str]") -> str:
        tag, before, name, kind, data = found.groups()
        width, height = _size(base64.b64decode(data))
        late = 'loading="lazy" ' if tag == "img" else ""  # a source is loaded when its picture is
        size = f'width="{width}" height="{height}"'
        return f'<{tag}{before}{late}{size} {name}="{_file(kind, data, page, folder)}"'

    text = SHOWN.sub(shown, text)
    return INLINE.sub(lambda found: _file(found[1], found[2], page, folder), text)


def _file(kind: str, encoded: str, page: Path, folder: Path) -> str:
    """The address of a picture as seen from the page, once it is written."""
    data = base64.b64decode(encoded)
    path = folder / f"{hashlib.sha256(data).hexdigest()[:16]}.{kind}"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return Path(os.path.relpath(path, page.parent)).as_posix()


def _drawn_size(path: Path) -> tuple[int, int]:
    view = VIEW.search(path.read_text(encoding="utf-8"))
    return (round(float(view[1])), round(float(view[2]))) if view else (1, 1)


def _size(data: bytes) -> tuple[int, int]:
    from PIL import Image

    return Image.open(io.BytesIO(data)).size
