"""The book's cover: a card for each lesson, and a film that is made when its parts have changed."""

import re
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass

import pytest

from autograder import lesson as lessons
from autograder.authoring import cover


@dataclass
class Made:
    moving: bytes
    still: bytes


def test_each_lesson_has_a_card_with_its_question_picture_and_exercises():
    cards = re.findall(r'<a class="hw-card" href="lessons/(\w+)\.html">(.*)</a>', cover.cards())
    assert [name for name, _ in cards] == list(lessons.course())
    for name, card in cards:
        question = re.search(r"<span>(.+)</span>", card).group(1)
        assert question.endswith("?") and f"{len(lessons.lesson(name).exercises)} exercise" in card
        picture = ElementTree.fromstring(re.search(r"<svg.*</svg>", card).group())
        assert picture.find("{http://www.w3.org/2000/svg}title").text


def test_a_lesson_without_question_and_picture_has_a_card_all_the_same(monkeypatch, tmp_path):
    (tmp_path / "cards.toml").write_text("", encoding="utf-8")
    monkeypatch.setattr(cover, "BOOK", tmp_path)
    assert cover.cards().count("<a ") == len(lessons.course()) and "<svg" not in cover.cards()


def test_the_film_is_made_once_and_again_where_what_it_shows_has_changed(tmp_path, monkeypatch):
    made = []

    def make():
        made.append(Made(b"moves", b"stands"))
        return made[-1]

    for _ in range(2):
        cover.film(tmp_path / "cover", make)
    assert len(made) == 1 and (tmp_path / "cover" / "moving.webp").read_bytes() == b"moves"
    monkeypatch.setattr(cover, "MADE_OF", ("README.md",))
    cover.film(tmp_path / "cover", make)
    assert len(made) == 2


@pytest.mark.parametrize("name", lessons.course())
def test_reading_takes_minutes(name):
    assert 5 <= cover.minutes(lessons.lesson(name)) <= 60 and cover.minutes(lessons.lesson(name)) % 5 == 0
