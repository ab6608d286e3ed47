"""A class is written method by method: what is there is judged, the next one is named, the others wait."""

import pytest
from support.networks import STUB, first_line, network

from autograder import lesson as lessons
from autograder.checking.outcome import Outcome
from autograder.checking.results import FAILED, NOT_REACHED
from autograder.checking.runner import examine
from autograder.checking.verdict import exercise_result
from autograder.display import html
from autograder.lesson import Cell
from autograder.running.calls import Call
from autograder.running.recorder import StudentError
from autograder.running.workbook import Workbook

LESSON = "08_neural_network"


def result_of(source, exercise="NeuralNetwork"):
    """The result of the exercise written like this; all others are ours."""
    shipped = lessons.lesson(LESSON)
    cells = [Cell("code", source) if cell.defines == exercise else cell for cell in shipped.cells]
    known = {other: True for other in shipped.exercises if other != exercise}
    return examine(LESSON, Workbook(shipped, cells).run(), 1, only={exercise}, known=known)[exercise]


@pytest.fixture(scope="module")
def with_fit():
    return result_of(network("__init__", "fit"))


@pytest.mark.parametrize(
    "written, following",
    [
        (["__init__"], "fit"),
        (["__init__", "fit"], "predict_proba"),
        (["__init__", "fit", "predict_proba"], "predict"),
    ],
    ids=str,
)
def test_the_method_to_write_next_is_named_once_and_nothing_else_is_wrong(written, following):
    result = result_of(network(*written))
    assert result.state == "crashed" and result.mistake is None
    assert result.message == f"`{following}` is not attempted yet: it is the next to write."
    assert [check.state for check in result.checks].count(FAILED) == 1


def test_what_meets_another_stub_waits_for_it(with_fit):
    waiting = [check for check in with_fit.checks if check.state == NOT_REACHED]
    assert {check.awaits for check in waiting} == {"predict_proba", "predict"}
    assert str(with_fit).count("is not attempted yet") == 1
    counts = {name: sum(check.awaits == name for check in waiting) for name in ("predict_proba", "predict")}
    for name, n in counts.items():
        assert f"· {n} more wait for `{name}`" in str(with_fit)
        assert f"{n} more wait for <code>{name}</code>" in html.exercise(with_fit)
    assert len(str(with_fit).splitlines()) < len(with_fit.checks)


def test_the_methods_that_are_there_are_judged_fully(with_fit):
    assert with_fit.passed > 10
    assert all(check.passed for check in with_fit.checks if "history_" in check.title and not check.awaits)


def test_a_method_that_is_wrong_comes_before_the_one_that_is_missing():
    result = result_of(network("__init__", "fit", fit=[("return self\n", "return None\n")]))
    assert result.mistake == "NeuralNetwork__fit_returns_nothing" and "returned None" in result.message
    assert all(check.state == NOT_REACHED for check in result.checks if check.awaits)


def test_records_that_come_later_do_not_come_before_the_method_to_write_next():
    result = result_of(
        network(
            "__init__",
            "fit",
            fit=[("self.loss_curve_ =", "curve ="), ("self.history_", "history"), ("self.n_iter_", "n")],
        )
    )
    assert result.message == "`predict_proba` is not attempted yet: it is the next to write."


NO_RECORDS = [("self.loss_curve_ =", "curve ="), ("self.history_", "history")]
COLUMNS = "return self.classes_[p.argmax(axis=1)]"


@pytest.mark.parametrize(
    "changed, mistake",
    [
        ({"predict": [(COLUMNS, "return p.argmax(axis=1)")]}, "predict_returns_columns"),
        ({"predict": [(COLUMNS, "return self.classes_[p.argmax()]")]}, "most_probable_of_all_rows"),
        (
            {"predict_proba": [("self.params_, self._name()", "self.params_")]},
            "prediction_without_activation",
        ),
    ],
    ids=["columns", "no axis", "no activation"],
)
def test_what_is_wrong_is_explained_though_the_records_are_still_to_come(changed, mistake):
    result = result_of(network(fit=NO_RECORDS, **changed))
    assert result.mistake == f"NeuralNetwork__{mistake}", result


def test_where_the_records_alone_are_missing_they_are_told(no_search):
    result = result_of(network(fit=NO_RECORDS))
    assert result.message.startswith("`.history_` is not there") and not result.mistake


def test_the_scores_and_the_cache_for_one_are_told_in_a_method_too(no_search):
    call = [
        ("softmax(forward(X, self.params_, self._name())[0])", "softmax(z)"),
        ("        return", "        z = forward(X, self.params_, self._name())\n        return"),
    ]
    assert "`forward` returns 2 things" in result_of(network(predict_proba=call)).hint


