"""The line below a lesson's title in the book."""

import pytest

from autograder import address
from autograder import lesson as lessons
from autograder.authoring import build
from autograder.authoring.below_title import with_line


@pytest.fixture(params=lessons.course())
def lesson(request):
    return lessons.lesson(request.param)


def told(page):
    return ["".join(cell["source"]) for cell in page["cells"]]


def test_it_tells_what_the_lesson_holds_and_where_it_is_opened(lesson):
    before = told(build.book_page(lesson))
    title, line, text, *rest = told(with_line(lesson.name, build.book_page(lesson), ["a1", "b2"]))
    assert title.startswith("# ") and f"{title}\n\n{text}" == before[0].rstrip("\n") and rest == before[1:]
    assert f"{len(lesson.exercises)} exercise" in line and "minutes of reading" in line
    assert 'data-quizzes="a1 b2"' in line and "hardway start" in line
    assert f"(path:../../lessons/{lesson.name}.ipynb)" in line


def test_without_quizzes_it_needs_no_script(lesson):
    assert "script" not in told(with_line(lesson.name, build.book_page(lesson), []))[1]


def test_it_leads_elsewhere_where_the_course_has_a_public_place(lesson, monkeypatch):
    monkeypatch.setenv(address.REPOSITORY_SETTING, "some/where")
    line = told(with_line(lesson.name, build.book_page(lesson), []))[1]
    assert line.count("](https://") == 3 and lesson.name in line
