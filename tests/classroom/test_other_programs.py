"""nbgrader's commands, the formgrader in a real browser, a Dask cluster, PostgreSQL: equal marks by all."""

import contextlib
import html
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from support import programs
from support.handing_in import (
    LESSON,
    RELU,
    answer,
    environment,
    graded,
    hand_in,
    hardway,
    in_gradebook,
    nbgrader,
    needs_sandbox,
    notebook,
    solved,
)
from support.postgresql import free_port, postgresql
from support.processes import start, wait_for
from support.stoppers import HONEST_STUDENT, STOPPERS, batch

pytestmark = needs_sandbox
WRONG = notebook("import numpy as np", answer("relu"), "def dense(X, W, b):\n    return X @ W")
HANDED_IN = {
    "ann": json.dumps(solved()).encode(),
    "bob": WRONG,
    "cut": json.dumps(solved())[:3000].encode(),
    "doubled": None,
}


def fill(course):
    """Hand in four submissions, one of which has every graded cell twice."""
    book = solved("relu")
    book["cells"] += [
        json.loads(json.dumps(cell)) for cell in book["cells"] if cell["metadata"].get("nbgrader")
    ]
    for student, data in HANDED_IN.items():
        hand_in(course, student, data or book)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A course as `hardway course` makes it."""
    folder = tmp_path_factory.mktemp("made") / "course"
    done = hardway("course", folder)
    assert done.returncode == 0, done.stderr
    fill(folder)
    return folder


def copy_of(made, folder):
    shutil.copytree(made, folder)
    return folder


def exported(course):
    """student → score, from nbgrader's own export."""
    status, said = nbgrader(course, "export", "--to", str(course / "grades.csv"))
    assert status == 0, said
    lines = [line.split(",") for line in (course / "grades.csv").read_text().splitlines()]
    column = {name: i for i, name in enumerate(lines[0])}
    return {
        line[column["student_id"]]: float(line[column["score"]])
        for line in lines[1:]
        if line[column["assignment"]] == LESSON
    }


def messages(course, student):
    """What the feedback page says below each check."""
    page = (course / "feedback" / student / LESSON / f"{LESSON}.html").read_text()
    sections = [
        piece.split("</section>")[0].split(">", 1)[1] for piece in page.split("<section aria-label")[1:]
    ]
    return [" ".join(html.unescape(re.sub("<[^>]*>", " ", section)).split()) for section in sections]


def test_nbgrader_and_hardway_give_the_same_marks_and_feedback(made, tmp_path):
    ours, theirs = copy_of(made, tmp_path / "ours"), copy_of(made, tmp_path / "theirs")
    for course in (ours, theirs):
        (course / ".hardway").mkdir(exist_ok=True)
        (course / ".hardway" / "secret").write_text("5" * 32)
    rows = graded(ours)
    status, said = nbgrader(theirs, "autograde", LESSON)
    assert status == 0, said
    status, said = nbgrader(theirs, "generate_feedback", LESSON)
    assert status == 0, said
    marks = exported(theirs)
    assert marks == exported(ours) == {student: row["score"] for student, row in rows.items()}
    assert marks["ann"] > marks["doubled"] > marks["cut"] == 0 and marks["bob"] > 0
    for student in HANDED_IN:
        assert messages(ours, student) == messages(theirs, student)
    assert any("bias" in text for text in messages(ours, "bob"))
    assert {row["state"] for row in graded(theirs).values()} == {"unchanged", "rejected"}, (
        "what nbgrader graded needs no second time"
    )


def test_nbgrader_follows_no_link(made, tmp_path):
    course = copy_of(made, tmp_path / "course")
    (tmp_path / "secret.txt").write_text("the secret")
    (course / "submitted" / "ann" / LESSON / "data.txt").symlink_to(tmp_path / "secret.txt")
    status, said = nbgrader(course, "autograde", LESSON)
    assert status != 0 and "data.txt is a link" in said
    assert not list((course / "autograded").glob("ann/*/data.txt"))
    assert (course / "autograded" / "bob" / LESSON / f"{LESSON}.ipynb").exists(), "the others are graded"


