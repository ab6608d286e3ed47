"""A page of the book fits on a telephone, and nothing in it moves unasked."""

from support import visits
from support.programs import needs_browser


@needs_browser
def test_no_page_is_wider_than_a_telephone(visited):
    wider = {page.name: seen["wider"] for page, seen in visited(visits.NARROW).items()}
    assert not {name: width for name, width in wider.items() if width}


@needs_browser
def test_nothing_moves_for_whoever_asks_for_less_motion(pages, shown, book, browser):
    less = {"features": [{"name": "prefers-reduced-motion", "value": "reduce"}]}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", less)
    try:
        shown(book / "index.html")
        moving = "return [...document.querySelectorAll('.hw-moving')].map((one) => one.checkVisibility())"
        assert browser.execute_script(moving) == [False]
        still = "return [...document.querySelectorAll('.hw-still')].map((one) => one.checkVisibility())"
        assert browser.execute_script(still) == [True]
        for page in pages:
            count = "return document.getAnimations().filter((one) => one.playState === 'running').length"
            assert shown(page).execute_script(count) == 0, page.name
    finally:
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
