"""`hardway update`: improved lessons are told, and what is the learner's moves into the new notebook."""

import json
import os
import subprocess

import pytest
from support.copies import FIRST, Copy
from support.processes import ON_A_FULL_DISK

from autograder import lesson as lessons
from autograder.lesson import Cell, notebook_cells
from autograder.running.cells import cell_ids
from autograder.workspace import releases

pytestmark = pytest.mark.slow

SENTENCE = f"{FIRST} was improved since you began: hardway update carries your answers over"
RELU, WRONG = "def relu(z):\n    return np.maximum(z, 0)", "def relu(z):\n    return z"


def ours(kind, source):
    """A cell as a release has it."""
    code = {"outputs": [], "execution_count": None} if kind == "code" else {}
    return {"cell_type": kind, "id": next(cell_ids(kind, source)), "metadata": {}, "source": source, **code}


class Older(Copy):
    """A learner's copy of lesson 1 as an earlier release had it: with other texts, and an exercise more."""

    def __init__(self, folder, recorded=True):
        super().__init__(folder)
        cells, demo = self.book["cells"], ours("code", "print('an old demonstration')")
        self.new = cells[4]["id"]  # a text that came later
        del cells[4]
        cells[2] = ours("markdown", "An older explanation.")
        self.demonstration = demo["id"]
        cells.insert(cells.index(self.cell("check_relu")) + 1, demo)
        swish = {"nbgrader": {"grade_id": "swish", "solution": True, "grade": False, "schema_version": 3}}
        stub = "def swish(z):\n    raise NotImplementedError"
        cells.append({**ours("code", stub), "id": "swish", "metadata": swish})
        source = "".join(self.cell("tanh")["source"])
        self.cell("tanh")["source"] = source.replace('"""', '"""An older first line. ', 1)
        handed_out = notebook_cells(json.dumps(self.book))
        self.book["metadata"].pop("hardway")
        self.book["metadata"] |= releases.record(handed_out) if recorded else {}
        self.save()

    def note(self, source, after):
        """Add a text of the learner's own after a cell."""
        cells = self.book["cells"]
        note = {"cell_type": "markdown", "id": f"note-{len(cells)}", "metadata": {}, "source": source}
        cells.insert(cells.index(self.cell(after)) + 1, note)
        return self.save()


@pytest.fixture
def older(copy_of):
    copy_of.folder.mkdir()
    return Older(copy_of.folder)


def updated(hardway, folder, status=0):
    """What the command says."""
    done = hardway("update", "--lessons", folder)
    assert done.returncode == status and not done.stderr, done.stdout + done.stderr
    return done.stdout.splitlines()


def cells_of(folder):
    """[(id, source)] of the new notebook."""
    book = json.loads((folder / f"{FIRST}.ipynb").read_text(encoding="utf-8"))
    return [(cell["id"], "".join(cell["source"])) for cell in book["cells"]]


def kept(folder):
    """The files of before that were kept."""
    return [path for path in folder.glob("*.ipynb") if path.stem not in lessons.course()]


def handed_out():
    return (lessons.LESSONS / f"{FIRST}.ipynb").read_bytes()


def test_where_nothing_was_improved_nothing_is_done(copy_of, hardway):
    folder = copy_of().solve("dense").write("relu", "half a").add("x = 3").path.parent
    before = {path: path.read_bytes() for path in folder.glob("*.ipynb")}
    (said,) = updated(hardway, folder)
    assert said.startswith("nothing to update") and "improved" not in hardway("status").stdout
    assert {path: path.read_bytes() for path in folder.glob("*.ipynb")} == before


@pytest.mark.parametrize("recorded", [True, False])
def test_an_improved_lesson_is_told_in_one_line_by_status_and_start(recorded, copy_of, hardway):
    copy_of.folder.mkdir()
    Older(copy_of.folder, recorded)
    for command in (["status"], ["start", "--no-jupyter"]):
        assert hardway(*command).stdout.splitlines().count(SENTENCE) == 1


