"""The playground: data sets, pictures, the live boundary, sliders, quizzes."""

import subprocess
import sys
import types

import matplotlib.pyplot as plt
import numpy as np
import pytest
from support.processes import wait_for
from support.programs import needs, needs_browser

from playground import (
    LiveBoundary,
    Progress,
    boundary,
    datasets,
    explore,
    figures,
    live,
    quiz,
    scatter,
    show,
    style,
)
from playground.canvas import Canvas
from playground.explore import Explorer
from playground.figures import class_probabilities

TWO_D = ["moons", "circles", "blobs", "xor", "spirals"]


def leans_right(X):
    """Probabilities of two classes by the sign of the first coordinate."""
    p = 1 / (1 + np.exp(-3 * X[:, 0]))
    return np.stack([1 - p, p], axis=1)


def test_importing_is_light():
    code = (
        "import sys, playground; "
        "print([m for m in ('sklearn', 'ipywidgets', 'IPython', 'matplotlib.pyplot') if m in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "[]"


@pytest.mark.parametrize("name", TWO_D)
def test_data_sets_are_seeded(name):
    make = getattr(datasets, name)
    (X, y), (same, labels), (other, _) = make(90, seed=3), make(90, seed=3), make(90, seed=4)
    assert X.shape == (90, 2) and y.shape == (90,) and y.dtype.kind == "i"
    assert np.array_equal(X, same) and np.array_equal(y, labels) and not np.array_equal(X, other)
    assert set(y) == set(range(3 if name in ("blobs", "spirals") else 2))
    assert make(7)[0].shape == (7, 2)


def test_digits_lie_between_0_and_1():
    X, y = datasets.digits()
    assert X.shape == (1797, 64) and X.min() == 0 and X.max() == 1 and set(y) == set(range(10))
    X[:] = 5  # a copy: what a lesson does to it stays there
    assert datasets.digits()[0].max() == 1


class Estimator:
    def predict(self, X):
        return (X[:, 0] > 0).astype(int)


class Probable(Estimator):
    def predict_proba(self, X):
        return leans_right(X)


@pytest.mark.parametrize(
    "predicts",
    [
        leans_right,
        Estimator(),
        Probable(),
        Estimator().predict,
        lambda X: leans_right(X)[:, 1],
        lambda X: leans_right(X)[:, 1:],
        lambda X: [int(x > 0) for x in X[:, 0]],
        lambda X: X[:, 0] > 0,
    ],
)
def test_whatever_predicts_gives_probabilities(predicts):
    X = np.array([[-2.0, 0.0], [2.0, 0.0]])
    p = class_probabilities(predicts, X, classes=[0, 1])
    assert p.shape == (2, 2) and np.allclose(p.sum(axis=1), 1) and p.argmax(axis=1).tolist() == [0, 1]


def test_labels_may_be_words():
    X, y = np.array([[-1.0, 0.0], [1.0, 0.0]]), np.array(["cat", "dog"])
    p = class_probabilities(lambda X: np.where(X[:, 0] > 0, "dog", "cat"), X, np.unique(y))
    assert p.tolist() == [[1, 0], [0, 1]]


class Knowing:
    """Knows three classes, of which the points may have fewer, in an order of its own."""

    classes_ = np.array([3, 1, 2])

    def predict_proba(self, X):
        right = X[:, 0] > 0
        return np.stack([np.zeros(len(X)), ~right, right], axis=1)


def test_columns_belong_to_the_labels_that_the_model_gives_them():
    X = np.array([[-1.0, 0.0], [1.0, 0.0]])
    assert class_probabilities(Knowing(), X, [1, 2]).tolist() == [[1, 0], [0, 1]]
    live = LiveBoundary(X, np.array([1, 2]))
    live.update(Knowing())
    assert "after 1 epoch: 100% of the 2" in live.alt


@pytest.mark.parametrize("labels", [(1, 2), (-1, 1), ("cat", "dog"), (0, 2)])
def test_a_region_has_the_colour_of_its_points(labels):
    X, y = np.array([[-1.0, 0.0], [1.0, 0.0]]), np.array(labels)
    ax = boundary(lambda P: np.where(P[:, 0] > 0, *reversed(labels)), X.tolist(), y.tolist())
    left, right = ax.images[0].get_array()[0, [0, -1]]
    for region, points in zip((left, right), ax.collections[-2:]):
        assert np.allclose(1 - region, 0.45 * (1 - points.get_facecolor()[0, :3]))
    plt.close("all")


@pytest.mark.parametrize(
    "predicts, points, said",
    [
        (lambda P: np.stack([P[:, 0], 3 + P[:, 1]], axis=1), None, "softmax"),
        (lambda P: np.array([0, 1, 1]), None, "Does it use its argument"),
        (None, None, "Is a `return` missing"),
        (leans_right, np.zeros((3, 3)), "two coordinates"),
        (leans_right, np.zeros((3, 1)), "two coordinates"),
        (lambda P: 0.3 * np.ones(len(P)), None, "one column for each"),
    ],
)
def test_what_cannot_be_drawn_is_refused_in_one_line(predicts, points, said):
    X = np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0]]) if points is None else points
    for draw in (
        lambda: boundary(predicts, X, [0, 1, 2]),
        lambda: LiveBoundary(X, [0, 1, 2]).update(predicts),
    ):
        with pytest.raises((TypeError, ValueError), match=said) as raised:
            draw()
            raise AssertionError("drawn")
        assert "\n" not in str(raised.value)
    plt.close("all")


