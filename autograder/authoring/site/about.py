"""What a page says of itself to a search engine and to a messenger: a sentence and a picture."""

import html
import os
import re
from pathlib import Path

from autograder import address

DESCRIBED = re.compile(r'<meta [^>]*\bname="description"[^>]*>')
CONTENT = re.compile(r'\bcontent="([^"]*)"')
TITLE = re.compile(r"<title>(.*?)(?: — [^<]*)?</title>", re.DOTALL)
FIGURE = re.compile(r'<img [^>]*?\bsrc="([^":]*_static/[^":]*\.(?:png|webp))"')
STILL = "_static/cover/still.webp"  # the picture of what has none


def told(text: str, page: Path, site: Path, description: str) -> str:
    """A page with its description, unless it has one, and with the picture that it is shown by."""
    found = DESCRIBED.search(text)
    said = (CONTENT.search(found[0]) if found else None) or re.match("(.*)", html.escape(description))
    title = TITLE.search(text)
    lines = [
        "" if found else f'<meta name="description" content="{said[1] if said else ""}" />',
        f'<meta property="og:title" content="{title[1].strip() if title else ""}" />',
        f'<meta property="og:description" content="{said[1] if said else ""}" />',
        f'<meta property="og:image" content="{_address(_picture(text, page, site), page, site)}" />',
    ]
    return text.replace("</title>", "</title>\n" + "\n".join(filter(None, lines)), 1)


def _picture(text: str, page: Path, site: Path) -> Path:
    """A page's first figure; of one that has none the cover's last moment."""
    for source in FIGURE.findall(text.partition("<article")[2]):
        if "moving" not in source:
            return Path(os.path.normpath(page.parent / source))
    return site / STILL


def _address(picture: Path, page: Path, site: Path) -> str:
    """Whole where the book has an address of its own: what shows a preview asks for it from outside."""
    book = os.environ.get(address.SETTING, address.BOOK)
    if address.is_link(book):
        return f"{book.rstrip('/')}/{picture.relative_to(site).as_posix()}"
    return Path(os.path.relpath(picture, page.parent)).as_posix()