def test_jupyter_s_way_to_save_a_notebook_does_not_make_it_an_older_one(copy_of, hardway):
    """It keeps our record, and joins or splits lines; a learner deletes cells."""
    copy = copy_of()
    for cell in copy.book["cells"]:
        cell["source"] = "".join(cell["source"])
    del copy.book["cells"][5]
    assert "nothing to update" in updated(hardway, copy.save().path.parent)[0]


def test_a_notebook_without_our_record_is_judged_by_its_cells(copy_of, hardway):
    copy = copy_of().solve("dense")
    del copy.book["metadata"]["hardway"]
    copy.cell(copy.book["cells"][3]["id"])["source"] = "# my words"
    assert "nothing to update" in updated(hardway, copy.save().path.parent)[0]


def test_an_untouched_notebook_is_simply_the_new_one_afterwards(older, hardway):
    before, folder = older.path.read_bytes(), older.path.parent
    said = updated(hardway, folder)
    assert said[0] == f"{FIRST}   improved: nothing of yours was in it"
    assert older.path.read_bytes() == handed_out() and [path.read_bytes() for path in kept(folder)] == [
        before
    ]
    assert "nothing to update" in updated(hardway, folder)[0] and "improved" not in hardway("status").stdout


def test_answers_are_carried_over_and_are_judged_as_before(older, hardway, checked):
    older.solve("dense", "sigmoid").write("relu", WRONG).write("softmax", "def softmax(z):\n    return z +")
    folder, before = older.path.parent, checked(older.path.parent)
    said = updated(hardway, folder)
    assert said[0] == f"{FIRST}   improved: 4 answers carried over" and len(said) == 2
    assert checked(folder) == before and before["dense"]["state"] == "passed"
    texts = dict(cells_of(folder))
    assert texts["relu"] == WRONG and texts["softmax"] == "def softmax(z):\n    return z +"
    assert "An older first line" not in texts["tanh"] and "An older explanation." not in texts.values()
    assert older.new in texts and older.demonstration not in texts
    assert dict(cells_of(folder)).keys() == {cell["id"] for cell in json.loads(handed_out())["cells"]}


def test_cells_and_notes_of_ones_own_stay_where_they_stood(older, hardway, checked):
    older.write("relu", "def relu(z):\n    return at_least(z, LOW)")
    older.add("LOW = 0\ndef at_least(z, low):\n    return np.maximum(z, low)", before="relu")
    older.note("I must remember this.", after="relu").add(
        "relu(np.array([-1.0]))", before=older.demonstration
    )
    folder, before = older.path.parent, checked(older.path.parent)
    said = updated(hardway, folder)
    assert "1 answer and 3 cells of your own carried over" in said[0] and checked(folder) == before
    texts = [source for _, source in cells_of(folder)]
    at = texts.index("def relu(z):\n    return at_least(z, LOW)")
    assert texts[at - 1].startswith("LOW = 0") and texts[at + 1] == "I must remember this."
    assert texts[texts.index("check(relu)") + 1] == "relu(np.array([-1.0]))"


def test_pictures_in_notes_come_along_and_outputs_do_not(older, hardway):
    older.note("![](attachment:a.png)", after="relu").add("print(3)")
    older.book["cells"][older.book["cells"].index(older.cell("relu")) + 1]["attachments"] = {"a.png": {}}
    older.book["cells"][-1]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "3\n"}]
    updated(hardway, older.save().path.parent)
    book = json.loads(older.path.read_text(encoding="utf-8"))
    assert {"a.png": {}} in [cell.get("attachments") for cell in book["cells"]]
    assert not any(cell.get("outputs") for cell in book["cells"])


def test_imports_that_were_added_to_ours_come_along_and_those_that_are_gone_are_named(older, hardway):
    setup = next(cell for cell in older.book["cells"] if "from autograder" in "".join(cell["source"]))
    more = "\nimport math\nfrom playground import nothing_any_more\nnp.set_printoptions(precision=3)"
    setup["source"] = "".join(setup["source"]) + more
    older.write(
        "count_params",
        "def count_params(params):\n    return int(math.fsum(W.size + b.size for W, b in params))",
    )
    said = updated(hardway, older.save().path.parent)
    texts = dict(cells_of(older.path.parent))
    assert "import math\nnp.set_printoptions(precision=3)" in texts.values()
    assert "  left behind, since the course has it no more: `from playground import nothing_any_more`" in said
    assert hardway("check", "count_params").returncode == 0


