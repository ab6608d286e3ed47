"""`hardway grade`, `nbgrader autograde` and the formgrader's button find equal states and scores.

They do so on every damaged and every oddly named notebook.
"""

import json
import os
import shutil
import subprocess
import sys

import pytest
from support.damage import PARTS, UNREADABLE, WHOLE
from support.handing_in import (
    HALF,
    LESSON,
    RELU,
    environment,
    hand_in,
    hardway,
    in_gradebook,
    nbgrader,
    needs_sandbox,
    notebook,
    solved,
)

pytestmark = needs_sandbox
BUTTONS = """
import json, sys
from nbgrader.apps import NbGraderAPI
from autograder.classroom.settings import settings_in
from pathlib import Path
api = NbGraderAPI(config=settings_in(Path(".").resolve()))
for student in sys.argv[2:]:
    said = api.autograde(sys.argv[1], student)
    print(json.dumps([student, said["success"], said.get("error", "")[-300:]]))
"""


def turned(kind, *names):
    """The solved notebook in which these cells were turned into another kind."""
    book = solved()
    for cell in book["cells"]:
        if cell["id"] in names:
            cell["cell_type"] = kind
            del cell["outputs"], cell["execution_count"]
    return json.dumps(book).encode()


TURNED = {
    "relu became text": turned("markdown", "relu"),
    "relu became raw": turned("raw", "relu"),
    "a check became text": turned("markdown", "check_relu", "check_dense"),
    "all became text": turned(
        "markdown", *[cell["id"] for cell in solved()["cells"] if cell["cell_type"] == "code"]
    ),
}


def several(course):
    """Submissions of several files, and the litter of archives.

    Student → what counts, RELU or HALF, or None where nothing does.
    """
    plain, copied = f"{LESSON}.ipynb", f"Copy of {LESSON}.ipynb"
    files = {  # the first is RELU, the second HALF
        "a second upload": (plain, f"{LESSON} (1).ipynb"),
        "a third upload": (f"{LESSON} (2).ipynb", f"{LESSON} (10).ipynb"),
        "Canvas": (f"eve_12_34_{LESSON}-1.ipynb", f"eve_12_34_{LESSON}-2.ipynb"),
        "an older copy": (f"{LESSON} - Copy.ipynb", plain),
        "a newer copy": (plain, f"{LESSON}-Copy1.ipynb"),
        "another name beside": ("scratch.ipynb", plain),
        "shadow": (f"._{copied}", copied),
        "checkpoint": (f".ipynb_checkpoints/{LESSON}-checkpoint.ipynb", plain),
        "deeper": (f"__MACOSX/{LESSON}/{plain}", f"{LESSON}/{plain}"),
        "only another name": (None, "homework.ipynb"),
    }
    for student, names in files.items():
        for seconds, (name, data) in enumerate(zip(names, (RELU, HALF))):
            if name:
                path = course / "submitted" / student / LESSON / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
                os.utime(path, (1_600_000_000 + 60 * seconds,) * 2)
    for litter in (
        f"__MACOSX/{LESSON}/._{plain}",
        f"shadow/__MACOSX/._{plain}",
        "shadow/.DS_Store",
        f"shadow/{LESSON}/Thumbs.db",
        "desktop.ini",
        ".ipynb_checkpoints/x",
    ):
        (course / "submitted" / litter).parent.mkdir(parents=True, exist_ok=True)
        (course / "submitted" / litter).write_bytes(b"x")
    for name in ("a.ipynb", "b.ipynb"):
        hand_in(course, "no telling", RELU, name=name)
    (hand_in(course, "a link", RELU) / "data").symlink_to("/etc/passwd")
    (course / "submitted" / "no notebook" / LESSON).mkdir(parents=True)
    return {**dict.fromkeys(files, HALF), "no telling": None, "a link": None, "no notebook": None}


def marks(course):
    """Student → score, from the gradebook."""
    query = (
        "select a.student_id, sum(g.auto_score) from grade g "
        "join submitted_notebook n on g.notebook_id = n.id "
        "join submitted_assignment a on n.assignment_id = a.id group by a.student_id"
    )
    return dict(in_gradebook(course, query))


