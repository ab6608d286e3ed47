"""Frames a second of the book's playground while it trains, in headless Chromium, drawing included.

    python benchmarks/playground_page.py [--seconds 10] [--one-core]

Opens the page alone, with (8, 8) units, batches of 32 and a boundary of 100 × 100 places, presses Play, and
counts frames. A browser shows at most 60: how many there would be is counted with that cap lifted. A busy
machine draws fewer: the processor time of a frame, of the page's own thread and of all of Chromium's
processes, says what an idle core would do, and a page that only computes for as long in each frame, how
many frames, and how many tasks over 50 ms (such a task blocks input), are the machine's own.
"""

import argparse
import contextlib
import functools
import http.server
import os
import shutil
import tempfile
import threading
import time
from pathlib import Path

import psutil
from live_boundary import chromium, to_one_core

SCRIPTS = Path(__file__).parent.parent / "book" / "scripts"
SETTINGS = "data=spirals&noise=0.05&examples=400&hidden=8-8&activation=tanh&optimizer=adam&lr=0.003&batch=32"
UNCAPPED = ("--disable-frame-rate-limit", "--disable-gpu-vsync")
WATCH = """
window.seen = {frames: 0, coarse: 0, long: []};
const long = (list) => seen.long.push(...list.getEntries().map((one) => Math.round(one.duration)));
const watch = () => new PerformanceObserver(long).observe({type: "longtask"});"""
COUNT = """
const plane = document.querySelector("[data-boundary]");
watch();
seen.begin = performance.now();
requestAnimationFrame(function count() {
  seen.frames += 1;
  seen.coarse += plane.width < 100;
  requestAnimationFrame(count);
});
document.querySelector("[data-do=play]").click();"""
COMPUTE = """
let sums = 0, sum = 0;
const add = () => { for (let i = 0; i < 1000; i++) sum += Math.sqrt(i); };
for (const end = performance.now() + 500; performance.now() < end; sums++) add();
const each = (sums / 500) * arguments[0];
setTimeout(watch);  // when this task, a long one, is over
seen.begin = performance.now();
requestAnimationFrame(function count() {
  for (let i = 0; i < each; i++) add();
  document.body.textContent = seen.frames += 1;
  requestAnimationFrame(count);
});"""
SEEN = "return {...seen, took: performance.now() - seen.begin, epoch: window.Hardway.run.epoch}"


def page(folder):
    """The playground without the book around it."""
    shutil.copytree(SCRIPTS, folder / "_static")
    text = (SCRIPTS / "playground" / "page.html").read_text(encoding="utf-8")
    head = '<!doctype html><html lang="en"><meta charset="utf-8"><title>Playground</title>'
    (folder / "page.html").write_text(f"{head}<body>{text}</body></html>", encoding="utf-8")


def busy(browser):
    """Processor seconds of the page's thread, and of all processes below this one."""
    told = browser.execute_cdp_cmd("Performance.getMetrics", {})["metrics"]
    thread = next(one["value"] for one in told if one["name"] == "TaskDuration")
    times = [one.cpu_times() for one in psutil.Process().children(recursive=True)]
    return thread, sum(one.user + one.system for one in times)


@contextlib.contextmanager
def opened(one_core, flags=()):
    """A browser with the page, on the first core alone where that is asked for."""
    with tempfile.TemporaryDirectory() as name:
        page(Path(name))
        handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=name)
        handler.func.log_message = lambda *_: None
        with (
            http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server,
            chromium(f"{name}/profile", "1300,900", flags) as browser,
        ):
            threading.Thread(target=server.serve_forever, daemon=True).start()
            browser.get(f"http://127.0.0.1:{server.server_port}/page.html#{SETTINGS}")
            if one_core:
                to_one_core(f"{name}/profile")
            time.sleep(1)
            yield browser
            server.shutdown()


def run(browser, script, seconds, *values):
    """What is seen of a page in which this script runs for so many seconds; its frames a second."""
    browser.execute_script(WATCH + script, *values)
    time.sleep(seconds)
    seen = browser.execute_script(SEEN)
    return seen, 1000 * seen["frames"] / seen["took"]


def measure(seconds=10.0, one_core=False):
    """What is seen of a page that trains for so many seconds."""
    with opened(one_core) as browser:
        browser.execute_cdp_cmd("Performance.enable", {"timeDomain": "threadTicks"})
        before = busy(browser)
        seen, frames = run(browser, COUNT, seconds)
        thread, whole = (1000 * (b - a) / seen["frames"] for a, b in zip(before, busy(browser)))
    with opened(one_core, UNCAPPED) as browser:
        _, uncapped = run(browser, COUNT, seconds)
    with opened(one_core) as browser:
        control, kept = run(browser, COMPUTE, seconds, whole)
    return {
        "frames a second": frames,
        "with the cap of 60 lifted": uncapped,
        "if it only computed": kept,
        "frames on a coarser grid": seen["coarse"],
        "epochs a second": 1000 * seen["epoch"] / seen["took"],
        "page's thread, ms a frame": thread,
        "all of Chromium, ms a frame": whole,
        "tasks over 50 ms": len(seen["long"]),
        "longest of them, ms": max(seen["long"], default=0),
        "those if it only computed": len(control["long"]),
        "longest of these, ms": max(control["long"], default=0),
        "load of the machine": os.getloadavg()[0],
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--one-core", action="store_true", help="all of the browser shares one core")
    wish = parser.parse_args()
    for name, value in measure(wish.seconds, wish.one_core).items():
        print(f"{name:28} {value:.3g}")
