"""What Windows and macOS lack, taken away one by one: a learner goes through every door all the same."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from support import elsewhere
from support.copies import FIRST, Copy

from autograder import lesson as lessons

SCRIPT, EVERY = Path(elsewhere.__file__), ",".join(elsewhere.LACKS)
BESIDE = os.pathsep.join([str(lessons.ROOT), str(SCRIPT.parent.parent)])
ENDLESS = "def relu(z):\n    while True:\n        z = z + 0"
FOLDER = "my lessons"  # with a blank in it


def hardway(place, *arguments, lacks=EVERY, encoding="cp1252"):
    """The finished command, its output read as a console of that code page writes it."""
    said = {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0", "PYTHONPATH": BESIDE, "HARDWAY_DEBUG": "1"}
    command = [sys.executable, "-X", "warn_default_encoding", str(SCRIPT), lacks, "--", *map(str, arguments)]
    done = subprocess.run(command, cwd=place, env=os.environ | said, capture_output=True)
    done.stdout, done.stderr = (text.decode(encoding) for text in (done.stdout, done.stderr))
    assert "Traceback" not in done.stderr, done.stderr
    assert "\x1b" not in done.stdout + done.stderr, "no terminal is there to be coloured"
    return done


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """Where a learner works, after `hardway start`."""
    place = tmp_path_factory.mktemp("learner's place")
    assert f"{FOLDER}: 8 lessons copied" in hardway(place, "start", FOLDER, "--no-jupyter").stdout
    return place


@pytest.fixture(scope="module")
def solved(place):
    """All lessons solved, saved by a program that ends lines as Windows does."""
    for name in lessons.course():
        path = Copy(place / FOLDER, name).solve().path
        book = json.loads(path.read_text(encoding="utf-8"))
        for cell in book["cells"]:
            cell["source"] = "".join(cell["source"]).replace("\n", "\r\n")
        path.write_bytes(json.dumps(book, indent=1).replace("\n", "\r\n").encode("utf-8-sig"))
    return place


def test_a_check_says_what_it_says_here(place):
    Copy(place / FOLDER).write("relu", "def relu(z):\n    return z")
    done = hardway(place, "check", "relu", "--lessons", FOLDER)
    assert done.returncode == 1 and f"mistakes/{FIRST}.html#relu__" in done.stdout
    assert hardway(place, "hint", "softmax", "--lessons", FOLDER).stdout.startswith("Hint 1 of ")


def test_status_names_the_next_command_as_it_can_be_typed(place):
    Copy(place / FOLDER)
    last = hardway(place, "status", "--lessons", FOLDER).stdout.splitlines()[-1]
    assert last.startswith("next: dense in") and f'--lessons "{FOLDER}"' in last  # as cmd.exe needs it


def test_code_that_never_ends_costs_its_exercise_alone(place):
    Copy(place / FOLDER).solve().write("relu", ENDLESS)
    done = hardway(place, "check", FIRST, "--lessons", FOLDER, "--json", encoding="utf-8")
    (lesson,) = json.loads(done.stdout)["lessons"]
    states = {exercise["name"]: exercise["state"] for exercise in lesson["exercises"]}
    assert states.pop("relu") == "crashed" and set(states.values()) == {"passed"}
    assert "did not finish within 10 s of processor time" in done.stdout


def test_solved_lessons_pass_are_brought_up_to_date_and_become_a_network(solved):
    done = hardway(solved, "check", FIRST, "--lessons", FOLDER)
    assert done.returncode == 0, done.stdout
    book = json.loads((solved / FOLDER / "02_loss.ipynb").read_text(encoding="utf-8-sig"))
    book["metadata"]["hardway"]["release"] = "an older one"
    (solved / FOLDER / "02_loss.ipynb").write_text(json.dumps(book), encoding="utf-8")
    assert "carried over" in hardway(solved, "update", "--lessons", FOLDER).stdout
    assert hardway(solved, "check", "02_loss", "--lessons", FOLDER).returncode == 0
    done = hardway(solved, "assemble", "--lessons", FOLDER)
    assert done.returncode == 0 and (solved / FOLDER / "nn.py").exists(), done.stderr


@pytest.mark.parametrize("lack", elsewhere.LACKS)
def test_each_lack_alone_changes_nothing(lack, place):
    Copy(place / FOLDER).solve("relu")
    assert "all 6 checks passed" in hardway(place, "check", "relu", "--lessons", FOLDER, lacks=lack).stdout


IN_A_KERNEL = """
import asyncio, nbformat, os, sys
from nbclient import NotebookClient
if sys.platform == "win32":
    asyncio.set_event_loop_policy(asyncio.WindowsSelectorEventLoopPolicy())
cells = map(nbformat.v4.new_code_cell, sys.argv[2:])
book = nbformat.v4.new_notebook(cells=list(cells))
where = {"metadata": {"path": sys.argv[1]}}
NotebookClient(book, timeout=300, startup_timeout=300, kernel_name="python3", resources=where).execute()
print([output.get("data", output).get("text/plain", "") for output in book.cells[-1].outputs])
"""


def test_check_in_a_notebook_s_kernel_does_too(place):
    lacks = f"from support.elsewhere import lacking; lacking(*{list(elsewhere.LACKS)})"
    cells = [lacks, "from autograder import check", ENDLESS, "check(relu)"]
    env = os.environ | {"PYTHONPATH": BESIDE, "JPY_SESSION_NAME": str(place / FOLDER / f"{FIRST}.ipynb")}
    command = [sys.executable, "-c", IN_A_KERNEL, str(place / FOLDER), *cells]
    done = subprocess.run(command, env=env, capture_output=True, text=True, encoding="utf-8")
    assert "did not finish within 10 s of processor time" in done.stdout, done.stdout + done.stderr


def test_no_two_files_have_one_name_where_case_does_not_count_and_each_can_be_written_there():
    git = subprocess.run(["git", "ls-files", "-z"], cwd=lessons.ROOT, capture_output=True, text=True)
    if git.returncode:
        pytest.skip("this is no clone")
    names = [name for name in git.stdout.split("\0") if name]
    assert len({name.casefold() for name in names}) == len(names)
    reserved = re.compile(
        r'(^|/)(con|prn|aux|nul|com\d|lpt\d)(\.[^/]*)?(/|$)|[<>:"|?*\\]|[. ](/|$)', re.IGNORECASE
    )
    assert not [name for name in names if reserved.search(name) or len(name) > 150]
