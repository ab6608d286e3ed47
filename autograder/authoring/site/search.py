"""The book's search: every section of every page as plain text, with the names that it is looked for by."""

import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from bs4 import BeautifulSoup, SoupStrainer, Tag

from autograder import lesson as lessons
from autograder.authoring.pages import sections
from autograder.authoring.site import plain

TERMS = lessons.ROOT / "book" / "search.toml"
NO_TEXT = "script, style, noscript, svg, .headerlink, .hw-find, .hw-quiz, .cell_output"
Row = tuple[str, str, str, str]  # address, page, title, text


def script(pages: Iterable[Mapping[str, Any]]) -> str:
    """JavaScript: the rows of all pages, with the other names of their sections."""
    names = _names()
    found = [_named(row, names) for one in pages for row in one["rows"]]
    return f"window.hardwaySearch = {json.dumps(found, ensure_ascii=False)};\n"


def _named(row: Row, names: dict[str, list[str]]) -> list:
    """A row with what else its section is called; a mistake's place is its name."""
    place = row[0].partition("#")[2]
    return [*row, names.get(row[0], []) + [place] * ("__" in place)]


def page(text: str) -> str:
    """The page of the search, which asks our index and not Sphinx's."""
    ours = "\n".join(f'<script src="_static/search/{name}.js" defer></script>' for name in ("index", "find"))
    return text.replace("</head>", f"{ours}\n</head>", 1)


def _names() -> dict[str, list[str]]:
    """Address of a section → the exercises that stand there, and the terms that it explains."""
    found: dict[str, list[str]] = {}
    for lesson in lessons.course():
        for exercise, place in sections.of_exercises(lesson).items():
            found.setdefault(place.address, []).append(exercise)
    for term, where in tomllib.loads(TERMS.read_text(encoding="utf-8")).items():
        lesson, _, title = where.partition(": ")
        found.setdefault(sections.Section(lesson, title).address, []).append(term)
    return found


def rows(text: str, address: str) -> Iterator[Row]:
    """Each section of a page: address, page, title, text; each mistake on it is one of its own."""
    article = BeautifulSoup(text, "html.parser", parse_only=SoupStrainer("article")).article
    heading = article and article.find("h1")
    if not article or not heading:
        return
    page = _title(heading)
    for one in article.select(NO_TEXT):
        one.decompose()
    for entry in article.select("ul.hw-mistakes > li[id]"):
        title = entry.a.get_text() if entry.a else ""
        for one in entry.find_all(["a", "small"]):
            if one.name == "small" or not one.find_previous_sibling(True):
                one.decompose()
        yield f"{address}#{entry['id']}", page, title, plain.text(entry)
        entry.decompose()
    yield from reversed([*_sections(article, page, address)])


def _sections(article: Tag, page: str, address: str) -> Iterator[Row]:
    """The last one first, and each goes when it was read: what is left of one is what it says itself."""
    for section in reversed(article.find_all("section", id=True)):
        own = section.find(re.compile("^h[1-4]$"), recursive=False)
        if own:
            place = address if own.name == "h1" else f"{address}#{section['id']}"
            title = _title(own)
            for heading in section.select("h1, h2, h3, h4"):
                heading.decompose()
            yield place, page, title, plain.text(section)
        section.decompose()


def _title(heading: Tag) -> str:
    return plain.text(heading).rstrip("# ")
