"""A figure with sliders: in a page, in a live notebook, in a terminal; on a dark page and on a phone."""

import base64
import importlib
import io
import re

import matplotlib.pyplot as plt
import numpy as np
import pytest
from PIL import Image
from support.programs import needs_browser

from autograder.reference import make_spirals
from playground import figures, slide
from playground.pictures import decision_boundaries

MODULE = importlib.import_module("playground.slide")  # the package has the function under that name


def parabola(bend, name="up"):
    """A figure whose alternative text says what it was drawn for."""
    fig, ax = plt.subplots(figsize=(9, 3))
    ax.plot([0, 1], [0, bend])
    return fig, f"bends {name} by {bend}"


@pytest.fixture
def shown(monkeypatch):
    """What a notebook displays, in the order of the calls."""
    found = []
    monkeypatch.setattr(MODULE, "in_notebook", lambda: True)
    monkeypatch.setattr("IPython.display.display", found.append)
    return found


def test_a_terminal_reads_the_first_figure(capsys):
    open_before = plt.get_fignums()
    slide(parabola, bend=[1, 2])
    assert capsys.readouterr().out == "[figure] bends up by 1\n" and plt.get_fignums() == open_before


@pytest.mark.parametrize("choices", [{}, {"bend": [1]}, {"bend": range(7), "name": list("abcdef")}])
def test_too_few_or_too_many_pictures_are_refused_in_one_line(choices):
    with pytest.raises(ValueError, match=r"^slide takes 2 to 36 combinations of values; these are \d+\.$"):
        slide(parabola, **choices)


def test_a_live_notebook_has_widgets_that_draw_anew(monkeypatch):
    found, open_before = [], plt.get_fignums()
    monkeypatch.setattr(MODULE, "is_live", lambda: True)
    monkeypatch.setattr("IPython.display.display", found.append)
    slide(parabola, bend=[1, 2, 3], name=["up", "down"], start={"bend": 2})
    slider, menu, picture = found[0].children
    assert (slider.description, menu.description) == (
        "bend",
        "name",
    ) and 'alt="bends up by 2"' in picture.value
    slider.value, menu.value = 3, "down"
    assert 'alt="bends down by 3"' in picture.value and plt.get_fignums() == open_before


def test_a_draft_draws_every_picture_and_keeps_those_of_the_ends_and_the_start(shown, monkeypatch):
    drawn = []

    def remembered(bend):
        drawn.append(bend)
        return parabola(bend)

    monkeypatch.setenv("PLAYGROUND", "draft")
    slide(remembered, bend=range(9), start={"bend": 4})
    kept = [bend for bend in range(9) if f'"bends up by {bend}"' in shown[0].data.partition("var told")[2]]
    assert drawn == list(range(9)) and kept == [0, 4, 8]


def test_a_long_logarithmic_axis_of_a_page_has_ticks_at_powers_alone_and_a_short_one_keeps_all(shown):
    drawn = []

    def falling(to):
        fig, ax = plt.subplots()
        ax.semilogy([1, to])
        drawn.append(ax)
        return fig, f"falls to {to}"

    slide(falling, to=[0.1, 1e-6])
    short, long = (ax.yaxis.get_minorticklocs() for ax in drawn)
    assert len(short) > 8 and len(long) == 0


def test_numbers_that_change_with_a_panel_of_fixed_proportions_are_not_cut_off(shown):
    decision_boundaries.try_spirals(make_spirals)
    drawn = re.findall(r"data:image/webp;base64,([A-Za-z0-9+/=]+)", shown[0].data)
    assert len(drawn) >= 24  # twelve settings, for wide pages and for narrow ones
    for picture in drawn:
        pixels = np.asarray(Image.open(io.BytesIO(base64.b64decode(picture))).convert("L"))
        assert min(pixels[:, 0].min(), pixels[:, -1].min()) > 200


@needs_browser
def test_a_page_that_nobody_runs_shows_the_picture_that_is_chosen(shown, browser, tmp_path):
    from selenium.webdriver.common.by import By
    from selenium.webdriver.common.keys import Keys
    from selenium.webdriver.support.ui import Select

    slide(parabola, bend=[1, 2, 3], name=["up", "down"], start={"bend": 2})
    opened(browser, tmp_path, shown[0].data)
    image, field = (browser.find_element(By.CSS_SELECTOR, f"[data-slide] {one}") for one in ("img", "input"))
    assert image.get_attribute("alt") == "bends up by 2" and field.get_attribute("aria-valuetext") == "2"
    first = image.get_attribute("src")
    field.send_keys(Keys.ARROW_RIGHT)
    Select(browser.find_element(By.TAG_NAME, "select")).select_by_visible_text("down")
    assert image.get_attribute("alt") == "bends down by 3" and image.get_attribute("src") != first
    assert browser.find_element(By.TAG_NAME, "output").text == "3"


@needs_browser
def test_a_phone_is_shown_a_picture_that_fits_and_each_setting_has_one(shown, browser, tmp_path):
    from selenium.webdriver.common.by import By
    from selenium.webdriver.common.keys import Keys

    slide(parabola, bend=[1, 2])
    size = browser.get_window_size()
    sources = []
    try:
        for width in (390, 1000):
            browser.set_window_size(width, 800)
            opened(browser, tmp_path, shown[0].data)
            for _ in range(2):
                source, image, box = browser.execute_script(
                    "const i = document.images[0]; return [i.currentSrc, i.width,"
                    " i.closest('figure').clientWidth]"
                )
                assert image <= box
                sources.append(source)
                browser.find_element(By.TAG_NAME, "input").send_keys(Keys.ARROW_RIGHT)
    finally:
        browser.set_window_size(size["width"], size["height"])
    assert len(set(sources)) == 4


@needs_browser
def test_a_wide_figure_stays_readable_on_a_phone_and_dark_on_a_dark_page(browser, tmp_path, monkeypatch):
    found = []
    monkeypatch.setattr(figures, "in_notebook", lambda: True)
    monkeypatch.setattr("IPython.display.display", found.append)
    figures.show(parabola(1)[0], alt="a line", narrow=False)
    size = browser.get_window_size()
    try:
        browser.set_window_size(390, 800)
        opened(browser, tmp_path, found[0].data, theme="dark")
        width, box, page, look = browser.execute_script(
            "const i = document.images[0]; return [i.width, i.parentNode.clientWidth,"
            " document.documentElement.scrollWidth - innerWidth, getComputedStyle(i).filter]"
        )
        assert width >= 0.6 * 990 > box and page <= 0, "the figure scrolls, the page does not"
        assert "invert" in look
        opened(browser, tmp_path, found[0].data)
        assert browser.execute_script("return getComputedStyle(document.images[0]).filter") == "none"
    finally:
        browser.set_window_size(size["width"], size["height"])


def opened(browser, folder, body, theme="light"):
    page = folder / f"{theme}.html"
    head = "<meta charset=utf-8><meta name=viewport content='width=device-width'><title>A page</title>"
    page.write_text(
        f'<!doctype html><html data-theme="{theme}">{head}<body>{body}</body></html>', encoding="utf-8"
    )
    browser.get(page.as_uri())