def test_one_class_has_no_line():
    ax = boundary(lambda P: np.zeros(len(P), int), np.eye(2), [0, 0])
    assert ax.images
    plt.close("all")


def test_a_run_without_a_moment_says_so(tmp_path):
    live = LiveBoundary(*datasets.moons(20))
    for ask in (lambda: live.save(tmp_path / "run.webp"), lambda: live.alt):
        with pytest.raises(ValueError, match="call update"):
            ask()


@pytest.mark.parametrize(
    "settings, said",
    [
        ({"data": "nope"}, "there are moons"),
        ({"width": "big"}, "a number"),
        ({"width": []}, "a number"),
        ({"optimizer": "sgd"}, "takes no 'optimizer'"),
        ({"colour": 3}, "explore knows no"),
    ],
)
def test_explore_refuses_what_it_cannot_offer(settings, said):
    with pytest.raises((TypeError, ValueError), match=said):
        explore(lambda X, y, X_val, y_val, width: leans_right, **settings)


def test_a_quiz_takes_numbers_of_numpy():
    assert "3" in quiz("How many?", number=np.int64(3), because="Count.")._repr_html_()


def test_show_prints_the_alternative_text_and_closes(capsys):
    fig = plt.figure()
    show(fig, alt="A line that falls.")
    assert "A line that falls." in capsys.readouterr().out and not plt.fignum_exists(fig.number)
    with pytest.raises(ValueError, match="alt"):
        show(plt.figure(), alt=" ")
    plt.close("all")


def test_show_in_a_notebook_carries_the_alternative_text(monkeypatch):
    shown = []
    monkeypatch.setattr(figures, "in_notebook", lambda: True)
    monkeypatch.setattr("IPython.display.display", shown.append)
    show(plt.figure(), alt='Loss "falls" & stays')
    assert 'alt="Loss &quot;falls&quot; &amp; stays"' in shown[0].data and "data:image/png" in shown[0].data


def test_each_class_has_its_colour_and_marker():
    X, y = datasets.blobs(30)
    ax = scatter(plt.figure().add_subplot(), X, y)
    paths = {str(c.get_paths()[0].vertices) for c in ax.collections}
    colours = {tuple(c.get_facecolor()[0]) for c in ax.collections}
    assert len(ax.collections) == len(paths) == len(colours) == 3
    plt.close("all")