ENDLESS = """
import numpy as np


def test_relu_keeps_what_is_large(relu):
    if relu(np.array([7.0]))[0] == 8:  # no alarm is heard in NumPy's own loop
        np.ones((9_000, 9_000), np.uint8) @ np.ones((9_000, 9_000), np.uint8)
"""


@pytest.fixture
def endless(made, tmp_path):
    """A course in which our own process never comes back from the checks of one student, `eve`."""
    course = copy_of(made, tmp_path / "course")
    shutil.rmtree(course / "submitted")
    (course / f"test_{LESSON}_mine.py").write_text(ENDLESS)
    with open(course / "nbgrader_config.py", "a") as file:
        file.write(
            f"c.SafeGrading.extra_checks = ['test_{LESSON}_mine.py']\n"
            f"c.SafeGrading.total, c.SafeGrading.grace = 5, 1\n"
        )
    hand_in(course, "eve", notebook("import numpy as np", "def relu(z): return np.maximum(0, z) + (z == 7)"))
    for student in ("ann", "max"):
        hand_in(course, student, RELU)
    return course


def test_a_grading_that_never_ends_costs_one_student(endless):
    rows = graded(endless, "--workers", "1", status=1)
    assert {student: row["state"] for student, row in rows.items()} == {
        "ann": "graded",
        "eve": "rejected",
        "max": "graded",
    }
    assert (
        "grader itself stopped" in rows["eve"]["reason"] and rows["ann"]["score"] == rows["max"]["score"] > 0
    )


def test_a_grading_that_never_ends_costs_one_student_of_nbgraders_too(endless):
    status, said = nbgrader(endless, "autograde", LESSON)
    assert status == 0 and "grader itself stopped" in said, said
    marks = exported(endless)
    assert marks["eve"] == 0 and marks["ann"] == marks["max"] > 0


def test_ctrl_c_ends_a_grading_in_one_line_and_the_next_one_goes_on(course):
    hand_in(course, "ann", RELU)
    hand_in(course, "zed", notebook("while True: pass", "while True: pass"))
    running = start(
        [sys.executable, "-m", "autograder", "grade", str(course)], stderr=subprocess.PIPE, text=True
    )
    wait_for((course / "autograded" / "ann" / LESSON / f"{LESSON}.ipynb").exists, running)
    running.send_signal(signal.SIGINT)
    said = running.communicate(timeout=600)[1]
    assert (
        running.returncode == 1
        and said
        == "hardway: stopped: 1 of 2 submissions is done, 1 is left;"
        " nothing is lost, run the same command again\n"
    )
    hand_in(course, "zed", RELU)
    rows = graded(course)
    assert rows["ann"]["score"] == rows["zed"]["score"] > 0


def test_no_submission_stops_nbgraders_batch(made, tmp_path):
    course = copy_of(made, tmp_path / "course")
    shutil.rmtree(course / "submitted")
    batch(course)
    for command in ("autograde", "generate_feedback"):
        status, said = nbgrader(course, command, LESSON)
        assert status == 0, said
    pages = {
        student: (course / "feedback" / student / LESSON / f"{LESSON}.html").read_text()
        for student in (*STOPPERS, HONEST_STUDENT)
    }
    assert all("Checks of relu" in page for page in pages.values())
    assert len(set(exported(course).values())) == 1


def answers(address):
    """Whether a server sends this page."""
    try:
        return urllib.request.urlopen(address, timeout=600).read()
    except OSError:
        return None


