"""Whether several things that an exercise returns are used as if they were one."""

import ast
import re
from collections.abc import Iterator, Mapping, Sequence

from autograder.lesson import Exercise

ABOUT = re.compile(r"tuple|inhomogeneous|sequence|unpack|iterable|subscriptable")
RETURNS = re.compile(r"^Returns\n-+\n(.*?)(?=^\S.*\n---|\Z)", re.MULTILINE | re.DOTALL)
COUNTS = {2: "two", 3: "three", 4: "four"}
Several = Mapping[str, list[str]]  # exercise → the names of what it returns


def taken_whole(
    complaint: str, line: Sequence[ast.AST], code: ast.AST | None, exercises: Mapping[str, Exercise]
) -> str:
    """What to say where the line uses the whole tuple that an exercise returns; empty where not certain.

    Parameters
    ----------
    complaint : str
        The text of the error.
    line : sequence of ast.AST
        All that stands in the quoted line.
    code : ast.AST or None
        The definition around it, where it is known.
    exercises : dict
        Name → Exercise, of all that may be called.
    """
    if not ABOUT.search(complaint):
        return ""
    several = {name: found for name, one in exercises.items() if len(found := returned(one)) > 1}
    for called in filter(None, (_several_of(node, several) for node in _used(line))):
        return f"{_said(called, several)} and there all of them go on as one tuple: take out what is needed."
    for name in {node.id: None for node in _used(line) if isinstance(node, ast.Name)} if code else ():
        if called := _whole(name, _around(line, code), several):
            return f"{_said(called, several)} and `{name}` is all of them, as a tuple: take them apart first."
    return ""


def returned(exercise: Exercise) -> list[str]:
    """The names that an exercise's docstring gives to what is returned; none where it names nothing."""
    definition = exercise.cell.tree.body[0] if exercise.cell.tree else None
    said = ast.get_docstring(definition) if isinstance(definition, ast.FunctionDef) else None
    found = RETURNS.search(said or "")
    entries = [line.partition(" : ") for line in (found[1] if found else "").splitlines() if line[:1].strip()]
    return [name for names, colon, _ in entries if colon for name in names.split(", ")]


def _said(called: str, several: Several) -> str:
    names = several[called]
    return f"`{called}` returns {COUNTS.get(len(names), len(names))} things, `{', '.join(names)}`,"


def _several_of(node: ast.AST | None, several: Several) -> str:
    """The exercise that returns several things, where the node is a call of it."""
    name = getattr(node.func, "id", "") if isinstance(node, ast.Call) else ""
    return name if name in several else ""


def _used(line: Sequence[ast.AST]) -> Iterator[ast.expr]:
    """What stands in the line as an argument, beside an operator, before a dot, or is walked through."""
    for node in line:
        if isinstance(node, ast.Call):
            yield from node.args
            yield from (keyword.value for keyword in node.keywords)
        elif isinstance(node, ast.BinOp):
            yield from (node.left, node.right)
        elif isinstance(node, ast.Attribute):
            yield node.value
        elif isinstance(node, ast.For | ast.comprehension):
            yield node.iter


def _around(line: Sequence[ast.AST], code: ast.AST | None) -> list[ast.AST]:
    """What stands in the function, or in the method of a class, that holds the line."""
    wanted = {ast.dump(node) for node in line if isinstance(node, ast.stmt | ast.Call)}
    methods = code.body if isinstance(code, ast.ClassDef) else [code] if code else []
    for method in methods:
        inside = list(ast.walk(method))
        if not isinstance(code, ast.ClassDef) or wanted & set(map(ast.dump, inside)):
            return inside
    return []


def _whole(name: str, inside: Sequence[ast.AST], several: Several) -> str:
    """The exercise whose whole answer gets this name, and gets no other meaning than that."""
    given = {
        _several_of(node.value, several) if isinstance(node, ast.Assign) and name in _plain(node) else ""
        for node in inside
        if isinstance(node, ast.Assign | ast.For | ast.AugAssign | ast.comprehension)
        and name in _targets(node)
    }
    parameters = {node.arg for node in inside if isinstance(node, ast.arg)}
    return given.pop() if len(given) == 1 and name not in parameters else ""


def _plain(node: ast.Assign) -> set[str]:
    return {target.id for target in node.targets if isinstance(target, ast.Name)}


def _targets(node: ast.AST) -> set[str]:
    """All names that get a value there."""
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]  # type: ignore[attr-defined]
    return {inner.id for one in targets for inner in ast.walk(one) if isinstance(inner, ast.Name)}
