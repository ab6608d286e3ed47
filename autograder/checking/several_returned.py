"""An exercise returns several things, and all of them are taken for one: told where the code shows it."""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping

from autograder.lesson import Exercise

OF_A_TUPLE = re.compile(r"'tuple'|inhomogeneous shape|cannot unpack non-iterable|unpack \(expected")
# What may take the things apart, or hand them on.
PICKS = (ast.Subscript, ast.Assign, ast.Starred, ast.Return)
RETURNS = re.compile(r"^ *Returns\n *-+\n((?:.+\n?)+)", re.MULTILINE)


def taken_for_one(
    text: str, line: list[ast.AST], exercises: Mapping[str, Exercise], code: ast.AST | None
) -> str:
    """What to say of an error in a line that uses all that an exercise returns as if it were one thing.

    Parameters
    ----------
    text : str
        What the error says.
    line : list of ast.AST
        All nodes of the line that is quoted.
    exercises : dict
        Name → Exercise.
    code : ast.AST or None
        The student's answer, a function or a class, in which a name may stand for the several things.
    """
    if not OF_A_TUPLE.search(text):
        return ""
    kept = dict(_kept_whole(_around(line, code))) if code else {}
    used = [name for node in line for name in _used_whole(node, kept)]
    for name in used:
        several = returned(exercises[name]) if name in exercises else []
        if len(several) > 1:
            return _says(name, several)
    return ""


def taken_for_one_all_over(exercises: Mapping[str, Exercise], code: ast.AST | None) -> str:
    """The same where no error comes of it: NumPy makes one array of them, or a loop goes through them."""
    nodes = list(ast.walk(code)) if code else []
    apart = {getattr(node.value, "id", "") for node in nodes if isinstance(node, PICKS)}
    kept = {name: whole for name, whole in _kept_whole(code) if name not in apart} if code else {}
    for node in nodes:
        numeric = isinstance(node, ast.For) or ast.unparse(getattr(node, "func", node)).startswith("np.")
        for name in _used_whole(node, kept) if numeric else ():
            if name in exercises and _kinds(exercises[name]) > 1:
                return _says(name, returned(exercises[name]))
    return ""


def _kinds(exercise: Exercise) -> int:
    """How many kinds of things an exercise returns: of one kind, as two arrays, they may go together."""
    found = RETURNS.search(exercise.cell.source)
    heads = re.findall(r"^ {4}\w.* : (\w+)", found[1], re.MULTILINE) if found else []
    return len(set(heads)) if len(returned(exercise)) > 1 else 0


def _says(name: str, several: list[str]) -> str:
    return (
        f"`{name}` returns {len(several)} things, `{', '.join(several)}`, and here all of them stand "
        "where one is due: take them apart first, with a name for each on the left of `=`."
    )


def returned(exercise: Exercise) -> list[str]:
    """The names of what an exercise returns, by its docstring; none where they have no names."""
    found = RETURNS.search(exercise.cell.source)
    lines = found[1].partition('"""')[0].splitlines() if found else []
    indent = min((len(line) - len(line.lstrip()) for line in lines), default=0)
    heads = [line.strip() for line in lines if len(line) - len(line.lstrip()) == indent and line.strip()]
    names = [name for head in heads for name in head.partition(" : ")[0].split(", ")]
    return names if all(name.isidentifier() for name in names) else []


def _around(line: list[ast.AST], code: ast.AST) -> ast.AST:
    """The method that holds the line, of a class: in another one a name may mean another thing."""
    wanted = {ast.dump(node) for node in line if isinstance(node, ast.stmt | ast.Call)}
    methods = code.body if isinstance(code, ast.ClassDef) else []
    return next((one for one in methods if wanted & set(map(ast.dump, ast.walk(one)))), code)


def _kept_whole(code: ast.AST) -> Iterator[tuple[str, str]]:
    """(name, function) where one name is given all that a function returns."""
    for node in ast.walk(code):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            if function := _called(node.value):
                yield node.targets[0].id, function


def _used_whole(node: ast.AST, kept: Mapping[str, str]) -> Iterator[str]:
    """The functions whose whole answer is handed on, calculated with or gone through in a node."""
    for part in _parts(node):
        name = _called(part) or kept.get(getattr(part, "id", ""), "")
        if name:
            yield name


def _parts(node: ast.AST) -> Iterable[ast.AST]:
    if isinstance(node, ast.Call):
        return [*node.args, *(keyword.value for keyword in node.keywords)]
    if isinstance(node, ast.BinOp):
        return [node.left, node.right]
    if isinstance(node, ast.For | ast.comprehension):
        return [node.iter]
    return [node.value] if isinstance(node, ast.Attribute) else []


def _called(node: ast.AST) -> str:
    return getattr(node.func, "id", "") if isinstance(node, ast.Call) else ""
