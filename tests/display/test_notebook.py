"""`check` in a live notebook: the learner's own names, shown as HTML and as text."""

import re

import numpy as np
import pytest

import autograder
from autograder import lesson as lessons
from autograder import reference
from autograder.checking.results import CheckResult, ExerciseResult
from autograder.display import html
from autograder.workspace import days

FIRST, FOURTH = lessons.course()[0], lessons.course()[3]
RIGHT = {name: getattr(reference, name) for name in lessons.lesson("01_forward_pass").exercises}


def in_notebook(source, namespace=None):
    """Run lines as a notebook cell would, in a namespace of their own; the last line's value."""
    space = {
        "np": np,
        "check": autograder.check,
        "milestone": autograder.milestone,
        "progress": autograder.progress,
        "hint": autograder.hint,
        **(namespace or {}),
    }
    *lines, last = source.strip().splitlines()
    exec(compile("\n".join(lines), "<cell>", "exec"), space)
    return eval(compile(last, "<cell>", "eval"), space)


def test_what_passes_is_said_in_words_and_marks():
    shown = in_notebook("check(softmax)", {"softmax": RIGHT["softmax"]})
    assert shown.result.state == "passed" and "✓ rows sum to one" in repr(shown)
    assert "(passed)" in shown._repr_html_() and "aria-label" in shown._repr_html_()


def test_code_in_the_title_of_a_check_is_shown_as_code():
    titled = CheckResult("has all that `fit` learned", "passed")
    shown = html.exercise(ExerciseResult("NeuralNetwork", lessons.course()[-1], "passed", [titled]))
    assert "has all that <code>fit</code> learned" in shown


def test_what_fails_has_its_hint_and_what_the_code_printed_is_escaped():
    shown = in_notebook(
        "def softmax(z):\n"
        "    print('<script>')\n"
        "    return np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)\n"
        "check(softmax)"
    )
    page = shown._repr_html_()
    assert "Hint:" in page and "(failed)" in page and "<script>" not in page and "&lt;script&gt;" in page


def test_a_mistake_is_shown_with_its_place_in_the_book_and_linked_where_the_book_has_an_address(monkeypatch):
    wrong = "def softmax(z):\n    return np.exp(z) / np.exp(z).sum(axis=0)\ncheck(softmax)"
    shown = in_notebook(wrong)
    place = f"mistakes/{FIRST}.html#{shown.result.mistake}"
    assert shown.result.mistake and f"In the book: {place}" in repr(shown)
    assert f"<code>{place}</code>" in shown._repr_html_() and "<a " not in shown._repr_html_()
    monkeypatch.setenv("HARDWAY_BOOK", "https://book.example/course/")
    assert f'<a href="https://book.example/course/{place}">' in html.exercise(shown.result)
    assert f"In the book: https://book.example/course/{place}" in str(shown.result)
    monkeypatch.setenv("HARDWAY_BOOK", "javascript:alert(1)")
    assert "javascript" not in html.exercise(shown.result) + str(shown.result)


@pytest.mark.parametrize(
    "source, state",
    [
        ("def relu(z):\n    raise NotImplementedError\ncheck(relu)", "not_attempted"),
        ("def relu(z):\n    return z.nothing\ncheck(relu)", "crashed"),
        ("def relu(z):\n    return z\ncheck(relu)", "failed"),
        ("check('relu')", "missing"),
    ],
)
def test_the_states_are_told_apart(source, state):
    assert in_notebook(source).result.state == state


def test_where_plain_nbgrader_runs_the_notebook_its_points_are_the_checks_that_pass(monkeypatch, capsys):
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    points = in_notebook("def relu(z):\n    return z\ncheck(relu)")
    shown = capsys.readouterr().out
    assert type(points) is float and f"relu   {points:g} of" in shown and "✗" in shown


def test_an_earlier_exercise_that_fails_is_ours_for_the_time_of_the_check():
    wrong = "def relu(z):\n    return z\n"
    forward = (
        "TABLE = {'relu': relu}\n"
        "def forward(X, params, activation='relu'):\n"
        "    cache = []\n"
        "    for i, (W, b) in enumerate(params):\n"
        "        z = X @ W + b\n"
        "        cache.append((X, z))\n"
        "        others = {'sigmoid': lambda z: 1 / (1 + np.exp(-z)), 'tanh': np.tanh}\n"
        "        X = {**others, **TABLE}[activation](z)\n"
        "    return z, cache\n"
    )
    shown = in_notebook(wrong + forward + "(check(forward), relu(np.array(-1.0)))")
    assert shown[0].result.state == "passed" and shown[1] == -1.0, (
        "afterwards relu is the learner's own again"
    )


