"""What was collected and graded goes back: marks as each platform reads them, pages as each takes them."""

import csv
import io
import json
import zipfile

import pytest

pytest.importorskip("nbgrader")

from nbgrader.api import Gradebook
from support.handing_in import LESSON, RELU, graded, hand_in, hardway, needs_sandbox
from support.platforms import OF_CANVAS, OUR_OWN, WORKSHEET, archive, course_with

from autograder import lesson as lessons
from autograder.authoring import build

pytestmark = needs_sandbox
ADA, EMMY = "lovelaceada_4711_98765_", "noetheremmy_LATE_4712_98766_"
FEW, ALL = 6, sum(build.points(lessons.lesson(LESSON)).values())


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course with ada and emmy from Canvas, and guest, whom no roster knows, by hand."""
    course = course_with(tmp_path_factory.mktemp("out") / "course", OF_CANVAS)
    path = archive(
        course.parent / "submissions.zip", dict.fromkeys((f"{ADA}x.ipynb", f"{EMMY}x.ipynb"), RELU)
    )
    done = hardway("collect", course, path, "--from", "canvas")
    assert done.returncode == 0 and "2 collected" in done.stdout, done.stderr
    hand_in(course, "guest", RELU)
    rows = graded(course, status=0)
    assert {name: (row["score"], row["max_score"]) for name, row in rows.items()} == dict.fromkeys(
        ("ada", "emmy", "guest"), (FEW, ALL)
    )
    return course


@pytest.fixture
def exported(course, tmp_path):
    """Rows of the file that `hardway export` writes, and the names that it told."""

    def export(target, *more, roster=None, unmatched=1):
        if roster:
            (course / "roster.csv").write_text(roster, encoding="utf-8")
        path = tmp_path / "grades.csv"
        done = hardway("export", course, "--for", target, "--out", path, *more)
        assert done.returncode == unmatched, done.stderr
        return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8")))), done.stdout

    yield export
    (course / "roster.csv").write_text(OF_CANVAS, encoding="utf-8")


def test_canvas_finds_students_by_its_own_number_and_the_lesson_by_its_own_heading(exported):
    rows, told = exported("canvas")
    assert rows == [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "01_forward_pass (555)"],
        ["    Points Possible", "", "", "", "", f"{ALL:g}"],
        ["Lovelace, Ada", "4711", "", "ada", "Mon", f"{FEW:g}"],
        ["Noether, Emmy", "4712", "", "emmy", "Mon", f"{FEW:g}"],
        ["O'Brien, Mary-Ann", "4713", "", "mob", "Tue", ""],
    ]
    assert "not in it: guest: " in told


def test_moodle_and_blackboard_find_them_by_address_and_by_user_name(exported):
    rows, told = exported("moodle", roster=OUR_OWN)
    assert rows == [
        ["First name", "Last name", "Username", "ID number", "Email address", LESSON],
        ["Ada", "Lovelace", "", "101", "ada@x.org", f"{FEW:g}"],
        ["Emmy", "Noether", "", "102", "emmy@x.org", f"{FEW:g}"],
    ]
    heading = "Lesson 1: Forward Pass [Total Pts: 78 Score] |4711"
    blackboard = f'Last Name,First Name,Username,Student ID,"{heading}"\nLovelace,=Ada,ada,101,\n'
    rows, told = exported("blackboard", roster=blackboard)
    assert rows == [
        ["Last Name", "First Name", "Username", "Student ID", heading],
        ["Lovelace", "'=Ada", "ada", "101", f"{FEW:g}"],
    ]
    assert [line.split(": ")[1] for line in told.splitlines()[1:]] == ["emmy", "guest"]


def test_a_plain_table_leaves_nobody_out(exported):
    rows, _ = exported("csv", unmatched=0)
    assert [row[0] for row in rows] == ["student", "points possible", "ada", "emmy", "mob", "guest"]
    assert [row[-1] for row in rows[1:]] == [f"{ALL:g}", f"{FEW:g}", f"{FEW:g}", "", f"{FEW:g}"]


def test_moodles_worksheet_is_filled_in_and_else_stays_as_it_is(exported, course):
    sheet = course.parent / "sheet.csv"
    sheet.write_text(WORKSHEET, encoding="utf-8")
    rows, told = exported("moodle", "--lesson", "1", "--worksheet", sheet, roster=OUR_OWN)
    marked = [list(row) for row in csv.reader(io.StringIO(WORKSHEET))]
    for row in marked[1:3]:
        row[4] = f"{100 * FEW / ALL:.2f}"
    assert rows == marked and "not in it: Zed" in told
    assert (
        "give --for moodle --lesson" in hardway("export", course, "--for", "csv", "--worksheet", sheet).stderr
    )


def test_pages_lie_ready_for_each_student_and_in_an_archive_that_canvas_takes_back(course):
    done = hardway("feedback", course, "--zip")
    assert done.returncode == 0 and "1 page of a notebook that no" in done.stdout, done.stderr
    back = course / "give-back"
    pages = {
        name: (course / "feedback" / name / LESSON / f"{LESSON}.html").read_bytes()
        for name in ("ada", "emmy")
    }
    assert {name: (back / name / f"{LESSON}.html").read_bytes() for name in pages} == pages
    with zipfile.ZipFile(back / f"{LESSON}-canvas.zip") as made:
        assert {name: made.read(name) for name in made.namelist()} == {
            f"{ADA}{LESSON}.html": pages["ada"], f"{EMMY}{LESSON}.html": pages["emmy"],
        }  # fmt: skip
    with zipfile.ZipFile(back / "all-pages.zip") as made:
        assert made.namelist() == [f"{name}/{LESSON}.html" for name in ("ada", "emmy", "guest")]
    rows = list(csv.DictReader(io.StringIO((back / "index.csv").read_text())))
    assert [row["page"] for row in rows] == [f"{name}/{LESSON}.html" for name in ("ada", "emmy", "guest")]


def test_pages_for_moodle_lie_in_the_folders_that_it_handed_out(course):
    records = course / ".hardway" / "collected.json"
    kept = records.read_text()
    folder = "Ada Lovelace_201_assignsubmission_file_/"
    records.write_text(json.dumps({LESSON: {"ada": {"from": "moodle", "back": folder}}}))
    assert hardway("feedback", course, "--zip").returncode == 0
    with zipfile.ZipFile(course / "give-back" / f"{LESSON}-moodle.zip") as made:
        assert made.namelist() == [f"{folder}{LESSON}.html"]
    records.write_text(kept)


def test_a_page_that_does_not_say_what_the_gradebook_says_is_not_given_back(course):
    def by_hand(score):
        with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as book:
            book.find_grade("check_relu", LESSON, LESSON, "ada").manual_score = score
            book.db.commit()

    by_hand(0)
    done = hardway("feedback", course)
    by_hand(None)
    assert done.returncode == 1 and f"not given back: ada, {LESSON}" in done.stdout


def test_marks_of_a_lesson_that_nobody_handed_in_are_refused_in_one_line(course):
    done = hardway("export", course)
    assert done.returncode == 2 and "'--for'" in done.stderr and len(done.stderr.splitlines()) == 1
    for command in (("export", course, "--for", "csv"), ("feedback", course)):
        done = hardway(*command, "--lesson", "2")
        assert done.returncode == 1 and "graded yet: hardway grade" in done.stderr
