"""Between the exercises a lesson shows: in short cells, with something to move and answers to its questions."""

import re

import pytest

from autograder import lesson as lessons
from autograder.authoring.build import only_draws

LONGEST, WIDEST = 8, 84  # lines of a cell, characters of a line
OWN = ("quiz", "milestone", "progress", "hint", "solution", "finish")  # calls that stand alone in their cell
FIRST = "from autograder import check, hint, milestone, progress, solution"


def demonstrations(name):
    """The code cells that only show something."""
    lesson = lessons.lesson(name)
    shown = [cell for cell in lesson.cells if cell.kind == "code" and not cell.imports_only]
    shown = [cell for cell in shown if cell.defines not in lesson.exercises and not cell.checks]
    return [cell for cell in shown if not any(map(cell.call_of, OWN))]


@pytest.mark.parametrize("name", lessons.course())
def test_a_demonstration_is_short_and_says_first_what_it_does(name):
    for cell in demonstrations(name):
        lines = cell.source.splitlines()
        assert len(lines) <= LONGEST, f"{len(lines)} lines: {lines[0]}"
        assert max(map(len, lines)) <= WIDEST, f"too wide: {max(lines, key=len)}"
        assert re.match(r"# [A-Z].{8,}", lines[0]), f"says not what it does: {lines[0]}"


@pytest.mark.parametrize("name", lessons.course())
def test_a_lesson_has_two_things_to_move(name):
    moved = re.findall(r"^(?:demo\.try_\w+|explore|slide)\(", "\n".join(c.source for c in demonstrations(name)), re.M)
    assert len(moved) >= 2, moved


@pytest.mark.parametrize("name", lessons.course())
def test_each_question_to_predict_is_answered_below_and_folded(name):
    text = "\n".join(cell.source for cell in lessons.lesson(name).cells if cell.kind == "markdown")
    met = re.findall(r"^## |\*\*Predict first\.\*\*|<details><summary>Answer</summary>", text, re.MULTILINE)
    kinds = ["section" if one == "## " else "question" if one.startswith("*") else "answer" for one in met]
    for question, following in zip(kinds, [*kinds[1:], "section"]):
        assert (question == "question") == (following == "answer"), "a question is followed by its answer"
    asked = r"(?i:predict (?:first|the|which|what|before)|before you run)"
    loose = [line for line in text.splitlines() if re.search(asked, line) and "**Predict first.**" not in line]
    assert not loose, loose


@pytest.mark.parametrize("name", lessons.course())
def test_a_formula_shows_no_backslash(name):
    text = "\n".join(cell.source for cell in lessons.lesson(name).cells if cell.kind == "markdown")
    shown = re.findall(r"\\text(?:tt)?\{[^}]*\\_[^}]*\}", text)
    assert not shown, f"inside of \\text MathJax shows the backslash of \\_: {shown}"


@pytest.mark.parametrize("name", lessons.course())
def test_the_first_code_cell_imports_and_offers_what_a_learner_calls(name):
    first = next(cell for cell in lessons.lesson(name).cells if cell.kind == "code")
    assert first.imports_only and FIRST in first.source


@pytest.mark.parametrize("name", lessons.course())
def test_what_only_draws_is_folded(name):
    drawn = [cell.source for cell in demonstrations(name) if only_draws(cell)]
    saved = lessons.saved_cells((lessons.LESSONS / f"{name}.ipynb").read_text(encoding="utf-8"), name)
    folded = {"".join(c["source"]) for c in saved if c["metadata"].get("jupyter", {}).get("source_hidden")}
    assert drawn and set(drawn) <= folded
