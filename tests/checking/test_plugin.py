"""What an examination says of checks that passed, failed or were not reached, and of whose functions ran."""

import sys

import numpy as np
import pytest

from autograder import lesson as lessons
from autograder.checking.results import FAILED, NOT_REACHED, WAITING, CheckResult, ExerciseResult
from autograder.checking.runner import collected, examine
from autograder.lesson import Cell
from autograder.running.workbook import Workbook
from autograder.workspace import learner

FIRST, FOURTH = "01_forward_pass", "04_backprop"


@pytest.fixture(autouse=True)
def in_the_folder_of_our_answers(monkeypatch):
    monkeypatch.setenv("HARDWAY_LESSONS", str(lessons.SOLUTIONS))


def workbook(written, lesson=FIRST, first=""):
    """A student's workbook: our answers, but for exercises that are written otherwise."""
    cells = [
        Cell("code", written[cell.defines]) if cell.defines in written else cell
        for cell in lessons.lesson(lesson).cells
    ]
    return Workbook(lessons.lesson(lesson), [Cell("code", first), *cells]).run()


def checked(exercise, source, first=""):
    """The result of an exercise that is written like this; all others are right."""
    lesson = lessons.lesson_of(exercise)
    return examine(lesson, workbook({exercise: source}, lesson, first), seed=1)[exercise]


def states(result):
    """The states of the checks after the first failure."""
    said = [check.state for check in result.checks]
    return set(said[said.index(FAILED) + 1 :])


STOPS = {
    "prints": "def dense(X, W, b):\n    print(X @ W + b)",
    "raises": "def dense(X, W, b):\n    return X.nothing",
    "has the wrong shape": "def dense(X, W, b):\n    return (X @ W + b)[:, :, None]",
    "is a list": "def dense(X, W, b):\n    return (X @ W + b).tolist()",
}


@pytest.mark.parametrize("way", STOPS)
def test_a_check_that_only_fails_as_an_earlier_one_did_is_not_reached(way):
    result = checked("dense", STOPS[way])
    assert FAILED not in states(result) and result.passed == 0
    text = str(result)
    assert text.count("✗") == 1 and "✓" not in text and "(not reached)" in text


def test_biases_of_a_wrong_shape_are_not_said_to_be_no_zeros():
    result = checked(
        "init_params",
        (
            "def init_params(sizes, rng):\n"
            "    pairs = zip(sizes, sizes[1:])\n"
            "    return [(rng.normal(size=(a, b)) * np.sqrt(2 / a), np.zeros((1, b))) for a, b in pairs]"
        ),
    )
    assert (
        next(check for check in result.checks if "biases" in check.title and "zero" in check.title).state
        == NOT_REACHED
    )


def test_another_error_on_another_line_is_a_failure_of_its_own():
    source = (
        "def relu(z):\n"
        "    if z.ndim == 2:\n"
        "        return z.nothing\n"
        "    if z.ndim == 0:\n"
        "        raise ValueError('no array')\n"
        "    return np.where(z > 0, z, 0.0)"
    )
    result = checked("relu", source)
    assert [check.state for check in result.checks].count(FAILED) >= 2


def test_the_form_of_an_answer_counts_only_where_a_value_is_right():
    result = checked("dense", "def dense(X, W, b):\n    return np.zeros((len(X), W.shape[1]))")
    assert result.passed == 0 and WAITING in {check.state for check in result.checks}
    assert "counts once a check of values passes" in str(result)
    assert checked("dense", "def dense(X, W, b):\n    return np.asarray(X) @ W + b").state == "passed"


def test_a_result_says_whose_functions_it_used():
    lesson = {
        "dense_backward": "def dense_backward(dz, X, W):\n    return dz @ W.T, X.T @ dz, dz.mean(axis=0)"
    }
    results = examine(FOURTH, workbook(lesson, FOURTH), seed=1)
    assert results["backward"].state == "passed" and results["backward"].substituted == ("dense_backward",)
    assert results["activation_backward"].substituted == ()
    assert (
        str(results["backward"]).splitlines()[1].strip()
        == "Checked with our `dense_backward`; yours does not pass yet."
    )
    assert results["loss_and_grads"].to_json()["substituted"] == ["dense_backward"]


