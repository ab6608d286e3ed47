"""Runs the checks of a lesson against a student's functions."""

import contextlib
import io
import os
import secrets
import sys

from autograder import lesson as lessons
from autograder.limits import SECONDS

CHECKS = lessons.ROOT / "autograder" / "checks"
UNUSED = "capture unraisableexception threadexception terminal cacheprovider faulthandler junitxml doctest logging warnings stepwise pastebin debugging unittest setuponly setupplan".split()


def examine(name, student, seed=None, extra=(), seconds=SECONDS, **wishes):
    """Check a student's functions.

    Parameters
    ----------
    name : str
        The lesson.
    student : Workbook, or anything else with problem(name), function(name) and substitute(name, function).
    seed : int, optional
        Fixes the random inputs.
    extra : sequence of path
        More files of checks.
    seconds : float
        The time limit of a check.
    wishes
        `only`, `known`, `milestone` of Examination.

    Returns
    -------
    LessonResult

    Raises
    ------
    RuntimeError
        Where the checks themselves cannot be run; one line.
    """
    import pytest

    from autograder.examination import Examination

    run = Examination(lambda _: student, new_seed() if seed is None else seed, seconds, lesson=name, **wishes)
    paths = [str(CHECKS / f"test_{name}.py"), *map(str, extra)]
    _forget_if_edited(name)
    off = [word for plugin in UNUSED for word in ("-p", f"no:{plugin}")]
    with _no_other_plugins():
        status = pytest.main([*paths, "--noconftest", "-c", os.devnull, "--rootdir", str(lessons.ROOT), "--assert=plain", *off], plugins=[run])
    if status == pytest.ExitCode.INTERRUPTED and not run.problems:  # pytest swallows a Ctrl-C
        raise KeyboardInterrupt
    if status not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED, pytest.ExitCode.NO_TESTS_COLLECTED):
        raise RuntimeError(f"the checks of {name} cannot be run ({'; '.join(run.problems) or status!r}): try pytest {paths[0]}")
    return run.result(name)


_times = {}


def _forget_if_edited(name):
    """A check that was edited counts as it is now, also in a kernel that has imported it before."""
    time = (CHECKS / f"test_{name}.py").stat().st_mtime_ns
    if _times.setdefault(name, time) != time:
        sys.modules.pop(f"autograder.checks.test_{name}", None)
        _times[name] = time


def new_seed():
    """A fresh seed for one run."""
    return secrets.randbelow(2**32)


@contextlib.contextmanager
def _no_other_plugins():
    """Plug-ins that happen to be installed, and pytest's own output, stay out of a check."""
    name = "PYTEST_DISABLE_PLUGIN_AUTOLOAD"
    before, os.environ[name] = os.environ.get(name), "1"
    try:
        with contextlib.redirect_stderr(io.StringIO()):
            yield
    finally:
        if before is None:
            del os.environ[name]
        else:
            os.environ[name] = before
