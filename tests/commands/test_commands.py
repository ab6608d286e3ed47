"""The command `hardway`, as people type it."""

import json
import os
import shutil
import signal
import subprocess
import sys

import pytest
from support.copies import FIRST
from support.processes import INTERRUPTIBLE, ON_A_FULL_DISK

from autograder import lesson as lessons


def one_line(done, status):
    """The message of a command that refused."""
    assert (
        done.returncode == status
        and len(done.stderr.strip().splitlines()) == 1
        and "Traceback" not in done.stderr
    ), done.stderr
    return done.stderr


def test_check_prints_the_object_of_the_contract(copy_of, hardway):
    copy = copy_of().solve(but=["softmax"])
    done = hardway("check", FIRST, "--lessons", copy.path.parent, "--json", "--seed", 3)
    assert done.returncode == 1
    (lesson,) = json.loads(done.stdout)["lessons"]
    assert set(lesson) == {"name", "passed", "total", "exercises"}
    assert all(
        set(e) == {"name", "state", "passed", "total", "mistake", "hint", "substituted", "message"}
        for e in lesson["exercises"]
    )
    assert {e["name"]: e["state"] for e in lesson["exercises"]}["softmax"] == "not_attempted"
    assert lesson["passed"] == sum(e["passed"] for e in lesson["exercises"])


def test_what_a_notebook_prints_by_other_ways_stays_out_of_the_object(copy_of, hardway):
    copy = copy_of().solve().add("!echo loud\nprint('louder')")
    done = hardway("check", "relu", "--lessons", copy.path.parent, "--json")
    assert json.loads(done.stdout)["lessons"][0]["passed"] > 0 and done.returncode == 0


def test_check_of_one_exercise_reports_on_it_alone(copy_of, hardway):
    copy = copy_of().solve("relu")
    done = hardway("check", "relu", "--lessons", copy.path.parent, "--json")
    assert done.returncode == 0 and [
        e["name"] for e in json.loads(done.stdout)["lessons"][0]["exercises"]
    ] == ["relu"]


def test_check_shows_the_sentences_the_value_and_the_hint(copy_of, hardway):
    copy = copy_of().write(
        "softmax", "def softmax(z):\n    return np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)"
    )
    done = hardway("check", "softmax", "--lessons", copy.path.parent)
    assert done.returncode == 1
    assert (
        "✗ survives large scores" in done.stdout
        and "softmax(z=[[1000, 1001]]) returned [[nan, nan]]" in done.stdout
        and "Hint: exp(1000)" in done.stdout
    )


