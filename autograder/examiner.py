"""Runs the checks of a lesson against a student's functions.

The checks are collected once and run on one student after another: most of pytest's time is in the collecting.
"""

import contextlib
import io
import os
import secrets
import sys
from pathlib import Path

from autograder import lesson as lessons, reference
from autograder.limits import SECONDS
from autograder.refusal import Refusal

CHECKS = lessons.ROOT / "autograder" / "checks"
UNUSED = "capture unraisableexception threadexception terminal cacheprovider faulthandler junitxml doctest logging warnings stepwise pastebin debugging unittest setuponly setupplan".split()

_rooms = {}  # (lesson, more files of checks) → the Room that is ready


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
        only : collection of str, the exercises to report on; None for all.
        known : dict, exercise → whether it passes, where that need not be tried again.
        milestone : bool, whether to run the milestone.

    Returns
    -------
    LessonResult

    Raises
    ------
    Refusal
        Where the checks themselves cannot be run; one line.
    """
    key, room = _taken(name, extra)
    result = room.examine(student, new_seed() if seed is None else seed, seconds, **wishes)
    _rooms[key] = room
    return result


def collected(name, extra=()):
    """Exercise → the titles of its checks, as pytest collects them; one check is one point."""
    key, room = _taken(name, extra)
    _rooms[key] = room
    return room.titles()


def _taken(name, extra):
    """(key, room): whoever takes a room has it alone, and puts it back under its key only where all went well."""
    key = name, tuple(map(str, extra))
    room = _rooms.pop(key, None)
    if room and not room.fresh():
        room.close()
        room = None
    return key, room or Room(name, extra)


class Room:
    """One pytest session that stays open; it is thrown away where anything goes wrong in it.

    Parameters
    ----------
    lesson : str
    extra : sequence of path
        Files of checks beside the lesson's own.
    """

    def __init__(self, lesson, extra=()):
        import pytest
        from _pytest.config import _prepareconfig
        from _pytest.mark import MARK_GEN

        from autograder.examination import Examination

        self.lesson, self.student, self.paths = lesson, None, [CHECKS / f"test_{lesson}.py", *extra]
        self.stamp = self._times()
        self.run = Examination(lambda _: self.student, 0, SECONDS, lesson=lesson, milestones=True)
        for module in (f"autograder.checks.test_{lesson}", *(Path(path).stem for path in extra)):
            sys.modules.pop(module, None)  # a check that was edited counts as it is now, and so does one of that name in another folder
        off = [word for plugin in UNUSED for word in ("-p", f"no:{plugin}")]
        off += [] if extra else ["--assert=plain"]  # ours say what is wrong; an instructor's own may be bare
        markers = MARK_GEN._config  # an open session would leave its own to whatever else runs pytest here
        with _no_other_plugins():
            arguments = [*map(str, self.paths), "--noconftest", "-c", os.devnull, "--rootdir", str(lessons.ROOT), *off]
            self.config = _prepareconfig(arguments, plugins=[self.run])
            self.config._do_configure()
            self.session = pytest.Session.from_config(self.config)
            self.config.hook.pytest_sessionstart(session=self.session)
            try:
                self.config.hook.pytest_collection(session=self.session)
            except SystemExit as error:
                self.run.problems.append(f"they exit, with {error.code!r}, while they are read")
        MARK_GEN._config = markers
        if self.run.problems:
            raise Refusal(f"the checks of {lesson} cannot be run ({'; '.join(self.run.problems)}): mend {Path(self.paths[-1]).name}", status=1)

    def fresh(self):
        """Whether no file of checks has changed since."""
        return self.stamp == self._times()

    def _times(self):
        return [os.stat(path).st_mtime_ns for path in self.paths]

    def titles(self):
        """Exercise → the titles of its checks."""
        from autograder.examination import EXERCISE, MILESTONE, title

        functions = {item.nodeid.partition("[")[0]: item for item in self.session.items if item.stash[EXERCISE] != MILESTONE}
        found = {name: [] for name in lessons.lesson(self.lesson).exercises}
        for item in functions.values():
            found[item.stash[EXERCISE]].append(title(item))
        return found

    def examine(self, student, seed, seconds, only=None, known=None, milestone=False):
        """The LessonResult of a student."""
        with contextlib.suppress(reference.AnswersWithheld):
            reference.namespace(self.lesson)  # loaded now, not in the time of the first check
        self.student = student
        self.run.begin(seed, seconds, only, known)
        items = self.run.wanted(self.session.items, milestone)
        self.run.take(items)
        try:
            self.run.let_known_failures_be_ours()
            with contextlib.redirect_stderr(io.StringIO()):
                for item, following in zip(items, [*items[1:], None]):
                    item.ihook.pytest_runtest_protocol(item=item, nextitem=following)
            return self.run.result(self.lesson)
        except BaseException:
            self.close()
            raise
        finally:
            self.student = None

    def close(self):
        """End the session."""
        with contextlib.suppress(Exception):
            self.config.hook.pytest_sessionfinish(session=self.session, exitstatus=0)
        with contextlib.suppress(Exception):
            self.config._ensure_unconfigure()


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
