"""Every answer that comes of a right one by one slip."""

import ast
import builtins
import dataclasses
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from autograder import lesson as lessons
from autograder.checking.slips.changes import CHANGES, instead, put
from autograder.checking.slips.roles import role_of

PARAMETER = re.compile(r"^(\w+(?:, \w+)*) : (\w+|\")", re.MULTILINE)
KINDS = {"float": "number", "int": "number", "arrays": "array", '"': "str"}  # what a docstring calls it
BLOCKS = ("body", "orelse", "finalbody")
WORDS = {"relu": "tanh", "adam": "sgd"}  # an option that a lone text is exchanged for


@dataclass(frozen=True)
class Slip:
    """One slip in words, and its kind; `role` says where it stands, `old` and `new` what."""

    kind: str  # the name of a function in `changes`, or "names", "words", "statements"
    says: str
    old: ast.AST | None = dataclasses.field(default=None, compare=False, repr=False)
    new: ast.AST | None = dataclasses.field(default=None, compare=False, repr=False)
    role: str = ""
    within: ast.AST | None = dataclasses.field(default=None, compare=False, repr=False)


def slips(tree: ast.Module) -> Iterator[Slip]:
    """One slip after another, always in the same order; the tree has it as long as it is yielded."""
    for definition in _functions(tree):
        yield from _moved(definition)
        names = _Names(definition)
        for parent, field, i in places(definition):
            held = getattr(parent, field)
            node = held if i is None else held[i]
            role = role_of(parent, field, i)
            for slip, new in _changes(node, names):
                put_in(parent, field, i, new)
                yield replace(slip, old=node, new=new, role=role, within=definition)
                put_in(parent, field, i, node)
            if field in BLOCKS and i is not None and not _is_docstring(node):
                yield from _dropped(parent, field, i)


def _moved(definition: ast.FunctionDef) -> Iterator[Slip]:
    """A line that has moved into the loop beside it: a `return`, or the start of what is collected."""
    for node in ast.walk(definition):
        body = getattr(node, "body", None)
        if not isinstance(body, list):
            continue
        for i, (one, after) in enumerate(zip(body, body[1:])):
            if isinstance(one, ast.For) and isinstance(after, ast.Return):
                new, says = put(one, body=[*one.body, after]), "the `return` inside the loop"
            elif isinstance(one, ast.Assign) and isinstance(after, ast.For):
                new, says = put(after, body=[one, *after.body]), "what is collected begun anew in each round"
            else:
                continue
            setattr(node, "body", [*body[:i], new, *body[i + 2 :]])  # noqa: B010  # not every node has one
            yield Slip("blocks", says)
            setattr(node, "body", body)  # noqa: B010


def _functions(tree: ast.Module) -> list[ast.FunctionDef]:
    """The answer itself, or the methods of a class but those that it calls optional."""
    outer = [
        inner for node in tree.body for inner in (node.body if isinstance(node, ast.ClassDef) else [node])
    ]
    found = [function for function in outer if isinstance(function, ast.FunctionDef)]
    return [function for function in found if not (ast.get_docstring(function) or "").startswith("Optional")]


def _is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def places(node: ast.AST) -> Iterator[tuple[ast.AST, str, int | None]]:
    """Where a node stands below this one: (parent, field, number in a list)."""
    for field, value in list(ast.iter_fields(node)):
        for i, child in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if isinstance(child, ast.AST) and not _is_docstring(node):
                yield node, field, i
                yield from places(child)


def _changes(node: ast.AST, names: "_Names") -> Iterator[tuple[Slip, ast.AST]]:
    for change in CHANGES:
        for new, says in change(node):
            yield Slip(change.__name__, names.told(says)), new
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
        for other in names.near.get(node.id, ()):
            yield Slip("names", instead(other, node.id)), put(node, id=other)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        for word in [one for one in names.words if one != node.value][:2] or [WORDS.get(node.value, "")]:
            yield Slip("words", instead(f'"{word}"', f'"{node.value}"')), ast.Constant(word)


