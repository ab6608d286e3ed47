"""What a browser sees of each page of the built book: requests, sizes, largest paint, what moves.

    hardway book && python benchmarks/book_pages.py [--width 390]

A row a page: how many requests it makes, how many of them to another host, the kB of the page itself, of all
that is loaded before its pictures, and of its pictures when it is scrolled to its end; when its largest part
was painted (ms, on localhost; a busy machine is later), and by how much its layout moved (below 0.1 is good).
"""

import argparse
import functools
import http.server
import tempfile
import threading
from pathlib import Path

from live_boundary import chromium

HTML = Path(__file__).parent.parent / "book" / "_build" / "html"
WATCH = """
window.painted = {largest: 0, moved: 0};
new PerformanceObserver((list) => list.getEntries().forEach((one) => { painted.largest = one.startTime; }))
  .observe({type: "largest-contentful-paint", buffered: true});
new PerformanceObserver((list) => list.getEntries().forEach((one) => {
  painted.moved += one.hadRecentInput ? 0 : one.value;
})).observe({type: "layout-shift", buffered: true});"""
READ = """const done = arguments[0], maths = window.MathJax?.startup?.promise ?? Promise.resolve();
(async () => {
  await maths;
  const largest = painted.largest;
  for (let y = 0; y < document.body.scrollHeight; y += 600) {
    scrollTo({top: y, behavior: "instant"});
    await new Promise((on) => setTimeout(on, 30));
  }
  const weighed = (kind) => performance.getEntriesByType(kind).map((one) => [one.name, one.decodedBodySize]);
  done({largest, moved: painted.moved, loaded: weighed("resource"), own: weighed("navigation")[0][1]});
})();"""
PICTURES = (".png", ".webp", ".svg", ".jpg")


def rows(width):
    """Page, requests, those to other hosts, kB of page, before pictures and of pictures, paint, moved."""
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(HTML))
    handler.func.log_message = lambda *_: None
    with (
        tempfile.TemporaryDirectory() as profile,
        http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server,
        chromium(profile, f"{width},900") as browser,
    ):
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/"
        size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
        browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        browser.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": WATCH})
        for page in sorted(path for path in HTML.rglob("*.html") if "_static" not in path.parts):
            name = page.relative_to(HTML).as_posix()
            browser.get(address + name)
            seen = browser.execute_async_script(READ)
            elsewhere = [one for one, _ in seen["loaded"] if not one.startswith((address, "data:", "blob:"))]
            pictures = sum(size for one, size in seen["loaded"] if one.endswith(PICTURES))
            before = seen["own"] + sum(size for _, size in seen["loaded"]) - pictures
            sizes = [f"{kb / 1000:.0f}" for kb in (seen["own"], before, pictures)]
            figures = f"{seen['largest']:.0f}", f"{seen['moved']:.3f}"
            yield name, len(seen["loaded"]) + 1, len(elsewhere), *sizes, *figures
        server.shutdown()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--width", type=int, default=1300)
    heads = "page, requests, other hosts, page kB, before pictures, pictures, largest paint ms, moved".split(
        ", "
    )
    print("|", " | ".join(heads), "|")
    print("|", " | ".join(["---"] * 8), "|")
    for row in rows(parser.parse_args().width):
        print("|", " | ".join(map(str, row)), "|", flush=True)