@pytest.mark.parametrize("name", TWO_D)
def test_boundary_draws_regions_under_the_points(name):
    X, y = getattr(datasets, name)(60)
    ax = boundary(lambda P: np.abs(P[:, 0] * 2).astype(int) % (y.max() + 1), X, y, title="A title")
    assert ax.images and ax.get_title() == "A title" and ax.get_xlabel() and ax.get_ylabel()
    assert ax.get_xlim()[0] < X[:, 0].min() and ax.get_xlim()[1] > X[:, 0].max()
    plt.close("all")


def test_colours_stand_out_from_their_own_shades():
    """Points are seen on the region of their class: WCAG asks 3 : 1 of graphics, their white edge helps."""

    def luminance(rgb):
        c = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
        return c @ [0.2126, 0.7152, 0.0722]

    points, shades = luminance(style.rgb(range(4))), luminance(style.shades(np.eye(4), range(4)))
    assert ((shades + 0.05) / (points + 0.05) > 1.5).all()


@pytest.fixture
def clock(monkeypatch):
    """The only clock of the live boundary: it goes when a test says so."""
    it = types.SimpleNamespace(now=0.0, perf_counter=lambda: it.now)
    monkeypatch.setattr(live, "time", it)
    return it


def run(live, epochs=40):
    for epoch in range(epochs):
        live.update(leans_right, train_loss=1 / (epoch + 1), val_loss=2 / (epoch + 1))


@pytest.mark.slow
def test_live_boundary_ends_in_a_still_picture(capsys, tmp_path, clock):
    X, y = datasets.moons(80)
    with LiveBoundary(X, y, *datasets.moons(40, seed=1), epochs=40) as watch:
        run(watch)
    said = capsys.readouterr().out
    assert "after 40 epochs" in said and "0.025" in said
    assert watch.moments[-1][0] == 40 and watch.frame().width == 880
    for kind in ("webp", "gif"):
        watch.save(tmp_path / f"run.{kind}")
        assert (tmp_path / f"run.{kind}").stat().st_size > 1000
    from PIL import Image

    assert Image.open(tmp_path / "run.webp").n_frames > 1


@needs("ffmpeg")
def test_live_boundary_saves_a_video(tmp_path):
    watch = LiveBoundary(*datasets.moons(40), every=1)
    run(watch, 5)
    watch.save(tmp_path / "run.mp4")
    assert (tmp_path / "run.mp4").read_bytes()[4:8] == b"ftyp"


def test_drawing_keeps_its_budget(clock):
    def slow(P):
        clock.now += 0.010
        return leans_right(P)

    watch = LiveBoundary(*datasets.moons(40))
    for _ in range(60):
        clock.now += 0.003
        watch.update(slow)
    assert 1 < len(watch.moments) <= 0.42 * 60 * 3 / 10, "42 % of the training's 180 ms, at 10 ms each"


def test_every_epoch_can_be_kept():
    watch = LiveBoundary(*datasets.moons(40), every=2)
    run(watch, 10)
    assert [epoch for epoch, _ in watch.moments] == [1, 2, 4, 6, 8, 10]


def test_long_runs_are_thinned():
    watch = LiveBoundary(*datasets.moons(20), every=1, resolution=4)
    run(watch, 1000)
    assert len(watch.moments) <= live.KEPT and watch.moments[0][0] == 1 and watch.moments[-1][0] == 1000


def test_an_error_in_the_training_is_not_hidden():
    with pytest.raises(ZeroDivisionError), LiveBoundary(*datasets.moons(20)) as watch:
        watch.update(leans_right)
        1 / 0


def test_losses_may_be_missing_or_infinite():
    watch = LiveBoundary(*datasets.blobs(30), every=1)
    watch.update(lambda P: np.full((len(P), 3), np.nan), np.nan, np.inf)
    watch(lambda P: np.full((len(P), 3), 1 / 3))
    assert watch.frame().width == 880
    bare = LiveBoundary(*datasets.blobs(30), every=1)
    bare.update(lambda P: np.full((len(P), 3), 1 / 3))
    picture = bare.frame()
    assert picture.size == (460, 390)  # no losses, no curves
    assert (np.asarray(picture)[:, :5] == 255).all(), "the margin should be white: no row is shifted"


