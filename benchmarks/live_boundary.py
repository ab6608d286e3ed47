"""Pictures a second that reach the browser while a network trains, in a real JupyterLab in headless Chromium.

    python benchmarks/live_boundary.py [--screenshot FILE] [--one-core]

Starts JupyterLab on a free port of this machine, runs a notebook that trains a small NumPy network on
moons, first without and then with `LiveBoundary` (resolution 100 × 100), and counts the pictures that the
browser has loaded.
"""

import argparse
import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import nbformat
from told import tell

TRAINING = """
import time, numpy as np
from playground import LiveBoundary, datasets
X, y = datasets.moons(2000, noise=0.2, seed=0)
X_val, y_val = datasets.moons(300, noise=0.2, seed=1)

def forward(X, params):
    (W1, b1), (W2, b2), (W3, b3) = params
    h1 = np.maximum(X @ W1 + b1, 0); h2 = np.maximum(h1 @ W2 + b2, 0); z = h2 @ W3 + b3
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return h1, h2, e / e.sum(axis=1, keepdims=True)

def loss(X, y, params):
    return float(-np.log(forward(X, params)[2][np.arange(len(y)), y] + 1e-12).mean())

def train(epochs, live=None):
    rng = np.random.default_rng(0)
    sizes = [2, 16, 16, 2]
    params = [(rng.normal(0, np.sqrt(2 / i), (i, o)), np.zeros(o)) for i, o in zip(sizes, sizes[1:])]
    started = time.perf_counter()
    for epoch in range(epochs):
        for rows in np.array_split(rng.permutation(len(y)), len(y) // 32):
            (W1, b1), (W2, b2), (W3, b3) = params
            h1, h2, p = forward(X[rows], params)
            dz = p.copy(); dz[np.arange(len(rows)), y[rows]] -= 1; dz /= len(rows)
            d2 = (dz @ W3.T) * (h2 > 0); d1 = (d2 @ W2.T) * (h1 > 0)
            grads = [(X[rows].T @ d1, d1.sum(0)), (h1.T @ d2, d2.sum(0)), (h2.T @ dz, dz.sum(0))]
            params = [(W - 0.05 * dW, b - 0.05 * db) for (W, b), (dW, db) in zip(params, grads)]
        losses = loss(X, y, params), loss(X_val, y_val, params)
        if live:
            live.update(lambda P: forward(P, params)[2], *losses)
    return time.perf_counter() - started
"""
RUN = """
EPOCHS = 1000
cpu = time.process_time(); alone = train(EPOCHS); cpu_alone = time.process_time() - cpu
live = LiveBoundary(X, y, X_val, y_val, epochs=EPOCHS)
cpu = time.process_time(); watched = train(EPOCHS, live); cpu_watched = time.process_time() - cpu
live.close()
import json
print("RESULT " + json.dumps({"epochs": EPOCHS, "alone": alone, "watched": watched, "kept": len(live.moments),
                              "cpu_alone": cpu_alone, "cpu_watched": cpu_watched,
                              "drawing": live._drawing, "training": live._training}))
"""
# Counts pictures that arrive and finish loading, when they do, and whether one shared <img> shows them all.
COUNTER = """
window.seen = []; window.images = new Set();
document.addEventListener("load", (event) => {
  const it = event.target;
  if (it.tagName === "IMG" && it.src.startsWith("blob:") && it.naturalWidth > 300) {
    window.seen.push(performance.now()); window.images.add(it);
  }
}, true);
"""
TEXT = "return [...document.querySelectorAll('.jp-OutputArea-output')].map(e => e.innerText).join(' ')"
PATIENCE = 600  # seconds, for what a busy machine does late


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


@contextlib.contextmanager
def jupyterlab(folder, prefix=()):
    """A JupyterLab that serves a folder; yields its address."""
    port, home = free_port(), Path(folder) / ".home"
    home.mkdir()
    environment = {
        **os.environ,
        "JUPYTER_CONFIG_DIR": str(home),
        "JUPYTER_RUNTIME_DIR": str(home),
        "JUPYTER_DATA_DIR": str(home),
        "IPYTHONDIR": str(home),
        "OPENBLAS_NUM_THREADS": "1",
    }
    environment.pop("PLAYGROUND", None)
    command = [
        *prefix,
        sys.executable,
        "-m",
        "jupyterlab",
        "--no-browser",
        "--allow-root",
        f"--port={port}",
        "--IdentityProvider.token=",
        "--ServerApp.password=",
        "--LabApp.news_url=None",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        f"--ServerApp.root_dir={folder}",
    ]
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until = time.monotonic() + PATIENCE
        while server.poll() is None and time.monotonic() < until:
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"http://127.0.0.1:{port}/api", timeout=PATIENCE)
                break
            time.sleep(0.5)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(PATIENCE)


