"""Builds the book: lesson pages from the solutions, executed, then Jupyter Book."""

import os
import re
import signal
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import jupyter_book  # noqa: F401  (a missing Jupyter Book shows here, not half-way)

from autograder import lesson as lessons
from autograder.authoring import build, changes, cover, execution
from autograder.authoring.below_title import with_line
from autograder.authoring.builder import Builder
from autograder.authoring.commands import described
from autograder.authoring.pages import derived
from autograder.authoring.site import publish
from autograder.errors import Refusal

if TYPE_CHECKING:
    from click import Command

BOOK = lessons.ROOT / "book"
BUILT = BOOK / "_build"
HTML = BUILT / "html"
RAW = BUILT / "raw"  # what Jupyter Book makes, before it is mended
KEPT = BUILT / "kept"  # what is remembered of the last time
LOG = BUILT / "build.log"
QUIZ = re.compile(r'data-quiz=\\"(\w+)')  # in a notebook's JSON


def make(commands: "Mapping[str, Command]", film: Callable[[], cover.Moving], draft: bool = False) -> Path:
    """Build the site, with a page on these commands (name → command) and a film on its cover.

    Returns the path of its first page. A draft's sliders hold few pictures: most of the time goes there.
    Where nothing has changed, nothing is built; where a page has, that page is.
    """
    BUILT.mkdir(exist_ok=True)
    with Builder(LOG, _environment()) as builder:  # it gets ready while pages are written
        _write(commands, film, draft)
        first, mark = HTML / "index.html", KEPT / "built_of.txt"
        sources = changes.digest()
        if not first.exists() or changes.said(mark) != sources:
            _build(builder)
            publish.publish(RAW / "_build" / "html", HTML, KEPT, _descriptions())
            mark.write_text(sources, encoding="utf-8")
    return first.relative_to(lessons.ROOT)


def _write(commands: "Mapping[str, Command]", film: Callable[[], cover.Moving], draft: bool) -> None:
    """All that Jupyter Book reads; what is derived and the film come while kernels run the lessons."""
    with ProcessPoolExecutor(1, initializer=_ignore_ctrl_c) as process, ThreadPoolExecutor(1) as thread:
        beside = process.submit(derived.write), thread.submit(cover.film, BUILT / "static" / "cover", film)
        quizzes = write_pages(draft)
        derived.put(BUILT / "cards.md", f"```{{raw}} html\n{cover.cards(quizzes)}```\n")
        derived.put(BUILT / "commands.md", described(commands))
        for one in beside:
            one.result()


def _ignore_ctrl_c() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # it ends whoever waits for this process


def _build(builder: Builder) -> None:
    """Have Jupyter Book build what has changed, and all where titles have, which stand on each page."""
    titles, mark = changes.titles(), KEPT / "titles.txt"
    told = (str(BOOK), "--path-output", str(RAW), "--warningiserror", "--keep-going")
    if builder.build(*told, *["--all"] * (changes.said(mark) != titles)):
        mark.unlink(missing_ok=True)  # a page that was built with a warning would not be built again
        where = LOG.relative_to(lessons.ROOT)
        raise Refusal(f"the book was not built: {_reason(LOG)}; all of it is in {where}", status=1)
    KEPT.mkdir(exist_ok=True)
    mark.write_text(titles, encoding="utf-8")


def _descriptions() -> dict[str, str]:
    """Page → what it says of itself, where its source does not."""
    found = {name: f"{lessons.lesson(name).title}: {said}" for name, said in cover.questions().items()}
    return found | {"search": "Search the book."}


def write_pages(draft: bool = False) -> dict[str, list[str]]:
    """Write a page for each lesson, with what its cells show; what is no lesson's goes.

    Returns lesson → the keys of its quiz questions.
    """
    folder = BOOK / "lessons"
    folder.mkdir(exist_ok=True)
    plain = {name: build.book_page(lessons.lesson(name)) for name in lessons.course()}
    environment = _environment() | ({"PLAYGROUND": "draft"} if draft else {})
    run = execution.executed(plain, BUILT / ("executed-draft" if draft else "executed"), environment)
    quizzes = {name: QUIZ.findall(build.as_text(page)) for name, page in run.items()}
    pages = {
        folder / f"{name}.ipynb": build.as_text(with_line(name, page, quizzes[name]))
        for name, page in run.items()
    }
    for stray in set(folder.glob("*")) - set(pages):
        stray.unlink()
    for path, text in pages.items():
        derived.put(path, text)
    return quizzes


def _environment() -> dict[str, str]:
    """What pages are run in: the lessons are ours, pictures stand in the page, and a page has one core."""
    inline = "module://matplotlib_inline.backend_inline"
    alone = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    told = {"HARDWAY_LESSONS": str(lessons.SOLUTIONS), "MPLBACKEND": inline, "PLAYGROUND": "book"}
    return {**os.environ, **alone, **told}


def _reason(log: Path) -> str:
    """The first complaint in Sphinx's output, without its colours."""
    text = re.sub(r"\x1b\[[0-9;]*m", "", log.read_text(encoding="utf-8", errors="replace"))
    lines = [line.strip().replace(f"{BOOK}{os.sep}", "") for line in text.splitlines() if line.strip()]
    complaints = [line for line in lines if re.search(r"\b(WARNING|ERROR|\w*Error):", line)]
    return (complaints or lines[-1:] or ["no output"])[0]