@pytest.mark.parametrize(
    "args, words",
    [
        (["chek"], "check"),
        (["check", "sofmax"], "softmax"),
        (["check", "--sed", "3"], "--seed"),
        (["check", "--seed", "x"], "int"),
        (["check", "--seed", "-1"], "--seed"),
        (["check", "--lessons", "nowhere"], "hardway start"),
        (["hint", "sofmax"], "softmax"),
        (["reset", "99"], f"there are {', '.join(lessons.course())}"),
        (["new-lesson", "Convolution"], "09_convolution"),
        (["new-exercise", "2", "relu"], "is an exercise of 01_forward_pass already"),
        (["try", "1", "-k", "mse"], "is an exercise of 02_loss, not of 01_forward_pass"),
        (["mistake", "nowhere.py"], "there is no file nowhere.py"),
        (["mistake", "."], "is a folder: name a notebook, or a .py file"),
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
    assert (folder / f"{FIRST}.ipynb").read_text() == "my work" and (
        folder / f"{lessons.course()[1]}.ipynb"
    ).exists()


DAMAGED = {"half copied": b'{"cells": [', "empty": b"", "no notebook": b"[]", "a folder": None}


def damage(path, data):
    """Put these bytes, or a folder, in the place of a notebook."""
    path.unlink()
    path.mkdir() if data is None else path.write_bytes(data)


@pytest.mark.parametrize("kind", DAMAGED)
def test_a_damaged_file_is_named_with_its_mend_by_start_status_and_check(kind, copy_of, hardway):
    damage(copy_of().path, DAMAGED[kind])
    for command in (["status"], ["check", FIRST], ["start", "--no-jupyter"]):
        said = hardway(*command).stdout
        assert (
            said.count(f"run hardway reset {FIRST} (it keeps a copy of what is there)") == 1
            and "not yet" not in said
        ), command
        assert "status" not in command or f"next: hardway reset {FIRST}" in said


@pytest.mark.parametrize("kind", DAMAGED)
def test_reset_keeps_a_damaged_file(kind, copy_of, hardway):
    path = copy_of().path
    damage(path, DAMAGED[kind])
    assert hardway("reset", FIRST, "--lessons", path.parent).returncode == 0
    (kept,) = [other for other in path.parent.iterdir() if other != path]
    assert kept.is_dir() if DAMAGED[kind] is None else kept.read_bytes() == DAMAGED[kind]
    assert path.read_bytes() == (lessons.LESSONS / path.name).read_bytes()


@pytest.mark.parametrize("command", ["start my-lessons --no-jupyter", "reset 1 --lessons my-lessons"])
def test_what_cannot_be_written_whole_is_not_written_at_all(command, copy_of):
    path = copy_of().write("relu", "# my work").path
    before = {file.name: file.read_bytes() for file in path.parent.iterdir()}
    done = subprocess.run(
        [*ON_A_FULL_DISK, *command.split()],
        cwd=path.parent.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ".ipynb cannot be written" in one_line(done, 1) and "run the same command again" in done.stderr
    assert {file.name: file.read_bytes() for file in path.parent.iterdir()} == before


@pytest.mark.parametrize("command", ["status", "check", "check --json", "checkpoint 1", "watch", "assemble"])
def test_a_folder_without_lessons_is_named(command, tmp_path, hardway):
    assert f"there are no lessons in {tmp_path}: run hardway start {tmp_path}" in one_line(
        hardway(*command.split(), "--lessons", tmp_path), 2
    )


def test_a_lesson_that_is_not_there_is_told_in_status(copy_of, hardway):
    folder = copy_of().path.parent
    second = lessons.course()[1]
    assert (
        f"{second}   there is no {second}.ipynb here: hardway start {folder} copies it."
        in hardway("status", "--lessons", folder).stdout
    )


def test_check_names_the_file_and_the_time_it_was_saved(copy_of, hardway):
    path = copy_of().path
    os.utime(path, (0, 86400 * 365))
    shown = hardway("check", "relu", "--lessons", path.parent, env={**os.environ, "TZ": "UTC"}).stdout
    assert f"  {path}, saved 1971-01-01 00:00\n" in shown and "save first" not in shown


@pytest.mark.parametrize(
    "newer, other, said", [(True, True, True), (True, False, False), (False, True, False)]
)
def test_a_newer_checkpoint_of_jupyter_says_save_first(newer, other, said, copy_of, hardway):
    path = copy_of().path
    checkpoint = path.parent / ".ipynb_checkpoints" / f"{FIRST}-checkpoint.ipynb"
    checkpoint.parent.mkdir()
    checkpoint.write_bytes(path.read_bytes() + b" " * other)
    moment = path.stat().st_mtime + (60 if newer else -60)
    os.utime(checkpoint, (moment, moment))
    assert (
        "save first: Jupyter's checkpoint" in hardway("check", "relu", "--lessons", path.parent).stdout
    ) is said


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
    assert (
        untouched.returncode == 1
        and "milestone not reached" in untouched.stdout
        and "does not pass its checks yet" in untouched.stdout
    )


def test_a_reset_at_once_after_another_loses_nothing(copy_of, hardway):
    copy = copy_of().write("relu", "# my work")
    for _ in range(3):
        assert hardway("reset", "1", "--lessons", copy.path.parent).returncode == 0
    assert any("# my work" in kept.read_text(encoding="utf-8") for kept in copy.path.parent.glob("*.ipynb"))
    assert len(list(copy.path.parent.glob("*.ipynb"))) == 4


@pytest.mark.parametrize(
    "damaged",
    [
        *(
            "",
            "[",
            "[1]",
            '{"relu": "x", "01_forward_pass": 5}',
            '{"relu": -5, "01_forward_pass": {"passed": 3}}',
        ),
        '{"01_forward_pass": {"of": 3, "states": {"dense": []}}}',
    ],
)
def test_damaged_state_is_as_good_as_none(damaged, copy_of, hardway):
    folder = copy_of().path.parent
    (folder / ".hardway").mkdir()
    for name in ("hints.json", "verdicts.json", "ran.json"):
        (folder / ".hardway" / name).write_text(damaged)
    assert hardway("hint", "relu", "--lessons", folder).stdout.startswith("Hint 1")
    assert "next: dense" in hardway("status", "--lessons", folder).stdout
    assert "not attempted" in hardway("check", "dense", "--lessons", folder).stdout


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
    command = [sys.executable, "-m", "autograder", "check", "relu", "--lessons", copy.path.parent]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0 and "relu" in done.stdout


LOOP = "import os\ndef relu(z):\n    os.write(2, b'begun\\n')\n    while True: pass"
STOPPED = "hardway: stopped; nothing is lost, run the same command again\n"


def interrupted(folder, *args):
    """Run the command and interrupt it when the learner's code has begun; what it printed."""
    pipes = dict.fromkeys(("stdout", "stderr"), subprocess.PIPE)
    running = subprocess.Popen(
        [*INTERRUPTIBLE, *args], cwd=folder, stdin=subprocess.DEVNULL, text=True, **pipes
    )
    begun = running.stderr.readline()
    running.send_signal(signal.SIGINT)
    out, said = running.communicate(timeout=120)
    assert begun == "begun\n" and running.returncode == 1 and said == STOPPED, (begun, said)
    return out


ALIKE = [
    pytest.param(command, marks=pytest.mark.slow)
    for command in ("check", "status", "checkpoint 1", "solution relu", "assemble")
]


@pytest.mark.parametrize("command", ["check relu", "check --json", *ALIKE])
def test_ctrl_c_in_a_check_is_one_line(command, copy_of):
    out = interrupted(copy_of().write("relu", LOOP).path.parent, *command.split())
    assert "INTERRUPTED" not in out and ("--json" not in command or out == "")


def test_ctrl_c_in_a_cell_is_one_line(copy_of):
    interrupted(
        copy_of().solve().add("import os\nos.write(2, b'begun\\n')\nwhile True: pass").path.parent,
        "check",
        "relu",
    )


def test_ctrl_c_while_watching_is_one_line(copy_of):
    copy = copy_of()
    running = subprocess.Popen(
        [*INTERRUPTIBLE, "watch"],
        cwd=copy.path.parent,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert running.stdout.readline().startswith("watching")
    running.send_signal(signal.SIGINT)
    assert running.communicate(timeout=120)[1] == STOPPED and running.returncode == 1


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
def test_assemble_writes_of_our_answers_what_stands_beside_them(copy_of, hardway, tmp_path):
    folder = tmp_path / "my-lessons"
    for name in lessons.course():
        copy_of(name, folder).solve()
    assert hardway("assemble", "--lessons", folder).returncode == 0
    text = (folder / "nn.py").read_text(encoding="utf-8")
    ours = (lessons.SOLUTIONS / "nn.py").read_text(encoding="utf-8")
    assert text.splitlines()[1:] == ours.splitlines()[1:]


NAME_LESSONS = ("course.toml", "github_classroom.yml")  # of ours, which this kit has none of


@pytest.mark.slow
def test_a_new_lesson_is_whole_from_the_first_moment(tmp_path):
    kit = tmp_path / "kit"
    kit.mkdir()
    for part in ("autograder", "playground"):
        shutil.copytree(
            lessons.ROOT / part,
            kit / part,
            ignore=shutil.ignore_patterns("__pycache__", "0*", "test_0*", "wrong_0*", *NAME_LESSONS),
        )
    for empty in ("solutions", "lessons"):
        (kit / empty).mkdir()

    def run(*args):
        return subprocess.run(
            [sys.executable, "-m", *args],
            cwd=kit,
            env={**os.environ, "PYTHONPATH": str(kit)},
            capture_output=True,
            text=True,
            check=False,
        )

    assert run("autograder", "new-lesson", "01_doubling").returncode == 0
    assert run("autograder", "build").returncode == 0
    assert run("autograder", "build", "--check").returncode == 0
    assert "passed" in run("autograder", "check", "--lessons", "solutions").stdout
    source, notebook = kit / "solutions" / "01_doubling.py", kit / "lessons" / "01_doubling.ipynb"
    whole, built = source.read_text(encoding="utf-8"), notebook.read_bytes()
    source.write_text(whole.replace("### END SOLUTION", "### END"), encoding="utf-8")
    for command in (["lint"], ["build"], ["check", "--lessons", "solutions"]):
        done = run("autograder", *command)
        assert done.returncode == 1 and "solutions/01_doubling.py:32: BEGIN SOLUTION without" in (
            done.stdout + done.stderr
        )
    assert notebook.read_bytes() == built
    source.write_text(whole, encoding="utf-8")
    held = ("test_checks_and_mistakes.py", "test_demonstrations.py")
    for file in held:
        shutil.copy(lessons.ROOT / "tests" / "lessons" / file, kit / file)
    done = run("pytest", "-q", "-p", "no:cacheprovider", *held)
    assert done.returncode == 0, done.stdout[-2000:]
