"""axe-core finds no fault on any page of the book, light and dark, wide and narrow; nothing moves unasked."""

from support import node_tools
from support.programs import needs_browser

LOOKS = [(1300, "light"), (1300, "dark"), (390, "light"), (390, "dark")]
AXE = """const done = arguments[0];
setTimeout(() => axe.run(document, {resultTypes: ["violations"]}).then(({violations}) => done(
  violations.flatMap(({id, nodes}) => nodes.map((node) => `${id}: ${node.html.slice(0, 150)}`))),
  (error) => done([String(error)])), 400);"""  # the theme looks again 300 ms after a change of size
WIDER = """const edge = document.documentElement.clientWidth;
return document.documentElement.scrollWidth > edge + 1 ? document.documentElement.scrollWidth : 0"""
UNSEEN_FOCUS = """
const seen = (one) => { const s = getComputedStyle(one); return [s.outlineStyle !== "none" && s.outlineWidth, s.boxShadow, s.borderColor, s.backgroundColor, s.textDecoration].join(); };
return [...document.querySelectorAll("article :is(a[href], button, summary, input, select)")].filter((one) => {
  if (!one.checkVisibility() || one.disabled) return false;
  one.blur(); const before = seen(one);
  one.focus({focusVisible: true}); const after = seen(one);
  return document.activeElement === one && before === after;
}).map((one) => one.outerHTML.slice(0, 120));"""


@needs_browser
@node_tools.needs_node
def test_no_page_has_a_fault_that_axe_finds(pages, shown, look, book):
    faults = {}
    for page in pages:
        browser = shown(page)
        browser.execute_script(node_tools.axe())
        for width, theme in LOOKS:
            look(width, theme)
            if found := browser.execute_async_script(AXE):
                faults[f"{page.relative_to(book).as_posix()} {width} {theme}"] = found
    assert not faults


@needs_browser
def test_no_page_is_wider_than_a_telephone(pages, shown):
    wider = {page.name: shown(page, 390).execute_script(WIDER) for page in pages}
    assert not {name: width for name, width in wider.items() if width}


@needs_browser
def test_whoever_goes_by_keyboard_sees_where_they_are(pages, shown):
    for page in pages:
        assert shown(page).execute_script(UNSEEN_FOCUS) == [], page.name


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