def test_an_unknown_name_gets_the_nearest_one():
    assert "softmax" in repr(in_notebook("def sofmax(z):\n    return z\ncheck(sofmax)"))


def test_hints_come_one_by_one():
    assert repr(in_notebook("hint('tanh')")).startswith("Hint 1") and repr(
        in_notebook("hint('tanh')")
    ).startswith("Hint 2")


def test_the_milestone_is_run_with_the_names_of_the_notebook():
    assert in_notebook(f"milestone('{FIRST}')", RIGHT).result.passed


def test_a_milestone_is_not_reached_with_our_function_in_place_of_a_wrong_one():
    shown = in_notebook("def forward(X, params):\n    return X, []\ncheck(forward)\nmilestone(1)", RIGHT)
    assert not shown.result.passed and "`forward` does not pass" in repr(shown) + shown.result.message


@pytest.mark.parametrize("verb", ["milestone", "progress"])
@pytest.mark.parametrize("name", ["'99'", "'relu'", "relu", "'4_backprop'", "[]"])
def test_a_lesson_that_is_none_is_told_with_all_there_are_in_one_line(verb, name):
    (said,) = repr(in_notebook(f"{verb}({name})", RIGHT)).splitlines()
    assert "there is no lesson" in said and all(lesson in said for lesson in lessons.course())


@pytest.mark.parametrize("name", ["'04_backprop'", "'4'", "'backprop'", "4"])
def test_a_lesson_may_be_named_as_in_a_command(name):
    assert repr(in_notebook(f"progress({name})", RIGHT)).startswith(f"{FOURTH}   0 of 7")


@pytest.mark.parametrize("name", lessons.course())
def test_a_notebook_that_names_no_lesson_is_found_by_its_cells(name):
    """Jupyter does not tell where it is, and more functions of earlier lessons are imported than its own."""
    ran = ["", *(cell.source for cell in lessons.lesson(name).setup)]
    imported = {e: in_notebook(f"def {e}():\n    return 3\n{e}") for e in RIGHT}
    space = {"__name__": "__main__", "In": ran} | imported
    assert repr(in_notebook("progress()", space)).startswith(f"{name}   ")


@pytest.mark.parametrize("verb", ["milestone", "progress"])
def test_where_nothing_tells_the_lesson_no_other_one_is_run(verb):
    said = repr(in_notebook(f"{verb}()", {"In": ["", "x = 3"], "x": 3}))
    assert "\n" not in said and f'say it, as in {verb}("{FIRST}")' in said


def test_every_message_is_one_line_without_a_traceback():
    shown = in_notebook("def dense(X, W, b):\n    return X @ W.T + b\ncheck(dense)")
    assert "\n" not in shown.result.message and not re.search(r"Traceback|File \"", repr(shown))


def test_a_figure_that_is_not_right_is_shown_beside_the_expected_one():
    lines = (
        "def plot_history(history):\n"
        "    fig, ax = plt.subplots()\n"
        "    ax.plot(history['train_loss'])\n"
        "    return fig\n"
        "check(plot_history)"
    )
    html = in_notebook(lines, {"plt": pytest.importorskip("matplotlib.pyplot")})._repr_html_()
    pictures = re.findall(r'<img[^>]+src="data:image/png;base64,([^"]+)"', html)
    assert len(set(pictures)) == 2 and "yours" in html and "expected" in html, "two figures, not one twice"


def test_a_milestone_that_is_reached_has_its_day_in_the_folder(copy_of, monkeypatch):
    folder = copy_of().path.parent
    monkeypatch.chdir(folder)
    wrong = RIGHT | {"forward": lambda X, params: (X, [])}
    assert not in_notebook(f"milestone({FIRST!r})", wrong).result.passed
    assert not days.of(folder, "01_forward_pass")
    assert in_notebook(f"milestone({FIRST!r})", RIGHT).result.passed
    assert list(days.of(folder, "01_forward_pass")) == [days.MILESTONE]
