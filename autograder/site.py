"""Builds the book: lesson pages from the solutions, executed, then Jupyter Book."""

import os
import re
import subprocess
import sys

import jupyter_book  # noqa: F401  (a missing Jupyter Book shows here, not half-way)

from autograder import build, lesson as lessons
from autograder.refusal import Refusal

BOOK = lessons.ROOT / "book"


def make():
    """Build the site; the path of its first page."""
    write_pages()
    log = BOOK / "_build" / "build.log"
    log.parent.mkdir(exist_ok=True)
    environment = {**os.environ, "HARDWAY_LESSONS": str(lessons.SOLUTIONS), "MPLBACKEND": "module://matplotlib_inline.backend_inline"}
    with log.open("w", encoding="utf-8") as output:
        start = "import sys; from jupyter_book.cli.main import main; sys.exit(main())"
        command = [sys.executable, "-c", start, "build", str(BOOK), "--warningiserror", "--keep-going"]
        done = subprocess.run(command, env=environment, stdout=output, stderr=subprocess.STDOUT, check=False)
    first = BOOK / "_build" / "html" / "index.html"
    if done.returncode or not first.exists():
        raise Refusal(f"the book was not built: {_reason(log)}; all of it is in {log.relative_to(lessons.ROOT)}", status=1)
    return first.relative_to(lessons.ROOT)


def write_pages():
    """Write a page for each lesson, leaving fresh ones as they are, since a touched page is executed again."""
    folder = BOOK / "lessons"
    folder.mkdir(exist_ok=True)
    pages = {folder / f"{name}.ipynb": build.as_text(build.book_page(lessons.lesson(name))) for name in lessons.course()}
    for stray in set(folder.glob("*")) - set(pages):
        stray.unlink()
    for path, text in pages.items():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")


def _reason(log):
    """The first complaint in Sphinx's output, without its colours."""
    text = re.sub(r"\x1b\[[0-9;]*m", "", log.read_text(encoding="utf-8", errors="replace"))
    lines = [line.strip().replace(f"{BOOK}{os.sep}", "") for line in text.splitlines() if line.strip()]
    complaints = [line for line in lines if re.search(r"\b(WARNING|ERROR|\w*Error):", line)]
    return (complaints or lines[-1:] or ["no output"])[0]
