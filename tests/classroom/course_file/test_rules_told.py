"""What a course bans is read in the notebook before it costs anything."""

import json

import pytest

pytest.importorskip("nbgrader")

from support.handing_in import LESSON, hardway

pytestmark = pytest.mark.slow
RULES = (
    'use = ["1", "2"]\npackages = ["tomllib"]\n'
    f'[lessons.{LESSON}.exercises.tanh]\nbanned = ["np.tanh"]\nbanned_percent = 50\nall_or_nothing = true\n'
)


def cells(course, step, lesson):
    book = json.loads((course / step / lesson / f"{lesson}.ipynb").read_text())
    return {cell["id"]: "".join(cell["source"]) for cell in book["cells"]}


def test_the_released_notebook_says_the_rules_and_the_source_does_not(tmp_path):
    course = tmp_path / "course"
    assert hardway("course", course).returncode == 0
    assert "hardway-rules" not in cells(course, "release", LESSON)
    (course / "course.toml").write_text(RULES)
    done = hardway("course", course)
    assert done.returncode == 0, done.stderr
    assert "release/03_chain_rule stays, though course.toml leaves the lesson out" in done.stdout
    told = cells(course, "release", LESSON)["hardway-rules"]
    assert "- `tanh` must not use `numpy.tanh`: that costs 50 % of its points." in told
    assert "- `tanh` has points only where all its checks pass." in told
    assert "and `tomllib`, and nothing else." in told
    assert "tanh" not in cells(course, "release", "02_loss")["hardway-rules"]
    assert "hardway-rules" not in cells(course, "source", LESSON)
