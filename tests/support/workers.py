"""Which tests share a worker, and in which order workers get them, so that no core is idle at the end."""

import os
import re

TOGETHER = (  # a book, a wheel, a course, a batch, the checks of an exercise
    "tests/authoring/book/test_wide_pages.py",
    "tests/authoring/book/",
    "test_package.py",
    "test_assemble.py",
    "test_finish.py",
    "test_other_systems.py",
    "test_no_answers.py",
    "test_nbgrader.py",
    "test_three_doors.py",
    "test_exchange.py",
    "test_fingerprint.py",
    "test_course_rules.py",
    "test_feedback_page.py",
    "test_changed_source.py",
    "test_page_state.py",
    "test_whole_report.py",
    "test_gradescope.py",
    "lms/test_out.py",
    "test_own_exercises.py",
    "test_told_in_the_end.py",
    "test_no_submission_stops_the_batch",
    r"test_every_mistake_fails_and_is_recognised_as_itself_alone\[[0-9]+.*?__",
)
LONGEST = (  # first: what begins last and takes minutes is waited for by all others
    "test_three_doors.py",
    "tests/authoring/book/(?!test_wide)",
    "NeuralNetwork__",
    "test_whatever_a_peer_says_the_graders_side_holds",
    "test_the_graders_process_stays_small",
    "test_wide_pages.py",  # not first: it waits for the book, which the others of its folder build
    "test_killed_at_any_moment",
    "test_honest_slow_answers",
    "plot_[a-z_]+__",
    "test_nbgrader.py",
    "test_other_programs.py",
    "test_other_systems.py",
    "test_assemble.py",
    "test_exchange.py",
)
WAITS = "tests/classroom/"  # for sandboxes and commands, and for limits to pass


def number(wait):
    """A worker for each core that this process may use; two where many tests `wait` for limits to pass."""
    return (1 + wait) * len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else None


def scope(nodeid):
    """The tests that run in one worker, one after the other, as this one does."""
    found = re.search("|".join(TOGETHER), nodeid)
    return found.group() if found else nodeid


def ordered(items):
    """The tests as workers shall get them: the longest, then those that wait among those that compute."""
    kinds = {"longest": [], "waits": [], "computes": []}
    for item in items:
        kinds[_kind(item.nodeid)].append(item)
    kinds["longest"].sort(key=lambda item: _rank(item.nodeid))
    place = {
        item: (number + 0.5) / len(kind)
        for kind in (kinds["waits"], kinds["computes"])
        for number, item in enumerate(kind)
    }
    return kinds["longest"] + sorted(place, key=place.get)


def _kind(nodeid):
    if re.search("|".join(LONGEST), nodeid):
        return "longest"
    return "waits" if nodeid.startswith(WAITS) else "computes"


def _rank(nodeid):
    return next(rank for rank, pattern in enumerate(LONGEST) if re.search(pattern, nodeid))
