"""Finds what a course bans in an exercise, in the syntax of the student's code: nothing of it is run.

Names are followed: through imports, aliases, helpers, `getattr` with a name in quotation marks. This is a
rule for honest students, no wall: code that means to hide a call can.
"""

import ast
import importlib
import re
import warnings
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias

from autograder.classroom.grading.scopes import Meaning, bound, local
from autograder.lesson import Cell
from autograder.running.cells import LONGEST_CELL
from autograder.running.global_names import python_in

MOST = 3  # that are told of one exercise
LONGEST = 60  # characters of what is quoted
KNOWN = ("numpy", "math")  # modules that are looked into: which of their names mean the same
WORD = re.compile(r"[^\W\d]\w*(\.[^\W\d]\w*)*")

Function: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda


@dataclass(frozen=True)
class Use:
    """What stands in the code, the full name of what is banned, and the helper that it stands in."""

    text: str
    banned: str
    helper: str | None

    def __str__(self) -> str:
        full = re.sub(r"^numpy\.", "np.", self.banned.removeprefix("builtins."))
        plain = self.text in (full, self.banned) or self.text.startswith((f"{full}.", f"{self.banned}."))
        said = f"`{self.text}`" + ("" if plain else f" (of `{full}`)")
        return said + (f" in `{self.helper}`" if self.helper else "")


def uses(
    name: str, cells: Sequence[Cell], banned: Collection[str], exercises: Collection[str] = ()
) -> list[Use]:
    """What of the banned things the exercise uses, helpers included, other exercises not.

    Parameters
    ----------
    cells : sequence of Cell
        Those that are run, in order.
    banned : collection of str
        Full names, as in `numpy.tanh`; a module's name stands for all in it.
    exercises : collection of str
        The lesson's: each answers for itself.
    """
    try:
        names = _Names(list(filter(None, map(_tree, cells))))
        first: dict[str, Use] = {}
        for use in _found(name, names, banned, set(exercises) - {name}):
            first.setdefault(use.banned, use)
        return list(first.values())[:MOST]
    except RecursionError:  # nested deeper than a person writes
        return []


def _tree(cell: Cell) -> ast.Module | None:
    if cell.kind != "code" or cell.tree or len(cell.source) > LONGEST_CELL:
        return cell.tree
    return Cell("code", python_in(cell.source)).tree  # without IPython's own lines


class _Names:
    """What names mean at the top level of a notebook, each time they are bound."""

    def __init__(self, trees: Sequence[ast.Module]) -> None:
        self.bound: dict[str, list[tuple[int, Meaning]]] = {}
        self.stars: list[str] = []
        self.known: dict[int, set[str]] = {}  # id of an expression → full names of what it may mean
        statements = (statement for tree in trees for statement in tree.body)
        for number, statement in enumerate(statements):
            for name, meaning in bound(statement):
                if name == "*":
                    self.stars.append(str(meaning))
                else:
                    self.bound.setdefault(name, []).append((number, meaning))

    def meanings(self, name: str, before: int | None = None) -> list[tuple[int, Meaning]]:
        """The last binding before a statement, or of all: what a function finds when it is called."""
        there = [one for one in self.bound.get(name, ()) if before is None or one[0] < before]
        last = there[-1][0] if there else None
        return [one for one in there if one[0] == last]  # both branches of an `if`


def _found(name: str, names: _Names, banned: Collection[str], others: set[str]) -> Iterator[Use]:
    todo, seen = [(name, one) for one in names.meanings(name)], set[int]()
    while todo:
        holder, (number, meaning) = todo.pop(0)
        if id(meaning) in seen:
            continue
        seen.add(id(meaning))
        reader = _Reader(names, number)
        if isinstance(meaning, ast.AST):
            reader.visit(meaning)
        elif meaning:
            reader.mentions.append((str(meaning), {str(meaning)}))
        helper = None if holder == name else holder
        for text, paths in reader.mentions:
            yield from (Use(text, one, helper) for one in sorted(banned) if any(_is(p, one) for p in paths))
        todo += [(used, one) for used, one in reader.used if used not in others]


