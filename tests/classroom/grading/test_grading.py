"""`hardway grade` on a course's folder: states, resumption, what the gradebook keeps, what is refused."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

pytest.importorskip("nh3")  # it comes with the classroom's packages

from support import wasm
from support.handing_in import (
    LESSON,
    RELU,
    environment,
    graded,
    hand_in,
    hardway,
    in_gradebook,
    needs_sandbox,
    notebook,
    solved,
)
from support.processes import wait_for

from autograder.classroom import course_folder
from autograder.classroom.sandbox.processes import children, descendants, read

pytestmark = needs_sandbox


ROW = {"student", "lesson", "state", "score", "max_score", "reason", "exercises"}
EXERCISE = {"name", "state", "passed", "total", "mistake", "hint", "substituted", "message"}


@pytest.fixture
def three(course):
    """A course with a whole, an unfinished and a damaged notebook."""
    hand_in(course, "ann", solved())
    hand_in(course, "bob", RELU)
    hand_in(course, "cut", json.dumps(solved())[:3000].encode())
    return course


def states(rows):
    """Student → state."""
    return {student: row["state"] for student, row in rows.items()}


def test_states_files_and_marks(three):
    rows = graded(three, status=1)
    ann, bob, cut = (rows[student] for student in ("ann", "bob", "cut"))
    assert states(rows) == {"ann": "graded", "bob": "graded", "cut": "rejected"}
    assert ann["score"] == ann["max_score"] > bob["score"] > cut["score"] == 0.0
    assert all(set(row) == ROW for row in rows.values()) and set(ann["exercises"][0]) == EXERCISE
    assert ann["reason"] is None and "JSON" in cut["reason"]
    for student in rows:
        page = (three / "feedback" / student / LESSON / f"{LESSON}.html").read_text()
        row = rows[student]
        assert ("could not be graded" in page) == (student == "cut")
        assert f">{row['score']:g} of {row['max_score']:g} points<" in page
        assert (three / "autograded" / student / LESSON / f"{LESSON}.ipynb").exists()
    comments = in_gradebook(three, "select auto_comment from comment where auto_comment is not null")
    assert len(comments) == 3 and all("seed" in text for (text,) in comments)
    report = hardway("report", three)
    assert report.returncode == 0, report.stderr
    page = (three / "report.html").read_text()
    assert "cut" in page and "<svg" in page and "http" not in page.replace("http-equiv", "")
    assert len((three / "report.csv").read_text().splitlines()) > 3


def test_only_what_has_changed_is_graded_again(three):
    first, second = graded(three), graded(three)
    assert states(second) == {"ann": "unchanged", "bob": "unchanged", "cut": "rejected"}
    assert {s: {**row, "state": first[s]["state"]} for s, row in second.items()} == first
    hand_in(three, "bob", solved("relu", "dense"))
    third = graded(three)
    assert (third["ann"]["state"], third["bob"]["state"]) == ("unchanged", "graded")
    assert third["bob"]["score"] > first["bob"]["score"]
    assert states(graded(three, "--force", "--student", "ann")) == {"ann": "graded"}


def test_the_gradebook_is_of_the_version_that_nbgrader_itself_writes(course, tmp_path):
    hand_in(course, "ann", RELU)
    graded(course)
    plain = f"from nbgrader.api import Gradebook; Gradebook('sqlite:///{tmp_path}/gradebook.db').close()"
    subprocess.run([sys.executable, "-c", plain], check=True, env=environment())
    version = "select version_num from alembic_version"
    assert in_gradebook(course, version) == in_gradebook(tmp_path, version)


def test_a_mark_can_be_made_again(course):
    hand_in(course, "ann", notebook("import numpy as np", "def relu(z): return np.where(z > 0.5, z, 0)"))
    rows = [graded(course, "--force", "--seed", "11")["ann"] for _ in range(2)]
    assert rows[0] == rows[1]


FINE = {"good", "other name", "<script>alert(1)<_script>", "-rf", "a+b @ü [x]*?"}
FILES = {"submitted", "autograded", "feedback", "nbgrader_config.py", "gradebook.db", ".hardway"}


def hand_in_what_must_not_be_opened(course, secret):
    """Links, a pipe, too much, nothing, two of a kind; lessons and names that do not exist or can harm."""
    submitted = course / "submitted"
    at = {s: submitted / s / LESSON for s in ("linked file", "pipe", "device beside", "big", "none", "two")}
    for folder in at.values():
        folder.mkdir(parents=True)
    (at["linked file"] / f"{LESSON}.ipynb").symlink_to(secret)
    os.mkfifo(at["pipe"] / f"{LESSON}.ipynb")
    (at["device beside"] / f"{LESSON}.ipynb").write_bytes(RELU)
    (at["device beside"] / "data").symlink_to("/dev/zero")
    with open(at["big"] / f"{LESSON}.ipynb", "wb") as file:
        file.truncate(30 * 2**20)
    for name in ("a.ipynb", "b.ipynb"):
        (at["two"] / name).write_bytes(RELU)
    (submitted / "linked folder").symlink_to(secret.parent)
    (submitted / "up").mkdir()
    (submitted / "up" / LESSON).symlink_to(at["two"])
    hand_in(course, "unknown lesson", RELU, lesson="99_nothing")
    os.makedirs(os.path.join(os.fsencode(submitted), b"bad \xff name", LESSON.encode()))


def test_names_and_files_that_must_not_be_opened(course, tmp_path):
    secret = tmp_path / "secret.ipynb"
    secret.write_bytes(json.dumps(solved()).encode())
    for student in FINE:
        hand_in(course, student, RELU, name="my homework.ipynb" if student == "other name" else None)
    hand_in_what_must_not_be_opened(course, secret)
    rows = graded(course, status=1)
    assert {s for s, state in states(rows).items() if state == "graded"} == FINE
    refused = {s: row for s, row in rows.items() if s not in FINE}
    assert all(row["reason"] and "\n" not in row["reason"] for row in refused.values())
    assert all(row["score"] == 0.0 for row in refused.values()) and len(rows) == 15
    for student in ("linked file", "linked folder", "up"):
        assert "link" in rows[student]["reason"]
    assert "pipe" in rows["pipe"]["reason"] and "20 MB" in rows["big"]["reason"]
    text = hardway("grade", course)
    assert text.returncode == 1 and "Traceback" not in text.stderr
    assert hardway("report", course).returncode == 0
    assert "<script>" not in (course / "report.html").read_text()
    report = {"report", "report.html", "report.csv", "totals.csv"}
    assert {path.name for path in course.iterdir()} == FILES | report


def test_what_cannot_be_read_costs_its_own_student_only(course):
    folders = {
        student: hand_in(course, student, RELU)
        for student in ("open", "closed inside", "closed lesson", "closed student")
    }
    (folders["closed inside"] / "data").mkdir()
    closed = [folders["closed inside"] / "data", folders["closed lesson"], folders["closed student"].parent]
    for folder in closed:
        folder.chmod(0)
    rights = "-dac_override,-dac_read_search"  # root reads everything
    try:
        rows = graded(
            course,
            status=1,
            before=[] if os.geteuid() else ["setpriv", f"--bounding-set={rights}", f"--inh-caps={rights}"],
        )
    finally:
        for folder in closed:
            folder.chmod(0o755)
    assert {student: row["state"] for student, row in rows.items()} == {
        student: "graded" if student == "open" else "rejected" for student in folders
    }
    assert all("Permission denied" in row["reason"] for student, row in rows.items() if student != "open")


def test_names_and_reasons_are_printed_without_control_characters(course):
    hand_in(course, "e\x1b]0;pwn\x07\x1b[2J", RELU)
    (hand_in(course, "linked", RELU) / "a\nb\x1b[31mred").symlink_to("/etc/passwd")
    done, rows = hardway("grade", course), graded(course, status=1)
    assert not any(c in done.stdout for c in "\x1b\x07")
    assert all(text.isprintable() for row in rows.values() for text in (row["student"], row["reason"]))
    assert rows["linked"]["reason"].startswith("a\N{REPLACEMENT CHARACTER}b")


def test_what_lies_in_no_lessons_folder_is_told(course):
    hand_in(course, "ann", RELU)
    for student in ("carl", "dora", "both"):
        (course / "submitted" / student).mkdir()
    (course / "submitted" / "carl" / f"{LESSON}.ipynb").write_bytes(RELU)
    hand_in(course, "both", RELU)
    (course / "submitted" / "both" / f"{LESSON}.ipynb").write_bytes(RELU)
    (course / "submitted" / "ann.zip").write_bytes(b"PK")
    done = hardway("grade", course, "--json")
    rows = {row["student"]: row for row in json.loads(done.stdout)["submissions"]}
    assert {student: row["state"] for student, row in rows.items()} == {
        "ann": "graded",
        "both": "graded",
        "carl": "rejected",
    }
    assert f"put it into carl/{LESSON}/" in rows["carl"]["reason"] and rows["carl"]["max_score"] > 0
    assert len(done.stderr.splitlines()) == 1
    assert all(
        name in done.stderr
        for name in ("ann.zip", "dora/ (empty)", f"both/{LESSON}.ipynb", "submitted/STUDENT/LESSON")
    )


def test_the_exchange_is_hidden_from_the_sandbox(course):
    assert "/usr/local/share/nbgrader/exchange" in course_folder.Course(course).hidden
    exchange = next(
        folder
        for folder in map(Path, ("/usr/share/doc", "/usr/include", "/usr/share"))
        if folder.is_dir() and any(folder.iterdir())
    )
    with open(course / "nbgrader_config.py", "a") as file:
        file.write(f"c.Exchange.root = {str(exchange)!r}\n")
    hand_in(
        course,
        "eve",
        notebook(
            "import numpy as np, os",
            f"seen = os.listdir({str(exchange)!r})",
            "def relu(z): raise ValueError(f'seen: {seen}')",
        ),
    )
    message = next(e["message"] for e in graded(course)["eve"]["exercises"] if e["name"] == "relu")
    assert "seen: []" in message


EVIL = (
    "<script>alert(1)</script><img src=x onerror=alert(2)><a href='java\tscript:alert(3)'>x</a>"
    "<svg onload=alert(4)><iframe srcdoc='<script>5</script>'>"
)
EVIL_DATA = {
    "text/html": EVIL,
    "application/javascript": "alert(6)",
    "image/svg+xml": "<svg onload='alert(7)'/>",
    "text/plain": "plain",
}
EVIL_IMAGE = {"text/latex": "$\\href{javascript:alert(11)}{x}$", "image/png": 'x" onerror="alert(12)'}
EVIL_ERROR = {"ename": "<script>", "evalue": "<script>alert(9)</script>"}
EVIL_OUTPUTS = [
    {"output_type": "display_data", "metadata": {}, "data": EVIL_DATA},
    {"output_type": "stream", "name": "stdout", "text": "<script>alert(8)</script>"},
    {"output_type": "error", "traceback": ["<script>alert(10)</script>\x1b[31m"], **EVIL_ERROR},
    {"output_type": "display_data", "metadata": {}, "data": EVIL_IMAGE},
]
EVIL_TEXTS = [
    {"id": "m1", "source": EVIL},
    {
        "id": "m2",
        "source": "[x](javascript:alert(13)) [y](java&#115;cript:alert(14)) <javascript:alert(15)> "
        '![z](x" onerror="alert(16))',
    },
    {
        "id": "m3",
        "source": "$\\href{javascript:alert(17)}{x}$",
        "attachments": {"a.svg": {"image/svg+xml": "<svg onload=alert(18)>"}},
    },
    {
        "id": '"><script>alert(19)</script>',
        "metadata": {"tags": ["<script>"]},
        "source": "[a]: java\\script:alert(20)\n[a]",
    },
    {
        "cell_type": "raw",
        "id": "r",
        "metadata": {"format": "text/html"},
        "source": "<script>alert(21)</script>",
    },
]


class Look(HTMLParser):
    """Reads a page, and fails at what could run."""

    def handle_starttag(self, tag, attrs):
        assert tag not in ("iframe", "svg", "object", "embed"), tag
        for name, value in attrs:
            assert not name.startswith("on"), (tag, name)
            assert "script:" not in "".join((value or "").split()).lower(), (tag, name, value)


def test_saved_outputs_are_harmless(course):
    book = solved("relu")
    next(c for c in book["cells"] if c["id"] == "relu")["outputs"] = EVIL_OUTPUTS
    book["cells"] += [{"cell_type": "markdown", "metadata": {}, **text} for text in EVIL_TEXTS]
    hand_in(course, "eve", book)
    assert graded(course)["eve"]["state"] == "graded"
    page = (course / "feedback" / "eve" / LESSON / f"{LESSON}.html").read_text()
    kept = (course / "autograded" / "eve" / LESSON / f"{LESSON}.ipynb").read_text()
    Look().feed(page)
    scripts = [piece.split("</script>")[0] for piece in page.split("<script")[1:]]
    assert not any("alert(" in script for script in scripts)
    outputs = [o for c in json.loads(kept)["cells"] for o in c.get("outputs", [])]
    assert "alert(1)" not in str([o["data"].get("text/html") for o in outputs if "data" in o])
    harmless = {"text/plain", "text/html", "image/png", "image/jpeg"}
    assert not any(set(o.get("data", {})) - harmless for o in outputs)


def test_manual_marks_and_late_penalties_stay(course):
    with open(course / "nbgrader_config.py", "a") as file:
        file.write("c.LateSubmissionPlugin.penalty_method = 'zero'\n")
    hand_in(course, "ann", RELU)
    folder = hand_in(course, "late", RELU)
    (folder / "timestamp.txt").write_text("2030-01-02 00:00:00 UTC")
    graded(course)
    with sqlite3.connect(course / "gradebook.db") as db:
        db.execute("update assignment set duedate = '2030-01-01 00:00:00.000000'")
        db.execute(
            "update grade set manual_score = 3.5 where id in ("
            "select g.id from grade g join base_cell c on g.cell_id = c.id "
            "join submitted_notebook n on g.notebook_id = n.id "
            "join submitted_assignment a on n.assignment_id = a.id "
            "where c.name = 'check_dense' and a.student_id = 'ann')"
        )
    hand_in(course, "late", solved("relu", "dense"))  # more points: the penalty is of these
    rows = graded(course, "--force")
    others = sum(e["passed"] for e in rows["ann"]["exercises"] if e["name"] != "dense")
    assert rows["ann"]["score"] == others + 3.5
    assert rows["late"]["score"] == 0.0
    assert in_gradebook(
        course, "select late_submission_penalty from submitted_notebook where late_submission_penalty > 0"
    )


def test_extra_checks_count_and_can_be_hidden(course, tmp_path):
    extra = tmp_path / "mine"
    extra.mkdir()
    (extra / f"test_{LESSON}_mine.py").write_text(
        "from autograder.comparison import close\n\n\n"
        "def test_relu_secret_of_seven(relu, rng):\n"
        "    assert relu(rng.normal(size=3)) is None, 'the secret is seven'\n"
    )
    hand_in(course, "ann", RELU)
    plain = graded(course)["ann"]
    shown = graded(course, "--extra-checks", extra)["ann"]
    assert (
        shown["state"] == "graded"
        and shown["max_score"] == plain["max_score"] + 1
        and shown["score"] == plain["score"]
    )
    page = course / "feedback" / "ann" / LESSON / f"{LESSON}.html"
    assert "secret of seven" in page.read_text()
    hidden = graded(course, "--extra-checks", extra, "--hide-extra")["ann"]
    assert hidden["score"] == plain["score"] and "secret" not in json.dumps(hidden)
    assert "secret" not in page.read_text() and "further check" in page.read_text()


def test_extra_checks_run_for_students_of_several_lessons_in_one_worker(course, tmp_path):
    second = "02_loss"
    for lesson, asked in ((LESSON, "relu"), (second, "mse")):
        (tmp_path / f"test_{lesson}.py").write_text(
            f"def test_{asked}_can_be_called({asked}):\n    assert callable({asked})\n"
        )
    for student in ("ann", "bob"):
        hand_in(course, student, RELU)
        hand_in(
            course,
            student,
            notebook("import numpy as np", "def mse(a, b): return np.mean((a - b) ** 2)"),
            lesson=second,
        )
    done = hardway("grade", course, "--json", "--workers", "1", "--extra-checks", tmp_path)
    rows = json.loads(done.stdout)["submissions"]
    assert len(rows) == 4 and {row["state"] for row in rows} == {"graded"}, done.stderr


def test_a_hidden_check_gives_no_hint_away(course, tmp_path):
    (tmp_path / f"test_{LESSON}_mine.py").write_text(
        "import numpy as np\n"
        "from autograder.comparison import close\n\n\n"
        "def test_relu_wrongly(relu):\n"
        "    close(relu(np.array([-1.0])), [-1.0])\n"
    )
    hand_in(course, "ann", RELU)
    row = graded(course, "--extra-checks", tmp_path, "--hide-extra")["ann"]
    relu = next(exercise for exercise in row["exercises"] if exercise["name"] == "relu")
    assert (relu["state"], relu["mistake"], relu["hint"]) == ("failed", None, None) and relu[
        "message"
    ] == "a further check did not pass"


def test_what_is_left_out_or_lost_is_said(course, tmp_path):
    (tmp_path / "test_1_relu.py").write_text("def test_relu(relu):\n    assert relu\n")
    hand_in(course, "ann", RELU)
    hand_in(course, ".dotty", RELU)
    first = hardway("grade", course, "--extra-checks", tmp_path)
    assert (
        "test_1_relu.py holds checks of no lesson" in first.stderr
        and ".dotty/ (hidden)" in first.stderr
        and "gradebook is new" not in first.stderr
    )
    (course / "gradebook.db").unlink()
    assert "the gradebook is new" in hardway("grade", course).stderr


def test_an_extra_check_that_exits_is_one_line(course, tmp_path):
    (tmp_path / f"test_{LESSON}_mine.py").write_text("raise SystemExit(3)\n")
    hand_in(course, "ann", RELU)
    done = hardway("grade", course, "--extra-checks", tmp_path)
    assert done.returncode == 1 and done.stderr.count("\n") == 1 and "they exit, with 3" in done.stderr


def test_what_is_said_in_hidden_checks_is_hidden_too(course, tmp_path):
    (tmp_path / f"test_{LESSON}_mine.py").write_text(
        "import numpy as np\n\n\n"
        "def test_relu_of_a_secret(relu):\n"
        "    assert relu(np.array([424242.0]))[0] == 424242\n"
    )
    hand_in(
        course,
        "ann",
        notebook(
            "import numpy as np, warnings",
            (
                "def relu(z):\n"
                "    print('given', z)\n"
                "    warnings.warn(f'was given {z}')\n"
                "    return np.maximum(0, z)"
            ),
        ),
    )
    page = course / "feedback" / "ann" / LESSON / f"{LESSON}.html"
    graded(course, "--extra-checks", tmp_path)
    assert "was given [424242.]" in page.read_text()
    graded(course, "--extra-checks", tmp_path, "--hide-extra")
    assert (
        "424242" not in page.read_text() and "was given" in page.read_text() and "given [" in page.read_text()
    )


@pytest.mark.parametrize("after", [4, 9])
def test_killed_at_any_moment_nothing_is_lost_or_doubled(course, after):
    students = [f"s{i:02}" for i in range(12)]
    for student in students:
        hand_in(course, student, RELU)
    command = [sys.executable, "-m", "autograder", "grade", str(course), "--workers", "2", "--json"]
    running = subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment(),
        start_new_session=True,
    )
    wait_for(
        lambda: len(list(course.glob("autograded/*/*/*.ipynb"))) >= after or running.poll() is not None,
        pause=0.01,
    )
    os.kill(running.pid, signal.SIGKILL)
    running.wait()
    rows = graded(course, status=0)
    assert sorted(rows) == students
    assert {row["state"] for row in rows.values()} == {"graded", "unchanged"}
    assert len({row["score"] for row in rows.values()}) == 1
    assert in_gradebook(course, "select count(*) from submitted_assignment") == [(12,)]
    assert in_gradebook(course, "select count(*) from grade") == [(12 * 9,)]
    wait_for(
        lambda: not subprocess.run(["pgrep", "-g", str(running.pid)], capture_output=True).stdout
    )  # no process of the killed run is left


def test_a_worker_that_dies_costs_nobody_a_mark(course):
    for number in range(8):
        hand_in(course, f"s{number}", RELU)
    command = [sys.executable, "-m", "autograder", "grade", course, "--json", "--workers", "2"]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment())

    def is_wall(pid):
        return read(f"/proc/{pid}/comm").strip() == "bwrap"

    def busy():
        pids = descendants(running.pid)
        return [pid for pid in pids if not is_wall(pid) and any(map(is_wall, children(pid)))]

    workers = wait_for(lambda: (course / "feedback").exists() and busy(), running)
    os.kill(workers[-1], signal.SIGKILL)
    rows = json.loads(running.communicate(timeout=600)[0])["submissions"]
    assert [row["state"] for row in rows] == ["graded"] * 8
    relu = [next(e for e in row["exercises"] if e["name"] == "relu") for row in rows]
    assert {e["state"] for e in relu} == {"passed"}, [e["message"] for e in relu]


def test_refusals_are_one_line(course, tmp_path):
    hand_in(course, "ann", RELU)
    (tmp_path / "empty").mkdir()
    for arguments in (
        ["nowhere"],
        [tmp_path / "empty"],
        [course, "--lesson", "01_foward_pass"],
        [course, "--student", "anne"],
        [course, "--workers", "0"],
        [course, "--seed", "x"],
        [course, "--extra-checks", "nowhere"],
    ):
        done = hardway("grade", *arguments)
        assert done.returncode == 2, (arguments, done.stdout, done.stderr)
        assert "Traceback" not in done.stderr and len(done.stderr.strip().splitlines()) == 1
    assert "01_forward_pass" in hardway("grade", course, "--lesson", "01_foward_pass").stderr
    assert "`ann`" in hardway("grade", course, "--student", "anne").stderr
    done = hardway("report", course)
    assert done.returncode == 1 and "hardway grade" in done.stderr


@pytest.mark.parametrize(
    "setting", ["seconds = 'x'", "seconds = -5", "total = 0", "memory = 0.5", "grace = float('inf')"]
)
def test_a_limit_that_is_none_is_refused(course, setting):
    hand_in(course, "ann", RELU)
    with open(course / "nbgrader_config.py", "a") as file:
        file.write(f"c.SafeGrading.{setting}\n")
    done = hardway("grade", course)
    assert done.returncode == 2 and len(done.stderr.strip().splitlines()) == 1, done.stderr
    assert setting.split()[0] in done.stderr and "above 0" in done.stderr
    assert not (course / "gradebook.db").exists()


@pytest.mark.parametrize("name", ["what?", "50%20more"])
def test_a_folder_that_nbgrader_cannot_address_is_refused(course, name):
    renamed = course.rename(course.parent / name)
    for command, folder in (
        ("grade", renamed),
        ("report", renamed),
        ("course", renamed),
        ("course", renamed / "new"),
    ):
        done = hardway(command, folder)
        assert (
            done.returncode == 2
            and "rename the folder" in done.stderr
            and len(done.stderr.strip().splitlines()) == 1
        ), (command, done.stderr)
    assert not (renamed / "new").exists()


def test_a_config_that_stops_is_told_in_the_same_words(course):
    (course / "nbgrader_config.py").write_text("c = get_config(\n")
    told = [hardway(command, course) for command in ("grade", "course")]
    assert {done.returncode for done in told} == {2} and len({done.stderr for done in told}) == 1
    assert (
        "nbgrader_config.py stops with SyntaxError" in told[0].stderr
        and len(told[0].stderr.strip().splitlines()) == 1
    )
    assert not (course / "source").exists()


@pytest.mark.skipif(wasm.is_there(), reason="WebAssembly stands where bubblewrap is missing")
def test_without_bubblewrap_it_refuses_and_unsafe_is_noted(course, tmp_path):
    hand_in(course, "ann", RELU)
    path = tmp_path / "bin"
    path.mkdir()
    for tool in ("setpriv", "alembic", "sh", "env"):
        found = subprocess.run(
            ["which", tool], capture_output=True, text=True, env=environment()
        ).stdout.strip()
        if found:
            (path / tool).symlink_to(found)
    env = {**environment(), "PATH": str(path)}
    refused = hardway("grade", course, "--json", env=env)
    assert (
        refused.returncode == 2
        and "bubblewrap" in refused.stderr
        and "--unsafe" in refused.stderr
        and "Traceback" not in refused.stderr
    )
    done = hardway("grade", course, "--json", "--unsafe", env=env)
    assert done.stdout, done.stderr
    row = json.loads(done.stdout)["submissions"][0]
    assert row["state"] == "graded" and row["score"] > 0
    assert "WARNING" in done.stderr
    assert in_gradebook(
        course, "select count(*) from comment where auto_comment like '%without a sandbox%'"
    ) == [(1,)]
    again = graded(course)["ann"]
    assert again["state"] == "graded", "what was graded without a sandbox is graded again with one"


def test_two_gradings_at_once_are_refused(course):
    import fcntl

    hand_in(course, "ann", RELU)
    (course / ".hardway").mkdir()
    with open(course / ".hardway" / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = hardway("grade", course)
    assert done.returncode == 1 and "another grading" in done.stderr


def test_nothing_handed_in(course):
    done = hardway("grade", course, "--json")
    assert (done.returncode, json.loads(done.stdout)) == (0, {"submissions": []})
    assert not Path(course / "autograded").exists()
