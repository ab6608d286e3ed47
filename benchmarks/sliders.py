"""Seconds from a change of a slider to the first new picture and to the finished training, in JupyterLab.

    python benchmarks/sliders.py

Opens `explore` in headless Chromium on the moons with our own network (two hidden layers of 8 relu units,
Adam, 100 epochs), changes one setting after another as a person would, and watches what the browser
shows.
"""

import tempfile
import time
from pathlib import Path

import nbformat
from live_boundary import chromium, jupyterlab, run_all, write_notebook

PANEL = """
from autograder.reference import NeuralNetwork
from playground import explore

def fit(X, y, X_val, y_val, *, width, depth, activation, optimizer, learning_rate, batch_size, epochs, seed,
        callback):
    def report(network):
        callback(network, network.history_["train_loss"][-1], network.history_["val_loss"][-1])
    network = NeuralNetwork([width] * depth, activation, optimizer, batch_size=batch_size,
                            learning_rate_init=learning_rate, max_iter=epochs, random_state=seed)
    return network.fit(X, y, X_val, y_val, callback=report)

explore(fit)
"""
# Notes when a picture has loaded and when the line of the result has changed.
OBSERVER = """
window.pictures = []; window.results = [];
const seen = (e) => e.target.src?.startsWith("blob:") && window.pictures.push(performance.now());
document.addEventListener("load", seen, true);
new MutationObserver(() => window.results.push(performance.now())).observe(
  document.querySelector("[role=status]").parentElement,
  {childList: true, subtree: true, characterData: true});
"""
PRESS = """
window.pictures.length = window.results.length = 0; window.pressed = null;
for (const kind of ["keydown", "change"])
  document.addEventListener(kind, () => window.pressed ??= performance.now(), {capture: true, once: true});
"""
# In words, as beside the sliders.
CHANGES = ["activation", "noise", "width", "depth", "learning rate", "optimizer", "data"]


def control(browser, name):
    """The select or the handle of the slider with this name."""
    for row in browser.find_elements("css selector", ".widget-inline-hbox"):
        if row.text.split("\n")[0] == name:
            return row.find_element("css selector", "select, .noUi-handle")
    raise LookupError(f"there is no slider {name!r}")


def change(browser, name):
    """Take the next choice; milliseconds to the first picture and to the result."""
    from selenium.webdriver.common.keys import Keys
    from selenium.webdriver.support.select import Select
    from selenium.webdriver.support.ui import WebDriverWait

    browser.execute_script(PRESS)
    box = control(browser, name)
    Select(box).select_by_index(1) if box.tag_name == "select" else box.send_keys(Keys.ARROW_RIGHT)
    WebDriverWait(browser, 30).until(lambda b: b.execute_script("return window.results.length"))
    time.sleep(0.3)
    pressed, pictures, results = browser.execute_script(
        "return [window.pressed, window.pictures, window.results]"
    )
    return pictures[0] - pressed, results[0] - pressed


def measure():
    from selenium.webdriver.support.ui import WebDriverWait

    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder) / "work"
        work.mkdir()
        write_notebook([nbformat.v4.new_code_cell(PANEL)], work / "sliders.ipynb")
        with jupyterlab(work) as address, chromium(f"{folder}/profile") as browser:
            browser.get(f"{address}/lab/tree/sliders.ipynb?reset")
            run_all(browser)
            WebDriverWait(browser, 120).until(lambda b: b.find_elements("css selector", "[role=status]"))
            time.sleep(2)
            browser.execute_script(OBSERVER)
            for name in CHANGES:
                yield name, *change(browser, name)


if __name__ == "__main__":
    print(f"{'changed':16} {'first picture':>14} {'trained':>10}")
    for name, picture, result in measure():
        print(f"{name:16} {picture:11.0f} ms {result:7.0f} ms", flush=True)
