"""The feedback page of a submission, from one template; `PageExporter` makes it for nbgrader."""

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from markupsafe import Markup
from nbconvert.exporters import Exporter
from nbformat import NotebookNode
from nbgrader.api import Gradebook
from traitlets import default

from autograder import lesson as lessons
from autograder.classroom import course_folder
from autograder.classroom.gradebook import as_html, page_stamp
from autograder.classroom.gradebook.marks import Marks, lasting, marks_of
from autograder.classroom.gradebook.page_parts import Parts, parts_of
from autograder.classroom.submissions import sanitize
from autograder.classroom.task import Notebook, remembered_in
from autograder.display.html import environment
from autograder.running.timeout import TimeLimit, time_limit

SECONDS = 20  # for one page
MOST_PAGE = 12_000_000  # characters of a page, whatever was handed in
MOST_TEXT = 400_000  # characters of the cells' own; a lesson has 60 000
MOST_OUTPUTS = 6_000_000  # characters of their outputs; a figure has 50 000
NOT_SHOWN = "Parts of this notebook cannot be shown; the score and the messages are all here."
TEMPLATES = Path(__file__).with_name("templates")
COLOUR = re.compile(r"\x1b\[[0-9;]*m")  # no other escapes are left in a saved output

ENVIRONMENT = environment(TEMPLATES)
ENVIRONMENT.filters |= {
    "markdown": lambda text: Markup(as_html.markdown(text)),
    "comment": lambda text: Markup(as_html.markdown(sanitize.markdown(text))),
    "python": lambda source: Markup(as_html.code(source)),
    "without_colours": lambda text: COLOUR.sub("", text),
    "ours": Markup,
    "lasting": lasting,
}


def page(notebook: Notebook, marks: Marks) -> str:
    """The page as HTML, stamped with what it shows.

    Parameters
    ----------
    notebook : dict
        The autograded notebook.
    marks : dict
        As `marks.marks_of` gives them.
    """
    parts = parts_of(notebook, marks)
    try:
        with time_limit(SECONDS):
            made = _rendered(notebook, marks, _shortened(parts))
    except (Exception, TimeLimit):
        made = ""
    if not made or len(made) > MOST_PAGE:
        made = _rendered(notebook, marks, _bare(parts), whole=False)
    return page_stamp.stamped(made, page_stamp.wanted(notebook, marks))


def _rendered(notebook: Notebook, marks: Marks, parts: Parts, whole: bool = True) -> str:
    """The template, filled; the page says where not all of the notebook can be shown."""
    name = marks["assignment"]
    return ENVIRONMENT.get_template("feedback.html.j2").render(
        marks=marks,
        parts=parts,
        hardway=remembered_in(notebook),
        title=lessons.lesson(name).title if name in lessons.course() else name,
        said=[line for one in marks["cells"].values() for line in (one.get("said") or "").splitlines()],
        not_shown="" if whole else NOT_SHOWN,
    )


def _shortened(parts: Parts) -> Parts:
    """The parts as far as a page takes them: what a student wrote beyond that is not shown."""
    text, outputs = MOST_TEXT, MOST_OUTPUTS
    shown: list[list[Any]] = [*(part.cells for part in parts.graded), parts.rest]
    for cells in shown:
        for i, cell in enumerate(cells):
            if isinstance(cell, str):
                continue
            saved = cell.get("outputs", [])
            long, size = len(cell["source"]) > text, len(json.dumps(saved)) if saved else 0
            if long:
                cells[i] = cell = {**cell, "source": "# not shown: the page would be too long"}
            if size > outputs:
                told = {"output_type": "stream", "text": "[not shown: the page would be too long]"}
                cells[i], size = {**cell, "outputs": [told]}, 0
            text, outputs = text - len(cell["source"]), outputs - size
    return parts


def _bare(parts: Parts) -> Parts:
    """The parts with nothing in them that a student wrote."""
    return Parts([replace(part, cells=[], comments=[]) for part in parts.graded], [])


class PageExporter(Exporter):
    """The same page where nbgrader asks for one: `generate_feedback`, and the formgrader's button."""

    parent: Any  # the GenerateFeedback that converts

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".html"

    def from_notebook_node(  # type: ignore[override]  # as nbconvert's own exporters do
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[str, dict[str, Any]]:
        """(page, resources) with the marks that the gradebook has."""
        nb, resources = super().from_notebook_node(nb, resources, **kw)
        facts, home = resources["nbgrader"], self.parent.coursedir
        course = course_folder.Course(home.root, self.parent.config)
        with Gradebook(facts["db_url"]) as book:
            saved = book.find_submission_notebook(facts["notebook"], facts["assignment"], facts["student"])
            marks = marks_of(saved, facts["student"], facts["assignment"], course)
        return page(nb, marks), resources
