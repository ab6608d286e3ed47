"""The text of nn.py: imports, then a section for each lesson."""

import ast
import re
from collections.abc import Collection, Iterable, Mapping, Sequence

from autograder.authoring.nn.imported import MINE, Imported
from autograder.authoring.nn.naming import Names
from autograder.authoring.nn.places import Fixed, replaced
from autograder.authoring.nn.program import Program
from autograder.authoring.nn.statements import Statement
from autograder.errors import Refusal
from autograder.running.namespace import first_line

LATER = re.compile(r"^from __future__ import (\w+)", re.MULTILINE)
Body = list[tuple[ast.stmt, str]]  # statements with their texts


class Module:
    """The text of nn.py, which grows lesson by lesson."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.imports: set[str] = set()
        self.sections: list[tuple[str, Body]] = []
        self.future: set[str] = set()
        self.renamed: dict[tuple[str, str], str] = {}

    def add(self, program: Program, part: Sequence[Statement]) -> None:
        """Add what is new of a lesson."""
        final, new = self.names.of(program, part)
        other = {name: given for name, given in final.items() if name != given}
        self.renamed |= {(program.name, name): given for name, given in other.items()}
        body: Body = []
        for statement in part:
            self.future |= set(LATER.findall(statement.cell.source))
            names = {final.get(name, name) for name in program.made_by(statement)}
            try:
                if statement.imported:
                    self._import(statement.imported, final, names & new, part, body)
                elif names & new:
                    body.append((statement.node, replaced(statement.text, other)))
            except Fixed as fixed:
                raise _without_another_name(program, statement, str(fixed)) from None
        self.sections.append((program.name, body))

    def _import(
        self,
        imported: Imported,
        final: Mapping[str, str],
        new: Collection[str],
        part: Sequence[Statement],
        body: Body,
    ) -> None:
        """Import at the top what a name means all the time, in its place what it means for a time."""
        name = final.get(imported.name, imported.name)
        meanings = {s.imported and s.imported.as_one for s in part if imported.name in s.binds}
        if imported.module != MINE and len(meanings) == 1:
            self.imports.add(imported.line(name))
            return
        line = f"{name} = {imported.attribute}" if imported.module == MINE else imported.line(name)
        if new and line != f"{name} = {name}":
            body.append((ast.Pass(), line))

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


def _without_another_name(program: Program, statement: Statement, name: str) -> Refusal:
    line = first_line(statement.cell.source)
    mend = f"another lesson means something else by `{name}`: give it another name here"
    again = "then run hardway assemble again"
    return Refusal(
        f"not written: {program.name}, the cell that starts with `{line}`: {mend}; {again}", status=1
    )
