"""The checks of a lesson, collected once and run on one student after another: most of pytest's time is in the collecting."""

import contextlib
import io
import os
import sys

import pytest
from _pytest.config import _prepareconfig
from _pytest.runner import runtestprotocol

from autograder import lesson as lessons
from autograder.examination import Examination
from autograder.examiner import CHECKS, UNUSED, _no_other_plugins
from autograder.refusal import Refusal

_rooms = {}


def room_for(lesson, extra=(), seconds=10):
    """The room where a lesson's checks are ready; a new one where a file of checks has changed."""
    paths = [CHECKS / f"test_{lesson}.py", *extra]
    key = lesson, tuple(map(str, extra)), seconds
    stamp = [os.stat(path).st_mtime_ns for path in paths]
    if key not in _rooms or _rooms[key].stamp != stamp:
        for old in _rooms.values():
            old.close()
        _rooms.clear()
        _rooms[key] = Room(lesson, paths, seconds, stamp)
    return _rooms[key]


class Room:
    """One pytest session that stays open.

    Parameters
    ----------
    lesson : str
    paths : sequence of path
        Files of checks.
    seconds : float
        The time limit of a check.
    stamp : list
        What the files were like.
    """

    def __init__(self, lesson, paths, seconds, stamp):
        self.lesson, self.stamp = lesson, stamp
        self.run = Examination(lambda _: self.student, 0, seconds, lesson=lesson)
        self.student = None
        for module in [module for module in sys.modules if module.startswith("autograder.checks.")]:
            del sys.modules[module]
        off = [word for plugin in UNUSED for word in ("-p", f"no:{plugin}")]
        off += ["--assert=plain"] if len(paths) == 1 else []  # ours say what is wrong; an instructor's own may be bare
        with _no_other_plugins():
            arguments = [*map(str, paths), "--noconftest", "-c", os.devnull, "--rootdir", str(lessons.ROOT), *off]
            self.config = _prepareconfig(arguments, plugins=[self.run])
            self.config._do_configure()
            self.session = pytest.Session.from_config(self.config)
            self.config.hook.pytest_sessionstart(session=self.session)
            self.config.hook.pytest_collection(session=self.session)
        if self.run.problems:
            raise Refusal(f"the checks of {lesson} cannot be run ({'; '.join(self.run.problems)}): try pytest {paths[-1]}", status=1)

    def examine(self, student, seed):
        """The LessonResult of a student: an object with problem(name), function(name), substitute(name, function)."""
        self.student, self.run.seed = student, seed
        items = self.session.items
        for item in items:  # nothing of the student before
            item.verdict = item.error = None
            item.timed_out = False
        with contextlib.redirect_stderr(io.StringIO()):
            for item, following in zip(items, [*items[1:], None]):
                runtestprotocol(item, log=False, nextitem=following)  # nobody listens to pytest's own reports
        try:
            return self.run.result(self.lesson)
        finally:
            self.student = None

    def close(self):
        """End the session."""
        with contextlib.suppress(Exception):
            self.config.hook.pytest_sessionfinish(session=self.session, exitstatus=0)
        self.config._ensure_unconfigure()