def test_what_is_printed_in_the_check_that_is_explained_comes_first():
    first = CheckResult("first", FAILED, printed="first\n")
    told = CheckResult("told", FAILED, printed="told\n", explained=True)
    assert ExerciseResult("relu", FOURTH, "failed", [first, told]).printed == "told\nfirst"


def test_a_milestone_is_not_reached_where_ours_stood_in_below():
    lesson = {
        "dense_backward": "def dense_backward(dz, X, W):\n    return dz @ W.T, X.T @ dz, dz.mean(axis=0)"
    }
    milestone = examine(FOURTH, workbook(lesson, FOURTH), seed=1, milestone=True).milestone
    assert not milestone.passed and "`dense_backward`" in milestone.message
    stub = "def loss_and_grads(X, y, params, activation='relu'):\n    raise NotImplementedError"
    milestone = examine(FOURTH, workbook({"loss_and_grads": stub}, FOURTH), seed=1, milestone=True).milestone
    assert ": write `loss_and_grads` first" in milestone.message
    assert examine(FOURTH, workbook({}, FOURTH), seed=1, milestone=True).milestone.state == "passed"


def test_a_milestone_needs_the_learners_own_functions_of_earlier_lessons(copy_of):
    copy = copy_of(FOURTH).solve()
    copy_of(FIRST).solve(but=["relu"])
    folder = copy.path.parent
    alone = examine(FOURTH, learner.open_lesson(folder, FOURTH), seed=1, milestone=True)
    assert alone.all_passed and not alone.milestone.passed and "`relu`" in alone.milestone.message
    for name in lessons.course()[:3]:
        copy_of(name).solve()
    assert examine(FOURTH, learner.open_lesson(folder, FOURTH), seed=1, milestone=True).milestone.passed


SETTINGS = {
    "NumPy's errors": "np.seterr(all='raise')",
    "NumPy's errors to be ignored": "np.seterr(all='ignore')",
    "NumPy's print options": (
        "np.set_printoptions(precision=1, threshold=2, suppress=True, formatter={'float': lambda x: 1 / 0})"
    ),
    "warnings": "import warnings\nwarnings.simplefilter('error')",
    "warnings to be ignored": "import warnings\nwarnings.simplefilter('ignore')",
    "the depth of calls": "import sys\nsys.setrecursionlimit(120)",
    "global random numbers": "np.random.seed(0)\nimport random\nrandom.seed(0)",
    "the locale": "import locale\nlocale.setlocale(locale.LC_ALL, 'C.UTF-8')",
}
UNSTABLE = "def sigmoid(z):\n    return 1 / (1 + np.exp(-z))"
DRAWN = (
    "def init_params(sizes, rng):\n"
    "    pairs = zip(sizes, sizes[1:])\n"
    "    return [(np.random.normal(size=(a, b)) * np.sqrt(2 / a), np.zeros(b)) for a, b in pairs]"
)


@pytest.fixture
def settings_kept():
    import locale
    import random
    import warnings

    before = (
        np.geterr(),
        np.get_printoptions(),
        sys.getrecursionlimit(),
        locale.setlocale(locale.LC_ALL),
        random.getstate(),
        np.random.get_state(),
    )
    with warnings.catch_warnings():
        yield
    np.seterr(**before[0])
    np.set_printoptions(
        **{
            name: value
            for name, value in before[1].items()
            if name in ("precision", "threshold", "suppress", "formatter")
        }
    )
    sys.setrecursionlimit(before[2])
    locale.setlocale(locale.LC_ALL, before[3])
    random.setstate(before[4])
    np.random.set_state(before[5])


@pytest.mark.parametrize("setting", SETTINGS)
def test_what_a_cell_sets_for_the_process_changes_no_verdict(setting, settings_kept):
    plain = str(examine(FIRST, workbook({"sigmoid": UNSTABLE, "init_params": DRAWN}), seed=3))
    after = str(
        examine(FIRST, workbook({"sigmoid": UNSTABLE, "init_params": DRAWN}, first=SETTINGS[setting]), seed=3)
    )
    assert after == plain
    assert "init_params   7 of" not in after or "✗" in after


