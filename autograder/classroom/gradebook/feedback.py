"""The feedback page of a submission: nbgrader's own template; what pages have in common is rendered once."""

import copy
import json
from collections.abc import Callable
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup
from nbconvert.filters.highlight import Highlight2HTML
from nbconvert.preprocessors import CSSHTMLHeaderPreprocessor
from nbformat import NotebookNode, from_dict
from nbformat.v4 import new_output
from nbgrader.converters import GenerateFeedback
from traitlets.config import Config

from autograder.classroom.gradebook import page_stamp
from autograder.classroom.gradebook.marks import FACTS, Marks
from autograder.classroom.nbconvert_compat import LeanHTMLExporter
from autograder.classroom.submissions import sanitize
from autograder.classroom.task import Notebook
from autograder.running.timeout import TimeLimit, time_limit

SECONDS = 20  # for one page
MOST_PAGE = 12_000_000  # characters of a page, whatever was handed in
MOST_TEXT = 400_000  # characters of the cells' own; a lesson has 60 000
MOST_OUTPUTS = 6_000_000  # characters of their outputs; a figure has 50 000
# Characters of what is highlighted, which takes quadratic time; what is longer is shown plainly.
LONGEST_CELL, LONGEST_LINE = 20_000, 500
NOT_SHOWN = "Parts of this notebook cannot be shown; the score and the messages are all here."
REMEMBERED = 2000  # cells whose rendering is kept; most cells of a lesson are alike in all submissions


class PageExporter(LeanHTMLExporter):
    """nbconvert's exporter with a memory, and with limits on what it shows."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._highlighted: dict[str, str] = {}
        self._rendered: dict[str, str] = {}
        self._state = ""
        self._highlight = Highlight2HTML(pygments_lexer="ipython3", parent=self)

    @pass_context
    def markdown2html(self, context: Context, source: str) -> str:
        """Markdown as HTML; no cell of ours has attachments, so the text alone decides."""
        if len(source) > LONGEST_CELL:
            return _plain(source)
        return _once(self._rendered, source, lambda: super(PageExporter, self).markdown2html(context, source))

    def highlight_code(self, source: str, language: str | None = None, metadata: Any = None) -> str:
        """Code as HTML."""
        if len(source) > LONGEST_CELL or max(map(len, source.splitlines()), default=0) > LONGEST_LINE:
            return _plain(source)
        return _once(
            self._highlighted, source, lambda: self._highlight(source, language=language, metadata={})
        )

    def from_notebook_node(  # type: ignore[override]  # as nbconvert does itself
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[str, dict[str, Any]]:
        """(page, resources), stamped; the page says where the student's part cannot be shown in time."""
        made, resources = self._in_time(nb, resources, **kw)
        return page_stamp.stamped(made, self._state), resources

    def _in_time(
        self, nb: NotebookNode, resources: dict[str, Any] | None, **kw: Any
    ) -> tuple[str, dict[str, Any]]:
        try:
            with time_limit(SECONDS):
                made = self.page(_shortened(nb), copy.deepcopy(resources), self.highlight_code, **kw)
            if len(made[0]) <= MOST_PAGE:
                return made
        except (Exception, TimeLimit):
            pass
        return self.page(_bare(nb), resources, self.highlight_code, **kw)

    def _preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """(notebook, resources) for the template, by nbgrader's own commands only now with marks in it."""
        nb, resources = super()._preprocess(nb, resources)
        graded = [cell.metadata.nbgrader for cell in nb.cells if cell.metadata.get("nbgrader")]
        self._state = page_stamp.state(graded, resources["nbgrader"], nb.metadata)
        for info in graded:
            if info.get("comment"):
                info.comment = sanitize.markdown(info.comment)
        return nb, resources


def _plain(source: str) -> str:
    return str(Markup("<pre>{}</pre>").format(source))


def _shortened(book: NotebookNode) -> NotebookNode:
    """The notebook as far as a page takes it: of a student's part that is too long the rest is not shown."""
    text, outputs = MOST_TEXT, MOST_OUTPUTS
    for cell in book.cells:
        if cell.metadata.get("nbgrader", {}).get("grade"):
            continue
        if len(cell.source) > text:
            cell.source = "# not shown: the page would be too long"
        text -= len(cell.source)
        size = len(json.dumps(cell.outputs)) if cell.get("outputs") else 0
        if size > outputs:
            cell.outputs, size = [new_output("stream", text="[not shown: the page would be too long]")], 0
        outputs -= size
    return book


def _bare(book: NotebookNode) -> NotebookNode:
    """The notebook with nothing of the student's in it: graded cells and our scores in them stay."""
    kept = [cell for cell in book.cells if cell.metadata.get("nbgrader")]
    for cell in kept:
        if cell.metadata.nbgrader.solution:
            cell.source = ""
            cell.update({"outputs": []} if cell.cell_type == "code" else {})
    cells = [{"cell_type": "markdown", "metadata": {}, "source": NOT_SHOWN}, *kept]
    bare: NotebookNode = from_dict({**book, "cells": cells})
    return bare


def _once(known: dict[str, str], key: str, make: Callable[[], str]) -> str:
    if key not in known:
        if len(known) >= REMEMBERED:
            known.clear()
        known[key] = make()
    return known[key]


class Pages:
    """Renders feedback pages; made once for a process.

    Parameters
    ----------
    config : traitlets Config, optional
        The course's settings.
    """

    def __init__(self, config: Config | None = None) -> None:
        settings = GenerateFeedback(config=Config(config or {})).config
        settings.Exporter.default_preprocessors = []
        self.exporter = PageExporter(config=settings)
        self.exporter.register_preprocessor(CSSHTMLHeaderPreprocessor, enabled=True)

    def render(self, notebook: Notebook, marks: Marks) -> str:
        """The page as HTML.

        Parameters
        ----------
        notebook : dict
            The autograded notebook.
        marks : dict
            FACTS, and `cells`: grade_id → score, points, comment.
        """
        book = from_dict(notebook)
        for cell in book.cells:
            info = cell.metadata.get("nbgrader")
            if info:
                info.update(marks["cells"].get(info["grade_id"], {}))
        facts = {key: marks[key] for key in FACTS}
        return self.exporter.from_notebook_node(book, resources={"nbgrader": facts})[0]
