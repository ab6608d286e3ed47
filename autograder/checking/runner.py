"""Runs the checks of a lesson against a student's functions."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping, Sequence
from os import PathLike
from typing import TYPE_CHECKING

from autograder.lesson import CHECKS
from autograder.running.timeout import SECONDS

if TYPE_CHECKING:  # pytest is loaded with the first check, and not with every command
    import pytest

    from autograder.checking.results import LessonResult
    from autograder.checking.session import CheckSession
    from autograder.running.student import Student

__all__ = ["CHECKS", "checks_of", "collected", "examine", "milestone_of", "new_seed"]

Key = tuple[str, tuple[str, ...]]
_sessions: dict[Key, CheckSession] = {}  # (lesson, more files of checks) → the session that is ready


def examine(
    name: str,
    student: Student,
    seed: int | None = None,
    extra: Sequence[str | PathLike[str]] = (),
    seconds: float = SECONDS,
    only: Collection[str] | None = None,
    known: Mapping[str, bool] | None = None,
    milestone: bool = False,
    titles: Collection[str] | None = None,
) -> LessonResult:
    """Check a student's functions.

    Parameters
    ----------
    name : str
        The lesson.
    student : Student
    seed : int, optional
        Fixes the random inputs.
    extra : sequence of path
        More files of checks.
    seconds : float
        The time limit of a check.
    only : collection of str, optional
        The exercises to report on; None for all.
    known : dict, optional
        Exercise → whether it passes, where that need not be tried again.
    milestone : bool
        Whether to run the milestone.
    titles : collection of str, optional
        The checks to run; None for all.

    Raises
    ------
    Refusal
        Where the checks themselves cannot be run; one line.
    """
    key, session = _taken(name, extra)
    seed = new_seed() if seed is None else seed
    result = session.examine(student, seed, seconds, only, known, milestone, titles)
    _sessions[key] = session
    return result


def collected(name: str, extra: Sequence[str | PathLike[str]] = ()) -> dict[str, list[str]]:
    """Exercise → the titles of its checks, as pytest collects them; one check is one point."""
    key, session = _taken(name, extra)
    _sessions[key] = session
    return session.titles()


def checks_of(name: str) -> dict[tuple[str, str], list[pytest.Function]]:
    """(exercise, title) → the check, with each of its parameters: to be run by whoever does not judge."""
    key, session = _taken(name, ())
    _sessions[key] = session
    return session.checks()


def milestone_of(name: str) -> str | None:
    """What a lesson's milestone asks, in its own words; None where there is none."""
    key, session = _taken(name, ())
    _sessions[key] = session
    return session.milestone()


def _taken(name: str, extra: Sequence[str | PathLike[str]]) -> tuple[Key, CheckSession]:
    """(key, session): whoever takes one has it alone, and puts it back under its key where all went well."""
    from autograder.checking.session import CheckSession

    key = name, tuple(map(str, extra))
    session = _sessions.pop(key, None)
    if session and not session.fresh():
        session.close()
        session = None
    return key, session or CheckSession(name, extra)


def new_seed() -> int:
    """A fresh seed for one run."""
    return secrets.randbelow(2**32)
