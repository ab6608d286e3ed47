"""Puts the definitions of all lessons into one file: nn.py."""

import ast
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from autograder import lesson as lessons
from autograder.authoring.nn.drawing import left_out_of, that_draw
from autograder.authoring.nn.module import Module
from autograder.authoring.nn.naming import Names
from autograder.authoring.nn.obstacles import obstacles
from autograder.authoring.nn.program import Program
from autograder.authoring.nn.statements import Statement
from autograder.errors import Refusal


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
    left_out = left_out_of(programs)
    kept = {
        program.name: [
            e for e in program.exercises if e not in left_out and (finished or e in program.binding)
        ]
        for program in programs
    }
    slices = {program.name: program.slice(kept[program.name]) for program in programs}
    found = [why for p in programs for why in _problems(p, kept[p.name], slices[p.name])]
    found += that_draw(programs, left_out)
    if found:
        raise Refusal(f"not written: {_few(found)}; then run hardway assemble again", status=1)
    module = Module(Names(programs, slices))
    for program in programs:
        module.add(program, slices[program.name])
    return Assembly(module.text(whose), [e for some in kept.values() for e in some], left_out, module.renamed)


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


def _lines_without_code(text: str) -> int:
    blank = [line for line in text.splitlines() if not line.strip() or line.strip().startswith("#")]
    documented = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
    holders = [node for node in ast.walk(ast.parse(text)) if isinstance(node, documented) and node.body]
    first = [node.body[0] for node in holders if ast.get_docstring(node) is not None]
    told = {number for node in first for number in range(node.lineno, (node.end_lineno or 0) + 1)}
    lines = text.splitlines()
    return len(told) + len([line for i, line in enumerate(lines, 1) if i not in told and line in blank])
