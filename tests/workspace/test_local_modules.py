"""A learner's own modules beside the notebooks are imported as in JupyterLab."""

import subprocess
import sys

import pytest
from support.copies import FIRST

from autograder import lesson as lessons
from autograder.commands.check import checked
from autograder.workspace import learner
from autograder.workspace.local_modules import beside

HELPED = "import helpers\ndef relu(z):\n    return helpers.positive(z)"
LATE = "def relu(z):\n    from helpers import positive\n    return positive(z)"
RIGHT, WRONG = (f"import numpy as np\ndef positive(z):\n    return np.maximum(z, {n})" for n in "01")


def state(folder):
    """How `relu` fares in a folder."""
    return checked(folder, FIRST, {"relu"})["relu"].state


@pytest.mark.parametrize("source", [HELPED, LATE])
def test_a_module_beside_the_notebook_is_found_read_again_when_edited_and_forgotten(source, copy_of):
    folder = copy_of().write("relu", source).path.parent
    found = []
    for text in (RIGHT, WRONG, RIGHT):
        (folder / "helpers.py").write_text(text)
        found.append(state(folder))
    assert (
        found == ["passed", "failed", "passed"]
        and str(folder) not in sys.path
        and "helpers" not in sys.modules
    )
    assert not (folder / "__pycache__").exists()


def test_a_package_beside_the_notebook_is_found(copy_of):
    folder = copy_of().write("relu", HELPED.replace("helpers", "own.helpers")).path.parent
    (folder / "own").mkdir()
    (folder / "own" / "helpers.py").write_text(RIGHT)
    assert state(folder) == "passed" and not any(name.startswith("own") for name in sys.modules)


def test_an_edited_module_is_no_remembered_verdict(copy_of):
    folder = copy_of().solve().write("relu", HELPED).path.parent
    (folder / "helpers.py").write_text(RIGHT)
    checked(folder, FIRST)
    assert learner.remembered(folder, FIRST)["relu"] == "passed"
    (folder / "helpers.py").write_text(WRONG)
    assert learner.remembered(folder, FIRST) is None


def test_a_function_of_an_earlier_lesson_finds_its_module(copy_of, hardway):
    folder = copy_of().solve().write("forward", "from helpers import forward").path.parent
    (folder / "helpers.py").write_text("import numpy as np\n\n\n" + _forward())
    later = lessons.course()[1]
    copy_of(later, folder).solve()
    assert hardway("check", later, "--lessons", folder).returncode == 0


def _forward():
    names = ("relu", "sigmoid", "tanh", "forward")
    return "\n\n".join(lessons.answer(lessons.lesson(FIRST).exercises[name].cell.source) for name in names)


@pytest.mark.parametrize(
    "start",
    [
        ["-m", "autograder"],
        pytest.param(["-c", "from autograder.cli import main; main()"], marks=pytest.mark.slow),
    ],
)
@pytest.mark.parametrize(
    "name",
    ["numpy", "playground", *(pytest.param(name, marks=pytest.mark.slow) for name in ("random", "code"))],
)
def test_a_file_with_the_name_of_another_module_is_said_and_harms_nothing(name, start, copy_of):
    folder = copy_of().solve("relu").path.parent
    (folder / f"{name}.py").write_text("raise SystemExit('not for you')")
    place = folder if start[0] == "-m" else folder.parent
    done = subprocess.run(
        [sys.executable, *start, "check", "relu", "--lessons", folder],
        cwd=place,
        capture_output=True,
        text=True,
        check=False,
    )
    (said,) = done.stderr.splitlines()
    assert done.returncode == 0 and said.startswith(f"{name}.py in {folder}: another module has that name")


def test_what_the_kit_imports_meanwhile_stays(tmp_path):
    with beside(tmp_path):
        sys.modules.pop("wave", None)
        import wave
    assert sys.modules["wave"] is wave