def _dropped(parent: ast.AST, field: str, i: int) -> Iterator[Slip]:
    """Without one statement."""
    block = getattr(parent, field)
    setattr(parent, field, block[:i] + block[i + 1 :] or [ast.Pass()])
    yield Slip("statements", "a line left out", old=block[i])
    setattr(parent, field, block)


def put_in(parent: ast.AST, field: str, i: int | None, node: ast.AST) -> None:
    """Let the node stand in this place."""
    if i is None:
        setattr(parent, field, node)
    else:
        getattr(parent, field)[i] = node


class _Names:
    """The names and texts of a function, and which of them stand near one another."""

    def __init__(self, definition: ast.FunctionDef) -> None:
        self.parameters = {node.arg for node in ast.walk(definition.args) if isinstance(node, ast.arg)}
        said = ast.get_docstring(definition, clean=False)
        texts = (node.value for node in ast.walk(definition) if isinstance(node, ast.Constant))
        self.words = list(dict.fromkeys(text for text in texts if isinstance(text, str) and text != said))
        rows: dict[str, list[str]] = {}
        for name, kind in _kinds(definition).items():
            rows.setdefault(kind, []).append(name)
        self.near = {
            name: row[max(i - 1, 0) : i] + row[i + 1 : i + 2]
            for row in rows.values()
            for i, name in enumerate(row)
        }

    def told(self, says: str) -> str:
        """The words without the names that are ours alone: a learner has other ones."""
        says = re.sub(r"the (term|factor) `([^\W\d]\w*)`", self._term, says)
        says = re.sub(r"()`([^\W\d]\w*)`(?= not called)", self._function, says)
        return re.sub(r"((?:arguments|argument|call) of )`([^\W\d]\w*)`", self._function, says)

    def _term(self, found: re.Match[str]) -> str:
        return found[0] if found[2] in self.parameters else f"a {found[1]}"

    def _function(self, found: re.Match[str]) -> str:
        known = hasattr(np, found[2]) or hasattr(builtins, found[2]) or found[2] in lessons.exercises()
        return found[0] if known or found[2] in self.parameters else f"{found[1]}a function"


def _kinds(definition: ast.FunctionDef) -> dict[str, str]:
    """Name → its kind: of a parameter what the docstring says first, of a local what it is bound to."""
    said = dict.fromkeys((a.arg for a in ast.walk(definition) if isinstance(a, ast.arg)), "array")
    for names, kind in PARAMETER.findall(ast.get_docstring(definition) or ""):
        said |= dict.fromkeys((n for n in names.split(", ") if n in said), KINDS.get(kind, kind))
    for target, bound in _bindings(definition):
        own = (node.id for node in ast.walk(target) if isinstance(node, ast.Name))
        said = dict.fromkeys(own, _kind(bound)) | said
    said.pop("self", None)
    return said


def _bindings(definition: ast.FunctionDef) -> Iterator[tuple[ast.expr, ast.expr]]:
    """What stands on the left of `=` or `in`, and what it is bound to."""
    for node in ast.walk(definition):
        if isinstance(node, ast.For | ast.comprehension):
            yield node.target, node.iter
        elif isinstance(node, ast.Assign):
            (target,), value = node.targets, node.value
            if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
                yield from zip(target.elts, value.elts)
            else:
                yield target, value


def _kind(bound: ast.expr) -> str:
    """What a local is, by what it is bound to."""
    if isinstance(bound, ast.List | ast.ListComp):
        return "list"
    if isinstance(bound, ast.Dict):
        return "dict"
    calls: Iterator[Any] = (node.func for node in ast.walk(bound) if isinstance(node, ast.Call))
    names = {getattr(function, "id", None) for function in calls}
    return (
        "number"
        if names & {"range", "enumerate", "round", "len"} and isinstance(bound, ast.Call)
        else "array"
    )
