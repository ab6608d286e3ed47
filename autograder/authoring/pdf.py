"""The course as one PDF: all pages as one, which Chromium prints twice, then with numbers in its contents."""

import logging
import os
import shutil
import subprocess
from html import escape
from pathlib import Path

import pypdf
from bs4 import BeautifulSoup, Tag

from autograder import lesson as lessons
from autograder.errors import Refusal

logging.getLogger("pypdf").setLevel(logging.ERROR)  # it tells of each oddity in what Chromium wrote
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
AFTER = ("more/autograd", "notation", "formulas", "reference")  # what follows the lessons
NOT_ON_PAPER = (
    ".headerlink, script, noscript, button, source, input[type=range], .hw-find, .hw-sheet, .hw-screen"
)
STYLES = "head > style:not(:-soup-contains('hw-set'))"  # of outputs; not what hides a page until it is set
MATHS = "script:-soup-contains('window.MathJax'), script[src*='tex-chtml']"  # how they are set
TITLE = "Backpropagation the Hard Way"
STYLE = """
@page { size: A4; margin: 16mm 16mm 18mm; @bottom-center { content: counter(page); font: 9pt sans-serif; } }
@page :first { @bottom-center { content: none; } }
html { font-size: 11.5px; }
body { background: white; }
article { padding: 0 !important; }
.hw-page { break-before: page; }
.hw-title { text-align: center; padding-top: 60mm; }
.hw-title img { width: 90mm; }
.hw-contents { list-style: none; padding: 0; }
.hw-contents a { display: flex; justify-content: space-between; color: inherit; text-decoration: none; }
.hw-contents .hw-chapter { font-weight: 600; margin-top: .5em; }
.hw-contents .hw-part { padding-left: 1.5em; }
"""


def make(html: Path, target: Path) -> int:
    """Print the site in a folder into a file; the number of its pages.

    Raises
    ------
    Refusal
        Where no Chromium is there, or it prints nothing.
    """
    chromium, whole = browser(), Whole(html)
    page = html / "course-on-paper.html"  # beside what its pictures and styles are
    try:
        page.write_text(whole.text({}), encoding="utf-8")
        _print(chromium, page, target)
        numbers, _ = _places(target)
        page.write_text(whole.text(numbers), encoding="utf-8")
        _print(chromium, page, target)
    finally:
        page.unlink(missing_ok=True)
    return _outlined(target, whole)


def browser() -> str:
    """The path of a Chromium."""
    if found := next(filter(None, map(shutil.which, BROWSERS)), None):
        return found
    raise Refusal("the PDF is printed by Chromium, and there is none here: apt install chromium")


