"""A class goes round through nbgrader's exchange, and each student fetches the page of what was graded.

By each of the three doors to a grading, handed in once, again, and in another way.
"""

import json
import re
import shutil
import subprocess
import sys

import pytest

pytest.importorskip("nbgrader")

from nbgrader.api import Gradebook
from support.handing_in import (
    LESSON,
    environment,
    graded,
    hand_in,
    hardway,
    in_gradebook,
    nbgrader,
    needs_sandbox,
    solved,
)

from autograder.classroom import nbgrader_compat

pytestmark = needs_sandbox
FORMGRADER = """
import json, sys
from pathlib import Path
from nbgrader.apps import NbGraderAPI
from autograder.classroom.settings import settings_in
api = NbGraderAPI(config=settings_in(Path(".").resolve()))
for student in sys.argv[2:]:
    for step in (api.autograde, api.generate_feedback):
        print(json.dumps(step(sys.argv[1], student)))
print(json.dumps(api.release_feedback(sys.argv[1])))
"""


class Class:
    """A course with an exchange, and students who have a home each."""

    def __init__(self, folder):
        self.course, self.homes, self.exchange = folder / "course", folder / "homes", folder / "exchange"
        self.rounds = 0
        self.exchange.mkdir()
        self.exchange.chmod(0o777)
        assert hardway("course", self.course).returncode == 0
        self.settings = f"c.Exchange.root = {str(self.exchange)!r}\n"
        with open(self.course / "nbgrader_config.py", "a") as file:
            file.write(self.settings)

    def teacher(self, *arguments):
        """What nbgrader's own command printed, in the course's folder."""
        status, said = nbgrader(self.course, *arguments)
        assert status == 0, said
        return said

    def buttons(self):
        """Press the formgrader's buttons: grade and write the page of every student, then release all."""
        students = sorted(path.name for path in (self.course / "submitted").iterdir())
        done = subprocess.run(
            [sys.executable, "-c", FORMGRADER, LESSON, *students],
            cwd=self.course, env=environment(), capture_output=True, text=True, timeout=500,
        )  # fmt: skip
        said = [json.loads(line) for line in done.stdout.splitlines()]
        assert len(said) == 2 * len(students) + 1 and all(one["success"] for one in said), (said, done.stderr)

    def student(self, name, *arguments):
        """What nbgrader's own command printed, in the student's home."""
        home = self.homes / name
        home.mkdir(parents=True, exist_ok=True)
        (home / "nbgrader_config.py").write_text(
            f"c = get_config()\n{self.settings}c.CourseDirectory.course_id = 'hardway'\n"
            f"c.CourseDirectory.student_id = {name!r}\nc.Exchange.cache = {str(home / 'cache')!r}\n"
        )
        status, said = nbgrader(home, *arguments)
        assert status == 0, said
        return said

    def submit(self, name, *answers):
        """Hand in the fetched notebook with these exercises solved."""
        if not (self.homes / name / LESSON).exists():
            self.student(name, "fetch_assignment", LESSON)
        (self.homes / name / LESSON / f"{LESSON}.ipynb").write_text(json.dumps(solved(*answers)))
        self.student(name, "submit", LESSON)

    def fetched(self, name):
        """The pages that a student has when they have fetched, one for each time they handed in."""
        shutil.rmtree(self.homes / name / LESSON / "feedback", ignore_errors=True)
        self.student(name, "fetch_feedback", LESSON)
        found = sorted((self.homes / name / LESSON / "feedback").glob(f"*/{LESSON}.html"))
        return [page.read_text() for page in found]


DOORS = {
    "hardway grade": lambda one: graded(one.course, status=0),
    "nbgrader autograde": lambda one: (
        one.teacher("autograde", LESSON),
        one.teacher("generate_feedback", LESSON),
    ),
    "the formgrader's button": Class.buttons,
    "hardway grade once more": lambda one: graded(one.course, status=0),
}
ROUNDS = ["sigmoid", "relu", "dense", "softmax", "tanh"]  # each time one exercise more is handed in


def score(page):
    return float(re.search(r"class=\"mark\">([0-9.]+) of", page)[1])


@pytest.fixture(scope="module")
def taught(tmp_path_factory):
    """A class whose first lesson is released; ada and emmy hand in by the exchange, emil by mail."""
    nbgrader_compat.apply()  # the gradebook is opened here, too
    one = Class(tmp_path_factory.mktemp("exchange"))
    one.teacher("release_assignment", LESSON)
    hand_in(one.course, "emil", solved("relu"))
    return one


