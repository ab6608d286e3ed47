"""The lessons in the browser: a copy of the book in which each lesson's page leads to its notebook."""

import functools
import http.server
import threading

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait
from support.programs import needs_browser

from autograder import lesson as lessons
from autograder.authoring import lite

for package in ("jupyterlite_core", "jupyterlite_pyodide_kernel", "hatchling"):
    pytest.importorskip(package, reason=f'{package} is not installed: pip install -e ".[lite]"')
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def site(book):
    return lite.make(book)


def test_each_lesson_leads_to_its_notebook_and_the_book_itself_to_none(site, book):
    for lesson in lessons.course():
        page = (site / "lessons" / f"{lesson}.html").read_text(encoding="utf-8")
        assert f"lite/notebooks/index.html?path={lesson}.ipynb" in page and "from the Pyodide project" in page
        assert (site / "lite" / "files" / f"{lesson}.ipynb").exists()
        assert "lite/notebooks" not in (book / "lessons" / f"{lesson}.html").read_text(encoding="utf-8")
    assert list((site / "lite" / "pypi").glob("*.whl")), "our wheel is not there to be installed"


@needs_browser
def test_a_notebook_opens_and_can_be_edited_at_390_pixels(site, browser):
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(site))
    handler.func.log_message = lambda *_: None
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        size = {"width": 390, "height": 800, "deviceScaleFactor": 1, "mobile": True}
        browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        try:
            first = next(iter(lessons.course()))
            browser.get(f"http://127.0.0.1:{server.server_port}/lite/notebooks/index.html?path={first}.ipynb")
            cells = WebDriverWait(browser, 120).until(
                lambda page: page.find_elements(By.CSS_SELECTOR, ".jp-CodeCell .cm-content")
            )
            cells[0].click()
            cells[0].send_keys("x = 1\n")
            assert "x = 1" in cells[0].text
            wide = "return document.documentElement.scrollWidth"
            assert browser.execute_script(wide) <= size["width"]
        finally:
            browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
            server.shutdown()