def test_the_legend_names_the_curves_that_are_drawn():
    def named(canvas):
        return [text.get_text() for text in canvas.figure.legends[-1].texts]

    X, y = datasets.moons(20)
    canvas, p = Canvas(X, y, resolution=4), np.full((4, 4, 2), 0.5)
    canvas.frame(p, 1, [0.7], [None])
    assert named(canvas) == ["training"]
    canvas.frame(p, 2, [0.7, 0.6], [None, 0.8])
    assert named(canvas) == ["training", "validation"]
    assert named(Canvas(X, y, X, y, resolution=4)) == ["training", "validation"]


def test_the_slider_scrubs_through_the_run(monkeypatch):
    monkeypatch.setattr(live, "is_live", lambda: True)
    with LiveBoundary(*datasets.moons(40), every=1) as watch:
        for k in range(5):
            watch.update(lambda P, k=k: leans_right(P - k), train_loss=1.0)
    play, slider, label = watch._panel.children[1].children
    last = watch._image.value
    slider.value = 0
    assert watch._image.value != last and label.value == "epoch 1"
    assert "after 5 epochs" in watch._panel.children[2].value


def test_progress_yields_everything_and_stays_quiet(capsys):
    assert list(Progress(range(5), "x")) == [0, 1, 2, 3, 4]
    assert list(Progress((i for i in range(3)), "x")) == [0, 1, 2] and list(Progress([])) == []
    assert capsys.readouterr() == ("", "")
    bar = Progress(range(50), "training")
    assert 'max="50" value="25"' in bar.html(25) and "25/50" in bar.text(25)


def fit_a_little(X, y, X_val, y_val, *, width, callback, epochs):
    for epoch in range(epochs):
        callback(leans_right, width / (epoch + 1), width / (epoch + 1))
    return leans_right


def test_explore_degrades_to_a_still_picture(capsys):
    explore(fit_a_little, epochs=5, width=3, data="circles")
    said = capsys.readouterr().out
    assert "data circles, noise 0.2, width 3." in said and "after 5 epochs" in said


def test_explore_offers_what_fit_takes():
    panel = Explorer(fit_a_little, 5, 40, {"data": ["xor", "moons"], "width": 3})
    assert list(panel.choices) == ["data", "noise", "width"]
    assert (
        panel.choices["data"] == ["xor", "moons"]
        and 3 in panel.choices["width"]
        and panel.now["data"] == "xor"
    )
    with pytest.raises(TypeError, match="'wdth'"):
        explore(fit_a_little, wdth=3)


QUESTIONS = [
    quiz(
        "Shape of $XW$ with `W` (3, 2)?",
        right={"(5, 2)": "Rows of $X$."},
        wrong={"(2, 5)": "Turned.", "<b>": "No."},
    ),
    quiz("Which hold?", right={"one": "Yes one.", "two": "Yes two."}, wrong={"three": "Not three."}),
    quiz("How many?", number=48, because="36 and 12.", wrong={36: "No biases."}),
    quiz("What is $\\ln 3$?", number=1.0986, because="By heart."),
    quiz("How many weights?", number=34452, because="Counted.", wrong={34.452: "A thousandth.", 0: "None."}),
    quiz("How small is h?", number=-1e-6, because="Tiny.", wrong={0.25: "A quarter.", 1 / 64: "A power."}),
]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.question)
def test_quizzes_are_accessible_forms(question):
    page = question._repr_html_()
    for part in ("<fieldset>", "<legend>", 'aria-live="polite"', "<label>", 'type="submit"'):
        assert part in page
    assert "http" not in page and "$" not in page.split("<script>")[0].split("</style>")[1]
    for _, why, _ in question.answers:
        assert figures.html.escape(why).split("$")[0] in page
    assert page == question._repr_html_() and question.question in repr(question)


