"""What the code of a class shows to be wrong, where a check complains of that."""

import ast
import difflib
import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np

from autograder.checking.class_code import (
    AT_ONCE,
    body,
    first_line,
    is_handed_on,
    is_own,
    is_plain,
    methods,
    root,
    stored,
    taken,
    uses,
)
from autograder.checking.outcome import Outcome
from autograder.running.recorder import StudentError

ONLY_STORES, JUST_THAT = "`__init__` should only store", "`{}` should be just that"  # what checks complain of
STEPS = {"one_epoch": 2, "one_step": 1}  # function → the place of `params` among its parameters
NEAR = 0.8  # how like each other two names are of which one is meant by the other
NAMED = re.compile(r"^ {4}(\w+) :", re.MULTILINE)  # in the docstring, with a kind of its own


class Due(NamedTuple):
    """What the docstring of the class says: the arguments that are to be used, and what `fit` leaves."""

    parameters: list[str]
    attributes: list[str]


Rule = Callable[[ast.ClassDef, Outcome, Due], Iterator[str]]


def class_hint(code: ast.ClassDef, told: Outcome, lesson: str) -> str:
    """What is said of the class besides the message; empty where nothing is certain.

    Parameters
    ----------
    code : ast.ClassDef
        The student's.
    told : Outcome
        The check that is explained.
    lesson : str
        The source of the exercise.
    """
    named = NAMED.findall(lesson)
    due = Due([one for one in named if one[-1] != "_"], [one for one in named if one[-1] == "_"])
    return next((says for rule in RULES for says in rule(code, told, due)), "")


def _work_in_init(code: ast.ClassDef, told: Outcome, due: Due) -> Iterator[str]:
    """A statement of `__init__` that does more than to store an argument."""
    for statement in body(code, "__init__") if ONLY_STORES in told.message else ():
        keeps = set(stored(statement)) & set(taken(code))
        if not (keeps or is_plain(statement) or uses(statement, AT_ONCE)):
            yield (
                f"`{first_line(statement)}` stands in `__init__` and belongs in `fit`: `__init__` runs once, "
                "and each `fit` begins anew, with what `set_params` has set by then."
            )


def _overwritten(code: ast.ClassDef, told: Outcome, due: Due) -> Iterator[str]:
    """An argument that another method gives another value."""
    for method in methods(code):
        for name in stored(method) if method.name not in ("__init__", "set_params") else ():
            if name in due.parameters and _is_said(name, told.message):
                yield (
                    f"`{method.name}` gives `self.{name}` another value, and it is what the user has chosen: "
                    "what is made of it gets a name of its own."
                )


def _not_stored(code: ast.ClassDef, told: Outcome, due: Due) -> Iterator[str]:
    """An argument in whose place another value is stored."""
    for statement in body(code, "__init__"):
        for name in stored(statement):
            alone = isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Attribute)
            if alone and JUST_THAT.format(name) in told.message and not uses(statement, (name,)):
                yield f"`{first_line(statement)}` stores something else than the argument `{name}`."


def _never_used(code: ast.ClassDef, told: Outcome, due: Due) -> Iterator[str]:
    """An argument that is due to be used, and that no method asks for."""
    init = [node for statement in body(code, "__init__") for node in ast.walk(statement)]
    others = [node for method in methods(code) if method.name != "__init__" for node in ast.walk(method)]
    read = {node.attr for node in others if is_own(node)}  # type: ignore[attr-defined]
    used = Counter(getattr(node, "id", "") for node in init)
    for name in () if is_handed_on(others) else due.parameters:
        if name not in read and used[name] == 1 and _is_said(name, told.message):
            yield f"`self.{name}` is stored, and no method uses it."


def _taken_for_its_truth(code: ast.ClassDef, told: Outcome, due: Due) -> Iterator[str]:
    """The question whether there is a seed, put so that 0 is none."""
    for node in ast.walk(code):
        asked = node.test if isinstance(node, ast.If | ast.IfExp) else None
        if isinstance(node, ast.BoolOp) and getattr(node.values[-1], "value", None) != 0:
            asked = node.values[0]
        asked = asked.operand if isinstance(asked, ast.UnaryOp) and isinstance(asked.op, ast.Not) else asked
        if asked is not None and ast.unparse(asked) == "self.random_state":
            yield (
                "`self.random_state` is asked for its truth value, and 0 counts as False, as None does: "
                "`self.random_state is None` tells the two apart."
            )


def _numpys_integers(code: ast.ClassDef, told: Outcome, due: Due) -> Iterator[str]:
    """A question for `int` that refuses a whole number of NumPy's."""
    made = [call for call in told.tape.calls if call.made is not None][-1:]
    given = [value for call in made for value in (*call.args, *call.kwargs.values())]
    refused = isinstance(told.error, StudentError) and told.error.type_name in ("ValueError", "TypeError")
    if not refused or not any(isinstance(value, np.integer) for value in given):
        return
    for node in ast.walk(code):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "isinstance":
            if ast.unparse(node.args[-1]) == "int":
                yield (
                    f"`{ast.unparse(node)}` is False of a whole number of NumPy's, as this check gives: "
                    "`(int, np.integer)` asks for both."
                )


def _begins_anew(code: ast.ClassDef, told: Outcome, due: Due) -> Iterator[str]:
    """A loop in which every round is handed the same parameters."""
    for loop in (node for node in ast.walk(code) if isinstance(node, ast.For | ast.While)):
        nodes = list(ast.walk(loop))
        bound = {root(node) for node in nodes if isinstance(getattr(node, "ctx", None), ast.Store)}
        bound |= {root(node.func) for node in nodes if isinstance(node, ast.Call)}
        for call in (node for node in nodes if isinstance(node, ast.Call)):
            function = getattr(call.func, "id", "")
            for given in call.args[STEPS[function] : STEPS[function] + 1] if function in STEPS else ():
                if isinstance(given, ast.Name) and given.id not in bound:
                    yield (
                        f"`{function}` gets `{given.id}` in every round of the loop, and no line of the loop "
                        f"gives `{given.id}` a new value: each round begins where the first one began."
                    )


def _under_another_name(code: ast.ClassDef, told: Outcome, due: Due) -> Iterator[str]:
    """What `fit` should leave, under a name that is nearly the right one."""
    kept = {name for method in methods(code) for name in stored(method)}
    for name in (name for name in due.attributes if name not in kept):
        others = kept - set(due.attributes) - set(due.parameters)
        for near in difflib.get_close_matches(name, others, 1, NEAR):
            if _is_said(name, told.message) or _is_said(near, told.message):
                yield f"`self.{near}` is due under the name `{name}`."


RULES: tuple[Rule, ...] = (
    _work_in_init,
    _overwritten,
    _not_stored,
    _numpys_integers,
    _under_another_name,
    _never_used,
    _taken_for_its_truth,
    _begins_anew,
)


def _is_said(name: str, message: str) -> bool:
    return bool(re.search(rf"\b{name}\b", message))
