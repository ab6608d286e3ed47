"""What `hardway start` opens: lesson 1 in JupyterLab, and nothing that asks another host."""

import contextlib
import json
import os
import re
import subprocess
import sys
import tempfile

from support.copies import FIRST
from support.processes import start, wait_for
from support.programs import needs_browser

from autograder import lesson as lessons
from autograder.commands import handout

TITLE = "return document.querySelector('.jp-Notebook h1')?.innerText"
TOLD = "return document.querySelector('#jupyter-config-data').textContent"  # by its server


@contextlib.contextmanager
def started(folder):
    """The address that `hardway start` prints, with settings of Jupyter's that nobody has touched."""
    home = folder / "home"
    home.mkdir()
    ours = ("JUPYTER", "IPYTHON")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    command = [sys.executable, "-m", "autograder", "start", str(folder / "my-lessons"), "--no-browser"]
    with tempfile.TemporaryFile("w+") as said:
        server = start(command, env={**environment, "HOME": str(home)}, stdout=said, stderr=said, text=True)
        try:
            yield wait_for(lambda: address_in(said), server)
        finally:
            for child in children(server.pid):
                os.kill(child, 15)
            server.wait(60)


def address_in(said):
    said.seek(0)
    found = re.search(r"http://127\.0\.0\.1:\d+/lab/\S+token=\w+", said.read())
    return found and found.group()


def children(pid):
    done = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True)
    return map(int, done.stdout.split())


def asked(browser):
    """The addresses that pages have asked for since the last call."""
    events = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    sent = {"Network.requestWillBeSent": ("request", "url"), "Network.webSocketCreated": ("url",)}
    for event in events:
        if event["method"] in sent:
            url = event["params"]
            for key in sent[event["method"]]:
                url = url[key]
            yield url


@needs_browser
def test_start_opens_lesson_one_without_news_and_asks_no_other_host(browser, tmp_path):
    with started(tmp_path) as address:
        host = re.match(r"http://([^/]+)", address).group(1)
        browser.get("about:blank")
        list(asked(browser))  # what was asked for before is another test's
        browser.get(address)
        title = wait_for(lambda: browser.execute_script(TITLE))
        status = "return document.querySelector('#jp-main-statusbar').innerText"
        wait_for(lambda: "| Idle" in browser.execute_script(status))
        assert title.startswith(lessons.lesson(FIRST).title)
        told = json.loads(browser.execute_script(TOLD))
        assert told["news"] == {"disabled": True} and not told["extensionManager"]["can_install"]
        assert not browser.find_elements("css selector", ".Toastify__toast, .jp-Dialog, .jp-mod-failure")
        assert "Jupyter news" not in browser.execute_script("return document.body.innerText")
        urls = list(asked(browser))
        elsewhere = [url for url in urls if not re.match(rf"(https?|wss?)://{host}/|data:|blob:|about:", url)]
        assert len(urls) > 20 and not elsewhere


def test_the_learners_own_settings_come_after_ours(tmp_path, monkeypatch):
    asked = []
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", "/mine")
    monkeypatch.setattr(subprocess, "run", lambda command, **options: asked.append(options["env"]))
    handout.start(tmp_path / "my-lessons")
    ours, theirs = asked[0]["JUPYTER_CONFIG_PATH"].split(os.pathsep)
    assert (
        theirs == "/mine"
        and list((handout.QUIET / "labconfig").glob("*.json"))
        and ours == str(handout.QUIET)
    )
