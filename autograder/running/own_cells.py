"""Which cells of a student's notebook are run: what we shipped and only demonstrates is not."""

from collections.abc import Sequence

from autograder.running.cells import Cell, Lesson, normal
from autograder.running.global_names import global_names


def own_cells(shipped: Lesson, cells: Sequence[Cell]) -> list[tuple[int, Cell]]:
    """(number, cell) of what the student wrote, and of shipped cells that define a name it uses."""
    stubs = {normal(exercise.cell.source) for exercise in shipped.exercises.values()}
    ours = {normal(cell.source) for cell in shipped.cells if cell.kind == "code"} - stubs
    code = [(i + 1, cell) for i, cell in enumerate(cells) if cell.kind == "code" and cell.source.strip()]
    wanted = {i for i, cell in code if normal(cell.source) not in ours}
    supplied = set(shipped.exercises).union(*(global_names(cell.source)[1] for cell in shipped.setup))
    grown = True
    while grown:
        needed = _missing([cell for i, cell in code if i in wanted]) - supplied
        more = {i for i, cell in code if i not in wanted and needed & global_names(cell.source)[1]}
        grown, wanted = bool(more), wanted | more
    return [(i, cell) for i, cell in code if i in wanted]


def _missing(cells: Sequence[Cell]) -> set[str]:
    """The global names that the cells read and do not bind."""
    names = [global_names(cell.source) for cell in cells]
    return set().union(*(loads for loads, _ in names)) - set().union(*(stores for _, stores in names))
