"""`hardway finish` and `finish(NeuralNetwork)`: the learner's own page."""

import html.parser
import json
import os
import re

import numpy as np
import pytest
from support import warm
from support.copies import FIRST, Copy
from support.programs import needs_browser

import autograder
from autograder import lesson as lessons
from autograder.classroom.inside.stand_ins import autograder_package
from autograder.last_page import gather
from autograder.running import context

DAYS = {name: {"milestone": f"2026-03-{day:02}"} for day, name in enumerate(lessons.course(), start=1)}
HOSTILE = """def relu(z):
    note = "</code></pre><script>alert(1)</script><img src=http://example.com/x>"
    return np.maximum(z, 0)"""


class Tags(html.parser.HTMLParser):
    """(tag, attributes) of all that begins in a page, and its text outside of styles."""

    def __init__(self, page):
        super().__init__()
        self.found, self.words, self._within = [], [], ""
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))
        self._within = tag

    def handle_endtag(self, tag):
        self._within = ""

    def handle_data(self, data):
        if self._within != "style":
            self.words.append(data)

    @property
    def text(self):
        return re.sub(r"\s+", " ", "".join(self.words))

    def all(self, tag):
        return [attributes for name, attributes in self.found if name == tag]


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    """A folder with all lessons solved, and the days of all milestones."""
    folder = tmp_path_factory.mktemp("finished")
    for name in lessons.course():
        Copy(folder, name).solve()
    Copy(folder, FIRST).solve().write("relu", HOSTILE)
    (folder / ".hardway").mkdir()
    (folder / ".hardway" / "days.json").write_text(json.dumps(DAYS))
    return folder


@pytest.fixture(scope="module")
def written(finished):
    """The command that has written that folder's page: it trains the network."""
    return warm.run("autograder", "finish", "--lessons", finished)


@pytest.fixture(scope="module")
def page(written, finished):
    """The HTML of that folder's page."""
    return (finished / "my-network.html").read_text(encoding="utf-8")


@pytest.fixture
def begun(copy_of, monkeypatch):
    """A folder in which nothing but the first lesson's exercises passes; only three lessons are there."""
    folder = copy_of().solve(but=["predict"]).path.parent
    copy_of(lessons.course()[1])
    copy_of(lessons.course()[-1])
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.slow
def test_the_page_of_a_finished_course_is_one_file_with_all_there_is(finished, written):
    assert written.returncode == 0 and "my-network.html is your page" in written.stdout, written.stderr
    data = (finished / "my-network.html").read_bytes()
    page = Tags(data.decode())
    assert len(data) < 2_000_000 and page.all("html") == [{"lang": "en"}] and len(page.all("h1")) == 1
    assert "Not there yet" not in page.text
    total = sum(len(lessons.lesson(name).exercises) for name in lessons.course())
    assert f"{total} of {total} exercises" in page.text
    assert "It learns three spirals" in page.text and re.search(r"9\d\.\d % of 450", page.text)
    for day, name in enumerate(lessons.course(), start=1):
        assert lessons.lesson(name).title in page.text and f"reached on {day} March 2026" in page.text
    assert "relu 2 " in page.text and "def log_softmax(z):" in page.text


@pytest.mark.slow
def test_the_page_asks_no_host_runs_no_script_and_names_its_pictures(page):
    page = Tags(page)
    assert not page.all("script") and not page.all("link") and len(page.all("img")) == 4
    for picture in page.all("img"):
        assert picture["alt"].endswith(".") and picture["src"].startswith("data:image/")
    assert "</pre><script>alert(1)" in page.text, "the learner's code is text"
    heads = [int(tag[1]) for tag, _ in page.found if re.fullmatch("h[1-6]", tag)]
    assert heads[0] == 1 and all(after <= before + 1 for before, after in zip(heads, heads[1:]))


SEEN = """return {wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  shown: [...document.querySelectorAll('.film img')].map(i => getComputedStyle(i).display),
  loaded: [...document.images].every(i => i.complete && i.naturalWidth > 0),
  look: getComputedStyle(document.images[0]).filter,
  ink: getComputedStyle(document.body).color, code: document.querySelector('pre').checkVisibility()}"""
WAYS = {
    "a wide window": (1300, "", {}),
    "a phone": (390, "", {}),
    "a dark phone that wants no motion": (
        390,
        "",
        {"prefers-color-scheme": "dark", "prefers-reduced-motion": "reduce"},
    ),
    "paper": (800, "print", {}),
}


