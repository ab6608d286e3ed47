"""The book, built once for all tests of this folder, and a server on this machine that shows it."""

import functools
import http.server
import subprocess
import sys
import threading

import pytest

pytest.importorskip("jupyter_book")
pytest.importorskip("bs4")

from autograder import lesson as lessons  # noqa: E402
from autograder.authoring.book import HTML  # noqa: E402

READY = """const done = arguments[0], maths = window.MathJax?.startup?.promise ?? Promise.resolve();
maths.then(() => document.fonts.ready).then(done)"""


@pytest.fixture(scope="session")
def book():
    """The folder of the built site."""
    command = [sys.executable, "-m", "autograder", "book", "--draft"]
    done = subprocess.run(command, cwd=lessons.ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return HTML


@pytest.fixture(scope="session")
def address(book):
    """Where a server on this machine shows the site."""
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(book))
    handler.func.log_message = lambda *_: None
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="session")
def pages(book):
    """The site's pages."""
    return sorted(path for path in book.rglob("*.html") if "_static" not in path.parts)


@pytest.fixture
def look(browser):
    """Give the page that is shown so many pixels of width, and a theme."""

    def change(width=1300, theme="light"):
        size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
        browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        browser.execute_script("document.documentElement.dataset.theme = arguments[0]", theme)

    yield change
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


@pytest.fixture
def shown(address, browser, book, look):
    """Show a page, and wait until its formulas are set."""

    def show(page, width=1300):
        look(width)
        browser.get(f"{address}/{page.relative_to(book).as_posix()}")
        browser.execute_script("document.documentElement.dataset.theme = 'light'")
        browser.execute_async_script(READY)
        return browser

    return show