@pytest.mark.parametrize("door", DOORS)
def test_a_page_comes_back_to_what_was_handed_in_whatever_it_was_graded_by(taught, door):
    taught.rounds = number = taught.rounds + 1
    for student in ("ada", "emmy"):
        taught.submit(student, *ROUNDS[:number])
    taught.teacher("collect", LESSON, "--update")
    DOORS[door](taught)
    said = taught.teacher("release_feedback", LESSON)
    assert "emil: not released: the notebook did not come through the exchange; send feedback/emil/" in said
    for student in ("ada", "emmy"):
        had = [score(page) for page in taught.fetched(student)]
        assert len(had) == number and had == sorted(set(had)), "a page stands at another hand-in's place"
        assert had[-1] == total(taught.course, student)
        assert said.count(f"student '{student}'") == 1
    for beside in ("timestamp.txt", "submission_secret.txt"):
        texts = [
            (taught.course / step / "ada" / LESSON / beside).read_text()
            for step in ("submitted", "autograded", "feedback")
        ]
        assert len(set(texts)) == 1, f"{beside} is another hand-in's"


def total(course, student):
    query = (
        "select sum(g.auto_score) from grade g join submitted_notebook n on g.notebook_id = n.id"
        " join submitted_assignment a on n.assignment_id = a.id where a.student_id = ?"
    )
    return in_gradebook(course, query, student)[0][0]


def test_a_page_of_what_came_another_way_never_stands_beside_an_older_secret(taught):
    folder = taught.course / "submitted/emmy" / LESSON
    shutil.rmtree(folder)
    hand_in(taught.course, "emmy", solved("relu"))
    before = taught.fetched("emmy")
    DOORS["hardway grade"](taught)
    assert not any(
        (taught.course / step / "emmy" / LESSON / "submission_secret.txt").exists()
        for step in ("autograded", "feedback")
    )
    said = taught.teacher("release_feedback", LESSON)
    assert "emmy: not released" in said and "student 'ada'" in said
    assert taught.fetched("emmy") == before


def test_a_page_older_than_the_last_grading_is_held_back_and_the_next_step_named(taught):
    taught.submit("ada", *ROUNDS)
    taught.teacher("collect", LESSON, "--update")
    taught.teacher("autograde", LESSON)
    said = taught.teacher("release_feedback", LESSON)
    assert (
        "ada: not released: what was graded last is newer than the page: nbgrader generate_feedback" in said
    )
    rows = graded(taught.course)
    assert rows["ada"]["state"] == "graded" and rows["emil"]["state"] == "unchanged"
    taught.teacher("release_feedback", LESSON)
    assert score(taught.fetched("ada")[-1]) == total(taught.course, "ada")


def test_a_page_whose_mark_changed_is_held_back_until_it_is_written_anew(taught):
    with Gradebook(f"sqlite:///{taught.course / 'gradebook.db'}") as book:
        book.find_comment("relu", LESSON, LESSON, "ada").manual_comment = "Seen by hand."
        book.db.commit()
    said = taught.teacher("release_feedback", LESSON)
    assert "ada: not released: marks or comments changed since the page was written" in said
    assert "Seen by hand." not in taught.fetched("ada")[-1]
    graded(taught.course)
    assert "not released: marks" not in taught.teacher("release_feedback", LESSON)
    assert "Seen by hand." in taught.fetched("ada")[-1]


def test_a_time_that_is_lost_or_damaged_and_a_rejection_go_back_all_the_same(taught):
    submitted = taught.course / "submitted"
    (submitted / "ada" / LESSON / "timestamp.txt").unlink()
    taught.submit("emmy", "relu")
    taught.teacher("collect", LESSON, "--update")
    (submitted / "emmy" / LESSON / "link").symlink_to("/etc/passwd")
    graded(taught.course, status=1)
    taught.teacher("release_feedback", LESSON)
    assert "link is a link" in taught.fetched("emmy")[-1]
    (submitted / "emmy" / LESSON / "link").unlink()
    (submitted / "ada" / LESSON / "timestamp.txt").write_bytes(b"\xff\xfe")
    taught.buttons()
    assert [score(taught.fetched(name)[-1]) for name in ("ada", "emmy")] == [
        total(taught.course, name) for name in ("ada", "emmy")
    ]