@contextlib.contextmanager
def chromium(profile, size="1400,1400", flags=()):
    """A headless Chromium under selenium, that writes down every request."""
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium")
    options.set_capability("goog:loggingPrefs", {"performance": "ALL"})
    for flag in (
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-sync",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-dev-shm-usage",
        f"--user-data-dir={profile}",
        f"--window-size={size}",
        *flags,
    ):
        options.add_argument(flag)
    # Its socket lies there, and the path of a socket has at most 107 characters.
    short = {**os.environ, "TMPDIR": "/tmp"}
    browser = webdriver.Chrome(
        options=options,
        service=Service(os.environ.get("CHROMEDRIVER") or shutil.which("chromedriver"), env=short),
    )
    browser.set_script_timeout(PATIENCE)
    browser.set_page_load_timeout(PATIENCE)
    browser.command_executor.client_config.timeout = PATIENCE
    try:
        yield browser
    finally:
        browser.quit()


def _lent(browser, profile):
    return contextlib.nullcontext(browser) if browser else chromium(profile)


def write_notebook(cells, path):
    """Write code cells as a notebook that opens with a Python kernel, unasked."""
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), path)


def run_all(browser):
    """Press "Run All Cells" through JupyterLab's own command, once its kernel is there."""
    from selenium.webdriver.common.by import By
    from selenium.webdriver.support.ui import WebDriverWait

    wait = WebDriverWait(browser, PATIENCE)
    wait.until(lambda b: b.find_elements(By.CSS_SELECTOR, ".jp-Notebook .jp-Cell"))
    status = "return document.querySelector('#jp-main-statusbar').innerText"
    wait.until(lambda b: "| Idle" in b.execute_script(status))
    browser.find_element(By.CSS_SELECTOR, ".jp-Notebook .jp-Cell .cm-content").click()
    browser.find_element(By.XPATH, "//div[contains(@class,'lm-MenuBar-itemLabel') and text()='Run']").click()
    item = "//div[contains(@class,'lm-Menu-itemLabel') and text()='Run All Cells']"
    items = wait.until(lambda b: [i for i in b.find_elements(By.XPATH, item) if i.is_displayed()])
    items[0].click()


def to_one_core(profile):
    """Keep the browser of this profile to the first core."""
    found = subprocess.run(["pgrep", "-f", profile], capture_output=True, text=True)
    for pid in found.stdout.split():
        subprocess.run(["taskset", "-a", "-p", "-c", "0", pid], capture_output=True)


def counted(browser, screenshot=None):
    """Run the open notebook: what it printed, when a picture came (ms), how many elements showed pictures."""
    from selenium.webdriver.support.ui import WebDriverWait

    wait = WebDriverWait(browser, PATIENCE)
    wait.until(lambda b: b.find_elements("css selector", ".jp-Notebook .jp-Cell"))
    browser.execute_script(COUNTER)
    run_all(browser)
    if screenshot:
        wait.until(lambda b: b.execute_script("return window.seen.length > 30"))
        browser.save_screenshot(screenshot.replace(".png", "-live.png"))
    wait.until(lambda b: "RESULT" in b.execute_script(TEXT))
    time.sleep(1)
    result = json.loads(browser.execute_script(TEXT).split("RESULT ")[1].split("}")[0] + "}")
    if screenshot:
        browser.save_screenshot(screenshot)
    return result, *browser.execute_script("return [window.seen, window.images.size]")


def measure(one_core=False, screenshot=None, browser=None):
    """Run the notebook and return what was counted; in a browser of its own where none is given."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder) / "work"
        work.mkdir()
        cells = [nbformat.v4.new_code_cell(TRAINING), nbformat.v4.new_code_cell(RUN)]
        write_notebook(cells, work / "live.ipynb")
        prefix = ("taskset", "-c", "0") if one_core else ()
        with jupyterlab(work, prefix) as address, _lent(browser, f"{folder}/profile") as browser:
            if one_core:  # the browser as well
                to_one_core(f"{folder}/profile")
            browser.get(f"{address}/lab/tree/live.ipynb?reset")
            result, seen, images = counted(browser, screenshot)
    gaps = sorted(b - a for a, b in zip(seen, seen[1:]))
    return {
        **result,
        "pictures": len(seen),
        "image_elements": images,
        "pictures_a_second": len(seen) / result["watched"],
        "median_gap_ms": gaps[len(gaps) // 2],
        "slower_by": result["watched"] / result["alone"] - 1,
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--screenshot")
    parser.add_argument("--one-core", action="store_true", help="server, kernel and browser share one core")
    parser.add_argument("--json", action="store_true")
    wish = parser.parse_args()
    found = measure(wish.one_core, wish.screenshot)
    if wish.json:
        tell({"live boundary, pictures in the browser": ("a second", [found["pictures_a_second"]])})
    else:
        for name, value in found.items():
            print(f"{name:18} {value:.3g}" if isinstance(value, float) else f"{name:18} {value}")
