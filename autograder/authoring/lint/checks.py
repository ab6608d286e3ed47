"""Slips in a file of checks: what would not be collected, or judge another exercise, or say nothing."""

import ast
from collections.abc import Collection, Iterator

from autograder.authoring.lint.files import Course, File
from autograder.authoring.lint.slip import Slip, meant

OFFERED = ("rng", "reference", "request", "tmp_path", "monkeypatch", "recwarn")
KNOWN_MARKS = ("form", "milestone", "parametrize", "filterwarnings", "fixture")
MILESTONE = "test_milestone_"


def slips(course: Course, name: str) -> Iterator[Slip]:
    """Those of a lesson's checks."""
    file, exercises = course.checks(name), list(course.sources[name].exercises)
    if file.error:
        yield file.slip(file.error.lineno or 1, f"a syntax error, {file.error.msg}", "mend the checks")
        return
    if not file.there:
        return
    yield from _twice(file)
    yield from _classes(file)
    yield from _marks(file)
    yield from _uncalled(file)
    yield from _references(course, name, file)
    given = {*OFFERED, *course.exercises, *(one.name for one in file.functions if marked(one, "fixture"))}
    for check in tests(file):
        yield from _asked(course, file, check, given, exercises)
        yield from _sentence(file, check)
        for what in _given(check, exercises):
            yield file.slip(
                check.lineno, f"`{check.name}` is handed nothing for {what}", "write its name alone"
            )
    for function in file.functions:
        if function.name in course.exercises and marked(function, "fixture"):
            what = f"the fixture `{function.name}` stands in the place of the student's function"
            yield file.slip(function.lineno, what, "name it otherwise")
    for exercise in exercises:
        if not any(named(check.name, exercises) == exercise for check in tests(file)):
            what, mend = f"`{exercise}` has no checks", f"write test_{exercise}_…: one check is one point"
            yield file.slip(1, what, mend)


def _given(check: ast.FunctionDef, exercises: Collection[str]) -> Iterator[str]:
    """What keeps pytest from handing over what a check asks for."""
    defaults = [one.arg for one in check.args.args[len(check.args.args) - len(check.args.defaults) :]]
    yield from (
        f"`{one}={ast.unparse(value)}`"
        for one, value in zip(defaults, check.args.defaults)
        if one in exercises
    )
    yield from (f"`*{one.arg}`" for one in (check.args.vararg, check.args.kwarg) if one)


def tests(file: File) -> Iterator[ast.FunctionDef]:
    """The checks of a file."""
    return (function for function in file.functions if function.name.startswith("test_"))


def named(check: str, exercises: Collection[str]) -> str | None:
    """The exercise that a check is named after: the longest that fits."""
    fitting = [one for one in exercises if check.startswith(f"test_{one}_")]
    return max(fitting, key=len, default=None)


def _twice(file: File) -> Iterator[Slip]:
    met: dict[str, int] = {}
    for function in file.functions:
        if function.name in met:
            what = f"a second `{function.name}`, after line {met[function.name]}: the first is never run"
            yield file.slip(function.lineno, what, "name one of them otherwise")
        met[function.name] = function.lineno


def _asked(
    course: Course, file: File, check: ast.FunctionDef, given: set[str], exercises: list[str]
) -> Iterator[Slip]:
    """What a check asks for is there, is its own exercise, and none that comes later."""
    asked = [argument.arg for argument in check.args.args]
    known = given | set(parameters(check))
    for name in asked:
        if name not in known:
            what, mend = f"`{check.name}` asks for `{name}`", "a check asks for exercises, rng and reference"
            yield file.slip(check.lineno, f"{what}, which nobody gives", meant(name, known, mend))
        elif name in course.exercises and name not in exercises:
            what = f"`{check.name}` asks for `{name}` of {course.exercises[name]}"
            yield file.slip(check.lineno, what, f"take it from ours: reference.{name}")
    if not check.name.startswith(MILESTONE) and known.issuperset(asked):
        yield from _own(file, check, asked, exercises)


