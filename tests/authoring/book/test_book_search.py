"""The book's search finds a function, a notion and a mistake first, and leads to the section that tells of it."""

import pytest
from support.programs import needs_browser
from support.processes import wait_for

from autograder import lesson as lessons
from autograder.authoring.pages import mistakes

pytestmark = pytest.mark.slow
HITS = "return [...document.querySelectorAll('.hw-hits > li')].map((one) => [one.querySelector('a').getAttribute('href'), one.innerText])"
ALL = """const pages = arguments[0], first = [];
for (const name of pages) first.push(window.hardwayFind(name)[0]);
return first;"""


@pytest.fixture
def hits(shown, book, browser, address):
    def find(query):
        shown(book / "search.html")
        field = browser.find_element("css selector", ".bd-search-container input[name=q]")
        field.clear()
        field.send_keys(query + "\n")
        wait_for(lambda: browser.find_elements("css selector", "#search-results [role=status]"))
        return browser.execute_script(HITS)

    return find


@needs_browser
@pytest.mark.parametrize(
    "query, first",
    [
        ("softmax", "lessons/01_forward_pass.html#scores-into-probabilities-softmax"),
        ("vanishing gradient", "lessons/04_backprop.html#how-much-arrives-in-a-deep-network"),
        ("Vanishing gradients", "lessons/04_backprop.html#how-much-arrives-in-a-deep-network"),
        ("dense_backward", "lessons/04_backprop.html#by-hand"),
        ("bias gradient averaged", "mistakes/04_backprop.html#dense_backward__bias_gradient_averaged"),
        ("hardway grade", "more/commands.html#hardway-grade"),
    ],
)
def test_what_is_looked_for_comes_first(hits, query, first):
    assert hits(query)[0][0] == first


@needs_browser
def test_each_mistake_is_found_first_by_its_name(shown, book, browser):
    shown(book / "search.html")
    names = [entry.name for lesson in lessons.course() for entry in mistakes.entries(lesson)]
    first = browser.execute_script(ALL, names)
    assert [where.partition("#")[2] for where in first] == names


@needs_browser
def test_hits_lead_to_places_and_show_no_tex(hits, book):
    found = [hit for query in ("softmax", "gradient", "loss") for hit in hits(query)]
    assert len(found) > 60 and sum("#" in where for where, _ in found) > 0.8 * len(found)
    assert not [text for _, text in found if "\\" in text or "$" in text]


@needs_browser
def test_what_is_nowhere_is_said_to_be_nowhere(hits, browser):
    assert hits("<b>xyzzy</b>") == []
    assert "Nothing is found for “<b>xyzzy</b>”" in browser.find_element("id", "search-results").text
