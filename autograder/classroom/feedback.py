"""The feedback page of a submission: nbgrader's own template, with what repeats from page to page rendered once."""

from functools import lru_cache

from nbgrader.converters import GenerateFeedback
from nbconvert.exporters import HTMLExporter
from nbformat import from_dict
from traitlets.config import Config

REMEMBERED = 2000  # cells whose rendering is kept


class Pages:
    """Renders feedback pages; made once for a process.

    Parameters
    ----------
    config : traitlets Config
        The course's settings.
    """

    def __init__(self, config=None):
        settings = Config(config or {})
        settings.merge(GenerateFeedback(config=Config(config or {})).config)
        settings.Exporter.default_preprocessors = []
        self.exporter = HTMLExporter(config=settings)
        for preprocessor in GenerateFeedback.preprocessors.default_args[0][1:] if GenerateFeedback.preprocessors.default_args else []:
            self.exporter.register_preprocessor(preprocessor, enabled=True)
        self._remember("markdown2html", "ansi2html")

    def _remember(self, *filters):
        environment = self.exporter.environment
        for name in filters:
            environment.filters[name] = _remembered(environment.filters[name])

    def render(self, notebook, marks):
        """The page as HTML.

        Parameters
        ----------
        notebook : dict
            The autograded notebook.
        marks : dict
            As `Gradebook.marks` gives them: name, score, max_score, late_penalty, and of each cell score, points and comment.
        """
        book = from_dict(notebook)
        for cell in book.cells:
            info = cell.metadata.get("nbgrader")
            if info:
                info.update(marks["cells"].get(info["grade_id"], {}))
        facts = {key: marks[key] for key in ("score", "max_score", "late_penalty")}
        resources = {"nbgrader": {**facts, "notebook": marks["notebook"], "student": marks["student"], "assignment": marks["assignment"]}}
        return self.exporter.from_notebook_node(book, resources=resources)[0]


def _remembered(function):
    known = lru_cache(REMEMBERED)(function)

    def filtered(*args, **kwargs):
        try:
            return known(*args, **kwargs)
        except TypeError:  # an argument that cannot be a key
            return function(*args, **kwargs)

    for mark in ("contextfunction", "evalcontextfunction", "environmentfunction", "jinja_pass_arg"):
        if hasattr(function, mark):
            setattr(filtered, mark, getattr(function, mark))
    return filtered
