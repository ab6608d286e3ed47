"""Of the cells of ours that a lesson has no more, those that define what a learner's own cells use."""

from collections.abc import Iterable, Sequence

from autograder.lesson import Cell
from autograder.running.global_names import global_names
from autograder.workspace.own_imports import can_be_imported, import_lines
from autograder.workspace.theirs import Theirs


def make_own(theirs: Sequence[Theirs], texts: Iterable[str], gone: Sequence[Theirs]) -> list[Theirs]:
    """Make those cells the learner's; of a cell that only imports, the lines that are used.

    Parameters
    ----------
    theirs : list of Theirs
        All cells of the learner's notebook.
    texts : list of str
        The code of the new notebook, answers of the learner's included.
    gone : list of Theirs
        Of the first, cells of ours that the new one does not have.
    """
    found: list[Theirs] = []
    reading = [*texts, *(one.cell.source for one in theirs if not one.ours and one.cell.kind == "code")]
    bound = set[str]()
    while reading:
        names = [global_names(source) for source in reading]
        bound |= set().union(*(stores for _, stores in names))
        missing = set().union(*(loads for loads, _ in names)) - bound
        more = [one for one in gone if one not in found and _is_wanted(one, missing)]
        found, reading = found + more, [one.cell.source for one in more]
    return found


def _is_wanted(one: Theirs, missing: set[str]) -> bool:
    """Whether a cell binds what is missing; if so it is the learner's from now on."""
    if not missing & global_names(one.cell.source)[1]:
        return False
    if one.cell.imports_only:
        lines = [line for line in import_lines(one.cell.tree) if can_be_imported(line)]
        wanted = [line for line in lines if global_names(line)[1] & missing]
        if not wanted:
            return False
        one.cell = Cell("code", "\n".join(wanted))
    one.ours = False
    return True
