"""Exercises of an instructor's own in the course's notebook: a solution cell, then a test cell.

Checks in files judge them as ours judge ours. Where there are none the test cell itself runs, in the sandbox,
beside the student's code: that code can cheat it, and the result says so.
"""

import ast
import importlib.util
import inspect
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path

from autograder import lesson as lessons
from autograder.classroom.course_folder import Course
from autograder.classroom.inside.own_test import parsed
from autograder.classroom.settings import Options
from autograder.classroom.submissions import normalize
from autograder.classroom.task import Notebook
from autograder.errors import Refusal
from autograder.running.cells import exercise_of_check

Check = Callable[..., object]


@dataclass(frozen=True)
class OwnTest:
    """A test cell of the instructor's own: its name, what it tests, its text, its points."""

    name: str
    tests: tuple[str, ...]  # what the solution cells before it define
    source: str
    points: float

    @property
    def only_checks(self) -> bool:
        """Whether it is `check(…)` and no more, which says nothing without checks in a file."""
        body = [
            node for node in parsed(self.source).body if not isinstance(node, (ast.Import, ast.ImportFrom))
        ]
        calls = [
            node.value for node in body if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
        ]
        return len(calls) == len(body) and all(getattr(call.func, "id", "") == "check" for call in calls)


def own_tests(template: Notebook, exercises: Collection[str]) -> list[OwnTest]:
    """The test cells of a course's notebook that no exercise of ours belongs to."""
    found: list[OwnTest] = []
    before: list[str] = []
    used = True
    for cell in template["cells"]:
        info = cell["metadata"].get("nbgrader") or {}
        source = normalize.source_of(cell)
        if info.get("solution") and cell["cell_type"] == "code" and info["grade_id"] not in exercises:
            before, used = ([] if used else before) + _defined(source), False
        if normalize.is_check(cell) and exercise_of_check(info["grade_id"]) not in exercises:
            used = True
            found.append(OwnTest(info["grade_id"], tuple(before), source, float(info["points"])))
    return found


def _defined(source: str) -> list[str]:
    try:
        body = parsed(source).body
    except SyntaxError:
        return []
    return [
        node.name for node in body if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))
    ]


def require_runnable(course: Course, lesson: str, options: Options) -> None:
    """Refuse, by its name, what would give everybody the same points without having run."""
    template, extra = course.template(lesson), course.extra_for(lesson, options)
    exercises = lessons.lesson(lesson).exercises
    tests = own_tests(template, exercises)
    known = [check for path in extra for check in checks_in(Path(path))] if tests else []
    for test in tests:
        where = f"`{test.name}` in the course's notebook of {lesson}"
        try:
            lacks = test.only_checks
        except SyntaxError as error:
            raise Refusal(
                f"{where} cannot be run: {error.msg} in its line {error.lineno}; mend it in source/"
            ) from None
        if lacks and not any(asks(check, test.tests) for check in known):
            name = test.tests[-1] if test.tests else exercise_of_check(test.name)
            raise Refusal(
                f"{where} has nothing to run: write assertions into it, or"
                f" checks that ask for `{name}` into checks/test_{lesson}.py"
            )
    of_own = {name for test in tests for name in test.tests}
    for check in known:
        asked = inspect.signature(check).parameters
        strange = [one for one in asked if one not in of_own | {"rng", "reference"}]
        if asks(check, of_own) and (strange or getattr(check, "pytestmark", None)):
            what = f"asks for `{strange[0]}` too" if strange else "has a pytest mark"
            raise Refusal(
                f"{check.__name__} of your checks {what}: ask for exercises of your own, rng and reference"
            )


def asks(check: Check, names: Collection[str]) -> bool:
    return any(name in names for name in inspect.signature(check).parameters)


def checks_in(path: Path) -> list[Check]:
    """The functions of a file of checks."""
    spec = importlib.util.spec_from_file_location(f"own_{path.stem}", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        raise Refusal(
            f"{path.name} stops with {type(error).__name__}: {error}; mend it and grade again"
        ) from None
    return [one for name, one in vars(module).items() if name.startswith("test_") and inspect.isfunction(one)]
