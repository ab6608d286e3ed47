"""Builds the book: lesson pages from the solutions, executed, then Jupyter Book."""

import html
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import jupyter_book  # noqa: F401  (a missing Jupyter Book shows here, not half-way)

from autograder import lesson as lessons
from autograder.address import launches
from autograder.authoring import build, cover, execution, pictures
from autograder.authoring.commands import described
from autograder.authoring.pages import derived
from autograder.errors import Refusal

if TYPE_CHECKING:
    from click import Command

BOOK = lessons.ROOT / "book"
BUILT = BOOK / "_build"
HTML = BUILT / "html"
# what a page may load; the package has every other make-up too
MATHJAX = {"tex-chtml.js", "a11y", "input", "output", "sre", "ui"}
QUIZ = re.compile(r'data-quiz=\\"(\w+)')  # in a notebook's JSON
MENDED = [  # what the theme writes, and what a screen reader needs
    (r'<summary aria-label="[^"]*">', "<summary>"),  # its own words say more
    (
        r'<summary>(<span class="toctree-toggle")',
        r'<summary><span class="visually-hidden">Show or hide its pages</span>\1',
    ),
    (r"<th( class=\"head[^\"]*\")><p></p></th>", r"<td\1></td>"),  # an empty corner heads nothing
    (r'<th class="head', r'<th scope="col" class="head'),
    (r'(<button class="btn search-button-field[^>]*?) aria-label="Search"', r"\1"),
    (r'(<i class="theme-switch[^>]*?) title="[^"]*"', r'\1 aria-hidden="true"'),
    # Jupyter Book puts every script of ours into every page; the pages that need one say so themselves
    (r'\s*<script src="[^"]*_static/(?:cover|mistakes|playground)/\w+\.js\?v=\w+"></script>', ""),
    (r'\s*<link [^>]*_static/playground/playground\.css\?v=\w+" />', ""),
    (
        r'<div id="pst-primary-sidebar"',
        r'<div id="pst-primary-sidebar" role="region" aria-label="Contents of the book"',
    ),
]


def make(commands: "Mapping[str, Command]", film: Callable[[], cover.Moving], draft: bool = False) -> Path:
    """Build the site, with a page on these commands (name → command) and a film on its cover.

    Returns the path of its first page. A draft's sliders hold few pictures: most of the time goes there.
    """
    BUILT.mkdir(exist_ok=True)
    quizzes = write_pages(draft)
    cover.film(BUILT / "static" / "cover", film)
    derived.put(BUILT / "cards.md", f"```{{raw}} html\n{cover.cards(quizzes)}```\n")
    derived.put(BUILT / "commands.md", described(commands))
    derived.write()
    shutil.rmtree(HTML, ignore_errors=True)  # a page of a lesson that is gone goes too
    log = BUILT / "build.log"
    with log.open("w", encoding="utf-8") as output:
        start = "import sys; from jupyter_book.cli.main import main; sys.exit(main())"
        command = [sys.executable, "-c", start, "build", str(BOOK), "--warningiserror", "--keep-going"]
        environment = _environment()
        done = subprocess.run(command, env=environment, stdout=output, stderr=subprocess.STDOUT, check=False)
    first = HTML / "index.html"
    if done.returncode or not first.exists():
        where = log.relative_to(lessons.ROOT)
        raise Refusal(f"the book was not built: {_reason(log)}; all of it is in {where}", status=1)
    finish()
    return first.relative_to(lessons.ROOT)


def write_pages(draft: bool = False) -> dict[str, list[str]]:
    """Write a page for each lesson, with what its cells show; what is no lesson's goes.

    Returns lesson → the keys of its quiz questions.
    """
    folder = BOOK / "lessons"
    folder.mkdir(exist_ok=True)
    plain = {name: with_launches(name, build.book_page(lessons.lesson(name))) for name in lessons.course()}
    environment = _environment() | ({"PLAYGROUND": "draft"} if draft else {})
    run = execution.executed(plain, BUILT / "executed", environment)
    pages = {folder / f"{name}.ipynb": build.as_text(page) for name, page in run.items()}
    for stray in set(folder.glob("*")) - set(pages):
        stray.unlink()
    for path, text in pages.items():
        derived.put(path, text)
    return {path.stem: QUIZ.findall(text) for path, text in pages.items()}


def with_launches(lesson: str, page: build.Notebook) -> build.Notebook:
    """A lesson's page with links below its title that open it elsewhere, where a public address is set."""
    links = [f"[{name}]({place})" for name, place in launches(lesson).items()]
    if not links:
        return page
    line = build.new_cell("markdown", f"Open this lesson in {' · '.join(links)}", "launches", {})
    title, *rest = page["cells"]
    text = "".join(title["source"])
    heading, _, below = text.partition("\n")
    parts = [build.new_cell("markdown", heading, title["id"], {}), line]
    if below.strip():
        parts.append(build.new_cell("markdown", below.strip("\n"), f"{title['id']}-text", {}))
    return {**page, "cells": [*parts, *rest]}


def _environment() -> dict[str, str]:
    """What pages are run in: the lessons are ours, and pictures stand in the page."""
    inline = "module://matplotlib_inline.backend_inline"
    return {**os.environ, "HARDWAY_LESSONS": str(lessons.SOLUTIONS), "MPLBACKEND": inline}


def finish() -> None:
    """Mend the built pages, put their pictures into files, and drop what no page loads."""
    about = {name: f"{lessons.lesson(name).title}: {said}" for name, said in cover.questions().items()}
    about["search"] = "Search the book."
    for page in HTML.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        text = _with_description(mended(text), about.get(page.stem))
        page.write_text(pictures.as_files(text, page, HTML / "_static" / "pictures"), encoding="utf-8")
    for path in (HTML / "_static" / "mathjax").iterdir():
        if path.name not in MATHJAX:
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def mended(text: str) -> str:
    """A built page without the theme's slips."""
    for pattern, replacement in MENDED:
        text = re.sub(pattern, replacement, text)
    return text


def _with_description(text: str, description: str | None) -> str:
    """A page with what it says of itself to a search engine, where it says nothing yet."""
    if not description or 'name="description"' in text:
        return text
    said = f'<meta name="description" content="{html.escape(description)}">'
    return text.replace("</title>", f"</title>\n{said}", 1)


def _reason(log: Path) -> str:
    """The first complaint in Sphinx's output, without its colours."""
    text = re.sub(r"\x1b\[[0-9;]*m", "", log.read_text(encoding="utf-8", errors="replace"))
    lines = [line.strip().replace(f"{BOOK}{os.sep}", "") for line in text.splitlines() if line.strip()]
    complaints = [line for line in lines if re.search(r"\b(WARNING|ERROR|\w*Error):", line)]
    return (complaints or lines[-1:] or ["no output"])[0]
