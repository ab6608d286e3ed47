"""What draws has no place in nn.py: which exercises that is, and which should not."""

from collections.abc import Iterator, Sequence

from autograder import lesson as lessons
from autograder.authoring.nn.obstacles import DRAWING, imported_inside
from autograder.authoring.nn.program import Program
from autograder.authoring.nn.statements import Statement
from autograder.lesson import Cell
from autograder.running.namespace import first_line

FIGURE = "matplotlib.figure.Figure"  # what a lesson says of an exercise that is there to draw


def draws_with(statement: Statement) -> str | None:
    """The package that only shows things which a statement imports, or None.

    In a function Matplotlib is imported where that is called, and needed nowhere else.
    """
    if statement.imported:
        return statement.imported.package if statement.imported.package in DRAWING else None
    inside = {module.partition(".")[0] for module in imported_inside(statement.node)}
    return "playground" if "playground" in inside else None


def left_out_of(programs: Sequence[Program]) -> dict[str, str]:
    """Exercise → the package for drawing that it, or an earlier one that it uses, cannot do without."""
    found: dict[str, str] = {}
    for program in programs:
        for exercise in program.exercises:
            part = program.slice([exercise])
            used = map(found.get, _exercises_in(program, part))
            if packages := [package for package in (*map(draws_with, part), *used) if package]:
                found[exercise] = packages[0]
    return found


def _exercises_in(program: Program, part: Sequence[Statement]) -> list[str]:
    bound = {name for statement in part for name in statement.binds}
    return [e for n in sorted(bound) if (e := program.lent.get(n) or (n if n in program.exercises else None))]


def that_draw(programs: Sequence[Program], left_out: dict[str, str]) -> Iterator[str]:
    """What is wrong where an exercise draws that is there for something else: nn.py cannot do without it."""
    found: dict[tuple[str, str, Cell], str] = {}
    for program in programs:
        for exercise in [e for e in program.exercises if e in left_out and not _gives_a_figure(program, e)]:
            where, name, cell = _where_it_draws(programs, program, exercise, left_out)
            found.setdefault((where.name, name, cell), exercise)
    for (lesson, name, cell), exercise in found.items():
        why = f"`{name}` is from {left_out[exercise]}, which nn.py does without"
        line = first_line(cell.source)
        yield f"{lesson}, the cell that starts with `{line}`: {why}: keep it out of what `{exercise}` uses"


def _gives_a_figure(program: Program, exercise: str) -> bool:
    """Whether the lesson's own words for an exercise promise a figure."""
    return FIGURE in lessons.lesson(program.name).exercises[exercise].cell.source


def _where_it_draws(
    programs: Sequence[Program], program: Program, exercise: str, left_out: dict[str, str]
) -> tuple[Program, str, Cell]:
    """(lesson, name, cell) of where an exercise, or an earlier one that it uses, draws first."""
    part = program.slice([exercise])
    drawing = {name for statement in part if draws_with(statement) for name in statement.binds}
    for statement in part:
        for name in sorted(statement.reads & drawing) or filter(None, [draws_with(statement)]):
            if not statement.imported:
                return program, name, statement.cell
    earlier = next(e for e in _exercises_in(program, part) if e in left_out and e not in program.exercises)
    owner = next(one for one in programs if earlier in one.exercises)
    return _where_it_draws(programs, owner, earlier, left_out)
