"""A quiz in a real browser: a verdict goes when another answer is chosen; the cover counts what is done."""

import pytest
from support.processes import wait_for
from support.programs import needs_browser

from autograder import lesson as lessons
from autograder.authoring import cover
from playground import quiz

pytestmark = pytest.mark.slow

HEAD = '<!doctype html><html lang="en"><meta charset="utf-8"><title>Quiz</title>'
QUIZZES = [
    quiz("Which?", right={"this": "It is."}, wrong={"that": "It is not."}),
    quiz("How many?", number=3, because="One, two, three."),
]


@pytest.fixture
def page(browser, tmp_path):
    """The two quizzes, and what the cover's card of lesson 1 says of them."""
    key = lessons.course()[0]
    script = (lessons.ROOT / "book" / "scripts" / "cover" / "answered.js").read_text(encoding="utf-8")
    cards = cover.cards({key: [one.key for one in QUIZZES]}).partition("<script")[0]
    shown = "".join(one._repr_html_() for one in QUIZZES)
    (tmp_path / "quiz.html").write_text(f"{HEAD}{cards}{shown}<script>{script}</script>", encoding="utf-8")
    browser.get((tmp_path / "quiz.html").as_uri())
    browser.execute_script("localStorage.clear()")
    browser.refresh()
    return browser


def answer(page, number, value):
    field = f"form[data-quiz='{QUIZZES[number].key}'] "
    page.find_element("css selector", f"{field}label:nth-of-type({value}) input").click()
    page.find_element("css selector", f"{field}button").click()


def said(page):
    return [one.text for one in page.find_elements("css selector", "[role=status] p") if one.text]


@needs_browser
def test_what_was_said_goes_when_another_answer_is_chosen(page):
    order = [text for text, *_ in QUIZZES[0].answers]
    answer(page, 0, order.index("that") + 1)
    assert said(page)[0] == "Not yet." and "It is not." in said(page)[1]
    page.find_elements("css selector", "form input[type=radio]")[order.index("this")].click()
    assert said(page) == []
    page.find_element("css selector", "form button").click()
    assert said(page)[0] == "Right."


@needs_browser
def test_a_card_on_the_cover_says_how_many_quizzes_are_done(page):
    card = "return document.querySelector('[data-quizzes]').textContent"
    assert page.execute_script(card) == ""
    answer(page, 0, [text for text, *_ in QUIZZES[0].answers].index("this") + 1)
    assert wait_for(lambda: page.refresh() or page.execute_script(card)) == " · quizzes 1 of 2"