def test_quizzes_escape_their_texts_and_refuse_nonsense():
    assert "&lt;b&gt;" in QUESTIONS[0]._repr_html_() and r"\(XW\)" in QUESTIONS[0]._repr_html_()
    for wrong_call in ({}, {"right": {"a": "b"}, "number": 3}):
        with pytest.raises(ValueError, match="right"):
            quiz("?", **wrong_call)


TYPED = [  # question, what is typed, what is said
    (2, "36", "No biases."),
    (2, "x", "“x” is no number. Type one"),
    (2, "96/2", "Right."),
    (3, "1,1", "Right."),
    (3, "1,099", "Right."),
    (3, "1.2", "Not yet."),
    (3, "", "Type one, such as"),
    *((4, typed, "Right.") for typed in "34452 34,452 34'452 34’452 34_452 34.452,0 34,452.0 +34452".split()),
    *((4, typed, "Right.") for typed in ("34 452", "34\u202f452", " 34\u2009452 ", "34 452,0", "68 904 / 2")),
    (4, "34.452", "A thousandth."),
    (4, "0", "None."),
    (4, "1e-12", "Not yet."),
    *(
        (5, typed, "Right.")
        for typed in ("-1e-6", "\u22121E\u22126", "-0,000001", "- .000001", "-1/1,000,000")
    ),
    *((5, typed, "A quarter.") for typed in ("0,25", ",25", ".25", "1/4", "0,5/2", "25e-2")),
    *((5, typed, "A power.") for typed in ("1/64", "1 / 64", "0.015625")),
    *(
        (4, typed, "is no number")
        for typed in "34,45,2 34_45 1/0 1/2/3 1/ 0x10 1e 1.2.3 Infinity 34452!".split()
    ),
    (4, "34 45", "is no number"),
]


@needs_browser
def test_quizzes_answer_and_remember(browser, tmp_path):
    from selenium.webdriver.common.by import By
    from selenium.webdriver.common.keys import Keys

    page = tmp_path / "quiz.html"
    forms_of_all = "".join(question._repr_html_() for question in QUESTIONS)
    page.write_text(f"<!doctype html><meta charset=utf-8><title>Quiz</title>{forms_of_all}", encoding="utf-8")
    browser.get(page.as_uri())

    def forms():
        return browser.find_elements(By.CSS_SELECTOR, "form.hw-quiz")

    def status(k):
        return forms()[k].find_element(By.CSS_SELECTOR, "[role=status]").text

    def place(k, text):
        return [answer for answer, _, _ in QUESTIONS[k].answers].index(text)

    fields = forms()[0].find_elements(By.NAME, "answer")
    fields[place(0, "(2, 5)")].click()
    fields[place(0, "(2, 5)")].send_keys(Keys.ENTER)
    assert status(0).startswith("Not yet.") and "(2, 5): not right. Turned." in status(0)
    assert "Rows" not in status(0)
    boxes = forms()[1].find_elements(By.NAME, "answer")
    for text in ("one", "three"):
        boxes[place(1, text)].send_keys(Keys.SPACE)
    forms()[1].find_element(By.TAG_NAME, "button").click()
    assert "1 of 2" in status(1) and "Yes one." in status(1) and "Not three." in status(1)
    for k, typed, expected in TYPED:
        field = forms()[k].find_element(By.NAME, "answer")
        field.clear()
        field.send_keys(typed + Keys.ENTER)
        assert expected in status(k), (typed, status(k))
    wait_for(lambda: browser.refresh() or status(0))  # the browser writes down what it keeps a little later
    assert "Turned." in status(0) and "1 of 2" in status(1) and "Right." in status(2)


@needs_browser
def test_pictures_reach_a_real_notebook(browser, monkeypatch):
    """The quick form of benchmarks/live_boundary.py: one image element shows all the pictures."""
    import live_boundary

    monkeypatch.setattr(live_boundary, "RUN", live_boundary.RUN.replace("EPOCHS = 1000", "EPOCHS = 400"))
    seen = live_boundary.measure(browser=browser)
    assert seen["image_elements"] == 1 and seen["pictures"] > 1