@contextlib.contextmanager
def jupyterlab(course):
    """A JupyterLab server over the course; its address."""
    port = free_port()
    root = ["--allow-root"] if os.geteuid() == 0 else []
    settings = {**environment(), "JUPYTER_CONFIG_DIR": str(course / ".jupyter"), "HOME": str(course.parent)}
    command = [
        sys.executable,
        "-m",
        "jupyterlab",
        "--no-browser",
        f"--port={port}",
        "--IdentityProvider.token=",
        *root,
    ]
    enabled = {"nbgrader.server_extensions.formgrader": True, "nbgrader": True}
    config = course / ".jupyter" / "jupyter_server_config.d"
    config.mkdir(parents=True, exist_ok=True)
    (config / "nb.json").write_text(json.dumps({"ServerApp": {"jpserver_extensions": enabled}}))
    with open(course.parent / "lab.log", "w") as log:
        server = subprocess.Popen(command, cwd=course, env=settings, stdout=log, stderr=log)
    try:
        address = f"http://127.0.0.1:{port}"
        wait_for(lambda: answers(f"{address}/formgrader"), server)
        yield address
    finally:
        server.terminate()
        server.wait(600)


@programs.needs_browser
def test_the_formgrader_in_a_browser(made, tmp_path, browser):
    """Generate, autograde, see the marks, open the feedback."""
    from selenium.common.exceptions import StaleElementReferenceException
    from selenium.webdriver.common.by import By
    from selenium.webdriver.support.ui import WebDriverWait

    course = copy_of(made, tmp_path / "course")
    reference = copy_of(made, tmp_path / "reference")
    for folder in (course, reference):
        (folder / ".hardway").mkdir(exist_ok=True)
        (folder / ".hardway" / "secret").write_text("5" * 32)
    shutil.rmtree(course / "submitted" / "doubled")
    with jupyterlab(course) as address:
        # what is drawn anew while it is looked at is looked at once more
        driver = browser
        wait = WebDriverWait(driver, 600, ignored_exceptions=[StaleElementReferenceException])
        driver.get(f"{address}/formgrader/manage_assignments")
        wait.until(lambda d: clickable(d, LESSON, "assign")).click()
        shown_modal(driver, wait, "created")
        driver.get(f"{address}/formgrader/manage_submissions/{LESSON}")
        for student in ("ann", "bob", "cut"):
            wait.until(lambda d, student=student: clickable(d, student, "autograde")).click()
            shown_modal(driver, wait, "autograded")
        driver.save_screenshot(str(tmp_path / "submissions.png"))
        rows = graded(reference)
        for student in ("ann", "bob", "cut"):
            text = driver.find_element(By.XPATH, f"//tr[.//*[contains(text(), '{student}')]]").text
            assert f"{rows[student]['score']:g} / {rows[student]['max_score']:g}" in text
        wait.until(lambda d: clickable(d, "bob", "generate-feedback")).click()
        shown_modal(driver, wait, "enerated")
        assert messages(course, "bob") == messages(reference, "bob")
        driver.get((course / "feedback" / "bob" / LESSON / f"{LESSON}.html").as_uri())
        assert "dense" in driver.find_element(By.TAG_NAME, "body").text
        driver.save_screenshot(str(tmp_path / "feedback.png"))
    kept = os.environ.get("HARDWAY_SCREENSHOTS")
    for picture in ("submissions.png", "feedback.png") if kept else ():
        shutil.copy(tmp_path / picture, kept)


def clickable(driver, text, column):
    """The link in a column of the row that holds a text, or None while the page loads."""
    from selenium.webdriver.common.by import By

    path = f"//tr[.//*[contains(text(), '{text}')]]/td[contains(concat(' ', @class, ' '), ' {column} ')]//a"
    found = driver.find_elements(By.XPATH, path)
    return found[0] if found and found[0].is_displayed() else None


def shown_modal(driver, wait, word):
    """Wait for the formgrader's message, see that it tells of success, and close it."""
    from selenium.webdriver.common.by import By

    def told(d):
        found = [
            m for m in d.find_elements(By.CSS_SELECTOR, "div.modal") if m.is_displayed() and m.text.strip()
        ]
        return found[0] if found and ("Success" in found[0].text or "Error" in found[0].text) else None

    modal = wait.until(told)
    assert "Success" in modal.text and word in modal.text, modal.text[:2000]
    next(b for b in modal.find_elements(By.CSS_SELECTOR, "button") if b.is_displayed()).click()
    wait.until(lambda d: not any(m.is_displayed() for m in d.find_elements(By.CSS_SELECTOR, "div.modal")))


