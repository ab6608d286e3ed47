"""The kit in a WebAssembly Python: the same checks, the same verdicts, the same hints."""

import pytest
from support import wasm

from autograder import lesson as lessons

pytestmark = wasm.needs_wasm

LESSON = """
import json
from autograder.checking.runner import examine
from autograder.workspace import learner
found = examine(lesson, learner.open_lesson(folder, lesson), seed=1)
print(json.dumps({one.name: [one.state, one.passed, one.total] for one in found.exercises}))
"""


@pytest.fixture(scope="module")
def packages(tmp_path_factory):
    return wasm.packages(tmp_path_factory.mktemp("packages"))


@pytest.mark.parametrize("lesson", lessons.course())
def test_our_answers_pass_every_check(packages, lesson):
    found = wasm.said(LESSON, packages, lesson=lesson, folder="/kit/solutions")
    assert list(found) == list(lessons.lesson(lesson).exercises)
    assert all(state == "passed" and passed == total > 0 for state, passed, total in found.values()), found


@pytest.mark.parametrize("lesson", lessons.course())
def test_stubs_are_not_attempted(packages, lesson):
    found = wasm.said(LESSON, packages, lesson=lesson, folder="/kit/lessons")
    assert {state for state, _, _ in found.values()} == {"not_attempted"}


def test_the_command_prints_one_object(packages):
    code = """
import os, sys
os.chdir("/tmp")
sys.argv = ["hardway", "check", "--json", "--lessons", "/kit/solutions", "2"]
import runpy
runpy.run_module("autograder", run_name="__main__")
"""
    (lesson,) = wasm.said(code, packages)["lessons"]
    assert {exercise["state"] for exercise in lesson["exercises"]} == {"passed"}


LOOPS = [
    "while True: pass",
    "import itertools\nfor i in itertools.count(): i + 1",
    "while 1:\n    try: print\n    except BaseException: pass",
    "def f(n): return n and f(n - 1)\nwhile f(9) == 0: pass",
    "[0 for _ in iter(int, 1)]",
]


def test_a_loop_without_end_is_ended(packages):
    code = """
import json
from autograder.running.timeout import TimeLimit, time_limit
def ended(source):
    try:
        with time_limit(0.2):
            exec(source, {})
    except TimeLimit as limit:
        return str(limit)
print(json.dumps([ended(source) for source in loops]))
"""
    said = wasm.said(code, packages, loops=LOOPS)
    assert ["did not finish within 0.2 s" in one for one in said] == [True] * len(LOOPS), said


NAMED = """
import json
from autograder.authoring.trial.mistakes import tried
from autograder.authoring.trial.recognised import recognised
from autograder.checking import catalogue
exercise = next(iter(exercises))
wanted = list(catalogue.mistakes(lesson, exercise))[:7]
done = tried(lesson, exercise, 1, dict.fromkeys(wanted, [None]))
print(json.dumps({mistake: recognised(done, mistake).mistake for mistake in wanted}))
"""


@pytest.mark.parametrize("lesson", lessons.course())
def test_mistakes_are_named_as_elsewhere(packages, lesson):
    found = wasm.said(NAMED, packages, lesson=lesson, exercises=list(lessons.lesson(lesson).exercises))
    assert found and all(named == mistake for mistake, named in found.items()), found
