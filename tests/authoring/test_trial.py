"""What is seen only when a lesson runs is told with its file and line, and in an author's words."""

import pytest

from autograder import lesson as lessons
from autograder import reference
from autograder.authoring.lint.files import Source
from autograder.authoring.trial.catalogue import Part, there
from autograder.authoring.trial.demonstrations import failures
from autograder.authoring.trial.faults import faults
from autograder.authoring.trial.lesson import Trial
from autograder.checking import diagnosis
from autograder.checking.results import FAILED, CheckResult, ExerciseResult, LessonResult
from autograder.mistakes import wrong_02_loss

LESSON = "02_loss"
SHOWN = """# %%
from playground import quiz

# %%
# Divide by nothing, in the second line.
one = 1
one / 0

# %%
# See that what stands above has run.
one += 1
two = one

# %%
quiz("Which?", wrong={"this": "no"})

# %%
# Use what is not there.
print(three)
"""


def line_of(path, text):
    lines = (lessons.ROOT / path).read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)


@pytest.fixture
def shown(tmp_path):
    (tmp_path / "solutions").mkdir()
    (tmp_path / "solutions" / "01_shown.py").write_text(SHOWN, encoding="utf-8")
    return Source(tmp_path, "01_shown")


def test_each_demonstration_that_fails_is_named_with_its_line(shown):
    found = list(failures(shown))
    assert [one.line for one in found] == [
        SHOWN[: SHOWN.index(text)].count("\n") + 1 for text in ("one / 0", "quiz(", "print(three)")
    ]
    assert (
        "ZeroDivisionError" in found[0].what and "either right" in found[1].what and "three" in found[2].what
    )
    assert "playground/quiz.py:" in found[1].mend


def test_our_own_failure_is_told_with_the_lines_of_check_and_answer():
    check = CheckResult("gives the value worked by hand", FAILED, "mse(…) returned 4; expected 3.")
    exercise = ExerciseResult("mse", LESSON, "failed", [check])
    (told,) = map(str, faults(LessonResult(LESSON, [exercise], seed=7)))
    checks, source = f"autograder/checks/test_{LESSON}.py", f"solutions/{LESSON}.py"
    assert told.startswith(
        f"{checks}:{line_of(checks, 'def test_mse_gives_the_value_worked_by_hand')}: our own"
    )
    assert "expected 3 (seed 7)" in told and told.endswith(f"{source}:{line_of(source, 'def mse(')}")


def test_none_of_none_is_no_success():
    nothing = ExerciseResult("mse", LESSON, "passed", [])
    for result in (LessonResult(LESSON, [], seed=1), LessonResult(LESSON, [nothing], seed=1)):
        assert not result.all_passed and "0 of 0" in str(next(iter(faults(result))))


def test_a_mistake_that_passes_or_is_taken_for_another_is_named(monkeypatch):
    halved, right = wrong_02_loss.mse__halved, reference.mse
    catalogue = {
        "mse__halved": halved,
        "mse__twin": halved.__class__(halved.__code__, vars(wrong_02_loss)),
        "mse__right": right,
    }
    monkeypatch.setattr(diagnosis, "catalogue", lambda lesson, exercise=None: catalogue)
    told = "\n".join(map(str, Part(LESSON, 7, only={"mse"}).findings(lambda: True)))
    assert "`mse__right` passes every check" in told and "`mse__twin` is taken for `mse__halved`" in told
    assert "`mse__halved` is" not in told


def test_our_answers_stubs_and_mistakes_to_an_exercise_have_no_fault():
    trial = Trial(LESSON, {"accuracy"}, seeds=2)
    assert not trial.findings() and len(trial.mistakes) > 3 and not trial.left.total()


def test_the_parts_of_a_lesson_hold_each_mistake_once():
    parts = [Part(LESSON, 7, number, 3) for number in range(3)]
    for part in parts:
        assert not list(part.findings(iter((True, True, False)).__next__)) and len(part.tried) == 2
    names = [name for part in parts for name in part.in_order()]
    assert sorted(names) == sorted(there(LESSON))


def test_mistakes_come_first_whose_checks_take_least_time():
    order = list(reversed(lessons.lesson(LESSON).exercises))
    part = Part(LESSON, 7, takes={name: at for at, name in enumerate(order)})
    met = dict.fromkeys(name.partition("__")[0] for name in part.in_order())
    assert list(met) == order


def test_a_figure_that_is_made_and_not_shown_is_named(tmp_path):
    (tmp_path / "solutions").mkdir()
    drawn = "# %%\n# Draw a line, and show it nowhere.\nimport matplotlib.pyplot as plt\nplt.plot([1, 2])\n"
    (tmp_path / "solutions" / "01_shown.py").write_text(drawn, encoding="utf-8")
    (said,) = failures(Source(tmp_path, "01_shown"))
    assert said.line == 2 and "does not show it" in said.what
