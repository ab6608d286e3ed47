"""Runs in Gradescope's container: grades the one submission there and writes results.json.

The form of that file is Gradescope's; nothing in it is hidden from students, and there is no leaderboard.
"""

import contextlib
import hashlib
import json
import sys
import time
from pathlib import Path
from typing import Any

from autograder import lesson as lessons
from autograder.authoring import build
from autograder.classroom.atomic_write import write
from autograder.classroom.grading import pool_worker
from autograder.classroom.grading.grader import Grader
from autograder.classroom.limits import Limits
from autograder.classroom.lms.gradescope import SETTINGS
from autograder.classroom.sandbox.ordinary_user import OrdinaryUser
from autograder.classroom.sandbox.sandbox import NoSandbox
from autograder.classroom.submissions.choose import notebook_in
from autograder.classroom.submissions.submission import Rejected, Submission
from autograder.classroom.submissions.vet import vet
from autograder.classroom.task import Outcome

STOPPED = "the grader itself stopped on this notebook: tell your instructor"
LIMITS = Limits()


def run(root: Path) -> None:
    """Grade what lies in submission/, under the folder that Gradescope calls /autograder."""
    settings = json.loads((root / "source" / SETTINGS).read_text(encoding="utf-8"))
    lesson, began = settings["lesson"], time.monotonic()
    _write(root, _told(lesson, STOPPED))  # stays, where code ends this process
    pool_worker.confine()
    try:
        outcome, note = _outcome(root, lesson, _seed(root, settings["secret"]))
        found = _told(lesson, outcome.reason) if outcome.state == "rejected" else _results(outcome, note)
    except (Rejected, NoSandbox) as error:
        found = _told(lesson, str(error))
    found["execution_time"] = round(time.monotonic() - began)
    _write(root, found)


def _outcome(root: Path, lesson: str, seed: int) -> tuple[Outcome, str | None]:
    """What came of the submission, and what there is to say of which notebook was chosen."""
    submission = Submission("submission", lesson, root / "submission")
    vet(submission)
    name, data, note = notebook_in(submission, LIMITS)
    template = build.nbgrader_source(lessons.lesson(lesson))

    def grade(grader: Grader) -> Outcome:
        with contextlib.closing(grader), pool_worker.watched(2 * (LIMITS.total + LIMITS.grace)):
            outcome = grader.grade(lesson, data, name, template, seed)
            return grader.grade(lesson, data, name, template, seed) if outcome.timed_out else outcome

    hidden = [str(root)]
    try:
        return grade(Grader(LIMITS, hidden=hidden)), note
    except NoSandbox:
        return grade(Grader(LIMITS, "none", hidden=hidden, kind=OrdinaryUser)), note


def _seed(root: Path, secret: str) -> int:
    """The seed of whoever handed in, which nobody can guess."""
    try:
        metadata = json.loads((root / "submission_metadata.json").read_text(encoding="utf-8"))
        who = sorted(str(user["id"]) for user in metadata["users"])
    except (OSError, ValueError, KeyError, TypeError):
        who = []
    return int.from_bytes(hashlib.sha256(json.dumps([secret, who]).encode()).digest()[:4], "big")


def _results(outcome: Outcome, note: str | None) -> dict[str, Any]:
    """The results of a notebook that was graded: one test for each exercise."""
    said = "\n".join(filter(None, [note, *outcome.notes]))
    tests = [
        _test(one["name"], one["passed"], one["total"], one["message"] or "all checks passed")
        for one in outcome.exercises
    ]
    return {**_plain(said), "tests": tests, "extra_data": {"seed": outcome.seed}}


def _told(lesson: str, reason: str | None) -> dict[str, Any]:
    """The results of what could not be graded: the reason, and no point of any."""
    points = build.points(lessons.lesson(lesson))
    tests = [_test(name, 0, total, "not graded") for name, total in points.items()]
    return {**_plain(f"not graded: {reason}"), "tests": tests}


def _test(name: str, score: float, most: float, said: str) -> dict[str, Any]:
    passed = "passed" if score == most else "failed"
    shown = {"output": said, "output_format": "text", "visibility": "visible"}
    return {"name": name, "score": score, "max_score": most, "status": passed, **shown}


def _plain(said: str) -> dict[str, Any]:
    shown = {"output": said, "output_format": "text"} if said else {}
    return {**shown, "visibility": "visible", "stdout_visibility": "hidden"}


def _write(root: Path, results: dict[str, Any]) -> None:
    (root / "results").mkdir(exist_ok=True)
    write(root / "results" / "results.json", json.dumps(results, indent=1) + "\n", 0o644)


if __name__ == "__main__":
    run(Path(sys.argv[1]))
