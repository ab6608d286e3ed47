"""What is seen only when a lesson runs is told with its file and line, and in an author's words."""

import os
import sys
from unittest.mock import Mock

import psutil
import pytest
from support.processes import wait_for

from autograder import lesson as lessons
from autograder import reference
from autograder.authoring.lint.files import Source
from autograder.authoring.trial import apart, beside, demonstrations, mistakes, share
from autograder.authoring.trial.begun import Begun
from autograder.authoring.trial.catalogue import findings
from autograder.authoring.trial.demonstrations import failures
from autograder.authoring.trial.faults import faults
from autograder.authoring.trial.lesson import Trial
from autograder.authoring.trial.mistakes import Tried, our_answers, tried
from autograder.authoring.trial.recognised import recognised
from autograder.checking import catalogue, session
from autograder.checking.results import FAILED, CheckResult, ExerciseResult, LessonResult
from autograder.checking.runner import collected
from autograder.errors import Refusal
from autograder.mistakes import wrong_02_loss
from playground.pictures import forward_pass

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
    return share.findings(LESSON, our_answers(LESSON), 7, checks, lambda what: None, beside)


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
    known = {
        "mse__halved": halved,
        "mse__twin": halved.__class__(halved.__code__, vars(wrong_02_loss)),
        "mse__right": right,
    }
    monkeypatch.setattr(catalogue, "mistakes", lambda lesson, exercise=None: known)
    told = "\n".join(map(str, findings(LESSON, our_answers(LESSON), 7, {"mse": collected(LESSON)["mse"]})))
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
    briefly, names = Tried(LESSON, "mse", 7), catalogue.mistakes(LESSON, "mse")
    briefly.ask(dict.fromkeys(names, [{first}, {*others}]), our_answers(LESSON))
    checks = [[one.title for one in seen[0][0].checks] for seen in briefly.seen.values()]
    assert {*map(tuple, checks)} == {(first,), tuple(others)} and briefly.first_failed().keys() == {*names}


def test_two_processes_find_of_the_mistakes_what_one_does():
    assert found_of("mse", "accuracy", beside=True) == found_of("mse", "accuracy")


def test_mistakes_are_tried_without_the_process_that_has_ended_with_some_of_them(monkeypatch):
    class Ended(apart.Part):
        def __init__(self, work, lesson, student, seed, checks, rounds):
            super().__init__(leave)
            for claims in rounds:
                claims.claimed[:2] = [1, 1]

    alone = found_of("mse")
    monkeypatch.setattr(share, "Part", Ended)
    assert found_of("mse", beside=True) == alone


def test_a_process_that_was_begun_before_finds_what_a_trial_here_finds(monkeypatch):
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "1")  # with one thread it can be split, on Linux
    begun, steps = Begun([LESSON]), []
    try:
        begun.begin(LESSON, {"mse"}, 2)
        begun.begin("no lesson", None, 1)  # its turn comes when the first is done
        found, slow = begun.tried(LESSON, steps.append)
        assert not found and "the checks of `mse`" in slow[0] and "our answers, 2 of 2" in steps
        with pytest.raises(FileNotFoundError, match="no lesson"):
            begun.tried("no lesson", steps.append)
    finally:
        begun.part.end()


def test_a_process_that_ends_in_the_middle_is_told_with_what_it_was_at():
    begun = Begun([])
    begun.part.process.kill()
    with pytest.raises(Refusal, match=f"{LESSON}: the process .* has ended with the step .our answers"):
        begun.begin(LESSON, None, 1)
        begun.tried(LESSON, print)
    begun.part.end()


def shown_by(cells, tmp_path, monkeypatch):
    (tmp_path / "solutions").mkdir()
    (tmp_path / "solutions" / "01_shown.py").write_text(cells, encoding="utf-8")
    monkeypatch.setattr(lessons, "ROOT", tmp_path)
    part = apart.Part(beside.run, "01_shown")
    try:
        return beside.told("01_shown", part)
    finally:
        part.end()


@pytest.mark.skipif(not apart.splits(), reason="a process that begins anew has another root")
def test_the_cell_that_ends_the_process_of_the_demonstrations_is_named(tmp_path, monkeypatch):
    cells = "# %%\n# Count.\none = 1\n\n# %%\n# Leave.\nimport os\nos._exit(3)\n"
    (said,) = shown_by(cells, tmp_path, monkeypatch)
    assert str(said).startswith("solutions/01_shown.py:6: the cell ends the process")


MANY_PICTURES = """# %%
from playground.pictures import forward_pass as demo
values = []

# %%
# Draw until somebody helps.
demo.await_help()

# %%
# Say that help is there.
demo.help()

# %%
# Put something into the list.
demo.fill(values)

# %%
# Draw a fourth.
demo.fill([])

# %%
# Draw a fifth.
demo.fill([])

# %%
# Use what a picture has left.
print(values[0])
"""


