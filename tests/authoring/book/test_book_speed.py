"""A page is there at once: little to load, the largest part painted early, and nothing moves afterwards."""

import json

import pytest
from support import visits
from support.programs import needs_browser

pytestmark = pytest.mark.slow
LOADED = """return performance.getEntriesByType("resource").concat(performance.getEntriesByType("navigation"))
  .filter(({name}) => !/\\.(png|webp|svg)$/.test(name)).map(({name, decodedBodySize}) => [name, decodedBodySize])"""


@needs_browser
def test_the_first_page_weighs_less_than_300_kb_before_its_pictures(shown, book):
    loaded = dict(shown(book / "index.html").execute_script(LOADED))
    assert 50_000 < sum(loaded.values()) < 300_000, json.dumps(loaded, indent=1)


@needs_browser
def test_nothing_moves_when_a_narrow_page_has_been_painted(visited):
    moved = visits.moved(visited(visits.NARROW))
    assert not moved, json.dumps(moved, indent=1)
