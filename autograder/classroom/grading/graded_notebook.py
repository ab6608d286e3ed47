"""The notebook for the gradebook: scores and feedback as the outputs of its check cells."""

from collections.abc import Iterable
from html import escape
from typing import Any

from autograder import lesson as lessons
from autograder.checking.results import ExerciseResult
from autograder.classroom.gradebook.marks import REASON
from autograder.classroom.limits import Wall
from autograder.classroom.submissions import normalize, sanitize
from autograder.classroom.task import Notebook, Outcome
from autograder.display import html
from autograder.running.cells import exercise_of_check

IGNORED = "tex2jax_ignore mathjax_ignore"  # what a student's code said is text, never a formula


def finished(book: Notebook, results: Iterable[ExerciseResult], outcome: Outcome) -> Notebook:
    """The notebook with scores and feedback as outputs of its check cells, and what is to be remembered."""
    by_name = {result.name: result for result in results}
    for cell in book["cells"]:
        if normalize.is_check(cell):
            name = exercise_of_check(cell["metadata"]["nbgrader"]["grade_id"])
            judged = by_name.get(name)
            why = outcome.reason or f"`{name}` has no checks here"
            cell["outputs"] = [_score(judged) if judged else _not_graded(why)]
    book["metadata"]["hardway"] = outcome.remembered
    if outcome.reason:
        text = f"**This submission could not be graded:** {sanitize.markdown(outcome.reason)}."
        book["cells"].insert(0, {"cell_type": "markdown", "id": REASON, "metadata": {}, "source": text})
    return book


def rejection(lesson: str, template: Notebook, reason: str, seed: int, wall: Wall = "bubblewrap") -> Outcome:
    """The outcome of a submission that cannot be graded at all."""
    outcome = Outcome("rejected", reason, seed, wall)
    empty = normalize.rebuilt([], template, lessons.lesson(lesson).exercises)
    outcome.notebook = finished(empty, [], outcome)
    return outcome


def _not_graded(why: str) -> dict[str, Any]:
    """The output of a check cell that nothing was counted for."""
    return _output(0, f"<p><strong>not graded:</strong> {escape(why)}</p>")


def _score(result: ExerciseResult) -> dict[str, Any]:
    """The output of a check cell: the number that nbgrader takes as points, and what the student reads."""
    return _output(result.passed, html.exercise(result))


def _output(points: float, said: str) -> dict[str, Any]:
    shown = f'<div class="{IGNORED}">{said}</div>'
    data = {"text/plain": f"{float(points)}", "text/html": shown}
    return {"output_type": "execute_result", "execution_count": None, "metadata": {}, "data": data}
