"""What the names in a notebook may mean, by their full names; nothing of it is run."""

import ast
import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Any, TypeAlias

from autograder.classroom.grading.scopes import Meaning, bound, local

LONGEST = 60  # characters of what is quoted
WORD = re.compile(r"[^\W\d]\w*(\.[^\W\d]\w*)*")

Function: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda


class Names:
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
        there = self.bound.get(name, [])
        end = len(there) if before is None else bisect_left(there, before, key=_number)
        begin = bisect_left(there, there[end - 1][0], key=_number) if end else 0
        return there[begin:end]  # both branches of an `if`


def _number(bound: tuple[int, Meaning]) -> int:
    return bound[0]


class Reader(ast.NodeVisitor):
    """Reads one definition: `mentions` are (text, full names that it may mean), `used` what else it uses."""

    def __init__(self, names: Names, number: int) -> None:
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
            outer = Reader(self.names, number)
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
