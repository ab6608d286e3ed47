"""The autograder for Gradescope, run in a folder laid out as its container's /autograder."""

import json
import os
import shutil
import stat
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import jsonschema
import pytest

pytest.importorskip("nbgrader")

from support.handing_in import LESSON, RELU, answer, environment, hardway, needs_sandbox, notebook

from autograder import lesson as lessons
from autograder.authoring import build
from autograder.classroom.sandbox.bubblewrap import dropped

pytestmark = needs_sandbox
POINTS = build.points(lessons.lesson(LESSON))
WHEN = {"enum": ["hidden", "after_due_date", "after_published", "visible"]}
FORMAT = {"enum": ["text", "html", "simple_format", "md", "ansi"]}
NUMBER, TEXT = {"type": "number"}, {"type": "string"}
TEST = {
    **dict.fromkeys(("score", "max_score"), NUMBER),
    **dict.fromkeys(("name", "number", "output"), TEXT),
    **dict.fromkeys(("name_format", "output_format"), FORMAT),
    "status": {"enum": ["passed", "failed"]},
    "tags": {"type": "array", "items": TEXT},
    "visibility": WHEN,
    "extra_data": {"type": "object"},
}
TESTS = {"type": "object", "additionalProperties": False, "properties": TEST}
RESULTS = {  # what Gradescope's autograder specification says of results.json, as a schema
    "type": "object",
    "additionalProperties": False,
    "anyOf": [{"required": ["score"]}, {"required": ["tests"]}],
    "properties": {
        **dict.fromkeys(("score", "execution_time"), NUMBER),
        "output": TEXT,
        **dict.fromkeys(("output_format", "test_output_format", "test_name_format"), FORMAT),
        **dict.fromkeys(("visibility", "stdout_visibility"), WHEN),
        "extra_data": {"type": "object"},
        "tests": {"type": "array", "items": TESTS},
        "leaderboard": {"type": "array"},
    },
}
SPY = """
import os
seen = [f"user {os.getuid()}"]
for name, mode in (
    ("run_autograder", "r"),
    ("source/settings.json", "r"), ("source/kit/solutions/01_forward_pass.py", "r"),
    ("results/results.json", "r"), ("results/results.json", "w"),
    ("run_autograder", "w"), ("submission/mine", "w"),
):
    try:
        open(f"ROOT/{name}", mode).close()
        seen.append(mode + " " + name)
    except OSError:
        pass
"""


@pytest.fixture(scope="module")
def root():
    """What Gradescope makes of the archive; in place of setup.sh, the packages that are here.

    Not in a folder of pytest's: nobody else may look into those.
    """
    with tempfile.TemporaryDirectory(prefix="gradescope-") as folder:
        os.chmod(folder, 0o755)
        yield laid_out(Path(folder) / "autograder")


def laid_out(root):
    done = hardway("gradescope", "1", "--out", root.parent / "autograder.zip")
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(root.parent / "autograder.zip") as archive:
        for info in archive.infolist():
            archive.extract(info, root / "source")
            (root / "source" / info.filename).chmod(info.external_attr >> 16 & 0o777)
    (root / "env" / "bin").mkdir(parents=True)
    python = root / "env" / "bin" / "python"
    python.write_text(f'#!/bin/sh\nexec {sys.executable} "$@"\n')
    python.chmod(0o755)
    shutil.copy(root / "source" / "run_autograder", root)
    return root


@pytest.fixture
def results(root):
    """Run the autograder on a submission's files; the results, which are of Gradescope's form."""

    def run(files, path=None):
        shutil.rmtree(root / "submission", ignore_errors=True)
        (root / "submission").mkdir()
        for name, data in files.items():
            (root / "submission" / name).write_bytes(data)
        env = environment() | {"AUTOGRADER_ROOT": str(root)} | ({"PATH": path} if path else {})
        done = subprocess.run([root / "run_autograder"], cwd=root, env=env, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        found = json.loads((root / "results" / "results.json").read_text())
        jsonschema.validate(found, RESULTS)
        assert found["visibility"] == "visible" and "leaderboard" not in found, (
            "nothing is hidden, nobody ranked"
        )
        assert {test["visibility"] for test in found["tests"]} == {"visible"}
        assert {test["name"]: test["max_score"] for test in found["tests"]} == POINTS
        return found, {test["name"]: test for test in found["tests"]}

    return run


def test_the_archive_has_its_scripts_at_the_top_and_of_the_kit_what_grading_needs(root):
    source = root / "source"
    top = {path.name: stat.S_IMODE(path.stat().st_mode) for path in source.iterdir() if path.is_file()}
    assert top == {"setup.sh": 0o755, "run_autograder": 0o755, "settings.json": 0o600}
    assert {path.name for path in (source / "kit").iterdir() if path.is_dir()} == {
        "autograder",
        "playground",
        "solutions",
    }
    for script in ("setup.sh", "run_autograder"):
        assert subprocess.run(["bash", "-n", source / script]).returncode == 0


def test_each_exercise_is_a_test_with_its_points_and_message_and_the_same_student_meets_the_same_numbers(
    root, results
):
    (root / "submission_metadata.json").write_text(json.dumps({"users": [{"id": 7}]}))
    found, tests = results({f"{LESSON} (1).ipynb": RELU})
    assert tests["relu"]["status"] == "passed" and tests["relu"]["score"] == POINTS["relu"]
    assert tests["dense"]["score"] == 0 and "not defined" in tests["dense"]["output"]
    assert results({f"{LESSON}.ipynb": RELU})[0]["extra_data"] == found["extra_data"]


@pytest.mark.parametrize("files", [{"notes.txt": b""}, {f"{LESSON}.ipynb": b"{"}])
def test_what_cannot_be_graded_is_told_and_has_no_points(results, files):
    found, tests = results(files)
    assert found["output"].startswith("not graded: ") and not any(test["score"] for test in tests.values())


def test_without_bubblewrap_student_code_is_another_user_who_sees_nothing_and_changes_nothing(
    root, results, tmp_path
):
    if os.geteuid() != 0 or subprocess.run([*dropped(), sys.executable, "-c", ""]).returncode:
        pytest.skip("only root can become another user, who then needs an interpreter in the open")
    for name in ("bash", "sh", "env", "mkdir", "chmod", "setpriv"):
        (tmp_path / name).symlink_to(shutil.which(name))
    spy = SPY.replace("ROOT", str(root)) + "\ndef dense(X, W, b):\n    raise ValueError(', '.join(seen))"
    book = notebook("import numpy as np", answer("relu"), spy)
    _, tests = results({f"{LESSON}.ipynb": book}, path=str(tmp_path))
    assert tests["relu"]["status"] == "passed"
    assert "raised ValueError: user 65534, r run_autograder (" in tests["dense"]["output"]
