"""The lessons in the browser: a copy of the book in which each lesson's page leads to its notebook."""

import contextlib
import functools
import http.server
import os
import threading

import pytest
from selenium.common.exceptions import (
    ElementNotInteractableException,
    NoSuchElementException,
    StaleElementReferenceException,
)
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait
from support import pyodide
from support.node_tools import needs_node
from support.programs import needs_browser

from autograder import lesson as lessons
from autograder.authoring import lite

for package in ("jupyterlite_core", "jupyterlite_pyodide_kernel", "hatchling"):
    pytest.importorskip(package, reason=f'{package} is not installed: pip install -e ".[lite]"')
pytestmark = pytest.mark.slow
PATIENCE = 300  # seconds, for a kernel that starts while other tests run
INSTALLS = """import sys, piplite
await piplite.install("backpropagation-the-hard-way", deps=False)
import autograder
from autograder import lesson
print(sys.platform, list(lesson.lesson("01_forward_pass").exercises)[:2], callable(autograder.check))"""
CHECKS = """%pip install --quiet backpropagation-the-hard-way
import numpy as np
from autograder import check
def relu(z): return np.maximum(z, 0)
check(relu)"""


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


@contextlib.contextmanager
def opened(site, browser, width):
    """Show lesson 1 of a site, served from this machine."""
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(site))
    handler.func.log_message = lambda *_: None
    handler.func.extensions_map |= {".mjs": "text/javascript", ".wasm": "application/wasm"}
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        size = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": width < 600}
        browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        try:
            first = next(iter(lessons.course()))
            browser.get(f"http://127.0.0.1:{server.server_port}/lite/notebooks/index.html?path={first}.ipynb")
            yield
        finally:
            browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
            server.shutdown()


def put(browser, source):
    """The first cell of code, with this source in it; it may be drawn anew while the notebook is opened."""

    def typed(page):
        cell = page.find_element(By.CSS_SELECTOR, ".jp-CodeCell .cm-content")
        cell.click()
        cell.send_keys(Keys.CONTROL, "a")
        cell.send_keys(source)
        return cell

    drawn_anew = (NoSuchElementException, StaleElementReferenceException, ElementNotInteractableException)
    return WebDriverWait(browser, PATIENCE, ignored_exceptions=drawn_anew).until(typed)


def run(browser, source):
    """What the first cell shows once it holds this source and has run."""
    put(browser, source).send_keys(Keys.SHIFT, Keys.ENTER)
    shown = ".jp-CodeCell .jp-OutputArea-output"
    return WebDriverWait(browser, PATIENCE).until(
        lambda page: " ".join(output.text for output in page.find_elements(By.CSS_SELECTOR, shown))
    )


@needs_browser
def test_a_notebook_opens_and_can_be_edited_at_390_pixels(site, browser):
    with opened(site, browser, width=390):
        assert "x = 1" in put(browser, "x = 1").text
        assert browser.execute_script("return document.documentElement.scrollWidth") <= 390


@needs_browser
@needs_node
def test_the_kernel_starts_from_a_core_of_ones_own_and_installs_our_wheel(book, browser, tmp_path):
    site = lite.make(book, pyodide.served(tmp_path / "pyodide"))
    with opened(site, browser, width=1300):
        assert "emscripten ['dense', 'relu'] True" in run(browser, INSTALLS)


@needs_browser
@pytest.mark.skipif("HARDWAY_NETWORK" not in os.environ, reason="HARDWAY_NETWORK=yes asks Pyodide's servers")
def test_an_answer_is_checked_in_the_browser(site, browser):
    with opened(site, browser, width=1300):
        assert "6 of 6" in run(browser, CHECKS)
