"""Slips in calls that are read: arguments that the function does not take, or that another one should get."""

import ast
import inspect
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from autograder.authoring.lint.checks import tests
from autograder.authoring.lint.files import Course, File
from autograder.authoring.lint.slip import Slip, meant

OF_FUNCTIONS = ("pure", "quiet")  # they call what they are handed


def slips(course: Course, name: str) -> Iterator[Slip]:
    """Those of a lesson's checks and mistakes."""
    signatures = {**_exercises(course), **_comparing()}
    for file in (course.checks(name), course.mistakes(name)):
        own = set(_own(file))
        yield from _misfits(file, {name: one for name, one in signatures.items() if name not in own})
    file = course.checks(name)
    for check in tests(file):
        asked = {argument.arg for argument in check.args.args}
        for call in (node for node in ast.walk(check) if isinstance(node, ast.Call) and node.args):
            yield from _of_an_answer(file, call, asked & {*signatures})


def misfit(takes: ast.arguments, call: ast.Call) -> tuple[str, str]:
    """What a call lacks or hands over too much, and what mends it; empty where it fits, or is not known."""
    names = [one.arg for one in (*takes.args, *takes.kwonlyargs)]
    words = [one.arg for one in call.keywords if one.arg]
    unpacked = len(words) < len(call.keywords) or any(isinstance(one, ast.Starred) for one in call.args)
    if takes.vararg or takes.kwarg or unpacked:
        return "", ""
    mend = f"it takes ({', '.join(names)})"
    if unknown := [word for word in words if word not in names]:
        return f"hands over `{unknown[0]}`", meant(unknown[0], names, mend)
    due = [one.arg for one in takes.args[: len(takes.args) - len(takes.defaults)]]
    if missing := [name for name in due[len(call.args) :] if name not in words]:
        return f"lacks {', '.join(missing)}", mend
    return ("hands over too much", mend) if len(call.args) > len(takes.args) else ("", "")


def _exercises(course: Course) -> dict[str, ast.arguments]:
    """What each exercise takes that is a function."""
    cells = {name: cell for source in course.sources.values() for name, cell in source.exercises.items()}
    found = {name: one for name, cell in cells.items() for one in (cell.tree.body if cell.tree else ())}
    return {name: one.args for name, one in found.items() if isinstance(one, ast.FunctionDef)}


@cache
def _comparing() -> Mapping[str, ast.arguments]:
    """The same of what checks compare with."""
    from autograder import comparison  # with NumPy, and only for who lints

    tree = ast.parse(inspect.getsource(comparison))
    return {one.name: one.args for one in tree.body if isinstance(one, ast.FunctionDef)}


def _own(file: File) -> Iterator[str]:
    """Names that mean something of the file's own, and no exercise: its functions, and what they take."""
    for node in file.nodes:
        if isinstance(node, ast.FunctionDef):
            yield node.name
            taken = ast.walk(node.args) if not node.name.startswith("test_") else ()
            yield from (one.arg for one in taken if isinstance(one, ast.arg))


def _misfits(file: File, signatures: Mapping[str, ast.arguments]) -> Iterator[Slip]:
    for call in (node for node in file.nodes if isinstance(node, ast.Call)):
        place, _, name = ast.unparse(call.func).rpartition(".")
        if place in ("", "reference") and name in signatures:
            what, mend = misfit(signatures[name], call)
            if what:
                yield file.slip(call.lineno, f"`{ast.unparse(call)}` {what}", mend)


def _of_an_answer(file: File, call: ast.Call, asked: Iterable[str]) -> Iterator[Slip]:
    """Where the student's answer stands that should be the function, or ours that should be the answer."""
    does, first = getattr(call.func, "id", ""), call.args[0]
    called = [getattr(getattr(one, "func", None), "id", "") in asked for one in call.args]
    if does in OF_FUNCTIONS and called[0]:
        what = f"`{ast.unparse(call)}` hands over an answer, not the function"
        yield file.slip(call.lineno, what, f"write {does}(function, its arguments)")
    elif does == "close" and getattr(first, "id", "") == "expected" and any(called[1:2]):
        what = f"`{ast.unparse(call)}` has the student's answer in the second place"
        yield file.slip(call.lineno, what, "write close(actual, expected): the message says which is which")