def test_a_demonstration_that_was_changed_stands_below_the_new_one_and_is_named(older, hardway):
    demo = next(
        cell
        for cell in older.book["cells"]
        if "demo." in "".join(cell["source"])
        and cell["cell_type"] == "code"
        and "import" not in "".join(cell["source"])
    )
    original, demo["source"] = "".join(demo["source"]), "# mine\n" + "".join(demo["source"])
    said = updated(hardway, older.save().path.parent)
    texts = [source for _, source in cells_of(older.path.parent)]
    assert texts[texts.index(original) + 1] == "# mine\n" + original
    assert any(
        line.startswith("  cells of ours that you had changed stand, as yours, below") for line in said
    )


def test_the_last_of_several_answers_is_the_exercises(older, hardway, checked):
    older.write("relu", WRONG).add(RELU)
    folder, before = older.path.parent, checked(older.path.parent)
    assert "1 answer and 1 cell of your own" in updated(hardway, folder)[0]
    texts = [source for _, source in cells_of(folder)]
    assert dict(cells_of(folder))["relu"] == RELU and texts.index(WRONG) == texts.index(RELU) - 1
    assert checked(folder) == before and before["relu"]["state"] == "passed"


def test_an_answer_that_needs_what_stands_further_down_stays_below_it(older, hardway, checked):
    older.write("relu", WRONG).add("import functools\nlow = functools.partial(np.maximum, 0)")
    older.add("@functools.wraps(low.func)\ndef relu(z):\n    return low(z)")
    folder, before = older.path.parent, checked(older.path.parent)
    said = updated(hardway, folder)
    assert checked(folder) == before and not any("fewer" in line for line in said)


def test_two_answers_in_one_cell_stay_together(older, hardway, checked):
    both = RELU + "\ndef sigmoid(z):\n    e = np.exp(-np.abs(z))\n    return np.where(z >= 0, 1, e) / (1 + e)"
    older.write("relu", both)
    cells = older.book["cells"]
    cells.remove(older.cell("sigmoid"))
    folder, before = older.save().path.parent, checked(older.path.parent)
    updated(hardway, folder)
    assert checked(folder) == before and before["sigmoid"]["state"] == "passed"
    assert dict(cells_of(folder))["sigmoid"] == "# `sigmoid` is in another cell of yours."


def test_an_exercise_that_is_none_any_more_stands_where_it_stood_and_is_named(older, hardway):
    older.write("swish", "def swish(z):\n    return z / (1 + np.exp(-z))").add("swish(2.0)")
    said = updated(hardway, older.path.parent)
    assert "  no exercise any more, your cell stands where it stood: `swish`" in said
    book = json.loads(older.path.read_text(encoding="utf-8"))
    *_, kept, last = book["cells"]
    assert "".join(kept["source"]).startswith("def swish") and "".join(last["source"]) == "swish(2.0)"
    assert "nbgrader" not in kept["metadata"]


def test_what_the_lesson_has_no_more_and_the_learner_uses_is_kept(older, hardway, checked):
    older.write("relu", "def relu(z):\n    return np.maximum(z, LOW)").add("gone(HIGH)\ncos(0)")
    cells = older.book["cells"]
    cells.insert(3, ours("code", "LOW = 0 * ZERO"))
    cells.insert(3, ours("code", "ZERO = 0.0"))
    cells.insert(2, ours("code", "from math import cos, sin\nfrom playground import gone"))
    folder, before = older.save().path.parent, checked(older.path.parent)
    said = updated(hardway, folder)
    kept = "`from math import cos`, `ZERO = 0.0`, `LOW = 0 * ZERO`"
    assert f"  kept, since yours use it and the lesson has it no more: {kept}" in said
    assert checked(folder) == before and before["relu"]["state"] == "passed"


