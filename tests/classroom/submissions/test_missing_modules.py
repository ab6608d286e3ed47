"""A module that stayed at home is named, and what grading has, or may lack, is not."""

import pytest

pytest.importorskip("nbgrader")  # with it come SQLAlchemy and the rest of the classroom's packages

from support.handing_in import LESSON, answer, graded, hand_in, notebook
from support.programs import needs

from autograder.classroom.submissions.missing_modules import MOST, imported, line_on_missing, wanted
from autograder.lesson import Cell

IMPORTS = {
    "import helpers": {"helpers"},
    "import numpy as np, helpers.clip": {"numpy", "helpers"},
    "from helpers.clip import clip": {"helpers"},
    "from . import clip": set(),
    "try:\n    import torch\nexcept ImportError:\n    pass": set(),
    "x = (\nimport helpers\nfrom others import a": {"helpers", "others"},
}


@pytest.mark.parametrize("source", IMPORTS)
def test_a_cells_imports_are_found_parsed_or_not(source):
    assert imported(Cell("code", source)) == IMPORTS[source]


def test_a_huge_cell_has_few_imports():
    lines = "\n".join(f"import m{i}" for i in range(100_000))
    assert 0 < len(imported(Cell("code", lines + "\n("))) <= MOST


def test_the_line_names_what_is_missing_and_nothing_else():
    cells = [Cell("code", "import numpy"), Cell("markdown", "import helpers"), Cell("code", "import a_b_c")]
    assert line_on_missing(wanted(cells)).startswith("`a_b_c` cannot be imported in grading: ")
    assert line_on_missing(wanted(cells[:2])) is None


@pytest.mark.slow
@needs("bubblewrap")
def test_a_students_own_module_is_named_with_what_to_do(course):
    folder = hand_in(
        course,
        "ann",
        notebook(
            "%matplotlib inline\nfrom helpers import clip",
            "import numpy as np",
            "def relu(z): return clip(z)",
            answer("dense"),
        ),
    )
    (folder / "helpers.py").write_text("def clip(z): return z * (z > 0)\n")
    hand_in(
        course,
        "bob",
        notebook(
            "import numpy as np, sklearn",
            "try:\n    import torch_of_mine\nexcept ImportError:\n    pass",
            answer("relu"),
        ),
    )
    rows = graded(course)
    assert (
        "`helpers` cannot be imported" in rows["ann"]["reason"]
        and "only the notebook is handed in" in rows["ann"]["reason"]
    )
    assert rows["ann"]["state"] == "graded" and rows["bob"]["reason"] is None
    assert (
        "only the notebook is handed in"
        in (course / "feedback" / "ann" / LESSON / f"{LESSON}.html").read_text()
    )
