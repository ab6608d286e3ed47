"""What the tests of the kit share: notebooks as a student would leave them, how a run begins and is told."""

import functools
import os
import sys
import tempfile
from pathlib import Path

import pytest
from support import programs, warm, workers
from support.copies import FIRST, Copy

from autograder import lesson as lessons
from autograder.checking import judging
from autograder.checking.runner import examine
from autograder.checking.slips import mends
from autograder.checking.slips import search as slips
from autograder.workspace import learner

os.environ.setdefault("MPLBACKEND", "Agg")
sys.path.append(str(lessons.ROOT / "benchmarks"))  # live_boundary starts a JupyterLab and a Chromium


def pytest_configure(config):
    """Without the system's packages the kit must not find them either."""
    if not programs.wanted() and not hasattr(
        config, "workerinput"
    ):  # workers have the path of who started them
        folder = tempfile.TemporaryDirectory(prefix="hardway-path-")
        programs.hide(Path(folder.name))
        before, os.environ["PATH"] = os.environ["PATH"], folder.name
        config.add_cleanup(folder.cleanup)
        config.add_cleanup(lambda: os.environ.update(PATH=before))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config):
    return workers.number(wait="not slow" not in config.option.markexpr)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Tests that share what takes long to make run in one worker; all others go to whichever is free."""
    from xdist.scheduler import LoadScopeScheduling

    class Together(LoadScopeScheduling):
        def _split_scope(self, nodeid):
            return workers.scope(nodeid)

    config.option.loadscopereorder = False
    return Together(config, log)


def pytest_collection_modifyitems(config, items):
    if hasattr(config, "workerinput"):
        items[:] = workers.ordered(items)


def pytest_terminal_summary(terminalreporter):
    """One line on the tests that missing packages of the system leave out, one on those that want PyTorch."""
    skipped = [report.longrepr for report in terminalreporter.stats.get("skipped", [])]
    reasons = [reason[2].removeprefix("Skipped: ") for reason in skipped if isinstance(reason, tuple)]
    lines = [line for line in (programs.told(reasons), programs.told_of_pytorch(reasons)) if line]
    if lines:
        terminalreporter.section("left out")
    for line in lines:
        terminalreporter.line(line)


@pytest.fixture
def copy_of(tmp_path):
    """Make a student's copy of a lesson in a folder of its own."""

    def make(name=FIRST, folder=None):
        folder = folder or tmp_path / "my-lessons"
        folder.mkdir(exist_ok=True)
        return Copy(folder, name)

    make.folder = tmp_path / "my-lessons"
    return make


@pytest.fixture
def hardway(tmp_path):
    """Run the command as a user does; returns the finished process with its output as text."""

    return functools.partial(warm.run, "autograder", cwd=tmp_path)


@pytest.fixture(autouse=True)
def _patience(monkeypatch):
    """A hint that has to be found is waited for, however busy the machine is."""
    monkeypatch.setattr(judging, "SECONDS", 60)
    monkeypatch.setattr(judging, "LAST", 30)
    monkeypatch.setattr(slips, "FOR_ALL", 20)
    monkeypatch.setattr(mends, "SECONDS", 3)


@pytest.fixture
def no_search(_patience, monkeypatch):
    """No mistake is looked for: to try all of a network's takes a minute, where none is found."""
    monkeypatch.setattr(judging, "SECONDS", 0.1)


@pytest.fixture(scope="session")
def browser(tmp_path_factory):
    """Headless Chromium, the same for all: a test opens its page anew and counts from there."""
    pytest.importorskip("selenium")
    from live_boundary import chromium

    with chromium(tmp_path_factory.mktemp("chromium")) as driver:
        yield driver


@pytest.fixture
def checked():
    """Exercise → result of all checks of a lesson in a folder, as `hardway check --json` prints it."""

    def run(folder, lesson=FIRST):
        result = examine(lesson, learner.open_lesson(folder, lesson, seconds=1), seconds=1)
        return {exercise.name: exercise.to_json() for exercise in result.exercises}

    return run
