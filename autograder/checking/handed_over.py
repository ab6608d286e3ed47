"""What is handed to another exercise and is not what that takes: told where the line that raised shows it."""

import ast
import re
from collections.abc import Mapping

from autograder.lesson import Exercise
from autograder.running.recorder import StudentError

OUTSIDE = re.compile(r"index (\d+) is out of bounds for axis \d+ with size (\d+)")


def handed_over(
    node: ast.AST,
    error: StudentError,
    inside: Exercise | None,
    exercises: Mapping[str, Exercise],
    code: ast.AST | None,
) -> str:
    """What to say of a call of an exercise; empty of all else, and where nothing is certain.

    Parameters
    ----------
    node : ast.AST
        A part of the line that raised.
    error : StudentError
    inside : Exercise or None
        The one in which the error came up.
    exercises : dict
        Name → Exercise.
    code : ast.AST or None
        The student's answer.
    """
    exercise = exercises.get(getattr(node.func, "id", "")) if isinstance(node, ast.Call) else None
    if not isinstance(node, ast.Call) or exercise is None:
        return ""
    if (says := _misplaced(node, exercise)) or exercise is not inside:
        return says
    if error.type_name == "TypeError" and "not callable" in error.text:
        return _called_too_early(node, exercise)
    return _not_called(node, exercise, exercises, code) or _too_few_classes(node, exercise, error, code)


def _misplaced(node: ast.Call, exercise: Exercise) -> str:
    """That an exercise is called with what bears the name of one of its parameters in another's place."""
    due = list(exercise.parameters)
    for argument, parameter in zip(node.args, due):
        name = getattr(argument, "id", parameter)
        if name != parameter and name in due:
            order = f"`{exercise.name}` takes `{', '.join(due)}`, in this order"
            return f"{order}: there `{name}` stands in the place of `{parameter}`."
    return ""


def _called_too_early(node: ast.Call, exercise: Exercise) -> str:
    """That an exercise gets what a function answers where the function itself is due, which it calls."""
    for argument, parameter in zip(node.args, exercise.parameters):
        if parameter in _functions(exercise) and isinstance(argument, ast.Call):
            text, name = ast.unparse(argument), ast.unparse(argument.func)
            return (
                f"`{exercise.name}` calls its `{parameter}` itself, so it takes the function, "
                f"`{name}`: `{text}` is what the function answers."
            )
    return ""


def _not_called(
    node: ast.Call, exercise: Exercise, exercises: Mapping[str, Exercise], code: ast.AST | None
) -> str:
    """That an exercise gets a function where what it answers is due."""
    own = exercises.get(getattr(code, "name", ""))
    taken = set(own.parameters) if own else set()
    functions = (exercises.keys() - taken) | {*(_functions(own) if own else ())}
    for argument, parameter in zip(node.args, exercise.parameters):
        name = getattr(argument, "id", "")
        if name in functions and parameter not in _functions(exercise) and not _binds(code, name):
            return (
                f"`{name}` is a function, and `{exercise.name}` takes for its `{parameter}` what a function "
                f"answers: `{name}` has to be called there, with its argument in brackets."
            )
    return ""


def _too_few_classes(node: ast.Call, exercise: Exercise, error: StudentError, code: ast.AST | None) -> str:
    """That the number of classes was read off the labels that happen to occur."""
    outside = OUTSIDE.search(error.text)
    if exercise.name != "one_hot" or not outside or len(node.args) < 2:
        return ""
    classes = ast.unparse(node.args[1])
    taken = [one.arg for one in code.args.args] if isinstance(code, ast.FunctionDef) else []
    counted = (
        " The number of classes is that of the columns of `z`, whatever `y` holds." if "z" in taken else ""
    )
    label, due = outside[1], int(outside[1]) + 1
    return f"`{classes}` is {outside[2]} there, and with the label {label} there are {due} classes.{counted}"


def _functions(exercise: Exercise) -> list[str]:
    """The parameters that are functions, by the docstring."""
    return re.findall(r"^ *(\w+) : function\b", exercise.cell.source, re.MULTILINE)


def _binds(code: ast.AST | None, name: str) -> bool:
    """Whether the code gives the name a value of its own; a parameter is none."""
    nodes = ast.walk(code) if code else ()
    return any(getattr(node, "id", "") == name and isinstance(node.ctx, ast.Store) for node in nodes)  # type: ignore[attr-defined]
