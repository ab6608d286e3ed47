"""The book, built once for all tests of this folder, and a server on this machine that shows it."""

import fcntl
import functools
import http.server
import os
import subprocess
import sys
import threading

import pytest

pytest.importorskip("jupyter_book")
pytest.importorskip("bs4")

from support import visits

from autograder import lesson as lessons
from autograder.authoring.book import HTML


@pytest.fixture(scope="session")
def book(tmp_path_factory):
    """The folder of the built site; of several workers the first that wants it builds it."""
    folder = tmp_path_factory.getbasetemp()
    shared = folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder
    built = shared / "the-book-is-built"
    with (shared / "book.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not built.exists():
            command = [sys.executable, "-m", "autograder", "book", "--draft"]
            done = subprocess.run(command, cwd=lessons.ROOT, capture_output=True, text=True, check=False)
            assert done.returncode == 0, done.stderr
            built.touch()
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


@pytest.fixture(scope="session")
def visited(pages, book, address, browser):
    """Width → page → what is seen of it; each page is shown once for all tests that ask."""

    @functools.cache
    def visit(width):
        see = visits.wide if width == visits.WIDE else visits.narrow
        try:
            return {page: see(browser, f"{address}/{page.relative_to(book).as_posix()}") for page in pages}
        finally:
            browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})

    return visit


@pytest.fixture
def shown(address, browser, book):
    """Show a page, and wait until its formulas are set."""

    def show(page, width=visits.WIDE):
        visits.show(browser, f"{address}/{page.relative_to(book).as_posix()}", width)
        return browser

    yield show
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