def test_an_argument_that_is_not_stored_is_told():
    more = [("random_state=None,\n", "random_state=None, verbose=False,\n")]
    told = " ".join(check.message for check in result_of(network(__init__=more)).checks)
    assert "'verbose'; what stands in the first line of `__init__` has to be stored" in told


def test_a_class_of_stubs_is_not_attempted_and_begins_with_its_first_method():
    shipped = lessons.stub(lessons.lesson(LESSON).exercises["NeuralNetwork"].cell.source)
    result = result_of(shipped)
    assert result.state == "not_attempted" and result.message.startswith("`__init__` is not attempted yet")


def test_lines_of_ones_own_above_the_stubs_line_are_no_stub(no_search):
    result = result_of(network("__init__", "fit", fit=[("return self\n", "raise NotImplementedError\n")]))
    assert result.state == "crashed"
    assert result.message.startswith("`raise NotImplementedError` is still there in `fit`")


def test_a_method_of_the_learners_own_that_is_a_stub_is_named_like_any_other():
    call = [("X, y = validate", "self._prepare()\n        X, y = validate")]
    helper = STUB.format("def _prepare(self):")
    result = result_of(network("__init__", "fit", fit=call) + helper)
    assert result.message == "`_prepare` is not attempted yet: it is the next to write."


def test_what_a_written_method_calls_comes_first_wherever_it_stands_in_the_class():
    call = [("X, y = validate", "self.score_all()\n        X, y = validate")]
    last = STUB.format("def score_all(self):")
    shipped = lessons.lesson(LESSON).exercises["NeuralNetwork"].methods
    assert shipped.index("_is_binary") > shipped.index("predict")
    for name in ("score_all", "_is_binary"):
        source = (network("__init__", "fit", fit=call) + last).replace("score_all", name)
        assert result_of(source).message == f"`{name}` is not attempted yet: it is the next to write."


def test_a_predict_that_calls_a_stub_is_not_blamed():
    result = result_of(network("__init__", "fit", "predict"))
    assert result.message.startswith("`predict_proba` is not attempted yet")
    assert "predict" not in {check.awaits for check in result.checks}


def test_a_stub_has_the_first_line_of_its_method():
    assert first_line("predict") == "def predict(self, X):"


def test_a_method_that_bears_the_name_of_an_exercise_is_quoted_like_any_other(no_search):
    call = [("X, y = validate", "self.accuracy()\n        X, y = validate")]
    result = result_of(
        network("__init__", "fit", fit=call) + "    def accuracy(self):\n        return self.nothing\n"
    )
    assert "in the line `return self.nothing`)" in result.message


def test_a_worked_example_that_waits_for_a_method_is_not_explained_before_what_is_wrong():
    stub = StudentError("NotImplementedError", where="in the stub of `predict`, in the line `raise …`")
    waiting = Outcome("predicts, worked by hand", "a", passed=False, error=stub, message="`predict` …")
    waiting.tape.calls.append(Call("predict", subject=0))
    wrong = Outcome("keeps its losses", "b", passed=False, error=AssertionError(), message="the losses …")
    result = exercise_result("NeuralNetwork", LESSON, [waiting, wrong], (), (), ["fit", "predict"])
    assert result.state == "failed" and result.message == "the losses …"
    assert [check.state for check in result.checks] == [NOT_REACHED, FAILED]


@pytest.mark.slow
def test_a_wrong_answer_tells_more_than_a_record_that_is_not_there_yet():
    source = (
        network()
        + """
    def _learn(self, X, y, val, rng, callback):
        sizes = [X.shape[1], *self._hidden(), len(self.classes_)]
        self.params_, self.n_iter_ = init_params(sizes, rng), self.max_iter

    def predict(self, X):
        return self.predict_proba(X).argmax(axis=1)
"""
    )
    result = result_of(source)
    assert ".history_" not in result.message and ".predict" in result.message, result


@pytest.mark.parametrize(
    "unread, told",
    [("self.activation not in", "activation='rely'"), ("self.solver not in", "solver='newton'")],
    ids=["activation", "solver"],
)
def test_the_argument_that_was_not_refused_is_named(unread, told):
    result = result_of(network(fit=[(unread, unread.replace("not in", "is None and self not in"))]))
    assert f"a ValueError is due here, for {told}" in result.message
    assert "below 1 goes through" not in result.hint and "no entry" not in result.hint


def test_what_goes_through_and_should_not_is_named():
    result = result_of(network(fit=[("            if unseen:", "            if False:")]))
    assert "for the validation label" in result.message
    result = result_of(network(fit=[("self.max_iter, 1) < 1", "1) < 1")]))
    assert "for max_iter=0: it should raise a ValueError" in result.message
