"""Puts the definitions of all lessons into one file: nn.py."""

import ast
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from autograder import lesson as lessons
from autograder.authoring.nn.naming import Names
from autograder.authoring.nn.obstacles import draws_with, obstacles
from autograder.authoring.nn.places import Fixed, replaced
from autograder.authoring.nn.program import Program
from autograder.authoring.nn.statements import MINE, Imported, Statement
from autograder.errors import Refusal
from autograder.lesson import Cell
from autograder.running.namespace import first_line

FIGURE = "matplotlib.figure.Figure"
LATER = re.compile(r"^from __future__ import (\w+)", re.MULTILINE)


@dataclass
class Assembly:
    """The text of nn.py, and what is to be said of it."""

    text: str
    exercises: list[str]
    left_out: dict[str, str] = field(default_factory=dict)  # exercise → the package that it draws with
    renamed: dict[tuple[str, str], str] = field(default_factory=dict)  # (lesson, name there) → name in nn.py

    @property
    def lines_of_code(self) -> int:
        """How many lines are neither blank nor comment nor docstring."""
        return len(self.text.splitlines()) - _lines_without_code(self.text)


def ours() -> str:
    """The text of solutions/nn.py."""
    return assembled([lessons.lesson(name) for name in lessons.course()], "the solutions").text


def assembled(course: Iterable[lessons.Lesson], whose: str, finished: bool = True) -> Assembly:
    """One module with every exercise of the lessons, and all that they use.

    Parameters
    ----------
    course : list of Lesson
    whose : str
        Where the definitions come from, for the module's first line.
    finished : bool
        Whether every exercise has to be there; else those that nobody wrote are left out.

    Raises
    ------
    Refusal
        One line: what cannot be carried over, its cell, and what to do.
    """
    programs = [Program(lessons.lesson(lesson.name), lesson) for lesson in course]
    left_out = _left_out(programs)
    kept = {
        program.name: [
            e for e in program.exercises if e not in left_out and (finished or e in program.binding)
        ]
        for program in programs
    }
    slices = {program.name: program.slice(kept[program.name]) for program in programs}
    found = [why for p in programs for why in _problems(p, kept[p.name], slices[p.name])]
    found += _that_draw(programs, left_out)
    if found:
        raise Refusal(f"not written: {_few(found)}; then run hardway assemble again", status=1)
    module = _Module(Names(programs, slices))
    for program in programs:
        module.add(program, slices[program.name])
    return Assembly(module.text(whose), [e for some in kept.values() for e in some], left_out, module.renamed)


def _left_out(programs: Sequence[Program]) -> dict[str, str]:
    """Exercise → the package for drawing that it, or an earlier one that it uses, cannot do without."""
    found: dict[str, str] = {}
    for program in programs:
        for exercise in program.exercises:
            part = program.slice([exercise])
            packages = [
                p for p in (*map(draws_with, part), *map(found.get, _exercises_in(program, part))) if p
            ]
            if packages:
                found[exercise] = packages[0]
    return found


def _exercises_in(program: Program, part: Sequence[Statement]) -> list[str]:
    bound = {name for statement in part for name in statement.binds}
    return [e for n in sorted(bound) if (e := program.lent.get(n) or (n if n in program.exercises else None))]


def _that_draw(programs: Sequence[Program], left_out: dict[str, str]) -> Iterator[str]:
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


def _problems(program: Program, kept: Sequence[str], part: Sequence[Statement]) -> Iterator[str]:
    yield from (
        f"{program.name}: no cell binds `{name}` by a `def`, a `class` or `=`: write it so"
        for name in kept
        if name not in program.binding
    )
    for statement in part:
        yield from obstacles(program, statement)


def _few(found: Sequence[str], most: int = 4) -> str:
    different = list(dict.fromkeys(found))
    more = [f"and {len(different) - most} more"] if len(different) > most else []
    return "; ".join(different[:most] + more)


class _Module:
    def __init__(self, names: Names) -> None:
        self.names = names
        self.imports: set[str] = set()
        self.sections: list[tuple[str, list[tuple[ast.stmt, str]]]] = []
        self.future: set[str] = set()
        self.renamed: dict[tuple[str, str], str] = {}

    def add(self, program: Program, part: Sequence[Statement]) -> None:
        """Add what is new of a lesson."""
        final, new = self.names.of(program, part)
        other = {name: given for name, given in final.items() if name != given}
        self.renamed |= {(program.name, name): given for name, given in other.items()}
        body: list[tuple[ast.stmt, str]] = []
        for statement in part:
            self.future |= set(LATER.findall(statement.cell.source))
            names = {final.get(name, name) for name in program.made_by(statement)}
            try:
                if statement.imported:
                    self._import(statement, statement.imported, final, names & new, part, body)
                elif names & new:
                    body.append((statement.node, replaced(statement.text, other)))
            except Fixed as fixed:
                mend = f"another lesson means something else by `{fixed}`: give it another name here"
                line = first_line(statement.cell.source)
                raise Refusal(
                    f"not written: {program.name}, the cell that starts with `{line}`: {mend}; then run"
                    " hardway assemble again",
                    status=1,
                ) from None
        self.sections.append((program.name, body))

    def _import(self, statement, imported: Imported, final, new, part, body) -> None:
        name = final.get(imported.name, imported.name)
        if imported.module == MINE:
            if name != imported.attribute and new:
                body.append((statement.node, f"{name} = {imported.attribute}"))
        elif all(s.imported for s in part if imported.name in s.binds):
            self.imports.add(imported.line(name))
        elif new:  # it is an import for a time only
            body.append((statement.node, imported.line(name)))

    def text(self, whose: str) -> str:
        """The whole module."""
        lines = [f'"""A neural network in NumPy, put together from {whose} by `hardway`."""', ""]
        if self.future:
            lines += [f"from __future__ import {', '.join(sorted(self.future))}", ""]
        lines += [
            *sorted(line for line in self.imports if line.startswith("import ")),
            *_grouped(self.imports),
        ]
        for lesson, body in self.sections:
            lines += ["", "", f"# ---- {lesson.replace('_', ' ')}"] if body else []
            before = None
            for node, text in body:
                apart = before is None or _is_definition(before) or _is_definition(node)
                lines += [*([""] if before is None else ["", ""] if apart else []), text]
                before = node
        return "\n".join(lines) + "\n"


def _is_definition(node: ast.stmt) -> bool:
    return isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)


def _grouped(imports: Iterable[str]) -> list[str]:
    """`from x import a` and `from x import b` as one line."""
    modules: dict[str, set[str]] = {}
    for line in imports:
        if line.startswith("from "):
            module, _, name = line.removeprefix("from ").partition(" import ")
            modules.setdefault(module, set()).add(name)
    return [f"from {module} import {', '.join(sorted(names))}" for module, names in sorted(modules.items())]


def _lines_without_code(text: str) -> int:
    blank = [line for line in text.splitlines() if not line.strip() or line.strip().startswith("#")]
    documented = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
    holders = [node for node in ast.walk(ast.parse(text)) if isinstance(node, documented) and node.body]
    first = [node.body[0] for node in holders if ast.get_docstring(node) is not None]
    told = {number for node in first for number in range(node.lineno, (node.end_lineno or 0) + 1)}
    lines = text.splitlines()
    return len(told) + len([line for i, line in enumerate(lines, 1) if i not in told and line in blank])
