"""All functions that come of a student's by one change, each with the place and what is wrong there."""

import ast
import contextlib
import linecache
import types
import warnings
from collections.abc import Callable, Iterator
from typing import NamedTuple, cast

from autograder.checking.slips.additions import additions
from autograder.checking.slips.changes import CHANGES, Change, instead, loops, put
from autograder.checking.slips.moves import moves, neutral, overwritten
from autograder.checking.slips.mutants import places, put_in
from autograder.checking.slips.roles import called
from autograder.checking.slips.said import said_of
from autograder.lesson import exercises


class Mend(NamedTuple):
    """Where a change is made, what is wrong there, and the function with the change.

    `rival` gives the function with another change of the kind there, if there is one: where that is as good,
    the change is good by accident. It can be asked until the next change is made.
    """

    where: str
    says: str
    changed: Callable
    rival: Callable[[], Callable | None] = lambda: None


def mends(tree: ast.Module, function: types.FunctionType) -> Iterator[Mend]:
    """All functions that come of this one by one change, small changes first, then what is missing."""
    yield from small(tree, function)
    yield from _without_a_line(tree, function)
    yield from _changed(tree, function, [neutral])
    yield from _in_all(tree, function, list(CHANGES))
    for changes in additions(_definition(tree)):
        yield from _changed(tree, function, changes)
    for changes in additions(_definition(tree)):
        yield from _in_all(tree, function, changes)


def small(tree: ast.Module, function: types.FunctionType) -> Iterator[Mend]:
    """With one line in another place, or one word of it another."""
    definition = _definition(tree)
    for line, says in moves(definition):
        yield from _made(tree, function, _where(function, line.lineno), says)
    yield from _changed(tree, function, [overwritten(definition)])
    yield from _changed(tree, function, [*CHANGES, _kinds, _names(definition, function.__globals__)])


def _definition(tree: ast.Module) -> ast.FunctionDef:
    return cast(ast.FunctionDef, tree.body[0])


def _changed(tree: ast.Module, function: types.FunctionType, changes: list[Change]) -> Iterator[Mend]:
    for parent, field, i in list(places(tree.body[0])):
        held = getattr(parent, field)
        node = held if i is None else held[i]
        if not hasattr(node, "own"):
            continue
        number = getattr(node, "lineno", getattr(parent, "lineno", 0))
        for change in changes:
            for new, says in change(node) if change is not loops or isinstance(node, ast.AugAssign) else ():
                spots = [(parent, field, i, new)]
                yield from _put(
                    tree, function, spots, _where(function, number), _said(change, node, new, says)
                )
                put_in(parent, field, i, node)


def _in_all(tree: ast.Module, function: types.FunctionType, changes: list[Change]) -> Iterator[Mend]:
    """With one change made in all like places: what is wrong of the weights is wrong of the biases too."""
    groups: dict[object, Spots] = {}
    for parent, field, i in list(places(tree.body[0])):
        held = getattr(parent, field)
        node = held if i is None else held[i]
        if hasattr(node, "own") and isinstance(node, ast.expr | ast.AugAssign):
            groups.setdefault(_likeness(node), []).append((parent, field, i, node))
    for spots in (spots for spots in groups.values() if len(spots) > 1):
        for change in changes:
            for alike in zip(*(list(change(node)) for *_, node in spots)):
                news = [(*spot[:3], new) for spot, (new, _) in zip(spots, alike)]
                node, (new, says) = spots[0][3], alike[0]
                said = f"{_said(change, node, new, says)}, there and in the other places like it"
                yield from _put(tree, function, news, _where(function, getattr(node, "lineno", 0)), said)
                for parent, field, i, node in spots:
                    put_in(parent, field, i, node)


def _said(change: Change, old: ast.AST, new: ast.AST, says: str) -> str:
    """What is wrong at a node: what comes of a slip says it the other way round."""
    return said_of(old, new, says) if change in CHANGES or change.__name__ == "others" else says


def _likeness(node: ast.AST) -> object:
    """What two nodes have in common that are alike: the kind, the operator, the name of what is called."""
    sign = getattr(node, "op", None) or next(iter(getattr(node, "ops", ())), None)
    name = called(node) if isinstance(node, ast.Call) else getattr(node, "id", getattr(node, "attr", None))
    return type(node), type(sign), name, node.value if isinstance(node, ast.Constant) else None


def _without_a_line(tree: ast.Module, function: types.FunctionType) -> Iterator[Mend]:
    for parent, field, i in list(places(tree.body[0])):
        block = getattr(parent, field)
        if i is not None and isinstance(block[i], ast.stmt):
            setattr(parent, field, block[:i] + block[i + 1 :] or [ast.Pass()])
            yield from _made(tree, function, _where(function, block[i].lineno), "it is too much")
            setattr(parent, field, block)


def _kinds(node: ast.AST) -> Iterator[tuple[ast.AST, str]]:
    """A number with a point where a whole one stands."""
    if isinstance(node, ast.Constant) and type(node.value) is int:
        says = f"`{node.value}` there is a whole number, and makes whole numbers"
        yield ast.Constant(float(node.value)), says


def _names(definition: ast.FunctionDef, known: dict) -> Change:
    """Another name that the function knows; for an exercise that is called, another exercise."""
    nodes = list(ast.walk(definition))
    parameters = [node.arg for node in nodes if isinstance(node, ast.arg)]
    bound = [node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)]
    own = list(dict.fromkeys([*parameters, *bound]))
    functions = [name for name in exercises() if callable(known.get(name)) and name != definition.name]

    def others(node: ast.AST) -> Iterator[tuple[ast.AST, str]]:
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            for other in own if node.id in own else functions if node.id in functions else ():
                if other != node.id:
                    yield put(node, id=other), instead(other, node.id)

    return others


Spots = list[tuple[ast.AST, str, int | None, ast.AST]]  # (parent, field, place in it, what stands there)


def _put(
    tree: ast.Module, function: types.FunctionType, spots: Spots, where: str, says: str
) -> Iterator[Mend]:
    """The function with new nodes in some places, which the tree has as long as it is yielded."""

    def rival() -> Callable | None:
        others = [(*spot, new.rival()) for *spot, new in spots if hasattr(new, "rival")]
        for spot in others:
            put_in(*spot)
        made = next(_made(tree, function, where, says), None) if others else None
        for spot in spots:
            put_in(*spot)
        return made.changed if made else None

    for spot in spots:
        put_in(*spot)
    yield from (one._replace(rival=rival) for one in _made(tree, function, where, says))


def _made(tree: ast.Module, function: types.FunctionType, where: str, says: str) -> Iterator[Mend]:
    """The function of the changed tree, among the names of the student's; none where that is no Python."""
    own = dict(function.__globals__)
    wrong = (SyntaxError, ValueError, TypeError, NameError, AttributeError, RecursionError)
    with contextlib.suppress(*wrong), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        exec(compile(ast.fix_missing_locations(tree), "<mend>", "exec"), own)
        changed = own[function.__name__]
    if own[function.__name__] is not function:
        yield Mend(where, says, changed)


def _where(function: types.FunctionType, number: int) -> str:
    """The line of the student's code that has the number, as text where that is known."""
    line = linecache.getline(function.__code__.co_filename, number).strip()
    return f"the line `{line}`" if line else f"line {number}"
