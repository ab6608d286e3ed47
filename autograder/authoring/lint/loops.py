"""Slips in the loops of a check: a function handed to the student's is called again, after the loop."""

import ast
from collections.abc import Iterator

from autograder.authoring.lint.checks import tests
from autograder.authoring.lint.files import Course
from autograder.authoring.lint.slip import Slip

LOOP = ast.For | ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp


def slips(course: Course, name: str) -> Iterator[Slip]:
    """Those of a lesson's checks."""
    file = course.checks(name)
    for check in tests(file):
        asked = {one.arg for one in check.args.args} & {*course.exercises}
        for loop in (node for node in ast.walk(check) if isinstance(node, LOOP)):
            for function, variable in _unbound(loop, asked):
                mend = f"bind it: `{variable}={variable}` among the lambda's parameters"
                what = f"a lambda reads the loop's `{variable}`, which is another when mistakes are replayed"
                yield file.slip(function.lineno, what, mend)


def _unbound(loop: LOOP, asked: set[str]) -> Iterator[tuple[ast.Lambda, str]]:
    """(lambda, variable) of each that reads what the loop changes, in a call with the student's function."""
    targets = [loop.target] if isinstance(loop, ast.For) else [one.target for one in loop.generators]
    changed = {name for target in targets for name in _read(target)}
    for call in (node for node in ast.walk(loop) if isinstance(node, ast.Call)):
        if getattr(call.func, "id", "") in asked or any(getattr(one, "id", "") in asked for one in call.args):
            handed = [*call.args, *(word.value for word in call.keywords)]
            for function in (
                node for one in handed for node in ast.walk(one) if isinstance(node, ast.Lambda)
            ):
                own = {one.arg for one in ast.walk(function.args) if isinstance(one, ast.arg)}
                yield from ((function, name) for name in sorted(_read(function.body) & changed - own))


def _read(node: ast.AST) -> set[str]:
    return {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}
