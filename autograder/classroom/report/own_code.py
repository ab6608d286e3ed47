"""What of a graded notebook's code is the student's."""

import itertools
from functools import lru_cache

from autograder.classroom.submissions.normalize import source_of
from autograder.classroom.task import Notebook
from autograder.running.cells import normal, stub

MOST = 150_000  # characters of a notebook: all of a lesson's answers have 12 000, and trees take much memory


def own_code(graded: Notebook, template: Notebook) -> list[str]:
    """The texts of the code cells that were not handed out, checks left out, as far as a person writes."""
    handed_out = _handed_out(tuple(code_of(template)))
    own = [source for source in code_of(graded) if normal(source) not in handed_out]
    lengths = itertools.accumulate(map(len, own))
    return [source for source, so_far in zip(own, lengths) if so_far <= MOST]


def code_of(book: Notebook) -> list[str]:
    """The texts of a notebook's code cells, checks left out."""
    code = [cell for cell in book["cells"] if cell["cell_type"] == "code"]
    infos = [cell["metadata"].get("nbgrader") or {} for cell in code]
    checks = [info.get("grade") and not info.get("solution") for info in infos]
    return [source_of(cell) for cell, is_check in zip(code, checks) if not is_check]


@lru_cache(maxsize=32)
def _handed_out(sources: tuple[str, ...]) -> frozenset[str]:
    return frozenset(normal(stub(source)) for source in sources)
