"""The feedback page of a submission: nbgrader's own template, with what repeats from page to page rendered once."""

import re

from jinja2 import pass_context
from nbconvert.exporters import HTMLExporter, TemplateExporter
from nbconvert.filters.highlight import Highlight2HTML
from nbconvert.filters.widgetsdatatypefilter import WidgetsDataTypeFilter
from nbconvert.preprocessors import CSSHTMLHeaderPreprocessor
from nbformat import from_dict
from nbgrader.converters import GenerateFeedback
from traitlets.config import Config

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
        return _once(self._rendered, source, lambda: super(PageExporter, self).markdown2html(context, source))

    def highlight_code(self, source, language=None, metadata=None):
        """Code as HTML."""
        return _once(self._highlighted, source, lambda: self._highlight(source, language=language, metadata={}))

    def _preprocess(self, nb, resources):
        """(notebook, resources) for the template; the notebook is of our own making, so it is neither copied once more nor validated twice."""
        for preprocessor in self._preprocessors:
            nb, resources = preprocessor(nb, resources)
        return nb, resources

    def from_notebook_node(self, nb, resources=None, **kw):
        """(page, resources) of a notebook."""
        resources = self._init_resources(resources)
        self.register_filter("highlight_code", self.highlight_code)
        self.register_filter("filter_data_type", WidgetsDataTypeFilter(notebook_metadata=self._nb_metadata, parent=self, resources=resources))
        page, resources = TemplateExporter.from_notebook_node(self, nb, resources, **kw)
        return NO_ALT.sub('<img alt="No description has been provided for this image" ', page), resources


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
        facts = {key: marks[key] for key in ("notebook", "student", "assignment", "score", "max_score", "late_penalty")}
        return self.exporter.from_notebook_node(book, resources={"nbgrader": facts})[0]
