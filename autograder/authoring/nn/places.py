"""Where in a piece of Python each global name stands."""

import ast
import re
from typing import NamedTuple

from autograder.authoring.nn.scopes import Function, Scope, bound, declared, kinds_of

Comprehension = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp


class Place(NamedTuple):
    """A global name at one place; `at` is (line, offset in bytes), or None where nothing can be put there."""

    name: str
    at: tuple[int, int] | None
    binds: bool
    deep: bool  # in the body of a function: it counts when that is called


class Fixed(ValueError):
    """A name stands where it cannot be replaced; the text is the name."""


def places(tree: ast.AST, source: str) -> list[Place]:
    """All places of global names, in the order in which Python comes to them."""
    finder = _Finder(source)
    finder.visit(tree)
    return finder.found


def replaced(source: str, names: dict[str, str]) -> str:
    """The source with other global names; what is local, or an attribute, stays.

    Raises
    ------
    Fixed
        Where one of the names cannot be replaced.
    """
    lines = [line.encode() for line in source.split("\n")]
    wanted = {(p.at or (0, 0), p.name) for p in places(ast.parse(source), source) if p.name in names}
    for (number, start), name in sorted(wanted, reverse=True):
        line, old = lines[number - 1], name.encode()
        if not number or line[start : start + len(old)] != old:  # Python 3.11 counts wrong in some f-strings
            raise Fixed(name)
        lines[number - 1] = line[:start] + names[name].encode() + line[start + len(old) :]
    return b"\n".join(lines).decode()


class _Finder(ast.NodeVisitor):
    def __init__(self, source: str) -> None:
        self.lines = [line.encode() for line in source.split("\n")]
        self.annotations = "from __future__ import annotations" not in source  # whether they are evaluated
        self.scopes: list[Scope] = []
        self.depth = 0
        self.found: list[Place] = []

    def _is_global(self, name: str) -> bool:
        for scope in reversed(self.scopes):
            if scope.is_class and scope is not self.scopes[-1]:
                continue
            if name in scope.declared:
                return True
            if name in scope.names:
                return False
        return True

    def _note(self, name: str, at: tuple[int, int] | None, binds: bool = False) -> None:
        inside = self.scopes[-1] if self.scopes else None
        if binds and inside and inside.is_class and name not in inside.declared:
            inside.names.add(name)
        elif self._is_global(name):
            self.found.append(Place(name, at, binds, bool(self.depth)))

    def _after(self, node: ast.stmt | ast.excepthandler, word: str, name: str) -> tuple[int, int] | None:
        """Where a name stands that follows a word: the tree does not keep it."""
        line = self.lines[node.lineno - 1]
        found = re.compile(rb"\b%s\b[^#]*?\b(%s)\b" % (word.encode(), name.encode())).search(
            line, node.col_offset
        )
        return (node.lineno, found.start(1)) if found else None

    def visit_Name(self, node: ast.Name) -> None:
        self._note(node.id, (node.lineno, node.col_offset), not isinstance(node.ctx, ast.Load))

    def visit_Global(self, node: ast.Global) -> None:
        for name in node.names:
            self.found.append(Place(name, self._after(node, "global", name), True, bool(self.depth)))

    def visit_Assign(self, node: ast.Assign) -> None:
        self._each(node.value, *node.targets)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        if isinstance(node.target, ast.Name):
            self._note(node.target.id, (node.target.lineno, node.target.col_offset))
        self._each(node.value, node.target)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        self._each(node.annotation if self.annotations else None, node.value)
        self._each(node.target if node.value else None)

    def visit_For(self, node: ast.For) -> None:
        self._each(node.iter, node.target, *node.body, *node.orelse)

    def visit_Import(self, node: ast.Import | ast.ImportFrom) -> None:
        for alias in node.names:
            name = alias.asname or alias.name.partition(".")[0]
            if alias.name != "*":
                self._note(name, None, binds=True)

    visit_ImportFrom = visit_Import

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> None:
        if node.name:
            self._note(node.name, self._after(node, "as", node.name), binds=True)
        self.generic_visit(node)

    def visit_MatchAs(self, node: ast.MatchAs | ast.MatchStar) -> None:
        if node.name:
            self._note(node.name, None, binds=True)
        self.generic_visit(node)

    visit_MatchStar = visit_MatchAs

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        self._each(*node.decorator_list)
        self._note(node.name, self._after(node, "def", node.name), binds=True)
        kinds = kinds_of(node)
        self.scopes += kinds
        self._header(node.args, node.returns)
        self._function(node, node.body)
        del self.scopes[len(self.scopes) - len(kinds) :]

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_Lambda(self, node: ast.Lambda) -> None:
        self._header(node.args)
        self._function(node, [node.body])

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._each(*node.decorator_list)
        kinds = kinds_of(node)
        self.scopes += kinds
        self._each(*node.bases, *node.keywords)
        self._in(Scope(set(), declared(node), is_class=True), *node.body)
        del self.scopes[len(self.scopes) - len(kinds) :]
        self._note(node.name, self._after(node, "class", node.name), binds=True)

    def _comprehension(self, node: Comprehension) -> None:
        first, *others = node.generators
        self.visit(first.iter)
        targets = {n.id for g in node.generators for n in ast.walk(g.target) if isinstance(n, ast.Name)}
        parts = [node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt]
        inner = [part for g in others for part in (g.iter, *g.ifs)]
        self._in(Scope(targets, set()), *first.ifs, *inner, *parts)

    visit_ListComp = visit_SetComp = visit_DictComp = visit_GeneratorExp = _comprehension

    def _header(self, args: ast.arguments, returns: ast.expr | None = None) -> None:
        each = [*args.posonlyargs, *args.args, *args.kwonlyargs, args.vararg, args.kwarg]
        self._each(*args.defaults, *args.kw_defaults)
        if self.annotations:
            self._each(*(a.annotation for a in each if a), returns)

    def _function(self, node: Function, body: list) -> None:
        args, said = node.args, declared(node)
        each = [*args.posonlyargs, *args.args, *args.kwonlyargs, args.vararg, args.kwarg]
        own = {a.arg for a in each if a} | {name for part in body for name in bound(part)}
        self.depth += 1
        self._in(Scope(own - said, said), *body)
        self.depth -= 1

    def _in(self, scope: Scope, *nodes: ast.AST) -> None:
        self.scopes.append(scope)
        self._each(*nodes)
        self.scopes.pop()

    def _each(self, *nodes: ast.AST | None) -> None:
        for node in nodes:
            if node is not None:
                self.visit(node)
