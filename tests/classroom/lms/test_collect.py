"""What Canvas and Moodle hand over comes into submitted/ as it is, once, and never over what is newer."""

import json
from datetime import datetime

import pytest

pytest.importorskip("nbgrader")

from support.handing_in import HALF, LESSON, RELU, notebook
from support.platforms import OF_CANVAS, OUR_OWN, WORKSHEET, archive, course_with

from autograder.classroom.course_folder import Course
from autograder.classroom.gradebook.gradebook import opened
from autograder.classroom.lms import collect
from autograder.classroom.roster import of_course
from autograder.errors import Refusal

MOODLE = "assignsubmission_file"
LOSS = notebook("def cross_entropy(z, y):\n    return 0")


@pytest.fixture
def canvas(tmp_path):
    return Collector(course_with(tmp_path / "course", OF_CANVAS), "canvas")


@pytest.fixture
def moodle(tmp_path):
    return Collector(course_with(tmp_path / "course", OUR_OWN), "moodle")


class Collector:
    def __init__(self, folder, platform):
        self.folder, self.course, self.platform = folder, Course(folder), platform

    def __call__(self, files, packed=(2026, 3, 1, 10, 0, 0), lesson=None, times=()):
        """Collect; path in the archive → (state, reason)."""
        path = archive(self.folder.parent / "submissions.zip", files, packed)
        zone = datetime.fromisoformat("2026-03-01T00:00+01:00").tzinfo
        known = collect.times(self.platform, list(times), zone)
        roster = of_course(self.course)
        run = collect.Collection(self.course, self.platform, roster, lesson, known).run(path)
        return {one.path: (one.state, one.reason) for one in run}

    def there(self):
        """student/lesson/file → bytes, of all in submitted/."""
        home = self.folder / "submitted"
        return {str(p.relative_to(home)): p.read_bytes() for p in home.rglob("*") if p.is_file()}


def place(student, lesson=LESSON):
    return f"{student}/{lesson}/{lesson}.ipynb"


def time(student, lesson=LESSON):
    return f"{student}/{lesson}/timestamp.txt"


def test_each_notebook_comes_to_its_student_and_lesson(canvas):
    done = canvas({
        "lovelaceada_4711_98765_01_forward_pass.ipynb": RELU,
        "noetheremmy_4712_98766_Untitled-1.ipynb": LOSS,
        "obrienmaryann_4713_98767_02-Loss (1).ipynb": LOSS,
        "lovelaceada_4711_98768_02_loss.ipynb": LOSS,
        "__MACOSX/._lovelaceada_4711_98768_02_loss.ipynb": b"",
    })  # fmt: skip
    assert {state for state, _ in done.values()} == {"collected"}
    assert canvas.there() == {
        place("ada"): RELU,
        **{place(student, "02_loss"): LOSS for student in ("ada", "emmy", "mob")},
    }


def test_what_cannot_be_placed_is_told_by_name_and_the_rest_is_collected(canvas):
    refused = {
        "../../x_4711_1_01_forward_pass.ipynb": "leads out of the archive",
        "/x_4711_1_01_forward_pass.ipynb": "leads out of the archive",
        "C:\\x_4711_1_01_forward_pass.ipynb": "leads out of the archive",
        "noetheremmy_4712_99_01_forward_pass.ipynb@": "link",
        "noetheremmy_4712_98_01_forward_pass.ipynb": "larger than 20 MB",
        "anon_x1b2c_98775_01_forward_pass.ipynb": "anonymously",
        "who_9999_98780_01_forward_pass.ipynb": "nobody in the roster",
        "lovelaceada_9998_98781_01_forward_pass.ipynb": "nobody in the roster",
        "noetheremmy_4712_97_mine.ipynb": "neither its name nor its cells",
        "noetheremmy_4712_96_broken.ipynb": "not JSON",
        "01_forward_pass.ipynb": "not of Canvas's form",
    }
    files = dict.fromkeys(refused, RELU) | {
        "noetheremmy_4712_98_01_forward_pass.ipynb": b"0" * (20 * 2**20 + 1),
        "noetheremmy_4712_97_mine.ipynb": notebook("1 + 1"),
        "noetheremmy_4712_96_broken.ipynb": b"{",
        "lovelaceada_4711_98766_helpers.py": b"",
        "lovelaceada_4711_98765_01_forward_pass.ipynb": RELU,
    }
    done = canvas(files)
    assert done.pop("lovelaceada_4711_98765_01_forward_pass.ipynb") == ("collected", "")
    assert done.pop("lovelaceada_4711_98766_helpers.py") == ("left", "it is no notebook")
    for name, why in refused.items():
        state, reason = done.pop(name.rstrip("@").replace("\\", "/"))
        assert state == "not placed" and why in reason, name
    assert not done and canvas.there() == {place("ada"): RELU}


