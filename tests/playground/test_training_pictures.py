"""What lessons 5 and 6 draw comes of the learner's own functions, in whatever style they are written."""

import matplotlib.pyplot as plt
import numpy as np
import pytest
from support import right_answers

from autograder import lesson as lessons
from autograder import reference
from playground import datasets
from playground.pictures import decision_boundaries, minibatch_sgd
from playground.pictures.decision_boundaries import fits
from playground.pictures.decision_boundaries.fitting import Network
from playground.pictures.decision_boundaries.folds import draw_units
from playground.pictures.decision_boundaries.regions import regions
from playground.pictures.minibatch_sgd import bugs, walking

LESSON = "05_minibatch_sgd"
STYLES = {path.stem: path for path in right_answers.FILES if path.parent.name == LESSON}


def written_in(style):
    """The functions of lesson 5, those of a style among them."""
    space = dict(reference.namespace(LESSON))
    for exercise in lessons.lesson(LESSON).exercises.values():
        exec(lessons.answer(exercise.cell.source), space)
    exec(STYLES[style].read_text(encoding="utf-8"), space)
    return space


@pytest.mark.parametrize("style", STYLES)
def test_each_bug_shows_in_a_train_of_any_style(style, monkeypatch):
    monkeypatch.setattr(bugs, "EPOCHS", 6)
    own = written_in(style)
    parts = bugs._wrong_parts(own["train_epoch"], own["loss_and_grads"])
    for bug, setting in bugs.SETTINGS.items():
        right = bugs._history(own["train"], reference.init_params, *setting)
        wrong = bugs._history(bugs.exchanged(own["train"], **parts[bug]), reference.init_params, *setting)
        assert not np.allclose(right["val_loss"], wrong["val_loss"]), f"bug {bug} shows nothing"


@pytest.mark.parametrize("style", STYLES)
def test_a_walk_has_a_place_for_each_step_of_any_style(style):
    own = written_in(style)
    X, y = walking._clouds()
    path = walking._walk(own["train_epoch"], own["loss_and_grads"], X, y, 32, 0.3)
    assert path.shape == (9, 2) and len(np.unique(path, axis=0)) == 9


@pytest.mark.parametrize("rate, lost", [(0.03, False), (5, True)])
def test_a_walk_that_ends_outside_its_picture_says_so(rate, lost, monkeypatch):
    told = []
    monkeypatch.setattr(walking, "slide", lambda draw, **_: told.append(draw(1, rate)[1]))
    walking.try_walk(reference.train_epoch, reference.loss_and_grads)
    assert told[0].endswith("; it ends outside the picture.") is lost
    plt.close("all")


def test_bug_d_deals_out_what_its_loop_says(capsys):
    minibatch_sgd.bugs_c_and_d(reference.train, reference.minibatches, reference.init_params)
    told = "91 at batches of 7, 64 at batches of 32, 48 at batches of 48, 0 at batches of 96"
    assert told in capsys.readouterr().out


@pytest.fixture(scope="module")
def fit():
    names = ("init_params", "train", "loss_and_grads", "forward", "softmax")
    return decision_boundaries.fitting(*(getattr(reference, name) for name in names))


@pytest.mark.parametrize("activation", ["relu", "tanh", "sigmoid"])
def test_fit_trains_with_the_activation_that_is_asked_for(fit, activation):
    parts = *datasets.xor(60, noise=0.05, seed=0), *datasets.xor(40, noise=0.05, seed=1)
    net = fit(*parts, width=8, activation=activation, epochs=5)
    scores, _ = reference.forward(parts[2], net.params, activation)
    assert np.allclose(net.predict_proba(parts[2]), reference.softmax(scores))
    assert net.history["val_acc"][-1] == np.mean(net.predict(parts[2]) == parts[3])
    assert np.isclose(net.history["val_loss"][-1], reference.cross_entropy(scores, parts[3]))


def test_fit_tells_of_each_epoch(fit):
    parts = *datasets.moons(40, seed=0), *datasets.moons(20, seed=1)
    heard = []
    net = fit(*parts, width=3, epochs=5, callback=lambda *told: heard.append(told))
    assert len(heard) == 5 and all(isinstance(one, Network) for one, _, _ in heard)
    assert [loss for _, loss, _ in heard] == net.history["train_loss"]
    assert [loss for _, _, loss in heard] == net.history["val_loss"]


def by_hand(bias):
    """Class 1 where relu(x₁) + relu(x₂) > 0.5 − bias."""
    params = [(np.eye(2), np.zeros(2)), (np.array([[0.0, 1.0], [0.0, 1.0]]), np.array([0.5, bias]))]
    return Network(reference.forward, reference.softmax, params, {})


SQUARE = np.array([[-1.0, -1.0], [1.0, 1.0], [1.0, -1.0], [-1.0, 1.0]]), np.array([0, 1, 1, 1])


def test_the_boundary_folds_where_it_crosses_the_line_of_a_unit():
    ax = plt.subplots()[1]
    assert draw_units(ax, by_hand(0.0).params, SQUARE[0], by_hand(0.0)) == 2
    dots = ax.lines[-1].get_xydata()
    assert np.allclose(sorted(dots.tolist()), [[0, 0.5], [0.5, 0]], atol=0.01)
    plt.close("all")


@pytest.mark.parametrize("bias, said", [(0.0, []), (0.7, ["no boundary: class 1 everywhere"])])
def test_a_panel_without_a_boundary_says_why(bias, said):
    ax = plt.subplots()[1]
    regions(ax, by_hand(bias), *SQUARE, "a title")
    assert ax.get_title().splitlines() == ["a title", *said]
    plt.close("all")


def test_the_picture_of_the_milestone_says_where_there_is_no_boundary(monkeypatch):
    told = []
    monkeypatch.setattr(fits, "show", lambda fig, alt: told.append((fig.axes[0].get_title(), alt)))
    ours = reference.make_xor, reference.confusion_matrix, reference.plot_decision_boundary
    fits.milestone_run(lambda *points, **settings: by_hand(0.7), *ours)
    assert len(told) == 2 and all("no boundary: class 1 everywhere" in said for said in np.ravel(told))
    plt.close("all")


def test_an_epoch_seen_from_above_moves_the_two_weights_alone():
    X, y = walking._clouds()
    seen = []

    def keeping(X_batch, y_batch, params):
        seen.append(params[0][1])
        return reference.loss_and_grads(X_batch, y_batch, params)

    walking._walk(reference.train_epoch, keeping, X, y, 32, 0.3)
    assert len(seen) == 8 and not np.any(seen)
