"""No link of the book leads nowhere, and each page says what it is and shows it in a small picture."""

import functools
from urllib.parse import unquote, urldefrag

import bs4
import pytest

pytestmark = pytest.mark.slow
OUTSIDE = ("http://", "https://", "mailto:", "data:", "javascript:")


@functools.cache
def parsed(path):
    return bs4.BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


@functools.cache
def anchors(path):
    return {tag["id"] for tag in parsed(path).find_all(id=True)} | {
        tag["name"] for tag in parsed(path).find_all("a", {"name": True})
    }


def leads_nowhere(page, address):
    """Whether a page or place is missing that an address of this site names."""
    if address.startswith(OUTSIDE) or address in ("", "#"):
        return False
    name, place = urldefrag(address)
    name = name.partition("?")[0]
    there = (page.parent / unquote(name)).resolve() if name else page
    if not there.is_file():
        return True
    return bool(place) and "=" not in place and there.suffix == ".html" and unquote(place) not in anchors(there)


def test_no_link_or_anchor_is_broken(pages):
    broken = [
        (page.name, tag[name])
        for page in pages
        for tag in parsed(page).find_all(True)
        for name in ("href", "src", "poster")
        if tag.has_attr(name) and leads_nowhere(page, tag[name])
    ]
    assert not broken


def test_each_page_has_a_description_and_a_small_picture(pages):
    said = {}
    for page in pages:
        head = parsed(page).head
        description = head.find("meta", {"name": "description"})
        assert description and len(description["content"]) > 15, page.name
        picture = head.find("meta", property="og:image")
        file = page.parent / picture["content"]
        assert file.is_file() and file.stat().st_size < 300_000, page.name
        said.setdefault(description["content"], []).append(page.name)
    assert all(len(names) == 1 for names in said.values()), said


def test_a_lesson_is_shown_by_a_figure_of_its_own(book):
    pictures = [
        parsed(page).head.find("meta", property="og:image")["content"] for page in (book / "lessons").glob("*.html")
    ]
    assert len(set(pictures)) == len(pictures) and all("/pictures/" in one for one in pictures)
