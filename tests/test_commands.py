"""The command `hardway`, as people type it."""

import json
import shutil
import signal
import subprocess
import sys
import time

import pytest

from autograder import lesson as lessons
from copies import FIRST


def one_line(done, status):
    """The message of a command that refused."""
    assert done.returncode == status and len(done.stderr.strip().splitlines()) == 1 and "Traceback" not in done.stderr, done.stderr
    return done.stderr


def test_check_prints_the_object_of_the_contract(copy_of, hardway):
    copy = copy_of().solve(but=["softmax"])
    done = hardway("check", FIRST, "--lessons", copy.path.parent, "--json", "--seed", 3)
    assert done.returncode == 1
    (lesson,) = json.loads(done.stdout)["lessons"]
    assert set(lesson) == {"name", "passed", "total", "exercises"}
    assert all(set(e) == {"name", "state", "passed", "total", "mistake", "hint", "substituted", "message"} for e in lesson["exercises"])
    assert {e["name"]: e["state"] for e in lesson["exercises"]}["softmax"] == "not_attempted"
    assert lesson["passed"] == sum(e["passed"] for e in lesson["exercises"])


def test_what_a_notebook_prints_by_other_ways_stays_out_of_the_object(copy_of, hardway):
    copy = copy_of().solve().add("!echo loud\nprint('louder')")
    done = hardway("check", "relu", "--lessons", copy.path.parent, "--json")
    assert json.loads(done.stdout)["lessons"][0]["passed"] > 0 and done.returncode == 0


def test_check_of_one_exercise_reports_on_it_alone(copy_of, hardway):
    copy = copy_of().solve("relu")
    done = hardway("check", "relu", "--lessons", copy.path.parent, "--json")
    assert done.returncode == 0 and [e["name"] for e in json.loads(done.stdout)["lessons"][0]["exercises"]] == ["relu"]


def test_check_shows_the_sentences_the_value_and_the_hint(copy_of, hardway):
    copy = copy_of().write("softmax", "def softmax(z):\n    return np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)")
    done = hardway("check", "softmax", "--lessons", copy.path.parent)
    assert done.returncode == 1
    assert "✗ survives large scores" in done.stdout and "softmax([[1000., 1001.]]) returned [[nan, nan]]" in done.stdout and "Hint: exp(1000)" in done.stdout


@pytest.mark.parametrize(
    "args, words",
    [
        (["chek"], "check"),
        (["check", "sofmax"], "softmax"),
        (["check", "--sed", "3"], "--seed"),
        (["check", "--seed", "x"], "integer"),
        (["check", "--seed", "-1"], "--seed"),
        (["check", "--lessons", "nowhere"], "hardway start"),
        (["hint", "sofmax"], "softmax"),
        (["reset", "99"], "hardway status"),
        (["new-lesson", "Convolution"], "09_convolution"),
    ],
)
def test_a_wrong_call_is_one_line_that_says_what_to_run(args, words, hardway):
    assert words in one_line(hardway(*args), 2)


def test_start_copies_lessons_and_never_overwrites_work(tmp_path, hardway):
    folder = tmp_path / "mine"
    assert hardway("start", folder, "--no-jupyter").returncode == 0
    assert {path.stem for path in folder.glob("*.ipynb")} == set(lessons.course())
    (folder / f"{FIRST}.ipynb").write_text("my work")
    (folder / f"{lessons.course()[1]}.ipynb").unlink()
    assert hardway("start", folder, "--no-jupyter").returncode == 0
    assert (folder / f"{FIRST}.ipynb").read_text() == "my work" and (folder / f"{lessons.course()[1]}.ipynb").exists()


def test_reset_keeps_the_work(copy_of, hardway):
    copy = copy_of().solve()
    before = copy.path.read_text(encoding="utf-8")
    assert hardway("reset", "1", "--lessons", copy.path.parent).returncode == 0
    kept = [path for path in copy.path.parent.glob("*.ipynb") if path != copy.path]
    assert kept[0].read_text(encoding="utf-8") == before
    assert copy.path.read_bytes() == (lessons.LESSONS / copy.path.name).read_bytes()


def test_hints_come_one_by_one(copy_of, hardway):
    folder = copy_of().path.parent
    first, second = (hardway("hint", "softmax", "--lessons", folder).stdout for _ in range(2))
    assert first.startswith("Hint 1") and second.startswith("Hint 2")


def test_solution_asks_first_where_yours_does_not_pass(copy_of, hardway):
    copy = copy_of().solve("relu")
    assert "--yes" in one_line(hardway("solution", "softmax", "--lessons", copy.path.parent), 1)
    assert "def softmax" in hardway("solution", "softmax", "--yes", "--lessons", copy.path.parent).stdout
    assert "def relu" in hardway("solution", "relu", "--lessons", copy.path.parent).stdout


def test_checkpoint_runs_the_milestone(copy_of, hardway):
    solved = hardway("checkpoint", "1", "--lessons", copy_of().solve().path.parent)
    assert solved.returncode == 0 and "milestone reached" in solved.stdout


@pytest.mark.parametrize("lesson", lessons.course())
def test_no_milestone_is_reached_with_our_functions(lesson, copy_of, hardway):
    untouched = hardway("checkpoint", lesson, "--lessons", copy_of(lesson).path.parent)
    assert untouched.returncode == 1 and "milestone not reached" in untouched.stdout and "does not pass its checks yet" in untouched.stdout