UNSPEAKABLE = {
    "text that is no text": "def relu(z):\n    return np.frombuffer(b'\\xff' * 4, '<U1')",
    "no memory for its own text": (
        "class A(list):\n    def __repr__(self): raise MemoryError\ndef relu(z):\n    return A()"
    ),
    "leaves when it is printed": (
        "class A:\n    def __repr__(self): raise SystemExit\ndef relu(z):\n    return [A()]"
    ),
    "an error without a text": (
        "class E(Exception):\n    def __str__(self): raise SystemExit\ndef relu(z):\n    raise E"
    ),
    "many dimensions": "def relu(z):\n    return np.zeros((2,) * 21, np.int8)",
    "dates": "def relu(z):\n    return np.array(['2020-01-01'], 'M8[D]')",
    "a structure": "def relu(z):\n    return np.zeros(3, [('a', int), ('b', 'U3')])",
    "bytes": "def relu(z):\n    return np.array([b'\\xff'])",
    "a list that holds itself": "def relu(z):\n    a = []\n    a.append(a)\n    return a",
    "lies about its shape": (
        "class A(np.ndarray):\n"
        "    shape = property(lambda self: 1 / 0)\n"
        "def relu(z):\n"
        "    return np.zeros(3).view(A)"
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("answer", UNSPEAKABLE)
def test_whatever_is_returned_the_next_student_is_judged_as_if_alone(answer):
    alone = str(examine(FIRST, workbook({"softmax": "def softmax(z):\n    return z"}), seed=5))
    first = examine(FIRST, workbook({"relu": UNSPEAKABLE[answer]}), seed=5)
    assert first["relu"].passed == 0 and first["relu"].message and "\n" not in first["relu"].message
    assert sum(exercise.state != "passed" for exercise in first.exercises) == 1
    assert str(examine(FIRST, workbook({"softmax": "def softmax(z):\n    return z"}), seed=5)) == alone


def test_what_stops_the_examination_itself_leaves_nothing_behind():
    class Stops(Workbook):
        def substitute(self, name, function):
            raise MemoryError

    cells = [
        Cell("code", "def relu(z):\n    return 0") if cell.defines == "relu" else cell
        for cell in lessons.lesson(FIRST).cells
    ]
    alone = str(examine(FIRST, workbook({}), seed=5))
    with pytest.raises(MemoryError):
        examine(FIRST, Stops(lessons.lesson(FIRST), cells).run(), seed=5)
    assert str(examine(FIRST, workbook({}), seed=5)) == alone


def test_garbage_that_is_collected_while_code_runs_is_not_told_as_its_warning():
    source = (
        "import gc, socket\n"
        "def relu(z):\n"
        "    socket.socket()\n"
        "    gc.collect()\n"
        "    return np.where(z > 0, z, 0.0)"
    )
    result = checked("relu", source)
    assert result.state == "passed" and "warned" not in str(result)


@pytest.mark.slow
def test_a_print_without_end_and_a_thousand_warnings_are_kept_short():
    source = (
        "import warnings\n"
        "def relu(z):\n"
        "    for i in range(3000):\n"
        "        print('x' * 1000)\n"
        "        warnings.warn(f'number {i} ' + 'y' * 5000)\n"
        "    return np.where(z > 0, z, 0.0)"
    )
    result = checked("relu", source)
    assert result.state == "passed" and len(str(result)) < 20_000


def test_a_warning_of_numpy_is_heard_among_a_thousand_others():
    source = (
        "import warnings\n"
        "def sigmoid(z):\n"
        "    for i in range(100):\n"
        "        warnings.warn(f'number {i}')\n"
        "    return 1 / (1 + np.exp(-z))"
    )
    assert checked("sigmoid", source).state == "failed"


def test_points_and_titles_are_what_pytest_collects(tmp_path):
    extra = tmp_path / f"test_{FIRST}_more.py"
    extra.write_text(
        "import pytest\n\ndef test_relu_of_one_is_one(relu):\n    assert relu(1.0) == 1\n\n"
        "def test_relu_exact(relu):\n    '''says 1e-6 as it is meant.'''\n    assert relu(2.0) == 2\n\n"
        "@pytest.mark.parametrize('x', [1.0, 2.0])\ndef test_relu_many(relu, x):\n    assert relu(x) == x\n\n"
        "@pytest.mark.milestone\ndef test_milestone_far(relu):\n    assert relu(3.0) == 3\n"
    )
    own, more = collected(FIRST), collected(FIRST, [extra])
    assert more["relu"] == [*own["relu"], "of one is one", "says 1e-6 as it is meant", "many"]
    result = examine(FIRST, workbook({}), extra=[extra])["relu"]
    assert [check.title for check in result.checks] == more["relu"] and result.total == len(more["relu"])
    assert [check.ours for check in result.checks].count(False) == 3


def test_a_check_that_cannot_be_collected_is_named(tmp_path):
    from autograder.errors import Refusal

    (tmp_path / f"test_{FIRST}_more.py").write_text("def broken(:\n")
    with pytest.raises(Refusal, match="cannot be run"):
        collected(FIRST, [tmp_path / f"test_{FIRST}_more.py"])


INTO_THE_CURRENT = (
    "import matplotlib.pyplot as plt\n"
    "def plot_history(history):\n"
    "    plt.plot(history['train_loss'], label='training')\n"
    "    plt.plot(history['val_loss'], label='validation')\n"
    "    return plt.gcf()"
)


@pytest.mark.slow
def test_a_second_call_that_draws_into_the_first_ones_figure_is_seen_and_no_figure_stays_open():
    import matplotlib.pyplot as plt

    plt.close("all")
    result = checked("plot_history", INTO_THE_CURRENT)
    assert any("figure of its own" in check.message for check in result.checks), result
    assert (
        checked(
            "plot_history",
            lessons.answer(lessons.lesson("06_decision_boundaries").exercises["plot_history"].cell.source),
        ).state
        == "passed"
    )
    assert not plt.get_fignums()


UNCOPIED = (
    "def momentum_step(params, grads, state, lr, beta=0.9):\n"
    "    old = list(state) if state is not None else [(0.0, 0.0)] * len(params)\n"
    "    new = [tuple(beta * v + g for v, g in zip(*pair)) for pair in zip(old, grads)]\n"
    "    moved = [tuple(p - lr * v for p, v in zip(*pair)) for pair in zip(params, new)]\n"
    "    return moved, dict(enumerate(new)).values()"
)


def test_a_state_that_python_cannot_copy_is_a_state_like_any_other():
    assert checked("momentum_step", UNCOPIED).state == "passed"


def test_a_leftover_line_that_some_calls_reach_is_not_called_no_attempt():
    result = checked(
        "relu",
        (
            "def relu(z):\n"
            "    if np.ndim(z) == 0:\n"
            "        raise NotImplementedError\n"
            "    return np.where(z > 0, z, 0.0)"
        ),
    )
    assert result.state == "crashed" and "still there in a line that some calls reach" in result.message


def test_what_the_student_has_not_at_all_is_not_said_to_fail():
    cells = [cell for cell in lessons.lesson(FIRST).cells if cell.defines != "relu"]
    result = examine(FIRST, Workbook(lessons.lesson(FIRST), cells).run(), seed=1)["forward"]
    assert (
        result.substituted == ("relu",)
        and "you have none here yet" in str(result)
        and "not pass" not in str(result)
    )


def test_a_function_that_closes_what_it_prints_to_is_judged_like_any_other():
    result = checked(
        "relu",
        (
            "import sys\n"
            "def relu(z):\n"
            "    print('once')\n"
            "    sys.stdout.close()\n"
            "    return np.where(z > 0, z, 0.0)"
        ),
    )
    assert result.state == "passed" and "once" in result.printed
