"""Where the book tells of a mistake: its address depends on one setting, the place where the book is."""

import os

BOOK = ""  # the book's own address, once it has one that all can reach
SETTING = "HARDWAY_BOOK"  # a variable of the environment that names another, such as that of a class


def page_of(lesson: str) -> str:
    """The page of a lesson's mistakes, as seen from the book's first page."""
    return f"mistakes/{lesson}.html"


def of_mistake(lesson: str, mistake: str) -> str:
    """Where the book tells of a mistake: a whole address where the book has one, else the place in it."""
    place = f"{page_of(lesson)}#{mistake}"
    book = os.environ.get(SETTING, BOOK)
    return f"{book.rstrip('/')}/{place}" if is_link(book) else place


def is_link(address: str) -> bool:
    """Whether a browser may be sent there: what else the setting may hold is no address of a book."""
    return address.startswith(("https://", "http://", "file://"))