def test_cells_of_a_notebook_that_has_nothing_of_the_lesson_are_at_the_end(older, hardway):
    older.book["cells"] = [ours("code", "x = 3") | {"id": "a"}, ours("markdown", "mine") | {"id": "b"}]
    said = updated(hardway, older.save().path.parent)
    assert "  at the end, since the lesson has no place for it: `x = 3`, `mine`" in said
    assert [source for _, source in cells_of(older.path.parent)][-2:] == ["x = 3", "mine"]


@pytest.mark.parametrize("kind", ["without ids", "of format 3"])
def test_notebooks_that_other_programs_have_saved_are_carried_too(kind, older, hardway, checked):
    older.solve("dense").write("relu", RELU).add("x = 3")
    for cell in older.book["cells"]:
        del cell["id"]
        if kind == "of format 3" and cell["cell_type"] == "code":
            cell["input"] = cell.pop("source")
    if kind == "of format 3":
        older.book = {"worksheets": [{"cells": older.book["cells"]}], "nbformat": 3, "metadata": {}}
    folder, before = older.save().path.parent, checked(older.path.parent)
    assert "2 answers" in updated(hardway, folder)[0] and checked(folder) == before
    assert "x = 3" in dict(cells_of(folder)).values()


def test_the_learners_kernel_stays_chosen_and_the_notebook_is_valid(older, hardway):
    nbformat = pytest.importorskip("nbformat")
    older.solve().note("mine", after="relu").add("x = 3").book["metadata"]["kernelspec"] = {
        "display_name": "venv", "name": "venv", "language": "python",
    }  # fmt: skip
    updated(hardway, older.save().path.parent)
    book = nbformat.reads(older.path.read_text(encoding="utf-8"), as_version=4)
    nbformat.validate(book)
    assert book.metadata.kernelspec.name == "venv"


def test_a_damaged_notebook_is_named_and_left_alone(copy_of, hardway):
    path = copy_of().path
    path.write_text('{"cells": [')
    (said,) = updated(hardway, path.parent, status=1)
    assert said.startswith(FIRST) and f"run hardway reset {FIRST}" in said and not kept(path.parent)
    assert path.read_text() == '{"cells": ['


def test_a_lesson_as_py_file_is_left_alone(copy_of, hardway):
    path = copy_of().path
    path.unlink()
    path.with_suffix(".py").write_text("# %%\n" + RELU)
    (said,) = updated(hardway, path.parent)
    assert f"{FIRST}.py is left as it is: answers are carried over between notebooks only" in said
    assert path.with_suffix(".py").read_text() == "# %%\n" + RELU and not path.exists()


def test_a_notebook_that_is_not_saved_waits(older, hardway):
    checkpoint = older.path.parent / ".ipynb_checkpoints" / f"{FIRST}-checkpoint.ipynb"
    checkpoint.parent.mkdir()
    checkpoint.write_text("{}")
    moment, before = older.path.stat().st_mtime + 60, older.path.read_bytes()
    os.utime(checkpoint, (moment, moment))
    assert "save it in Jupyter first" in updated(hardway, older.path.parent, status=1)[0]
    assert older.path.read_bytes() == before


def test_what_cannot_be_written_whole_leaves_all_as_it_was(older):
    older.write("relu", RELU)
    before = {file.name: file.read_bytes() for file in older.path.parent.glob("*.ipynb")}
    done = subprocess.run(
        [*ON_A_FULL_DISK, "update"], cwd=older.path.parent.parent, capture_output=True, text=True, check=False
    )
    (said,) = done.stderr.splitlines()
    assert done.returncode == 1 and "cannot be written" in said and "run the same command again" in said
    assert {file.name: file.read_bytes() for file in older.path.parent.glob("*.ipynb")} == before
    assert not list(older.path.parent.glob(".0*"))


def test_every_notebook_that_is_handed_out_carries_its_record():
    for name in lessons.course():
        path = lessons.LESSONS / f"{name}.ipynb"
        book, cells = json.loads(path.read_text(encoding="utf-8")), lessons.read(path).cells
        assert {"hardway": book["metadata"]["hardway"]} == releases.record(cells)
        assert releases.record(cells) != releases.record([*cells, Cell("markdown", "more")])
