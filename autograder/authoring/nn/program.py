"""A learner's lesson as a program, of which the part is cut out that makes some names what they are."""

import ast
import builtins
from collections.abc import Collection, Iterable
from functools import cached_property

from autograder.authoring.nn.imported import MINE
from autograder.authoring.nn.statements import Statement, changed_names, statements
from autograder.lesson import Lesson
from autograder.running.own_cells import own_cells

BUILT_IN = {*vars(builtins), "__name__", "__file__", "__doc__"}


class Program:
    """The statements that are run where a lesson is checked, in order.

    Parameters
    ----------
    shipped : Lesson
        The lesson as it was handed out.
    lesson : Lesson
        The learner's copy.
    """

    def __init__(self, shipped: Lesson, lesson: Lesson) -> None:
        cells = [*shipped.setup, *(cell for _, cell in own_cells(shipped, lesson.cells))]
        self.name, self.exercises = shipped.name, list(shipped.exercises)
        self.statements = [statement for cell in cells for statement in statements(cell)]
        self._slices: dict[tuple[frozenset, frozenset], list[Statement]] = {}

    @cached_property
    def binding(self) -> dict[str, list[Statement]]:
        """Name → the statements that bind it."""
        found: dict[str, list[Statement]] = {}
        for statement in self.statements:
            for name in statement.binds:
                found.setdefault(name, []).append(statement)
        return found

    @cached_property
    def bound(self) -> set[str]:
        """All names that a statement binds, or a function sets."""
        return {name for statement in self.statements for name in statement.binds_ever}

    @cached_property
    def lent(self) -> dict[str, str]:
        """Name → the exercise of an earlier lesson that it stands for, by its last import."""
        last = {name: found[-1].imported for name, found in self.binding.items()}
        return {n: i.attribute for n, i in last.items() if i and i.module == MINE and i.attribute}

    def slice(self, names: Iterable[str], but: Collection[str] = ()) -> list[Statement]:
        """The statements that make the names what they are, and all that these use, in order.

        What makes the names in `but`, and nothing else, is left out.
        """
        key = frozenset(names), frozenset(but)
        if key not in self._slices:
            self._slices[key] = self._sliced(*key)
        return self._slices[key]

    def _sliced(self, names: frozenset[str], but: frozenset[str]) -> list[Statement]:
        wanted, before, alive = set(names), set[str](), list[Statement]()
        while wanted != before:
            before = set(wanted)
            chosen = [s for s in self.statements if self.made_by(s) & wanted]
            alive = [s for i, s in enumerate(chosen) if not self._superseded(s, chosen[i + 1 :])]
            for statement in alive:
                wanted |= statement.reads - but
        return alive

    def made_by(self, statement: Statement) -> set[str]:
        """The names that a statement binds, or whose objects it changes or has a function change."""
        return statement.binds | self._changed_by(statement)

    def _changed_by(self, statement: Statement) -> set[str]:
        called = [
            s for name in statement.called for s in self.binding.get(name, ()) if _is_for_effect(s, statement)
        ]
        deep = {name for function in called for name in function.changes_when_called}
        if any(map(_changes_arguments, called)):
            deep |= statement.reads_at_once - statement.called
        return (statement.changes | deep) - self._modules

    @cached_property
    def _modules(self) -> set[str]:
        """Names that are bound by imports alone: what is set in a module is no part of the lesson."""
        return {name for name, found in self.binding.items() if all(s.imported for s in found)}

    def _superseded(self, statement: Statement, later: Iterable[Statement]) -> bool:
        """Whether all that a statement binds is bound anew before it is read."""
        left = set(statement.binds)
        if statement.changes or not (statement.plain and left):
            return False
        for other in later:
            if left & self.reach(other.reads_at_once):
                return False
            left -= other.binds if other.plain else set()
            if not left:
                return True
        return False

    def reach(self, names: Iterable[str]) -> set[str]:
        """The names and all that lead on from them."""
        found, todo = set[str](), list(names)
        while todo:
            name = todo.pop()
            if name not in found:
                found.add(name)
                todo += [read for statement in self.binding.get(name, ()) for read in statement.reads]
        return found

    def unknown(self, statement: Statement) -> set[str]:
        """The names that a statement reads and nothing binds."""
        return statement.reads - self.bound - BUILT_IN


def _is_for_effect(function: Statement, statement: Statement) -> bool:
    """Whether a function that a statement runs is there for what it does, not for what it returns."""
    if getattr(statement.node, "decorator_list", ()):
        return True
    nodes = ast.walk(function.node)
    return not any(isinstance(node, ast.Return) and node.value is not None for node in nodes)


def _changes_arguments(function: Statement) -> bool:
    own = {node.arg for node in ast.walk(function.node) if isinstance(node, ast.arg)}
    return any(name.id in own for name in changed_names(function.node))