@needs_browser
@pytest.mark.parametrize("way", WAYS)
def test_the_page_reads_in(way, page, browser, tmp_path):
    width, media, features = WAYS[way]
    path = tmp_path / "page.html"
    path.write_text(page, encoding="utf-8")
    size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    wanted = {"media": media, "features": [{"name": k, "value": v} for k, v in features.items()]}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", wanted)
    try:
        browser.get(path.as_uri())
        seen = browser.execute_script(SEEN)
    finally:
        browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", "features": []})
    still = bool(media) or "prefers-reduced-motion" in features
    assert seen["wide"] <= 0 and seen["loaded"]
    assert seen["shown"] == (["none", "block"] if still else ["block", "none"])
    assert ("invert" in seen["look"]) is ("dark" in way), "white pictures do not glare in the dark"
    assert seen["ink"] == ("rgb(255, 255, 255)" if "dark" in way else "rgb(0, 0, 0)")
    assert seen["code"] is (media == "print"), "on paper nothing is folded"


def test_what_is_not_there_yet_is_said_plainly(begun, hardway):
    (begun / f"{lessons.course()[1]}.ipynb").write_text("[")
    done = hardway("finish", "--lessons", begun)
    assert done.returncode == 0 and done.stderr == ""
    page = Tags((begun / "my-network.html").read_text(encoding="utf-8")).text
    assert "Not there yet" in page and "It learns" not in page
    assert f"run hardway reset {lessons.course()[1]}" in page
    assert f"{lessons.course()[2]}.ipynb is not in this folder" in page
    assert "these do not pass yet: predict, mse" in page and "hardway status lists all" in page
    assert "NeuralNetwork at work: a part of it is not written yet" in page
    assert "def dense(X, W, b):" in page and "def predict(" not in page, "the code is what passes"


@pytest.mark.slow
def test_a_network_that_needs_ours_is_shown_and_that_is_said(begun, copy_of):
    last = lessons.course()[-1]
    assert gather.LENT not in str(gather.gathered(begun))
    copy_of(last).solve(but=["one_step"])
    broken = gather.gathered(begun)
    assert broken.film is None and "a part of it is not written yet" in str(broken)
    copy_of(last).solve()
    whole = gather.gathered(begun)
    assert whole.film and whole.digits.share > 0.9 and gather.LENT in whole.missing


def test_a_file_that_is_no_page_of_ours_stays(begun, hardway, tmp_path):
    other = tmp_path / "diary.html"
    other.write_text("<p>mine</p>")
    refused = hardway("finish", other, "--lessons", begun)
    assert refused.returncode == 2 and "name another file" in refused.stderr
    assert other.read_text() == "<p>mine</p>"
    for _ in range(2):  # its own it writes anew
        assert hardway("finish", tmp_path / "page.html", "--lessons", begun).returncode == 0


class Constant:
    """A network of the notebook's that always says the first class."""

    def __init__(self, **settings):
        pass

    def fit(self, X, y, X_val=None, y_val=None, callback=None):
        callback(self)
        return self

    def predict(self, X):
        return np.zeros(len(X), dtype=int)


def test_in_a_notebook_the_page_shows_the_network_of_the_notebook(begun):
    shown = autograder.finish(Constant)
    page = Tags(shown._repr_html_())
    assert not page.all("html") and page.all("h3") and not page.all("h1")
    assert "After 1 epoch 33 % of the 300 points" in page.text and "10.0 % of 450" in page.text
    assert "Of 450 digits never seen, 10.0 %" in repr(shown) and "hardway finish" in repr(shown)


def test_in_a_notebook_an_instance_is_told_from_a_class(begun):
    assert "takes your class itself" in repr(autograder.finish(Constant()))


def test_in_grading_it_does_nothing(begun, monkeypatch):
    with context.entered(lesson=lessons.course()[-1]):
        assert autograder.finish(Constant) is None
    assert autograder_package.finish(Constant) is None
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    assert autograder.finish(Constant) is None


def test_the_books_page_keeps_our_answers_to_itself(monkeypatch):
    if not lessons.SOLUTIONS.is_dir():
        pytest.skip("our answers are not in this copy")
    monkeypatch.setitem(os.environ, "HARDWAY_LESSONS", str(lessons.SOLUTIONS))
    page = Tags(autograder.finish(Constant)._repr_html_())
    assert "lines of ours" in page.text and not page.all("pre") and "not reached" not in page.text
