"""What the book's cover shows: the boundary bending round the spirals, and a card for each lesson."""

import hashlib
import html
import tomllib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from autograder import lesson as lessons
from autograder.lesson import Lesson

BOOK = lessons.ROOT / "book"
WORDS_A_MINUTE = 180  # plain text with formulas, read to be understood
MADE_OF = ("solutions/nn.py", "autograder/last_page/film.py", "playground/canvas.py")


class Moving(Protocol):
    """A short film and its last moment, as WebP."""

    moving: bytes
    still: bytes


def film(folder: Path, make: Callable[[], Moving]) -> None:
    """Write `moving.webp` and `still.webp` where what they are made of has changed: it takes seconds."""
    digest = hashlib.sha256(b"".join((lessons.ROOT / one).read_bytes() for one in MADE_OF)).hexdigest()
    folder.mkdir(parents=True, exist_ok=True)
    mark = folder / "made_of.txt"
    if mark.exists() and mark.read_text(encoding="utf-8") == digest:
        return
    made = make()
    (folder / "moving.webp").write_bytes(made.moving)
    (folder / "still.webp").write_bytes(made.still)
    mark.write_text(digest, encoding="utf-8")


def questions() -> dict[str, str]:
    """Lesson → the one question that it answers."""
    return tomllib.loads((BOOK / "cards.toml").read_text(encoding="utf-8"))


def cards(quizzes: Mapping[str, Sequence[str]] | None = None) -> str:
    """The lessons as cards, in HTML: a picture, the question that the lesson answers, what it holds.

    `quizzes` are the keys of each lesson's quiz questions, under which a browser keeps what was answered.
    """
    asked = questions()
    each = [
        _card(lessons.lesson(name), asked.get(name, ""), (quizzes or {}).get(name, ()))
        for name in lessons.course()
    ]
    script = '<script src="_static/cover/answered.js" defer></script>\n' if quizzes else ""
    return f'<div class="hw-cards">\n{"".join(each)}</div>\n{script}'


def _card(lesson: Lesson, question: str, keys: Sequence[str]) -> str:
    picture = BOOK / "cards" / f"{lesson.name}.svg"
    drawn = picture.read_text(encoding="utf-8").strip() if picture.exists() else ""
    title = html.escape(lesson.title)
    return (
        f'<a class="hw-card" href="lessons/{lesson.name}.html">{drawn}<strong>{title}</strong>'
        f"<span>{html.escape(question)}</span><small>{holds(lesson, keys)}</small></a>\n"
    )


def holds(lesson: Lesson, quizzes: Sequence[str]) -> str:
    """Exercises and minutes of a lesson, and a place where a script tells how many quizzes are done."""
    count = len(lesson.exercises)
    told = f"{count} exercise{'s' * (count != 1)} · {minutes(lesson)} minutes of reading"
    return told + f'<span data-quizzes="{" ".join(quizzes)}"></span>' * bool(quizzes)


def minutes(lesson: Lesson) -> int:
    """How long the text of a lesson takes to read, in steps of five minutes; its exercises take longer."""
    words = sum(len(cell.source.split()) for cell in lesson.cells if cell.kind == "markdown")
    return max(5, 5 * round(words / WORDS_A_MINUTE / 5))
