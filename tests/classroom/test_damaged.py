"""Damaged and unusual notebooks: graded for what is there, or rejected alone with a reason."""

import json

import pytest
from damage import ALL, DENSE, PARTS, RELU, UNREADABLE, WHOLE, code_of
from handing_in import LESSON, answer, needs_sandbox, notebook, solved

pytestmark = [*needs_sandbox, pytest.mark.usefixtures("neighbour")]


@pytest.mark.parametrize("damage", WHOLE)
def test_what_is_whole_counts_in_full(grade, damage):
    data = WHOLE[damage]()
    outcome, passed = grade(data if isinstance(data, bytes) else json.dumps(data).encode())
    assert outcome["state"] == "graded", outcome["reason"]
    assert passed == ALL
    assert_form(outcome["notebook"])


def assert_form(book):
    """Each graded cell stands once, and every id once."""
    graded = [cell["metadata"]["nbgrader"]["grade_id"] for cell in book["cells"] if cell["metadata"].get("nbgrader")]
    assert len(set(graded)) == len(graded)
    assert {f"check_{name}" for name in ALL} <= set(graded)
    ids = [cell["id"] for cell in book["cells"]]
    assert len(set(ids)) == len(ids)
    import nbformat

    nbformat.validate(nbformat.from_dict(book))


@pytest.mark.parametrize("damage", PARTS)
def test_damage_costs_only_what_is_damaged(grade, damage):
    cells, expected = PARTS[damage]
    outcome, passed = grade(notebook(*cells))
    assert outcome["state"] == "graded", outcome["reason"]
    assert passed == expected, outcome["exercises"][:2]
    assert_form(outcome["notebook"])


@pytest.mark.parametrize("damage", UNREADABLE)
def test_what_cannot_be_read_is_rejected_with_a_reason(grade, damage):
    outcome, passed = grade(UNREADABLE[damage])
    assert (outcome["state"], passed) == ("rejected", set())
    assert outcome["reason"] and "\n" not in outcome["reason"] and "Traceback" not in outcome["reason"]
    assert_form(outcome["notebook"])


def test_another_lesson_is_rejected_by_its_name(grade):
    outcome, _ = grade(notebook("import numpy as np\ndef mse(y_pred, y_true): return 0\ndef one_hot(y, n_classes): return 0"))
    assert outcome["state"] == "rejected"
    assert "02_loss" in outcome["reason"] and LESSON in outcome["reason"]


def test_one_cell_that_takes_too_long_costs_what_it_defines(grade):
    outcome, passed = grade(notebook("import numpy as np", RELU, "while True: pass\n" + DENSE, "import time, signal\nsignal.signal(signal.SIGALRM, signal.SIG_IGN)\ntime.sleep(100)"))
    assert passed == {"relu"}
    dense = next(e for e in outcome["exercises"] if e["name"] == "dense")
    assert dense["state"] == "crashed" and "1 s" in dense["message"]


def test_a_mistake_costs_once(grade):
    right = {name: answer(name) for name in ALL}
    right["dense"] = "def dense(X, W, b):\n    return X @ W"
    outcome, passed = grade(notebook("import numpy as np", *right.values()))
    assert passed == ALL - {"dense"}


def test_saved_outputs_stay_but_for_the_checks(grade):
    book = solved()
    code_of(book, "dense")["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "seen by the student"}]
    code_of(book, "check_dense")["outputs"] = [{"output_type": "execute_result", "data": {"text/plain": "999.0"}, "metadata": {}, "execution_count": 1}]
    outcome, _ = grade(json.dumps(book).encode())
    made = {cell["id"]: cell for cell in outcome["notebook"]["cells"]}
    assert made["dense"]["outputs"][0]["text"] == "seen by the student"
    assert made["check_dense"]["outputs"][0]["data"]["text/plain"] == "8.0" or float(made["check_dense"]["outputs"][0]["data"]["text/plain"]) > 0
    assert "999" not in made["check_dense"]["outputs"][0]["data"]["text/plain"]