class _Reader(ast.NodeVisitor):
    """Reads one definition: `mentions` are (text, full names that it may mean), `used` what else it uses."""

    def __init__(self, names: _Names, number: int) -> None:
        self.names, self.at = names, number
        self.scopes: list[dict[str, list[Meaning]]] = []
        self.mentions: list[tuple[str, set[str]]] = []
        self.used: list[tuple[str, tuple[int, Meaning]]] = []

    def visit_FunctionDef(self, node: Function) -> None:
        """Its body finds names as they are when it is called; the rest of it at once."""
        for outside in (*getattr(node, "decorator_list", ()), *node.args.defaults, *node.args.kw_defaults):
            if outside is not None:
                self.visit(outside)
        before, self.at = self.at, -1
        self.scopes.append(local(node))
        for statement in node.body if isinstance(node.body, list) else [node.body]:
            self.visit(statement)
        self.scopes.pop()
        self.at = before

    visit_AsyncFunctionDef = visit_Lambda = visit_FunctionDef

    def visit_ListComp(self, node: ast.ListComp) -> None:
        """What it binds is its own."""
        self.scopes.append(local(node))
        self.generic_visit(node)
        self.scopes.pop()

    visit_SetComp = visit_DictComp = visit_GeneratorExp = visit_ListComp  # type: ignore[assignment]

    def visit_Name(self, node: ast.Name) -> None:
        """A name that is read."""
        if isinstance(node.ctx, ast.Load):
            self._mention(node)

    def visit_Attribute(self, node: ast.Attribute) -> None:
        """All of `a.b.c` at once."""
        self._mention(node)
        inner: ast.expr = node
        while isinstance(inner, ast.Attribute):
            inner = inner.value
        if isinstance(inner, ast.Name):
            self._note(inner.id)
        else:
            self.visit(inner)

    def visit_Call(self, node: ast.Call) -> None:
        """`getattr(np, "tanh")` and its like, too."""
        self._mention(node)
        self.generic_visit(node)

    visit_Subscript = visit_Call  # type: ignore[assignment]

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        """An import in a function is a use: there is no other reason for it."""
        if self.scopes:
            for name, path in bound(node):
                self.mentions.append((name, {str(path)}))

    def _mention(self, node: ast.expr) -> None:
        paths = self._paths(node)
        if paths:
            self.mentions.append((ast.unparse(node)[:LONGEST], paths))
        if isinstance(node, ast.Name):
            self._note(node.id)

    def _note(self, name: str) -> None:
        """A name of the top level leads to what it means."""
        if not any(name in scope for scope in self.scopes):
            self.used += [(name, one) for one in self._top(name) if isinstance(one[1], ast.AST)]

    def _top(self, name: str) -> list[tuple[int, Meaning]]:
        return self.names.meanings(name, None if self.at < 0 else self.at)

    def _paths(self, node: ast.expr) -> set[str]:
        """The full names of what an expression may mean; none where it is no name."""
        rest: list[str] = []
        while isinstance(node, ast.Attribute):
            rest.insert(0, node.attr)
            node = node.value
        return {".".join([root, *rest]) for root in self._roots(node)}

    def _roots(self, node: ast.expr) -> set[str]:
        if isinstance(node, ast.Name):
            return self._meant(node.id)
        if isinstance(node, ast.Subscript):  # vars(np)["tanh"], np.__dict__["tanh"]
            owner = node.value
            if isinstance(owner, ast.Call) and self._calls(owner, "builtins.vars") and owner.args:
                return self._attribute(owner.args[0], node.slice)
            if isinstance(owner, ast.Attribute) and owner.attr == "__dict__":
                return self._attribute(owner.value, node.slice)
        if isinstance(node, ast.Call) and node.args:
            if self._calls(node, "builtins.getattr") and len(node.args) > 1:
                return self._attribute(node.args[0], node.args[1])
            if self._calls(node, "builtins.__import__") or self._calls(node, "importlib.import_module"):
                return _words(node.args[0])
        return set()

    def _calls(self, node: ast.Call, path: str) -> bool:
        return isinstance(node.func, ast.Name | ast.Attribute) and path in self._paths(node.func)

    def _attribute(self, owner: ast.expr, name: ast.expr) -> set[str]:
        return {f"{path}.{word}" for path in self._paths(owner) for word in _words(name)}

    def _meant(self, name: str) -> set[str]:
        for scope in reversed(self.scopes):
            if name in scope:
                return set().union(*(self._resolved(one) for one in scope[name]))
        there = self._top(name)
        if not there:
            return {f"{module}.{name}" for module in [*self.names.stars, "builtins"]}
        found = set[str]()
        for number, meaning in there:
            outer = _Reader(self.names, number)
            found |= outer._resolved(meaning)
        return found

    def _resolved(self, meaning: Meaning) -> set[str]:
        if isinstance(meaning, ast.expr):
            known, key = self.names.known, id(meaning)
            if key not in known:
                known[key] = set()  # for a name that means itself
                known[key] = self._paths(meaning)
            return known[key]
        return {meaning} if isinstance(meaning, str) else set()


def _words(node: ast.expr) -> set[str]:
    """The name in quotation marks."""
    value: Any = node.value if isinstance(node, ast.Constant) else None
    return {value} if isinstance(value, str) and WORD.fullmatch(value) else set()


@lru_cache(4096)
def _is(path: str, banned: str) -> bool:
    """Whether a full name is what is banned, lies in it, or is another name of it."""
    if path == banned or path.startswith(f"{banned}."):
        return True
    thing = _thing(banned)
    return callable(thing) and _thing(path) is thing


def _thing(path: str) -> object:
    """What a full name means in the modules that are looked into, else None."""
    head, *rest = path.split(".")
    if head not in KNOWN or any(part.startswith("_") for part in rest):
        return None
    thing: Any = importlib.import_module(head)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of names that go out of use
            for part in rest:
                thing = getattr(thing, part)
    except Exception:  # whatever a module makes of a name that is none
        return None
    return thing