def _own(file: File, check: ast.FunctionDef, asked: list[str], exercises: list[str]) -> Iterator[Slip]:
    own, wanted = named(check.name, exercises), [name for name in exercises if name in asked]
    if own is None:
        said = check.name.removeprefix("test_")
        near = meant(
            said.partition("_")[0], exercises, f"name it test_{(wanted or exercises or ['…'])[-1]}_…"
        )
        yield file.slip(check.lineno, f"`{check.name}` is named after no exercise of the lesson", near)
    elif own not in wanted:
        what = f"`{check.name}` does not ask for `{own}`"
        effect = f", and judges `{wanted[-1]}`" if wanted else ", and would not be run"
        yield file.slip(check.lineno, what + effect, f"make `{own}` one of its parameters")
    elif wanted[-1] != own:
        what = f"`{check.name}` asks for `{wanted[-1]}`, which comes later than `{own}`"
        yield file.slip(check.lineno, what, f"take it from ours: reference.{wanted[-1]}")


def parameters(check: ast.FunctionDef) -> Iterator[str]:
    """The names that `pytest.mark.parametrize` gives a check."""
    for mark in marked(check, "parametrize"):
        first = mark.args[0] if isinstance(mark, ast.Call) and mark.args else None
        for text in ast.walk(first) if first else ():
            if isinstance(text, ast.Constant) and isinstance(text.value, str):
                yield from (name.strip() for name in text.value.split(","))


def marked(function: ast.FunctionDef, name: str) -> list[ast.expr]:
    """The decorators of a function that end in a name."""
    return [one for one in function.decorator_list if ast.unparse(one).partition("(")[0].endswith(f".{name}")]


def _sentence(file: File, check: ast.FunctionDef) -> Iterator[Slip]:
    """The docstring of a check is what the student reads behind the exercise's name."""
    said = (ast.get_docstring(check) or "").strip()
    if said.endswith(".") or "\n" in said:
        what = f"the title of `{check.name}` is {said.splitlines()[0]!r}"
        yield file.slip(check.lineno, what, "one line with a small first letter and no full stop")


def _marks(file: File) -> Iterator[Slip]:
    for node in file.nodes:
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "pytest.mark":
            if node.attr not in KNOWN_MARKS:
                mend = meant(node.attr, KNOWN_MARKS, f"there are {', '.join(KNOWN_MARKS)}")
                yield file.slip(node.lineno, f"there is no mark `{node.attr}`", mend)
    for check in tests(file):
        if check.name.startswith(MILESTONE) != bool(marked(check, "milestone")):
            what = f"`{check.name}` is a milestone by its name or by its mark, not by both"
            mend = "name it test_milestone_… and mark it @pytest.mark.milestone, or neither"
            yield file.slip(check.lineno, what, mend)


def _uncalled(file: File) -> Iterator[Slip]:
    """A function that is no check and that nobody calls was to be a check."""
    called = {node.id for node in file.nodes if isinstance(node, ast.Name)}
    called |= {node.arg for node in file.nodes if isinstance(node, ast.arg)}
    for function in file.functions:
        if not function.name.startswith("test_") and function.name not in called:
            what = f"`{function.name}` is no check and nobody calls it"
            yield file.slip(function.lineno, what, "name it test_EXERCISE_…, or take it out")


def _classes(file: File) -> Iterator[Slip]:
    """Checks in a class are methods: what they are named after is nobody's exercise."""
    for node in file.tree.body:
        if isinstance(node, ast.ClassDef):
            inside = [one for one in node.body if isinstance(one, ast.FunctionDef)]
            if node.name.startswith("Test") or any(one.name.startswith("test") for one in inside):
                what = f"the checks in `class {node.name}` are no checks of an exercise"
                yield file.slip(node.lineno, what, "write each as a function at the top, without `self`")


def _references(course: Course, name: str, file: File) -> Iterator[Slip]:
    """What is asked of our answers is there, and comes no later than this lesson."""
    for node in file.nodes:
        if not isinstance(node, ast.Attribute) or getattr(node.value, "id", "") != "reference":
            continue
        holds = course.exercises.get(node.attr)
        if holds is None:
            mend = meant(node.attr, course.exercises, "`reference` has our exercises")
            yield file.slip(node.lineno, f"`reference.{node.attr}` is no exercise", mend)
        elif holds > name:
            what = f"`reference.{node.attr}` is of {holds}, a later lesson"
            yield file.slip(node.lineno, what, "use exercises up to this lesson alone")
    order = list(course.sources[name].exercises)
    for check in tests(file):
        own = named(check.name, order)
        for node in ast.walk(check) if own else ():
            if isinstance(node, ast.Attribute) and getattr(node.value, "id", "") == "reference" and own:
                if node.attr in order and order.index(node.attr) > order.index(own):
                    what = f"`{check.name}` uses `reference.{node.attr}`, which comes later than `{own}`"
                    yield file.slip(node.lineno, what, f"use exercises up to `{own}` alone")
