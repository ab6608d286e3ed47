"""What a learner reads in a real kernel: whose functions were imported, undefined names, progress."""

import json
import re

import pytest
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbformat.v4 import new_code_cell, new_notebook
from support.copies import FIRST

from autograder import lesson as lessons

pytestmark = pytest.mark.slow
SECOND, THIRD = lessons.course()[1:3]
VERBS = "from autograder import check, hint, milestone, progress, solution\nimport numpy as np"
WRONG = "def relu(z):\n    return z"


@pytest.fixture
def kernel(copy_of, monkeypatch):
    """Run cells in a kernel beside a learner's copies of the lessons; what each cell shows, as text."""

    def run(*cells, lesson=FIRST, errors=True, told=True):
        folder = (
            copy_of(lesson).path.parent
            if not (copy_of.folder / f"{lesson}.ipynb").exists()
            else copy_of.folder
        )
        monkeypatch.setenv("JPY_SESSION_NAME", str(folder / f"{lesson}.ipynb") if told else "")
        book = new_notebook(cells=[new_code_cell(cell) for cell in cells])
        how = dict(timeout=120, allow_errors=errors, resources={"metadata": {"path": str(folder)}})
        try:
            NotebookClient(book, kernel_name="python3", **how).execute()
        except RuntimeError as silent:  # two kernels that start at once may choose the same port
            assert "Kernel didn't respond" in str(silent), silent
            NotebookClient(book, kernel_name="python3", **how).execute()
        return ["\n".join(map(_text, cell.outputs)) for cell in book.cells]

    return run


def _text(output):
    parts = {"stream": lambda: output.text, "error": lambda: "\n".join(output.traceback)}
    text = parts.get(output.output_type, lambda: output.data["text/plain"])()
    return re.sub(r"\x1b\[[\d;]*m", "", text).strip()


def test_an_import_tells_of_all_names_whose_they_are_in_one_line(copy_of, kernel):
    copy_of().solve(but=["relu", "tanh"]).write("relu", WRONG)
    names = "from autograder.mine import {}".format
    said, others = kernel(
        names("dense, forward, relu, tanh, mse, sigmoid"),
        names("predict") + "\n" + names("one_hot"),
        lesson=THIRD,
    )
    assert said.split(" · ") == [
        "dense, forward, sigmoid: yours",
        "relu: ours, since yours does not pass its checks",
        "tanh, mse: ours, since you have none yet",
    ]
    assert others == "predict: yours · one_hot: ours, since you have none yet"


def test_a_damaged_earlier_lesson_is_told_from_one_that_was_not_begun(copy_of, kernel):
    copy_of().path.write_text("{")
    (said,) = kernel("from autograder.mine import relu", lesson=THIRD)
    assert said.startswith("relu: ours, since the file of its lesson is damaged")


def test_what_is_remembered_keeps_not_begun_apart_from_wrong(copy_of, kernel):
    copy_of().solve(but=["relu", "tanh"]).write("relu", WRONG)
    first, second = (kernel("from autograder.mine import relu, tanh", lesson=THIRD) for _ in range(2))
    states = json.loads((copy_of.folder / ".hardway" / "verdicts.json").read_text())[FIRST]["states"]
    assert first == second and states["relu"] == "failed" and states["tanh"] == "not_attempted"


def test_ours_under_a_name_that_was_imported_is_not_checked_as_the_learners(copy_of, kernel):
    copy_of().solve(but=["relu"])
    _, ours, own = kernel(
        VERBS + "\nfrom autograder.mine import relu, softmax", "check(relu)", "check(softmax)", lesson=SECOND
    )
    assert ours.startswith("`relu` is ours here") and own.startswith("softmax   10 of 10")


def test_a_verb_that_is_handed_a_name_too_early_says_which_cell_to_run(kernel):
    shown = kernel(
        VERBS,
        "check(softmax)",
        "hint(softmax)",
        "solution(softmax)",
        "check(sofmax)",
        "check(nothing_like_it)",
    )
    cell = "run the cell that starts with `def softmax(z):` first, then this one again."
    line = f"`softmax` is not defined yet: {cell}"
    assert shown[1:4] == [line] * 3 and shown[4] == "there is no exercise `sofmax`: did you mean `softmax`?"
    assert "Traceback" in shown[5] and "NameError" in shown[5]


def test_a_cell_that_asks_too_early_has_failed(kernel):
    with pytest.raises(CellExecutionError, match="run the cell that starts with"):
        kernel(VERBS, "check(softmax)", errors=False)


