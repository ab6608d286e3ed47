"""What a lesson shows between its exercises, as far as `hardway lint` does not read it in the source."""

import re

import pytest

from autograder import lesson as lessons
from autograder.authoring.build import only_draws


@pytest.mark.parametrize("name", lessons.course())
def test_a_formula_shows_no_backslash(name):
    text = "\n".join(cell.source for cell in lessons.lesson(name).cells if cell.kind == "markdown")
    shown = re.findall(r"\\text(?:tt)?\{[^}]*\\_[^}]*\}", text)
    assert not shown, f"inside of \\text MathJax shows the backslash of \\_: {shown}"


@pytest.mark.parametrize("name", lessons.course())
def test_what_only_draws_is_folded(name):
    drawn = [cell.source for cell in lessons.lesson(name).cells if only_draws(cell)]
    saved = lessons.saved_cells((lessons.LESSONS / f"{name}.ipynb").read_text(encoding="utf-8"), name)
    folded = {"".join(c["source"]) for c in saved if c["metadata"].get("jupyter", {}).get("source_hidden")}
    assert drawn and set(drawn) <= folded