def states(course):
    """Student → state, as the kept notebook remembers it; one that is not kept was rejected unopened."""
    found = {}
    for folder in (course / "autograded").iterdir():
        kept = folder / LESSON / f"{LESSON}.ipynb"
        found[folder.name] = (
            json.loads(kept.read_text())["metadata"]["hardway"]["state"] if kept.exists() else "rejected"
        )
    return found


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """Everything odd in one class, graded by `hardway grade`.

    (course, the same before grading, rows, closing lines, what `several` says)
    """
    course = tmp_path_factory.mktemp("three") / "course"
    assert hardway("course", course).returncode == 0
    (course / ".hardway").mkdir()
    (course / ".hardway" / "secret").write_text("c" * 32)
    damaged = {
        **{name: make() for name, make in WHOLE.items()},
        **{name: notebook(*cells) for name, (cells, _) in PARTS.items()},
        **UNREADABLE,
        **TURNED,
    }
    for number, data in enumerate(damaged.values()):
        hand_in(course, f"d{number:02}", data)
    counts = several(course)
    untouched = shutil.copytree(course, course.parent / "untouched", symlinks=True)
    done = hardway("grade", course, "--json")
    rows = {row["student"]: row for row in json.loads(done.stdout)["submissions"]}
    return course, untouched, rows, done.stderr, counts


def expected(rows):
    return {student: (row["state"], row["score"]) for student, row in rows.items()}


def test_nbgrader_autograde_agrees(filled, tmp_path):
    _, untouched, rows, *_ = filled
    course = shutil.copytree(untouched, tmp_path / "course", symlinks=True)
    status, said = nbgrader(course, "autograde", LESSON)
    agreed(course, rows, said)


def test_the_formgraders_button_agrees(filled, tmp_path):
    _, untouched, rows, *_ = filled
    course = shutil.copytree(untouched, tmp_path / "course", symlinks=True)
    done = subprocess.run(
        [sys.executable, "-c", BUTTONS, LESSON, *rows],
        cwd=course,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=900,
    )
    said = {
        student: (success, error) for student, success, error in map(json.loads, done.stdout.splitlines())
    }
    assert {student for student, (success, _) in said.items() if not success} == {"a link"}, said
    agreed(course, rows, done.stderr)


def agreed(course, rows, said):
    found, remembered = marks(course), states(course)
    there = {student: (remembered.get(student, "rejected"), found.get(student)) for student in rows}
    assert there == expected(rows), said[-3000:]


def test_what_was_turned_into_another_kind_costs_that_alone(filled):
    rows = filled[2]
    turned_rows = dict(
        zip(TURNED, [row for student, row in sorted(rows.items()) if student[1:].isdecimal()][-len(TURNED) :])
    )
    assert all(row["state"] == "graded" for row in turned_rows.values())
    missing = {
        name: [e["name"] for e in row["exercises"] if e["state"] == "missing"]
        for name, row in turned_rows.items()
    }
    assert (
        missing["relu became text"] == missing["relu became raw"] == ["relu"]
        and missing["a check became text"] == []
    )
    assert (
        turned_rows["a check became text"]["score"] == turned_rows["a check became text"]["max_score"]
        and turned_rows["all became text"]["score"] == 0
    )


def test_the_newest_of_several_notebooks_counts_and_the_choice_is_said(filled):
    course, _, rows, closing, counts = filled
    assert set(counts) == {student for student in rows if not student[1:].isdecimal()}, "litter has no row"
    half = rows["only another name"]["score"]
    assert {s: rows[s]["score"] for s in counts} == {
        s: half if data else 0 for s, data in counts.items()
    } and half > 0
    assert (
        "there are 2 notebooks" in rows["no telling"]["reason"]
        and "no notebook" in rows["no notebook"]["reason"]
    )
    said = {s for s in counts if counts[s] and rows[s]["reason"]}
    assert said == {
        "a second upload",
        "a third upload",
        "Canvas",
        "an older copy",
        "a newer copy",
        "another name beside",
        "deeper",
    }
    assert (
        f"{LESSON} (1).ipynb was graded as the newest, and {LESSON}.ipynb was left alone"
        in rows["a second upload"]["reason"]
    )
    assert f"found deeper, as {LESSON}/{LESSON}.ipynb" in rows["deeper"]["reason"]
    for student in said:
        assert f"WARNING: {student}, {LESSON}: {rows[student]['reason']}" in closing
        assert "Note:" in (course / "feedback" / student / LESSON / f"{LESSON}.html").read_text()
    assert not any(litter in closing for litter in ("MACOSX/._", "DS_Store", "Thumbs.db", "desktop.ini"))
