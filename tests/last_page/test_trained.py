"""A network at work on the last page: whatever it does, there is a film, or a line that says why not."""

import io
import sys
import time

import numpy as np
import pytest
from PIL import Image

from autograder.last_page import trained
from autograder.last_page.charts import charts
from autograder.last_page.digits import digits
from autograder.last_page.film import film
from autograder.last_page.trained import NotTrained


class Guesser:
    """Knows the labels and nothing else; `epoch` is what it does in each epoch."""

    epochs, history = 3, None

    def __init__(self, **settings):
        self.settings = settings

    def fit(self, X, y, X_val=None, y_val=None, callback=None):
        self.classes_, self.rng = np.unique(y), np.random.default_rng(0)
        for n in range(1, self.epochs + 1):
            self.n_iter_ = n
            self.epoch()
            if self.history:
                self.history_ = self.history(self.n_iter_)
            callback(self)
        return self

    def epoch(self):
        pass

    def predict(self, X):
        return self.predict_proba(X).argmax(axis=1)

    def predict_proba(self, X):
        return np.full((len(X), len(self.classes_)), 1 / len(self.classes_))


def pixels(picture, frame):
    picture.seek(frame)
    return np.asarray(picture.convert("RGB"), dtype=int)


def test_a_film_moves_and_ends_with_its_still():
    class Turning(Guesser):
        def predict_proba(self, X):
            p = np.exp(np.stack([X[:, 0], X[:, 1], self.n_iter_ * np.ones(len(X)) / 3], axis=1))
            return p / p.sum(axis=1, keepdims=True)

    found = film(Turning)
    with Image.open(io.BytesIO(found.moving)) as moving, Image.open(io.BytesIO(found.still)) as still:
        assert moving.n_frames == 3 and still.n_frames == 1 and moving.size == still.size
        first, last, end = (pixels(*which) for which in ((moving, 0), (moving, 2), (still, 0)))
        assert np.abs(last - end).mean() < np.abs(first - end).mean()
    assert "After 3 epochs" in found.caption and not found.told


def test_a_film_of_noise_stays_small():
    class Noisy(Guesser):
        epochs = 40

        def predict_proba(self, X):
            return self.rng.dirichlet(np.ones(3), size=len(X))

    assert len(film(Noisy, most=400_000).moving) <= 400_000


def test_what_takes_too_long_is_shown_as_far_as_it_came(monkeypatch):
    class Slow(Guesser):
        def epoch(self):
            while self.n_iter_ == 3:
                time.process_time()

    monkeypatch.setattr(trained, "SECONDS", 2)
    assert film(Slow).told.startswith("Stopped after 2 of 100 epochs: it did not finish within 2 s")


class Broken(Guesser):
    def epoch(self):
        raise ValueError("shapes (3,2)\nand (4,5)")


class Unwritten(Guesser):
    def fit(self, X, y, X_val=None, y_val=None, callback=None):
        raise NotImplementedError


class Leaving(Guesser):
    def epoch(self):
        sys.exit("enough")


class Silent(Guesser):
    epochs = 0


class Asking(Guesser):
    def epoch(self):
        input("how many?")


class Scores(Guesser):
    def predict_proba(self, X):
        return np.full((len(X), 3), 7.0)


REASONS = {
    Broken: "it raised ValueError: shapes (3,2) and (4,5)",
    Unwritten: "a part of it is not written yet",
    Leaving: "it raised SystemExit: enough",
    Silent: "no epoch was seen",
    Asking: "it raised EOFError",
    Scores: "are scores, not probabilities",
}


@pytest.mark.parametrize("network", REASONS, ids=lambda network: network.__name__)
def test_a_network_that_cannot_be_shown_has_its_reason_in_a_line(network):
    with pytest.raises(NotTrained) as reason:
        film(network)
    assert REASONS[network] in str(reason.value) and "\n" not in str(reason.value)


def test_what_a_network_prints_and_warns_stays_out(capfd, recwarn):
    class Loud(Guesser):
        def epoch(self):
            print("loud", file=sys.stderr)
            print("louder")
            np.log(np.zeros(1))

    digits(Loud)
    assert capfd.readouterr() == ("", "") and not recwarn.list


def test_curves_are_those_that_were_recorded():
    class Recording(Guesser):
        def history(self, n):
            return {"train_loss": [1 / n], "val_loss": [None], "train_acc": [0.5], "val_acc": []}

    found = digits(Recording)
    assert found.curves == {"train_loss": [1, 1 / 2, 1 / 3], "train_acc": [0.5] * 3}
    loss, accuracy = charts(found.curves)
    assert loss.alt == "Mean loss after each epoch: training from 1 to 0.333." and "Accuracy" in accuracy.alt
    assert not charts(digits(Guesser).curves), "a network that records nothing has no curves"


def test_digits_are_told_by_those_never_seen():
    found = digits(Guesser)
    assert found.count == 450 and found.share == pytest.approx(0.1, abs=0.02), "it always says 0"
