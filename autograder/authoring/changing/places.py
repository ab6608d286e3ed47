"""Where a module means a certain exercise: by scope, so that a parameter of the same name stays."""

import ast
import re
from collections.abc import Iterator, Sequence

from autograder.authoring.lint.names import OURS, THEIRS

HANDED = ("reference", "mine")  # names of modules that have all exercises


class Places(ast.NodeVisitor):
    """The places of a name, as (line, column in bytes), in the order in which they are met.

    Parameters
    ----------
    name : str
        The exercise.
    checks : bool
        Whether parameters of the functions at the top are exercises, too.
    """

    def __init__(self, name: str, checks: bool) -> None:
        self.name, self.checks = name, checks
        self.found: list[tuple[int, int]] = []
        self.defined = False  # or imported from our answers: else the name means something else here
        self._depth = self._hidden = 0

    def visit_Module(self, node: ast.Module) -> None:
        for one in node.body:
            self.defined |= isinstance(one, ast.FunctionDef | ast.ClassDef) and one.name == self.name
        self.generic_visit(node)

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        for alias in node.names if node.module in (OURS, THEIRS) else ():
            if alias.name == self.name:
                self.defined = True
                self.found.append((alias.lineno, alias.col_offset))

    def visit_Name(self, node: ast.Name) -> None:
        if node.id == self.name and not self._hidden:
            self.found.append((node.lineno, node.col_offset))

    def visit_Attribute(self, node: ast.Attribute) -> None:
        self.visit(node.value)
        if node.attr == self.name and getattr(node.value, "id", "") in HANDED:
            assert node.end_lineno and node.end_col_offset
            self.found.append((node.end_lineno, node.end_col_offset - len(self.name)))

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._defined_here(node, "class ")
        self.generic_visit(node)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        self._defined_here(node, "def ")
        for outer in (*node.decorator_list, *node.args.defaults, *filter(None, node.args.kw_defaults)):
            self.visit(outer)
        asked = [one for one in node.args.args if one.arg == self.name]
        if self.checks and not self._depth and asked:
            self.found.append((asked[0].lineno, asked[0].col_offset))
            asked = []
        self._inside(node.body, bool(asked) or self.name in _bound(node))

    def visit_Lambda(self, node: ast.Lambda) -> None:
        self._inside([node.body], self.name in {one.arg for one in node.args.args})

    def _inside(self, body: Sequence[ast.AST], bound: bool) -> None:
        """The body of a function, which may mean something else by the name."""
        self._depth, self._hidden = self._depth + 1, self._hidden + bound
        for one in body:
            self.visit(one)
        self._depth, self._hidden = self._depth - 1, self._hidden - bound

    def _defined_here(self, node: ast.FunctionDef | ast.ClassDef, word: str) -> None:
        if node.name == self.name and not self._depth:
            self.found.append((node.lineno, node.col_offset + len(word)))


def _bound(node: ast.FunctionDef) -> Iterator[str]:
    """The names that a function binds itself."""
    for one in ast.walk(node):
        if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store):
            yield one.id
        elif isinstance(one, ast.FunctionDef) and one is not node:
            yield one.name
    yield from (one.arg for one in (*node.args.kwonlyargs, *node.args.posonlyargs))


def renamed(text: str, old: str, new: str, checks: bool = False) -> str:
    """The module with another name for an exercise: in its code, and where its texts have `code`."""
    places = Places(old, checks)
    places.visit(ast.parse(text))
    if not places.defined and not checks:
        return text
    lines = text.encode().split(b"\n")
    for line, column in sorted(set(places.found), reverse=True):
        row = lines[line - 1]
        lines[line - 1] = row[:column] + new.encode() + row[column + len(old.encode()) :]
    word = re.compile(rf"(?<![\w.]){old}(?!\w)")
    return re.sub(r"`[^`\n]+`", lambda code: word.sub(new, code[0]), b"\n".join(lines).decode())