def test_a_reset_at_once_after_another_loses_nothing(copy_of, hardway):
    copy = copy_of().write("relu", "# my work")
    for _ in range(3):
        assert hardway("reset", "1", "--lessons", copy.path.parent).returncode == 0
    assert any("# my work" in kept.read_text(encoding="utf-8") for kept in copy.path.parent.glob("*.ipynb"))
    assert len(list(copy.path.parent.glob("*.ipynb"))) == 4


@pytest.mark.parametrize("damaged", ["[", "[1]", '{"relu": "x", "01_forward_pass": 5}', '{"relu": -5, "01_forward_pass": {"passed": 3}}'])
def test_damaged_state_is_as_good_as_none(damaged, copy_of, hardway):
    folder = copy_of().path.parent
    (folder / ".hardway").mkdir()
    for name in ("hints.json", "verdicts.json"):
        (folder / ".hardway" / name).write_text(damaged)
    assert hardway("hint", "relu", "--lessons", folder).stdout.startswith("Hint 1")
    assert "next: dense" in hardway("status", "--lessons", folder).stdout


def test_hints_come_where_nothing_can_be_kept(copy_of, hardway):
    folder = copy_of().path.parent
    (folder / ".hardway").write_text("a file in its place")
    assert hardway("hint", "relu", "--lessons", folder).stdout.startswith("Hint 1")


def test_a_terminal_without_our_signs_shows_the_rest(copy_of, hardway, monkeypatch):
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    done = hardway("check", "relu", "softmax", "--lessons", copy_of().solve("relu").path.parent)
    assert done.returncode == 1 and "all" in done.stdout and "not attempted" in done.stdout


def test_a_thread_that_never_ends_does_not_keep_the_command(copy_of, hardway):
    copy = copy_of().solve().add("import threading\nthreading.Thread(target=threading.Event().wait).start()")
    done = hardway("check", "relu", "--lessons", copy.path.parent, timeout=120)
    assert done.returncode == 0 and "relu" in done.stdout


def test_ctrl_c_ends_a_check_in_one_line(copy_of):
    folder = copy_of().solve().add("open('begun', 'w').close()\nwhile True: pass").path.parent
    running = subprocess.Popen([sys.executable, "-m", "autograder", "check", "relu", "--lessons", "."], cwd=folder, stderr=subprocess.PIPE, text=True)
    while not (folder / "begun").exists():
        assert running.poll() is None
        time.sleep(0.05)
    running.send_signal(signal.SIGINT)
    said = running.communicate(timeout=120)[1]
    assert running.returncode == 1 and said == "hardway: stopped; nothing is lost, run the same command again\n"


def test_status_says_what_is_next(copy_of, hardway):
    done = hardway("status", "--lessons", copy_of().solve("dense").path.parent)
    assert "next: relu" in done.stdout and "✓ passed     dense" in done.stdout


def test_a_broken_lesson_one_does_not_block_a_later_lesson(copy_of, hardway, tmp_path):
    folder = copy_of().write("softmax", "def softmax(z):\n    return z").path.parent
    later = lessons.course()[1]
    copy_of(later, folder).solve()
    done = hardway("check", later, "--lessons", folder, "--json")
    assert done.returncode == 0, done.stdout


@pytest.mark.slow
def test_assemble_writes_your_network_and_refuses_by_name_what_does_not_pass(copy_of, hardway, tmp_path):
    folder = tmp_path / "my-lessons"
    for name in lessons.course():
        copy_of(name, folder).solve()
    assert hardway("assemble", "--lessons", folder).returncode == 0
    text = (folder / "nn.py").read_text(encoding="utf-8")
    ours = (lessons.SOLUTIONS / "nn.py").read_text(encoding="utf-8")
    assert text.splitlines()[1:] == ours.splitlines()[1:]
    copy_of(FIRST, folder).solve(but=["relu"])
    assert "relu" in one_line(hardway("assemble", tmp_path / "other.py", "--lessons", folder), 1)
    assert not (tmp_path / "other.py").exists()


@pytest.mark.slow
def test_a_new_lesson_is_whole_from_the_first_moment(tmp_path):
    import os
    import subprocess
    import sys

    kit = tmp_path / "kit"
    kit.mkdir()
    for part in ("autograder", "playground"):
        shutil.copytree(lessons.ROOT / part, kit / part, ignore=shutil.ignore_patterns("__pycache__", "0*", "test_0*", "wrong_0*"))
    for empty in ("solutions", "lessons"):
        (kit / empty).mkdir()

    def run(*args):
        return subprocess.run([sys.executable, "-m", *args], cwd=kit, env={**os.environ, "PYTHONPATH": str(kit)}, capture_output=True, text=True, check=False)

    assert run("autograder", "new-lesson", "01_doubling").returncode == 0
    assert run("autograder", "build").returncode == 0
    assert run("autograder", "build", "--check").returncode == 0
    assert "passed" in run("autograder", "check", "--lessons", "solutions").stdout
    shutil.copy(lessons.ROOT / "tests" / "test_course.py", kit / "test_course.py")
    done = run("pytest", "-q", "-p", "no:cacheprovider", "test_course.py")
    assert done.returncode == 0, done.stdout[-2000:]
