"""All that leans on private parts of pytest: a session that is collected once and then run again and again.

Public pytest offers a session from start to end only, `pytest.main`, and collecting is most of its time. Each
function says which part it needs; tests/checking/test_pytest_compat.py fails where one of them moves.
"""

import contextlib
import io
import os
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

import pytest
from _pytest.config import _prepareconfig

UNUSED = (
    *("cacheprovider", "capture", "debugging", "doctest", "faulthandler", "junitxml", "logging", "pastebin"),
    *("setuponly", "setupplan", "stepwise", "terminal", "threadexception", "unittest", "unraisableexception"),
    "warnings",
)
NO_CONFIGURATION = Path(__file__).with_name("checks.ini")
NO_PLUGINS = "PYTEST_DISABLE_PLUGIN_AUTOLOAD"


def arguments(paths: Iterable[Path], root: Path, rewrite: bool) -> list[str]:
    """The command line of a session of our own: no configuration, no conftest, few of the plug-ins.

    Parameters
    ----------
    paths : the files of checks.
    root : the folder that names of checks start from.
    rewrite : whether a bare `assert` says what it compared.
    """
    off = [word for plugin in UNUSED for word in ("-p", f"no:{plugin}")]
    plain = [] if rewrite else ["--assert=plain"]
    return [
        *map(str, paths),
        "--noconftest",
        "-c",
        str(NO_CONFIGURATION),
        "--rootdir",
        str(root),
        *off,
        *plain,
    ]


def collected(words: Sequence[str], plugin: object) -> pytest.Session:
    """A session that has collected its checks and stays open; SystemExit where a file of checks exits."""
    with _undisturbed(), _marks_kept():
        # `pytest.main` would run and close the session: only this gives a Config and leaves it open
        config = _prepareconfig(list(words), plugins=[plugin])
        # the step of `pytest.main` between the Config and the session; it has no public name
        config._do_configure()
        session = pytest.Session.from_config(config)
        config.hook.pytest_sessionstart(session=session)
        try:
            config.hook.pytest_collection(session=session)
        except BaseException:
            close(session)
            raise
        return session


def run(items: Sequence[pytest.Item]) -> None:
    """Run these checks of an open session, in order."""
    with contextlib.redirect_stderr(io.StringIO()):
        for item, following in zip(items, [*items[1:], None]):
            item.ihook.pytest_runtest_protocol(item=item, nextitem=following)


def parameters(item: pytest.Item) -> dict[str, object]:
    """What `pytest.mark.parametrize` gives a check, by name."""
    # `callspec` is the only place where an item keeps them, and on no page of pytest's
    return dict(item.callspec.params) if hasattr(item, "callspec") else {}


def overridden(item: pytest.Function, names: Collection[str]) -> bool:
    """Whether a file of checks defines one of these fixtures itself."""
    # the one place that says which fixtures a name stands for; the last of several counts
    known = item._fixtureinfo.name2fixturedefs
    return any(len(known.get(name, ())) != 1 for name in names)


def close(session: pytest.Session) -> None:
    """End a session, whatever state it is in."""
    with contextlib.suppress(Exception):
        session.config.hook.pytest_sessionfinish(session=session, exitstatus=0)
    with contextlib.suppress(Exception):
        # what `pytest.main` ends with: it runs the clean-up of plug-ins, and has no public name
        session.config._ensure_unconfigure()


@contextlib.contextmanager
def _marks_kept() -> Iterator[None]:
    """`pytest.mark` asks the Config of the last session which markers there are, and would go on to ask ours.

    Whatever else runs pytest in this process, the tests of the kit for one, needs its own.
    """
    before = pytest.mark._config
    try:
        yield
    finally:
        pytest.mark._config = before


@contextlib.contextmanager
def _undisturbed() -> Iterator[None]:
    """Plug-ins that happen to be installed, and pytest's own output, stay out of a check."""
    before, os.environ[NO_PLUGINS] = os.environ.get(NO_PLUGINS), "1"
    try:
        with contextlib.redirect_stderr(io.StringIO()):
            yield
    finally:
        if before is None:
            del os.environ[NO_PLUGINS]
        else:
            os.environ[NO_PLUGINS] = before
