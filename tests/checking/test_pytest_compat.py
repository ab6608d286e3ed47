"""What is used of pytest's private parts is where it was and does what it did: a new pytest may fail here."""

import os
import sys
from pathlib import Path

import pytest

from autograder.checking import pytest_compat

CHECK = """
import pytest

@pytest.mark.mine
def test_first():
    assert 1 == 1

def test_second(given):
    assert given == {given}

@pytest.mark.parametrize("n", [4])
def test_third(n):
    pass
"""


class Plugin:
    """Keeps the reports of a session."""

    def __init__(self):
        self.configured, self.reports = [], []

    def pytest_configure(self, config):
        self.configured.append(True)
        config.addinivalue_line("markers", "mine: a marker of this session alone")

    def pytest_unconfigure(self, config):
        self.configured.append(False)

    @pytest.fixture
    def given(self):
        return 3

    def pytest_runtest_makereport(self, item, call):
        word = "failed" if call.excinfo else "passed"
        self.reports += [(item.name, word)] if call.when == "call" else []
        return pytest.TestReport(item.nodeid, item.location, {}, word, None, call.when)


@pytest.fixture
def opened(tmp_path):
    """A session of one file, and its plug-in."""
    path, plugin = tmp_path / "test_of_compat.py", Plugin()
    path.write_text(CHECK.replace("{given}", "3"))
    session = pytest_compat.collected(pytest_compat.arguments([path], tmp_path, rewrite=False), plugin)
    yield session, plugin
    pytest_compat.close(session)
    sys.modules.pop(path.stem)  # the next one lies in another folder


def test_a_session_is_configured_and_collected_and_stays_open(opened):
    session, plugin = opened
    assert plugin.configured == [True]
    assert [item.name for item in session.items] == ["test_first", "test_second", "test_third[4]"]


def test_what_a_check_is_parametrised_with_is_known(opened):
    session, _ = opened
    assert [pytest_compat.parameters(item) for item in session.items] == [{}, {}, {"n": 4}]


def test_a_session_runs_again_and_again(opened):
    session, plugin = opened
    for _ in range(2):
        pytest_compat.run(session.items[:2])
    pytest_compat.run(session.items[1:2])
    both = [("test_first", "passed"), ("test_second", "passed")]
    assert plugin.reports == [*both, *both, both[1]]


def test_a_session_that_is_closed_tells_its_plug_ins(opened):
    session, plugin = opened
    pytest_compat.close(session)
    assert plugin.configured == [True, False]


def test_an_open_session_leaves_the_markers_of_others_alone(opened, request):
    assert pytest.mark._config is request.config


def test_the_environment_is_as_it_was(opened):
    assert os.environ.get(pytest_compat.NO_PLUGINS) != "1"


def test_a_file_that_exits_closes_the_session(tmp_path):
    path, plugin = tmp_path / "test_that_exits.py", Plugin()
    path.write_text("raise SystemExit(3)")
    with pytest.raises(SystemExit):
        pytest_compat.collected(pytest_compat.arguments([path], tmp_path, rewrite=False), plugin)
    assert plugin.configured == [True, False]


def test_every_plug_in_that_is_left_out_is_one_of_pytests():
    import _pytest

    own = {path.stem for path in Path(_pytest.__file__).parent.glob("*.py")}
    assert set(pytest_compat.UNUSED) <= own
