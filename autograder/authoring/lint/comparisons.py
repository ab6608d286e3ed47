"""Slips in checks that run and judge nothing: they compare what is equal, or what nobody reaches."""

import ast
from collections.abc import Iterator

from autograder.authoring.lint.checks import MILESTONE, marked, named, tests
from autograder.authoring.lint.files import Course, File
from autograder.authoring.lint.slip import Slip

LOOSEST = 0.1  # a relative tolerance beyond which no digit is compared
LOOKED_AT = ("__name__", "__code__", "__doc__", "__globals__", "__defaults__")


def slips(course: Course, name: str) -> Iterator[Slip]:
    """Those of a lesson's checks."""
    file, exercises = course.checks(name), list(course.sources[name].exercises)
    yield from _hidden(file)
    yield from _titles(file, exercises)
    yield from _milestones(file, exercises)
    for check in tests(file):
        yield from _unused(file, check, exercises)
        yield from _unreached(file, check, exercises)
        yield from _compared(file, check, exercises)


def _hidden(file: File) -> Iterator[Slip]:
    """A check that is no plain function at the top is not run, or not as it should be."""
    top = {id(function) for function in file.functions}
    inside = {id(one) for node in file.nodes if isinstance(node, ast.ClassDef) for one in node.body}
    for node in file.nodes:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and id(node) not in top | inside:
            if node.name.startswith("test_"):
                yield file.slip(
                    node.lineno, f"`{node.name}` is no plain function at the top", "write it there"
                )


def _titles(file: File, exercises: list[str]) -> Iterator[Slip]:
    """Each check of an exercise has a sentence of its own."""
    met: dict[tuple[str | None, str], str] = {}
    for check in tests(file):
        own = named(check.name, exercises)
        title = ast.get_docstring(check) or check.name.removeprefix(f"test_{own}_").replace("_", " ").strip()
        if not title:
            yield file.slip(
                check.lineno, f"`{check.name}` says nothing", f"name it test_{own}_what_should_be_so"
            )
        elif met.setdefault((own, title), check.name) != check.name:
            what = f"`{check.name}` has the title of `{met[own, title]}`: {title!r}"
            yield file.slip(check.lineno, what, "say what this one asks for")


def _milestones(file: File, exercises: list[str]) -> Iterator[Slip]:
    found = [check for check in tests(file) if check.name.startswith(MILESTONE)]
    for check in found[1:]:
        yield file.slip(check.lineno, f"a second milestone, `{check.name}`", "a lesson has one: take one out")
    for check in found[:1]:
        if not {argument.arg for argument in check.args.args} & {*exercises}:
            what = f"`{check.name}` asks for no exercise of the lesson"
            yield file.slip(check.lineno, what, "make those that it runs its parameters")


def _unused(file: File, check: ast.FunctionDef, exercises: list[str]) -> Iterator[Slip]:
    """What a check asks for, it uses; what it is parametrized by, it asks for."""
    asked = [argument.arg for argument in check.args.args]
    read = {node.id for node in ast.walk(check) if isinstance(node, ast.Name)}
    for name in asked:
        if name == named(check.name, exercises) and name not in read:
            yield file.slip(
                check.lineno, f"`{check.name}` never calls `{name}`", "call it, and look at its answer"
            )
    for mark in marked(check, "parametrize"):
        first = mark.args[0] if isinstance(mark, ast.Call) and mark.args else None
        names = (
            first.value.split(",") if isinstance(first, ast.Constant) and isinstance(first.value, str) else []
        )
        for name in (one.strip() for one in names):
            if name not in asked:
                what = f"`{check.name}` is parametrized by `{name}`, and does not ask for it"
                yield file.slip(check.lineno, what, f"make `{name}` one of its parameters")


def _unreached(file: File, check: ast.FunctionDef, exercises: list[str]) -> Iterator[Slip]:
    """Code that never runs, or whose failure is swallowed; what asks what the student's code is."""
    for node in ast.walk(check):
        if (
            isinstance(node, ast.If | ast.While)
            and isinstance(node.test, ast.Constant)
            and not node.test.value
        ):
            yield file.slip(node.lineno, "what stands below is never run", "take the condition out")
        elif isinstance(node, ast.For) and isinstance(node.iter, ast.List | ast.Tuple) and not node.iter.elts:
            yield file.slip(
                node.lineno, "a loop over nothing: what stands below is never run", "say over what"
            )
        elif isinstance(node, ast.ExceptHandler) and all(isinstance(one, ast.Pass) for one in node.body):
            if node.type is None or ast.unparse(node.type) in (
                "Exception",
                "BaseException",
                "AssertionError",
            ):
                yield file.slip(node.lineno, "a failure is swallowed here", "take `try` out")
        elif isinstance(node, ast.Attribute) and node.attr in LOOKED_AT and _is_of(node, exercises):
            what = f"`{ast.unparse(node)}` is another thing where a notebook is graded"
            yield file.slip(node.lineno, what, "judge what a function answers, not what it is")


def _is_of(node: ast.Attribute, exercises: list[str]) -> bool:
    return getattr(node.value, "id", "") in exercises


def _compared(file: File, check: ast.FunctionDef, exercises: list[str]) -> Iterator[Slip]:
    """close(actual, expected): the student's answer first, ours second."""
    asked = {argument.arg for argument in check.args.args} & {*exercises}
    for node in ast.walk(check):
        if not isinstance(node, ast.Call) or getattr(node.func, "id", "") != "close" or node.args[2:]:
            continue
        texts = [ast.unparse(one) for one in node.args]
        called = [_called(one) for one in node.args]
        if len(texts) == 2 and texts[0] == texts[1]:
            yield file.slip(
                node.lineno, f"`{ast.unparse(node)}` compares a thing with itself", "close(actual, expected)"
            )
        elif len(texts) == 2 and "reference" in texts[0] and called[1] & asked and not called[0] & asked:
            what = f"`{ast.unparse(node)}` has the student's answer in the second place"
            yield file.slip(
                node.lineno, what, "write close(actual, expected): the message says which is which"
            )
        for word in node.keywords:
            value = word.value.value if isinstance(word.value, ast.Constant) else None
            if word.arg == "rtol" and isinstance(value, int | float) and value >= LOOSEST:
                yield file.slip(node.lineno, f"a tolerance of {value:g} accepts wrong digits", "rtol=1e-6")


def _called(node: ast.expr) -> set[str]:
    return {
        one.func.id for one in ast.walk(node) if isinstance(one, ast.Call) and isinstance(one.func, ast.Name)
    }
