"""What is seen only when a lesson runs is told with its file and line, and in an author's words."""

import multiprocessing
import os

import pytest

from autograder import lesson as lessons
from autograder import reference
from autograder.authoring.lint.files import Source
from autograder.authoring.trial import apart, demonstrations, share
from autograder.authoring.trial.begun import Begun
from autograder.authoring.trial.catalogue import findings
from autograder.authoring.trial.demonstrations import failures
from autograder.authoring.trial.faults import faults
from autograder.authoring.trial.lesson import Trial
from autograder.authoring.trial.mistakes import Tried, our_answers, tried
from autograder.authoring.trial.recognised import recognised
from autograder.checking import diagnosis
from autograder.checking.results import FAILED, CheckResult, ExerciseResult, LessonResult
from autograder.checking.runner import collected
from autograder.errors import Refusal
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


def found_of(*exercises, beside=False):
    checks = {name: collected(LESSON)[name] for name in exercises}
    return share.findings(LESSON, 7, checks, lambda what: None, beside)


def leave(connection):
    os._exit(3)


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
    told = "\n".join(map(str, findings(LESSON, 7, {"mse": collected(LESSON)["mse"]})))
    assert "`mse__right` passes every check" in told and "`mse__twin` is taken for `mse__halved`" in told
    assert "`mse__halved` is" not in told


def test_our_answers_stubs_and_mistakes_to_an_exercise_have_no_fault():
    trial = Trial(LESSON, {"accuracy"}, seeds=2)
    assert not trial.findings() and [*trial.seconds] == ["accuracy"]


def test_what_the_first_failed_check_tells_of_each_mistake_is_what_all_checks_tell():
    whole = tried(LESSON, "accuracy", 7)
    first, taken = found_of("accuracy")
    assert {*first} == {*whole.seen}
    assert taken == {name: recognised(whole, name).mistake for name in whole.seen}


def test_a_mistake_is_tried_no_further_than_to_the_first_check_that_it_fails():
    first, *others = collected(LESSON)["mse"]
    briefly, names = Tried(LESSON, "mse", 7), diagnosis.catalogue(LESSON, "mse")
    briefly.ask(dict.fromkeys(names, [{first}, {*others}]), our_answers(LESSON))
    checks = [[one.title for one in seen[0][0].checks] for seen in briefly.seen.values()]
    assert {*map(tuple, checks)} == {(first,), tuple(others)} and briefly.first_failed().keys() == {*names}


def test_two_processes_find_of_the_mistakes_what_one_does():
    assert found_of("mse", "accuracy", beside=True) == found_of("mse", "accuracy")


def test_mistakes_are_tried_without_the_process_that_has_ended_with_some_of_them(monkeypatch):
    class Ended(apart.Part):
        def __init__(self, work, lesson, seed, checks, rounds):
            super().__init__(leave)
            for claims in rounds:
                claims[:2] = [1, 1]

    alone = found_of("mse")
    monkeypatch.setattr(share, "Part", Ended)
    assert found_of("mse", beside=True) == alone


def test_a_process_that_was_begun_before_finds_what_a_trial_here_finds(monkeypatch):
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "1")  # with one thread it can be split, on Linux
    begun, steps = Begun([LESSON]), []
    try:
        found, slow = begun.tried(LESSON, {"mse"}, 2, steps.append)
        assert not found and "the checks of `mse`" in slow[0] and "our answers, 2 of 2" in steps
        with pytest.raises(FileNotFoundError, match="no lesson"):
            begun.tried("no lesson", None, 1, steps.append)
    finally:
        begun.part.end()


def test_answers_that_end_the_process_are_refused_in_one_line():
    begun = Begun([])
    begun.part.process.kill()
    with pytest.raises(Refusal, match=f"our answers to {LESSON}.* end the process"):
        begun.tried(LESSON, None, 1, print)
    begun.part.end()


def test_demonstrations_that_end_their_process_are_a_finding(tmp_path, monkeypatch):
    part = apart.Part(leave)
    (said,) = demonstrations.told(LESSON, part)
    part.end()
    assert "ended their process" in said.what and said.file == f"solutions/{LESSON}.py"

    (tmp_path / "solutions").mkdir()
    (tmp_path / "solutions" / "01_shown.py").write_text('# %%\n# Leave.\nraise SystemExit("enough")\n')
    monkeypatch.setattr(lessons, "ROOT", tmp_path)
    ours, theirs = multiprocessing.Pipe()
    demonstrations.run(theirs, "01_shown")
    assert ours.recv() == "SystemExit: enough"


def test_a_figure_that_is_made_and_not_shown_is_named(tmp_path):
    (tmp_path / "solutions").mkdir()
    drawn = "# %%\n# Draw a line, and show it nowhere.\nimport matplotlib.pyplot as plt\nplt.plot([1, 2])\n"
    (tmp_path / "solutions" / "01_shown.py").write_text(drawn, encoding="utf-8")
    (said,) = failures(Source(tmp_path, "01_shown"))
    assert said.line == 2 and "does not show it" in said.what