def test_a_damaged_member_costs_itself_alone_and_what_is_no_archive_is_refused(canvas):
    path = archive(canvas.folder.parent / "a.zip", {
        "lovelaceada_4711_1_01_forward_pass.ipynb": RELU, "noetheremmy_4712_2_01_forward_pass.ipynb": HALF,
    })  # fmt: skip
    data = bytearray(path.read_bytes())
    data[60:90] = bytes(30)
    path.write_bytes(data)
    run = collect.Collection(canvas.course, "canvas", of_course(canvas.course)).run
    assert sorted(one.state for one in run(path)) == ["collected", "not placed"]
    path.write_bytes(b"PK")
    for wrong in (path, path.with_name("none.zip")):
        with pytest.raises(Refusal):
            list(run(wrong))


def test_the_last_upload_counts_and_collecting_again_changes_nothing(canvas):
    first = {
        "lovelaceada_4711_30_01_forward_pass-2.ipynb": HALF,
        "lovelaceada_4711_20_01_forward_pass-1.ipynb": RELU,
    }
    done = canvas(first)
    assert done["lovelaceada_4711_30_01_forward_pass-2.ipynb"][0] == "collected"
    assert done["lovelaceada_4711_20_01_forward_pass-1.ipynb"][0] == "left"
    assert canvas(first)["lovelaceada_4711_30_01_forward_pass-2.ipynb"] == ("unchanged", "")
    older, newer = "lovelaceada_4711_10_01_forward_pass.ipynb", "lovelaceada_4711_40_01_forward_pass.ipynb"
    assert canvas({older: RELU})[older] == ("left", "what is there was handed in later")
    assert canvas.there() == {place("ada"): HALF}
    assert canvas({newer: RELU})[newer][0] == "collected" and canvas.there() == {place("ada"): RELU}


def test_of_the_files_of_one_attempt_the_one_with_the_lessons_name_counts(canvas):
    done = canvas({
        "lovelaceada_4711_30_01_forward_pass.ipynb": RELU,
        "lovelaceada_4711_31_old 01_forward_pass.ipynb": HALF,
        "lovelaceada_4711_32_scratch.ipynb": HALF,
    })  # fmt: skip
    assert canvas.there() == {place("ada"): RELU}
    assert sum("lovelaceada_4711_30_01_forward_pass.ipynb was taken" in why for _, why in done.values()) == 2


def test_what_was_changed_here_or_came_otherwise_is_never_written_over(canvas):
    name, newer = "lovelaceada_4711_10_01_forward_pass.ipynb", "lovelaceada_4711_20_01_forward_pass.ipynb"
    canvas({name: RELU})
    path = canvas.folder / "submitted" / place("ada")
    path.write_bytes(LOSS)
    state, reason = canvas({newer: HALF})[newer]
    assert state == "not placed" and "changed here" in reason
    path.rename(path.with_name("mine.ipynb"))
    state, reason = canvas({newer: HALF})[newer]
    assert state == "not placed" and "mine.ipynb lies beside it" in reason
    path.with_name("mine.ipynb").unlink()
    path.parent.rmdir()
    path.parent.symlink_to(canvas.folder)
    state, reason = canvas({newer: HALF})[newer]
    assert state == "not placed" and "is a link" in reason
    theirs = "noetheremmy_4712_10_01_forward_pass.ipynb"
    other = canvas.folder / "submitted" / place("emmy")
    other.parent.mkdir(parents=True)
    other.write_bytes(LOSS)
    state, reason = canvas({theirs: HALF})[theirs]
    assert state == "not placed" and "nothing tells which is newer" in reason and other.read_bytes() == LOSS