def test_elsewhere_the_line_follows_the_ordinary_traceback(kernel):
    shown = kernel(VERBS, "softmax(np.ones((1, 2)))", "one_hot(1, 2)", "undefined", lesson=FIRST)
    assert "Traceback" in shown[1] and shown[1].endswith(
        "run the cell that starts with `def softmax(z):` first, then this one again."
    )
    assert shown[2].endswith(f"`one_hot` is an exercise of {SECOND}, which comes later.")
    assert shown[3].endswith("NameError: name 'undefined' is not defined")
    assert kernel(VERBS, "softmax(1)", lesson=SECOND)[1].endswith(
        "run `from autograder.mine import softmax` first, then this cell again."
    )


def test_progress_tells_the_states_as_the_names_are_now_and_what_is_next(kernel):
    relu, stub = (
        "def relu(z):\n    return np.maximum(z, 0)",
        "def dense(X, W, b):\n    raise NotImplementedError",
    )
    shown = kernel(VERBS, relu, stub, "def tanh(z):\n    return z", "progress()", lesson=FIRST)[
        -1
    ].splitlines()
    assert shown[0] == f"{FIRST}   1 of 9" and shown[-1] == 'next: dense (hint("dense") helps)'
    assert {
        "  ✓ passed     relu",
        "  · not yet    dense",
        "  ✗ wrong      tanh",
        "  · not run    softmax",
    } <= set(shown)


def test_a_later_cell_that_takes_a_name_away_is_quoted(kernel):
    wrong = "def tanh(z):\n    return z"
    shown = kernel(
        VERBS,
        wrong,
        "# all of it\nfrom numpy import *",
        "check(tanh)",
        wrong,
        "check(tanh)",
        "tanh = 3",
        "check(tanh)",
    )
    assert "the cell that starts with `from numpy import *` gives the name" in " ".join(shown[3].split())
    assert "expected" in shown[5] and "the cell that starts with `tanh = 3` gives the name" in " ".join(
        shown[7].split()
    )


def test_a_leftover_line_is_named(kernel):
    shown = kernel(
        VERBS, "def relu(z):\n    z = np.maximum(z, 0)\n    raise NotImplementedError", "check(relu)"
    )[-1]
    assert "so is `raise NotImplementedError`" in shown and "not attempted" not in shown


def test_an_interrupted_check_is_one_line_and_has_failed(kernel):
    assert (
        kernel(VERBS, "def relu(z):\n    raise KeyboardInterrupt", "check(relu)")[-1]
        == "stopped; nothing is lost, run the same cell again"
    )


def test_progress_counts_nothing_of_ours(copy_of, kernel):
    shown = kernel(VERBS + "\nfrom autograder.mine import softmax", "progress()")[1].splitlines()
    assert shown[0] == f"{FIRST}   0 of 9" and "  · not run    softmax" in shown


@pytest.mark.parametrize("call", ["milestone()", 'milestone("04_backprop")'])
def test_a_milestone_is_this_lessons_where_jupyter_does_not_tell_the_notebook(call, copy_of, kernel):
    copy_of().solve()  # of lesson 1 are more functions here than of lesson 4
    imports = "from autograder.mine import dense, forward, predict, relu, sigmoid, softmax, tanh"
    stub = "def dense_backward(dz, X, W):\n    raise NotImplementedError"
    shown = kernel(VERBS, imports, stub, call, lesson="04_backprop", told=False)[-1]
    assert shown.startswith("Milestone not reached: every parameter of a three-layer network passes")


def test_an_earlier_lesson_that_was_not_saved_is_named(copy_of, kernel):
    kernel(VERBS, "def relu(z):\n    return np.maximum(z, 0)")
    (said,) = kernel("from autograder.mine import relu, mse", lesson=THIRD)
    assert said.split(" · ") == [
        "relu, mse: ours, since you have none yet",
        f"save {FIRST}, which has gone on since, and run this cell again",
    ]


@pytest.mark.parametrize("saved", [True, False])
def test_the_command_says_save_first_where_the_notebook_ran_what_the_file_does_not_hold(
    saved, copy_of, kernel, hardway
):
    copy, new = copy_of(), "def relu(z):\n    return np.maximum(z, 0)"
    kernel(VERBS, new, "def helper(z):\n    return z")
    if saved:
        copy.write("relu", new)
    said = hardway("check", "relu", "--lessons", copy.path.parent).stdout
    assert ("save first" in said) is not saved and ("the notebook ran `relu`" in said) is not saved
