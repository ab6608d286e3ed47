"""What is seen of the book in a wide window, each page being shown once: it takes minutes."""

import json

import pytest
from support import node_tools, visits
from support.programs import needs_browser

pytestmark = pytest.mark.slow


@needs_browser
@node_tools.needs_node
def test_no_page_has_a_fault_that_axe_finds(visited, book):
    faults = {
        f"{page.relative_to(book).as_posix()} {look}": found
        for page, seen in visited(visits.WIDE).items()
        for look, found in seen["faults"].items()
        if found
    }
    assert not faults


@needs_browser
def test_whoever_goes_by_keyboard_sees_where_they_are(visited):
    for page, seen in visited(visits.WIDE).items():
        assert seen["unseen focus"] == [], page.name


@needs_browser
def test_no_request_leaves_this_machine_and_maths_is_rendered(visited, book, address):
    own = (f"{address}/", "data:", "blob:", "chrome:")
    for page, seen in visited(visits.WIDE).items():
        where = page.relative_to(book).as_posix()
        assert seen["asked"] and not [url for url in seen["asked"] if not url.startswith(own)], where
        if page.parent.name == "lessons":
            formulas = seen["maths"]
            assert formulas[0] >= formulas[1] > 0 == formulas[2], (where, formulas)
            assert not seen["loose maths"], where


@needs_browser
def test_nothing_moves_when_a_wide_page_has_been_painted(visited):
    moved = visits.moved(visited(visits.WIDE))
    assert not moved, json.dumps(moved, indent=1)