def listens(port):
    """Whether somebody answers at a port of this machine."""
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
        return True


@contextlib.contextmanager
def dask_cluster(folder, env):
    """A Dask scheduler with two workers; yields its address and the workers' processes."""
    port = free_port()
    address = f"tcp://127.0.0.1:{port}"
    with contextlib.ExitStack() as started, open(folder / "dask.log", "a") as log:

        def begin(program, *arguments):
            command = [sys.executable, "-m", f"distributed.cli.{program}", *arguments, "--no-dashboard"]
            process = subprocess.Popen(command, env=env, stdout=log, stderr=log, cwd=folder)
            started.callback(process.wait)
            started.callback(process.kill)  # before it is waited for
            return process

        scheduler = begin("dask_scheduler", "--host", "127.0.0.1", "--port", str(port))
        wait_for(lambda: listens(port), scheduler)
        yield address, [begin("dask_worker", address, "--nthreads", "1", "--no-nanny") for _ in range(2)]


def test_a_cluster_that_loses_a_worker_grades_everyone_once(course, tmp_path):
    pytest.importorskip("distributed")
    students = [f"s{i:02}" for i in range(10)]
    for student in students:
        hand_in(course, student, RELU)
    env = {**environment(), "DASK_DISTRIBUTED__DEPLOY__LOST_WORKER_TIMEOUT": "2s"}
    with dask_cluster(tmp_path, env) as (address, workers):
        command = [sys.executable, "-m", "autograder", "grade", str(course), "--cluster", address, "--json"]
        running = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=env)
        wait_for(lambda: list(Path(course).glob("autograded/*/*/*.ipynb")), running)
        workers[0].kill()
        said, _ = running.communicate(timeout=600)
    rows = json.loads(said)["submissions"]
    assert [row["student"] for row in rows] == students
    assert {row["state"] for row in rows} == {"graded"} and len({row["score"] for row in rows}) == 1
    assert in_gradebook(course, "select count(*) from submitted_assignment") == [(10,)]


@programs.needs("postgresql")
def test_a_gradebook_on_postgresql(course):
    pytest.importorskip("psycopg2")
    with postgresql(course):
        hand_in(course, "ann", RELU)
        first, second = graded(course)["ann"], graded(course)["ann"]
        assert (first["state"], second["state"]) == ("graded", "unchanged") and first["score"] == second[
            "score"
        ] > 0
        assert not (course / "gradebook.db").exists()
        assert exported(course) == {"ann": first["score"]}


@programs.needs("postgresql")
def test_a_database_that_stops_in_the_middle_is_one_line_and_the_next_run_goes_on(course):
    pytest.importorskip("psycopg2")
    students = [f"s{i:02}" for i in range(30)]
    for student in students:
        hand_in(course, student, RELU)
    with postgresql(course) as control:
        command = [sys.executable, "-m", "autograder", "grade", str(course), "--json"]
        running = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment()
        )
        while not list(course.glob("autograded/*/*/*.ipynb")):
            assert running.poll() is None, running.communicate()
            time.sleep(0.02)
        subprocess.run([*control, "-m", "immediate", "stop"], check=True, capture_output=True, cwd="/")
        out, err = running.communicate(timeout=300)
        assert (
            running.returncode == 1
            and len(err.splitlines()) == 1
            and "database is lost" in err
            and "run the same command again" in err
        ), err
        done = {row["student"] for row in json.loads(out)["submissions"]}
        subprocess.run([*control, "start"], check=True, stdout=subprocess.DEVNULL, cwd="/")
        rows = graded(course, status=0)
    assert sorted(rows) == students and len({row["score"] for row in rows.values()}) == 1
    assert done <= {student for student, row in rows.items() if row["state"] == "unchanged"}, (
        "nothing is graded twice"
    )
