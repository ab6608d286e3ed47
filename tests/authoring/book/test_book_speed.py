"""A page is there at once: little to load, the largest part painted early, and nothing moves afterwards."""

import json

import pytest
from support.programs import needs_browser

pytestmark = pytest.mark.slow
WATCH = """
window.painted = {largest: 0, moved: 0, sources: []};
new PerformanceObserver((list) => list.getEntries().forEach((one) => { painted.largest = one.startTime; }))
  .observe({type: "largest-contentful-paint", buffered: true});
new PerformanceObserver((list) => list.getEntries().forEach((one) => {
  if (one.hadRecentInput) return;
  painted.moved += one.value;
  painted.sources.push(...one.sources.map(({node}) => node?.outerHTML?.slice(0, 100)));
})).observe({type: "layout-shift", buffered: true});"""
TO_THE_END = """const done = arguments[0];
(async () => {
  for (let y = 0; y < document.body.scrollHeight; y += 600) {
    scrollTo({top: y, behavior: "instant"});
    await new Promise((on) => setTimeout(on, 30));
  }
  done();
})();"""
LOADED = """return performance.getEntriesByType("resource").concat(performance.getEntriesByType("navigation"))
  .filter(({name}) => !/\\.(png|webp|svg)$/.test(name)).map(({name, decodedBodySize}) => [name, decodedBodySize])"""


@needs_browser
def test_the_first_page_weighs_less_than_300_kb_before_its_pictures(shown, book):
    loaded = dict(shown(book / "index.html").execute_script(LOADED))
    assert 50_000 < sum(loaded.values()) < 300_000, json.dumps(loaded, indent=1)


@needs_browser
@pytest.mark.parametrize("width", [1300, 390])
def test_nothing_moves_when_a_page_has_been_painted(pages, shown, book, browser, width):
    script = browser.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": WATCH})
    moved = {}
    try:
        for page in pages:
            shown(page, width).execute_async_script(TO_THE_END)
            seen = browser.execute_script("return painted")
            if seen["moved"] > 0.1:  # what is called good; formulas are set after the first paint
                moved[page.name] = seen
    finally:
        browser.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", script)
    assert not moved, json.dumps(moved, indent=1)
