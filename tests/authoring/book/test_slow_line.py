"""A page that arrives in pieces is painted in between: what is shown by then stays where it is."""

import functools
import http.server
import threading
import time

import pytest
from support import visits
from support.programs import needs_browser

pytestmark = pytest.mark.slow
PAGES = [
    "index.html",
    "teach/hand_out.html",
    "lessons/04_backprop.html",
    "mistakes.html",
    "more/teaching.html",
    "playground.html",
]


class SlowLine(http.server.SimpleHTTPRequestHandler):
    """Sends pages in pieces of 1 kB at first, the rest at once, and pictures late; a browser keeps nothing."""

    def log_message(self, *_):
        """Say nothing."""

    def end_headers(self):
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def copyfile(self, source, outputfile):
        time.sleep(1.5 if self.path.partition("?")[0].endswith((".webp", ".svg")) else 0)
        for _ in range(30 if self.path.endswith(".html") else 0):
            outputfile.write(source.read(1000))
            outputfile.flush()
            time.sleep(0.04)
        super().copyfile(source, outputfile)


@pytest.fixture(scope="module")
def far(book):
    """Where a server shows the site as if it stood at the end of a slow line."""
    handler = functools.partial(SlowLine, directory=str(book))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@needs_browser
@pytest.mark.parametrize("width", [visits.WIDE, visits.NARROW])
@pytest.mark.parametrize("page", PAGES)
def test_nothing_moves_while_a_page_arrives(page, width, far, browser):
    browser.get("about:blank")
    painted = visits.painted(browser, f"{far}/{page}", width)
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    assert painted["moved"] < 0.05, painted
