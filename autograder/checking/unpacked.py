"""What an exercise returns is unpacked in another order than it comes in: told where the names show it."""

import ast
from collections.abc import Iterator, Mapping

from autograder.checking.several_returned import returned
from autograder.lesson import Exercise


def out_of_order(exercises: Mapping[str, Exercise], code: ast.AST | None) -> str:
    """`dW, db, dX = dense_backward(…)`, where dX comes first; empty where no name is out of its place.

    Parameters
    ----------
    exercises : dict
        Name → Exercise.
    code : ast.AST or None
        The student's answer.
    """
    for function, names in _unpacked(code) if code else ():
        due = returned(exercises[function]) if function in exercises else []
        if len(names) == len(due) and any(name in due and name != due[at] for at, name in enumerate(names)):
            return (
                f"`{function}` returns `{', '.join(due)}`, in this order, and you take them as "
                f"`{', '.join(names)}`: each name on the left of `=` gets what stands at its place."
            )
    return ""


def _unpacked(code: ast.AST) -> Iterator[tuple[str, list[str]]]:
    """(function, names) of each line that gives a name to everything that a function returns."""
    for node in ast.walk(code):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
            target, function = node.targets[0], getattr(node.value.func, "id", "")
            if isinstance(target, ast.Tuple | ast.List):
                yield function, [getattr(one, "id", "") for one in target.elts]
