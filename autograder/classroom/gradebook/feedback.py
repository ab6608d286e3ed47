"""The feedback page of a submission: nbgrader's own template, with what repeats from page to page rendered once."""

import copy
import html
import json
import re

from jinja2 import pass_context
from nbconvert.exporters import HTMLExporter, TemplateExporter
from nbconvert.filters.highlight import Highlight2HTML
from nbconvert.filters.widgetsdatatypefilter import WidgetsDataTypeFilter
from nbconvert.preprocessors import CSSHTMLHeaderPreprocessor
from nbformat import from_dict
from nbformat.v4 import new_output
from nbgrader.converters import GenerateFeedback
from traitlets.config import Config

from autograder.running.timeout import TimeLimit, time_limit

SECONDS = 20  # for one page
MOST_PAGE = 12_000_000  # characters of a page, whatever was handed in
MOST_TEXT, MOST_OUTPUTS = (
    400_000,
    6_000_000,
)  # characters of the cells' own and of their outputs: a lesson has 60 000, a figure 50 000
LONGEST_CELL, LONGEST_LINE = (
    20_000,
    500,
)  # characters, the second of code; what is longer is shown plainly: the highlighter takes quadratic time over it
NOT_SHOWN = "Parts of this notebook cannot be shown; the score and the messages are all here."
REMEMBERED = 2000  # cells whose rendering is kept; most cells of a lesson are alike in all submissions
NO_ALT = re.compile(r"<img (?![^>]*\balt=)")


class PageExporter(HTMLExporter):
    """nbconvert's exporter without its second parse of the whole page, and with a memory."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self._highlighted, self._rendered = {}, {}
        self._highlight = Highlight2HTML(pygments_lexer="ipython3", parent=self)

    @pass_context
    def markdown2html(self, context, source):
        """Markdown as HTML; no cell of ours has attachments, so the text alone decides."""
        if len(source) > LONGEST_CELL:
            return _plain(source)
        return _once(self._rendered, source, lambda: super(PageExporter, self).markdown2html(context, source))

    def highlight_code(self, source, language=None, metadata=None):
        """Code as HTML."""
        if len(source) > LONGEST_CELL or max(map(len, source.splitlines()), default=0) > LONGEST_LINE:
            return _plain(source)
        return _once(
            self._highlighted, source, lambda: self._highlight(source, language=language, metadata={})
        )

    def _preprocess(self, nb, resources):
        """(notebook, resources) for the template; the notebook is of our own making, so it is neither copied once more nor validated twice."""
        for preprocessor in self._preprocessors:
            nb, resources = preprocessor(nb, resources)
        return nb, resources

    def from_notebook_node(self, nb, resources=None, **kw):
        """(page, resources) of a notebook; where the student's part of it cannot be shown, or not in time, the page says so."""
        try:
            with time_limit(SECONDS):
                made = self._page(_shortened(nb), copy.deepcopy(resources), **kw)
            if len(made[0]) <= MOST_PAGE:
                return made
        except (Exception, TimeLimit):
            pass
        return self._page(_bare(nb), resources, **kw)

    def _page(self, nb, resources, **kw):
        resources = self._init_resources(resources)
        self.register_filter("highlight_code", self.highlight_code)
        self.register_filter(
            "filter_data_type",
            WidgetsDataTypeFilter(notebook_metadata=self._nb_metadata, parent=self, resources=resources),
        )
        page, resources = TemplateExporter.from_notebook_node(self, nb, resources, **kw)
        return NO_ALT.sub('<img alt="No description has been provided for this image" ', page), resources


def _plain(source):
    return f"<pre>{html.escape(source)}</pre>"


def _shortened(book):
    """The notebook as far as a page takes it: where the student's part of it is too long, what comes later is not shown."""
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


def _bare(book):
    """The notebook with nothing of the student's in it: graded cells and our scores in them stay."""
    kept = [cell for cell in book.cells if cell.metadata.get("nbgrader")]
    for cell in kept:
        if cell.metadata.nbgrader.solution:
            cell.source = ""
            cell.update({"outputs": []} if cell.cell_type == "code" else {})
    return from_dict(
        {**book, "cells": [{"cell_type": "markdown", "metadata": {}, "source": NOT_SHOWN}, *kept]}
    )


def _once(known, key, make):
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

    def __init__(self, config=None):
        settings = GenerateFeedback(config=Config(config or {})).config
        settings.Exporter.default_preprocessors = []
        self.exporter = PageExporter(config=settings)
        self.exporter.register_preprocessor(CSSHTMLHeaderPreprocessor, enabled=True)

    def render(self, notebook, marks):
        """The page as HTML.

        Parameters
        ----------
        notebook : dict
            The autograded notebook.
        marks : dict
            notebook, student, assignment, score, max_score, late_penalty; `cells`: grade_id → score, points, comment.
        """
        book = from_dict(notebook)
        for cell in book.cells:
            info = cell.metadata.get("nbgrader")
            if info:
                info.update(marks["cells"].get(info["grade_id"], {}))
        facts = {
            key: marks[key]
            for key in ("notebook", "student", "assignment", "score", "max_score", "late_penalty")
        }
        return self.exporter.from_notebook_node(book, resources={"nbgrader": facts})[0]
