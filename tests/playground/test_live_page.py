"""The run of a network in a page that nobody runs, as in the book: its moments, to go through and to play."""

import importlib
import re

import numpy as np
import pytest
from support.programs import needs_browser

from playground import LiveBoundary, datasets, explore, live
from playground.where import is_book


def leans_right(P):
    return np.stack([P[:, 0] < 0, P[:, 0] >= 0], axis=1).astype(float)


@pytest.fixture
def shown(monkeypatch):
    """What a notebook displays, in the order of the calls."""
    found = []
    monkeypatch.setattr(live, "in_notebook", lambda: True)
    # the package has the function under that name
    monkeypatch.setattr(importlib.import_module("playground.explore"), "in_notebook", lambda: True)
    monkeypatch.setattr("IPython.display.display", lambda one: found.append(one.data))
    return found


def run(epochs):
    with LiveBoundary(*datasets.moons(40), epochs=epochs, every=1, resolution=8) as watch:
        for epoch in range(epochs):
            watch.update(leans_right, train_loss=1 / (epoch + 1))


def test_its_moments_are_there_from_the_first_epoch_to_the_last(shown):
    run(40)
    pictures = re.findall(r'\["data:image/webp[^"]+", "([^"]+)", "data:image/webp', shown[0])
    assert len(pictures) == live.SHOWN and ">Play</button>" in shown[0]
    assert pictures[0] == "Decision boundary after 1 epoch: the training loss is 1.000."
    assert "after 40 epochs" in pictures[-1] and "% of the 40 training points" in pictures[-1]
    assert re.search(r"<output>40</output>", shown[0])


def test_a_draft_holds_few_of_them(shown, monkeypatch):
    monkeypatch.setenv("PLAYGROUND", "draft")
    run(40)
    assert shown[0].count('["data:image/webp') == 3


def test_one_epoch_is_a_picture(shown):
    run(1)
    assert "<img" in shown[0] and "data-slide" not in shown[0]


@pytest.mark.parametrize("place, linked", [("book", True), ("draft", True), ("still", False)])
def test_sliders_that_train_lead_to_the_playground_of_the_book(place, linked, shown, monkeypatch):
    monkeypatch.setenv("PLAYGROUND", place)

    def fit(X, y, X_val, y_val, *, width, depth, learning_rate, callback):
        return leans_right

    explore(fit, data="xor", noise=0.05, width=4, depth=2, learning_rate=0.3, n=40, epochs=2)
    link = 'href="../playground.html#data=xor&amp;noise=0.05&amp;lr=0.3&amp;hidden=4-4"'
    assert is_book() == linked == (link in shown[0])


@needs_browser
def test_play_shows_one_after_the_other_and_ends_with_the_last(shown, browser, tmp_path, monkeypatch):
    from selenium.webdriver.common.by import By
    from selenium.webdriver.support.ui import WebDriverWait

    monkeypatch.setenv("PLAYGROUND", "draft")
    run(9)
    (tmp_path / "page.html").write_text(f"<!doctype html><title>A run</title>{shown[0]}", encoding="utf-8")
    browser.get((tmp_path / "page.html").as_uri())
    button, field, picture = (browser.find_element(By.TAG_NAME, tag) for tag in ("button", "input", "img"))
    assert field.get_attribute("aria-valuetext") == "9"
    button.click()
    assert button.text == "Pause" and "after 9 epochs" not in picture.get_attribute("alt")
    WebDriverWait(browser, 60).until(lambda _: button.text == "Play")
    assert field.get_attribute("aria-valuetext") == "9" and "after 9 epochs" in picture.get_attribute("alt")
