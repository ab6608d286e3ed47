"""What the book is made of, as digests: whether it has to be built again, and whether all of it."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from pathlib import Path

from autograder import lesson as lessons

BOOK = lessons.ROOT / "book"
BUILT = BOOK / "_build"
BUILDERS = ("jupyter-book", "Sphinx", "myst-nb", "sphinx-book-theme", "pydata-sphinx-theme")
TITLE = re.compile(r"^# .+$|\"# [^\"]+\"", re.MULTILINE)  # in Markdown, and in a notebook's JSON


def digest() -> str:
    """Of all that the site comes from: its pages, what they include, and what makes them."""
    return of(_sources(), *map(version, BUILDERS))


def of(files: Iterable[Path], *words: str) -> str:
    """Of the names of files and what they hold, and of some words."""
    made = hashlib.sha256(" ".join(words).encode())
    for path in sorted(files):
        made.update(path.as_posix().encode() + path.read_bytes())
    return made.hexdigest()


def titles() -> str:
    """Of what stands on every page: the contents, and how pages look."""
    made = hashlib.sha256()
    for path in sorted(path for path in _sources() if BOOK in path.parents):
        if path.suffix in (".md", ".ipynb"):
            title = TITLE.search(path.read_text(encoding="utf-8"))
            made.update(f"{path.as_posix()} {title and title[0]}".encode())
        elif path.suffix in (".yml", ".css", ".js"):  # the last two stand in each page's address of them
            made.update(path.read_bytes())
    return made.hexdigest()


def said(mark: Path) -> str:
    """What was remembered in a file, if anything."""
    return mark.read_text(encoding="utf-8") if mark.exists() else ""


def _sources() -> Iterator[Path]:
    yield from lessons.ROOT.glob("*.md")
    for folder in (BOOK, lessons.ROOT / "autograder"):
        for path in folder.rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts and not _made(path):
                yield path


def _made(path: Path) -> bool:
    """Whether the build itself wrote it; parts of pages and what lies beside scripts are sources of it."""
    source = path.parent == BUILT and path.suffix == ".md" or BUILT / "static" in path.parents
    return BUILT in path.parents and not source