class Whole:
    """The pages of a built site as one page to be printed."""

    def __init__(self, html: Path) -> None:
        self.html = html
        names = [*(f"lessons/{name}" for name in lessons.course()), *AFTER]
        self.keys = {f"{name}.html": name.replace("/", "-") for name in names}
        soups = {page: _soup(html / page) for page in self.keys}
        self.styles = dict.fromkeys(str(one) for soup in soups.values() for one in soup.select(STYLES))
        self.articles = [self._article(page, soup) for page, soup in soups.items()]
        self.headings = [heading for article in self.articles for heading in _headings(article)]
        self.head = self._head()

    def text(self, numbers: dict[str, int]) -> str:
        """HTML; `numbers` are id → page, as far as they are known."""
        title = f'<div class="hw-title"><h1>{TITLE}</h1><img src="_static/cover/still.webp" alt=""></div>'
        rows = "\n".join(self._row(heading, numbers) for heading in self.headings)
        contents = f'<h2 class="hw-page">Contents</h2>\n<ul class="hw-contents">\n{rows}</ul>'
        body = "\n".join(map(str, self.articles))
        return f'{self.head}<body><article class="bd-article">{title}{contents}{body}</article></body></html>'

    def _head(self) -> str:
        soup = _soup(self.html / "formulas.html")  # has the theme's styles, and MathJax
        kept = [*soup.select("link[rel=stylesheet]"), *self.styles, *soup.select(MATHS)]
        lines = "\n".join(map(str, kept))
        start = '<!doctype html><html lang="en" data-theme="light"><head><meta charset="utf-8">'
        return f"{start}<title>{TITLE}</title>{lines}<style>{STYLE}</style></head>"

    def _row(self, heading: Tag, numbers: dict[str, int]) -> str:
        place = _id(heading)
        kind = "chapter" if heading.name == "h1" else "part"
        number = numbers.get(place, "")
        link = f'<a href="#{place}"><span>{escape(heading.get_text())}</span><span>{number}</span></a>'
        return f'<li class="hw-{kind}">{link}</li>'

    def _article(self, page: str, soup: BeautifulSoup) -> Tag:
        """What a page holds, fit to stand beside the others: nothing folded, addresses within the whole."""
        key, article = self.keys[page], soup.select_one("article")
        assert article
        for one in article.select(NOT_ON_PAPER):
            one.decompose()
        for one in article.select("details"):
            one["open"] = ""
        for words in article.select("details.hide > summary .expanded"):
            words.string = words.get_text().removeprefix("Hide ").capitalize()
        for one in article.select("[id]"):
            if not one.find_parent("svg"):
                one["id"] = f"{key}--{one['id']}"
        for picture in article.select("img[src]"):
            del picture["loading"]
            if not str(picture["src"]).startswith("data:"):
                picture["src"] = os.path.normpath(os.path.join(os.path.dirname(page), str(picture["src"])))
        for link in article.select("a[href]"):
            self._point(link, page)
        article.name, article.attrs = "div", {"class": "hw-page"}
        return article

    def _point(self, link: Tag, page: str) -> None:
        """Within the whole where what it leads to is there; else no link, unless it leads into the world."""
        address, _, place = str(link["href"]).partition("#")
        there = os.path.normpath(os.path.join(os.path.dirname(page), address)) if address else page
        if there in self.keys and place:
            link["href"] = f"#{self.keys[there]}--{place}"
        elif not address.startswith(("http://", "https://")):
            del link["href"]


def _headings(article: Tag) -> list[Tag]:
    """The chapter's title and its parts."""
    return [one for one in article.select("h1, h2") if one.find_parent("section")]


def _soup(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


def _print(chromium: str, page: Path, target: Path) -> None:
    """Print a page, when its formulas are set."""
    target.unlink(missing_ok=True)
    options = ["--headless", "--disable-gpu", "--no-sandbox", "--no-pdf-header-footer"]
    options += ["--virtual-time-budget=300000", "--disable-pdf-tagging"]
    command = [chromium, *options, f"--print-to-pdf={target}", page.as_uri()]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if not target.exists():
        last = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
        raise Refusal(f"{Path(chromium).name} printed no PDF: {last}", status=1)


def _outlined(pdf: Path, whole: Whole) -> int:
    """Give the PDF the chapters and parts as an outline, and its title; the number of its pages."""
    numbers, count = _places(pdf)
    writer, chapter = pypdf.PdfWriter(clone_from=pdf), None
    writer.add_metadata({"/Title": TITLE})
    for heading in whole.headings:
        page = numbers.get(_id(heading))
        if page:
            parent = None if heading.name == "h1" else chapter
            item = writer.add_outline_item(title=heading.get_text(), page_number=page - 1, parent=parent)
            chapter = item if heading.name == "h1" else chapter
    writer.write(pdf)
    return count


def _id(heading: Tag) -> str:
    """Under which a link leads to it."""
    section = heading.find_parent("section")
    return str(section["id"]) if section else ""


def _places(pdf: Path) -> tuple[dict[str, int], int]:
    """id → page number, of all that a link leads to; and how many pages there are."""
    reader = pypdf.PdfReader(pdf)
    places = {
        name.lstrip("/"): reader.get_destination_page_number(one)
        for name, one in reader.named_destinations.items()
    }
    return {name: n + 1 for name, n in places.items() if n is not None}, len(reader.pages)
