"""What is seen of each page of the book, shown once in a wide window and once on a telephone."""

import json

from support import node_tools

WIDE, NARROW = 1300, 390
LOOKS = [(width, theme) for width in (WIDE, NARROW) for theme in ("light", "dark")]
READY = """const done = arguments[0], maths = window.MathJax?.startup?.promise ?? Promise.resolve();
maths.then(() => document.fonts.ready).then(done)"""
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
MATHS = """const count = (what) => document.querySelectorAll(what).length;
return [count("mjx-container"), count("article .math"), count("mjx-merror")]"""
LOOSE_MATHS = r"""
const texts = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT), loose = [];
while (texts.nextNode()) {
  const text = texts.currentNode;
  if (!text.parentElement.closest("pre, code, script, style, mjx-container") && /\\[([]|\$\S/.test(text.data))
    loose.push(text.data.trim());
}
return loose;"""
WIDER = """const edge = document.documentElement.clientWidth;
return document.documentElement.scrollWidth > edge + 1 ? document.documentElement.scrollWidth : 0"""
UNSEEN_FOCUS = """
const seen = (one) => {
  const s = getComputedStyle(one), outline = s.outlineStyle !== "none" && s.outlineWidth;
  return [outline, s.boxShadow, s.borderColor, s.backgroundColor, s.textDecoration].join();
};
const reached = document.querySelectorAll("article :is(a[href], button, summary, input, select)");
const unseen = [...reached].filter((one) => {
  if (!one.checkVisibility() || one.disabled) return false;
  one.blur(); const before = seen(one);
  one.focus({focusVisible: true}); const after = seen(one);
  return document.activeElement === one && before === after;
}).map((one) => one.outerHTML.slice(0, 120));
document.activeElement.blur();
scrollTo({top: 0, behavior: "instant"});
return unseen;"""
AXE = """const done = arguments[0];
setTimeout(() => axe.run(document, {resultTypes: ["violations"]}).then(({violations}) => done(
  violations.flatMap(({id, nodes}) => nodes.map((node) => `${id}: ${node.html.slice(0, 150)}`))),
  (error) => done([String(error)])), 400);"""  # the theme looks again 300 ms after a change of size


def resize(browser, width=WIDE, theme="light"):
    """Give the page that is shown so many pixels of width, and a theme."""
    size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    browser.execute_script("document.documentElement.dataset.theme = arguments[0]", theme)


def show(browser, place, width=WIDE):
    """Show a page, and wait until its formulas are set."""
    resize(browser, width)
    browser.get(place)
    browser.execute_script("document.documentElement.dataset.theme = 'light'")
    browser.execute_async_script(READY)


def painted(browser, place, width):
    """Show a page down to its end; what was painted, and what moved afterwards."""
    script = browser.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": WATCH})
    try:
        show(browser, place, width)
        browser.execute_async_script(TO_THE_END)
        return browser.execute_script("return painted")
    finally:
        browser.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", script)


def moved(seen):
    """Page → what was painted, of those in which more moved than is called good.

    Formulas are set after the first paint.
    """
    return {page.name: one["painted"] for page, one in seen.items() if one["painted"]["moved"] > 0.1}


def narrow(browser, place):
    """What is seen of a page on a telephone."""
    return {"painted": painted(browser, place, NARROW), "wider": browser.execute_script(WIDER)}


def wide(browser, place):
    """What is seen of a page in a wide window, and in the end what axe-core finds in all looks."""
    browser.get("about:blank")
    browser.get_log("performance")  # what was asked for before is another page's
    return {
        "painted": painted(browser, place, WIDE),
        "asked": list(_asked(browser.get_log("performance"))),
        "maths": browser.execute_script(MATHS),
        "loose maths": browser.execute_script(LOOSE_MATHS) if "/lessons/" in place else [],
        "unseen focus": browser.execute_script(UNSEEN_FOCUS),
        "faults": dict(_faults(browser)) if node_tools.there() else None,
    }


def _asked(log):
    """The addresses of all requests in a log."""
    for event in (json.loads(entry["message"])["message"] for entry in log):
        if event["method"] == "Network.requestWillBeSent":
            yield event["params"]["request"]["url"]


def _faults(browser):
    """(look, faults) of the page that is shown."""
    browser.execute_script(node_tools.axe())
    for width, theme in LOOKS:
        resize(browser, width, theme)
        yield f"{width} {theme}", browser.execute_async_script(AXE)