def test_times_of_canvas_come_from_its_list_and_order_hand_ins_of_all_ways(canvas):
    times = canvas.folder.parent / "submissions.json"
    times.write_text(json.dumps([{"user_id": 4711, "submitted_at": "2026-03-02T09:30:00Z"}, {"user_id": 1}]))
    folder = canvas.folder / "submitted" / "ada" / LESSON
    folder.mkdir(parents=True)
    (folder / f"{LESSON}.ipynb").write_bytes(LOSS)
    (folder / "submission_secret.txt").write_text("of the exchange")
    name = "lovelaceada_4711_10_01_forward_pass.ipynb"
    (folder / "timestamp.txt").write_text("2026-03-03 00:00:00 UTC")
    assert "2026-03-03" in canvas({name: RELU}, times=[times])[name][1]
    (folder / "timestamp.txt").write_text("2026-03-01 00:00:00 UTC")
    assert canvas({name: RELU}, times=[times])[name] == ("collected", "")
    assert canvas.there() == {place("ada"): RELU, time("ada"): b"2026-03-02 09:30:00 UTC\n"}
    assert canvas({name: RELU})[name] == ("unchanged", "")
    assert canvas.there()[time("ada")] == b"2026-03-02 09:30:00 UTC\n"
    (folder / f"{LESSON}.ipynb").write_bytes(HALF)
    assert "changed here" in canvas({name: RELU}, times=[times])[name][1]
    (folder / "timestamp.txt").write_text("2026-03-04 00:00:00 UTC")  # it came by the exchange, later
    assert "2026-03-04" in canvas({name: RELU}, times=[times])[name][1]
    (folder / "timestamp.txt").write_text("2026-03-01 00:00:00 UTC")
    assert canvas({name: RELU}, times=[times])[name] == ("collected", "")
    times.write_text("<html>")
    with pytest.raises(Refusal, match="per_page=100"):
        canvas({name: RELU}, times=[times])


def test_canvas_marks_as_late_what_then_counts_as_a_minute_late(canvas):
    name = "noetheremmy_LATE_4712_98766_01_forward_pass.ipynb"
    state, reason = canvas({name: RELU})[name]
    assert state == "collected" and "no due date here" in reason and time("emmy") not in canvas.there()
    with opened(canvas.course) as book:
        book.update_or_create_assignment(LESSON, duedate="2026-03-01 12:00:00")
    assert canvas({name: RELU})[name][0] == "collected"
    assert canvas.there()[time("emmy")] == b"2026-03-01 12:01:00 UTC\n"


def test_moodles_folders_of_every_age_are_read_and_its_worksheet_tells_who_and_when(moodle):
    sheet = moodle.folder.parent / "grades.csv"
    sheet.write_text("\ufeff" + WORKSHEET, encoding="utf-8")
    files = {
        f"Ada Lovelace_201_{MOODLE}_/01_forward_pass.ipynb": RELU,
        f"Participant_202_{MOODLE}/mine/01_forward_pass.ipynb": HALF,
        f"Mary-Ann O'Brien_203_{MOODLE}_01_forward_pass (1).ipynb": RELU,
        f"Zed_299_{MOODLE}_/01_forward_pass.ipynb": RELU,
        "Ada Lovelace_201_assignsubmission_onlinetext_/onlinetext.html": b"",
    }
    blind = moodle(files)
    assert "nobody in the roster" in blind[f"Participant_202_{MOODLE}/mine/01_forward_pass.ipynb"][1]
    done = moodle(files, times=[sheet])
    assert [state for state, _ in done.values()].count("not placed") == 1
    assert moodle.there() == {
        place("ada"): RELU, time("ada"): b"2026-03-03 09:22:00 UTC\n",
        place("emmy"): HALF, time("emmy"): b"2026-03-04 22:22:00 UTC\n", place("mob"): RELU,
    }  # fmt: skip


def test_of_two_downloads_from_moodle_the_later_one_counts(moodle):
    name = f"Ada Lovelace_201_{MOODLE}_/01_forward_pass.ipynb"
    moodle({name: RELU})
    assert moodle({name: HALF}, packed=(2026, 2, 1, 0, 0, 0))[name][0] == "left"
    assert moodle({name: HALF})[name][0] == "not placed", "nothing tells which is newer"
    assert moodle.there() == {place("ada"): RELU}
    assert moodle({name: HALF}, packed=(2026, 4, 1, 0, 0, 0))[name][0] == "collected"
    copies = {
        f"Ada Lovelace_201_{MOODLE}_/01_forward_pass{n}.ipynb": d for n, d in (("", LOSS), (" (2)", RELU))
    }
    done = moodle(copies, packed=(2026, 5, 1, 0, 0, 0))
    assert done[f"Ada Lovelace_201_{MOODLE}_/01_forward_pass (2).ipynb"][0] == "collected"
    assert moodle.there() == {place("ada"): RELU}


def test_a_lesson_that_is_named_is_what_all_is_of(moodle):
    name = f"Ada Lovelace_201_{MOODLE}_/Untitled.ipynb"
    assert moodle({name: b"{"}, lesson=LESSON)[name][0] == "collected"
    assert moodle.there() == {place("ada"): b"{"}
