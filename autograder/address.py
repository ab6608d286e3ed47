"""Addresses of the course outside this copy: its book, and where a lesson opens without an installation."""

import os
import re

BOOK = ""  # the book's own address, once it has one that all can reach
SETTING = "HARDWAY_BOOK"  # a variable of the environment that names another, such as that of a class


REPOSITORY = ""  # OWNER/NAME on GitHub, once the course lies where all can reach it
REPOSITORY_SETTING = "HARDWAY_REPOSITORY"  # a variable of the environment that names another
LAUNCHES = {  # where a lesson opens without an installation
    "Colab": "https://colab.research.google.com/github/{repository}/blob/colab/{lesson}.ipynb",
    "Binder": "https://mybinder.org/v2/gh/{repository}/main?labpath=my-lessons/{lesson}.ipynb",
    "Codespaces": "https://codespaces.new/{repository}",
}


def launches(lesson: str) -> dict[str, str]:
    """Name → address of each place that opens a lesson; none where nothing public is configured."""
    repository = os.environ.get(REPOSITORY_SETTING, REPOSITORY)
    if not re.fullmatch(r"[\w.-]+/[\w.-]+", repository):
        return {}
    return {name: place.format(repository=repository, lesson=lesson) for name, place in LAUNCHES.items()}


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