@pytest.mark.skipif(not apart.splits(), reason="a process that begins anew has other pictures")
@pytest.mark.parametrize("at_fault", ["", "\n# %%\n# Draw nothing.\ndemo.fill(3)\n"])
def test_pictures_that_two_processes_draw_are_told_as_one_would_tell_them(tmp_path, monkeypatch, at_fault):
    here = apart.context().Event()
    for name, does in (
        ("await_help", here.wait),
        ("help", here.set),
        ("fill", lambda one: one.append(1)),
    ):
        monkeypatch.setattr(forward_pass, name, does, raising=False)
    (tmp_path / "solutions").mkdir()
    (tmp_path / "solutions" / "01_shown.py").write_text(MANY_PICTURES + at_fault, encoding="utf-8")
    monkeypatch.setattr(lessons, "ROOT", tmp_path)
    shown = beside.Demonstrations("01_shown")
    try:
        found = shown.found()
        assert [one.line for one in found] == [MANY_PICTURES.count("\n") + 4] * bool(at_fault)
        assert len(shown.parts) == 3, "one process waits, one helps it, and one tells what is so"
    finally:
        shown.end()


def test_a_demonstration_that_leaves_or_never_ends_is_named_and_the_next_is_run(tmp_path, monkeypatch):
    (tmp_path / "solutions").mkdir()
    cells = (
        '# %%\n# Leave.\nraise SystemExit("enough")\n\n'
        "# %%\n# Count for ever.\nwhile True:\n    pass\n\n"
        "# %%\n# Use what is not there.\nprint(three)\n"
    )
    (tmp_path / "solutions" / "01_shown.py").write_text(cells, encoding="utf-8")
    monkeypatch.setattr(demonstrations, "BACKSTOP", 0.2)
    left, endless, absent = failures(Source(tmp_path, "01_shown"))
    assert left.line == 3 and "SystemExit: enough" in left.what
    assert 7 <= endless.line <= 8 and "did not finish within 0.2 s of processor time" in endless.what
    assert "three" in absent.what


def test_an_error_that_a_lesson_meets_in_a_file_of_its_author_is_told_with_that_line(monkeypatch):
    def fails(*_):
        exec(compile("\n\n1 / 0", str(lessons.ROOT / "playground/pictures/loss/__init__.py"), "exec"))

    trial = Trial(LESSON, {"mse"})
    monkeypatch.setattr(trial, "_answers", fails)
    (said,) = trial.findings()
    assert str(said).startswith(
        "playground/pictures/loss/__init__.py:3: this line fails with ZeroDivisionError"
    )


@pytest.mark.parametrize("line, said", [("[1][3]", "IndexError"), ("from numpy import gone", "ImportError")])
def test_checks_that_fail_while_they_are_read_are_told_with_that_line(line, said, tmp_path, monkeypatch):
    checks = tmp_path / "autograder" / "checks"
    checks.mkdir(parents=True)
    (checks / f"test_{LESSON}.py").write_text(f'"""Checks."""\n\n{line}\n', encoding="utf-8")
    with pytest.raises(Refusal) as refused, monkeypatch.context() as patched:
        patched.setattr(session, "CHECKS", checks)
        session.CheckSession(LESSON)
    assert "(E " not in str(refused.value)
    trial = Trial(LESSON, {"mse"})
    monkeypatch.setattr(lessons, "ROOT", tmp_path)
    monkeypatch.setattr(trial, "_answers", Mock(side_effect=refused.value))
    (told,) = trial.findings()
    assert str(told).startswith(f"autograder/checks/test_{LESSON}.py:3: this line fails with {said}")


def test_a_mistake_that_never_ends_is_named_and_the_next_is_tried(monkeypatch):
    def endless(y_pred, y_true):
        while True:
            pass

    known = {"mse__endless": endless, "mse__right": reference.mse}
    monkeypatch.setattr(catalogue, "mistakes", lambda lesson, exercise=None: known)
    monkeypatch.setattr(mistakes, "ALL_CHECKS", 0.3)
    told = "\n".join(map(str, findings(LESSON, our_answers(LESSON), 7, {"mse": collected(LESSON)["mse"]})))
    assert "`mse__endless` does not end" in told and "`mse__right` passes every check" in told


def for_ever(connection):
    connection.send(os.getpid())
    while True:
        pass


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a process that its parent has ended")
def test_a_part_ends_when_whoever_began_it_is_killed():
    part = apart.Part(begins_another)
    child = part.said()
    part.process.kill()
    part.process.join()
    wait_for(lambda: not is_running(child))


def begins_another(connection):
    connection.send(apart.Part(for_ever).said())
    while True:
        pass


def is_running(pid):
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def test_a_figure_that_is_made_and_not_shown_is_named(tmp_path):
    (tmp_path / "solutions").mkdir()
    drawn = "# %%\n# Draw a line, and show it nowhere.\nimport matplotlib.pyplot as plt\nplt.plot([1, 2])\n"
    (tmp_path / "solutions" / "01_shown.py").write_text(drawn, encoding="utf-8")
    (said,) = failures(Source(tmp_path, "01_shown"))
    assert said.line == 2 and "does not show it" in said.what
