"""What looks right and is not is refused, for that reason; what looks odd and is right passes."""

import pytest
from support.networks import network

from autograder import lesson as lessons
from autograder.checking.runner import examine
from autograder.lesson import Cell
from autograder.running.workbook import Workbook

BACK, PICTURES, STEPS, OWN = "04_backprop", "06_decision_boundaries", "07_optimizers", "08_neural_network"


def examined(lesson, exercise, source, seed=1):
    """The result of one exercise, all others being ours."""
    shipped = lessons.lesson(lesson)
    cells = [Cell("code", source) if cell.defines == exercise else cell for cell in shipped.cells]
    student = Workbook(shipped, cells).run()
    known = {other: True for other in shipped.exercises if other != exercise}
    return examine(lesson, student, seed, only={exercise}, known=known)[exercise]


# ---- the way back

CHAIN = """
def backward(dscores, cache, params, activation="relu"):
    dz, grads = dscores, []
    for i in reversed(range(len(params))):
        X, z = cache[i]
        W, b = params[i]
        if i < len(params) - 1:
            dz = activation_backward(da, z, activation)
        da, dW, db = dense_backward(dz, X, W)
        grads.append((dW, db))
    return grads[::-1]
"""
LAYER_1 = "last layer's dW and db are right; layer 1's dW and db are not"
LAST = "in the line `da, dW, db = dense_backward("  # the shapes of the worked example do not fit then
BROKEN = {  # what is wrong → (what stands there, what stands in its place, what is said of the place, the mistake)
    "dX is never passed on": ("da, z, act", "dz, z, act", LAYER_1, "dX_never_passed_on"),
    "every activation gets dscores": ("da, z, act", "dscores, z, act", LAYER_1, "dscores_into_every_activation"),
    "no activation": ("activation_backward(da, z, activation)", "da", LAYER_1, "activation_left_out"),
    "z and da exchanged": ("da, z, act", "z, da, act", LAYER_1, "activation_arguments_exchanged"),
    "the z of the layer above": ("da, z, act", "da, cache[i + 1][1], act", LAYER_1, "z_of_the_wrong_layer"),
    "W before X": ("dz, X, W", "dz, W, X", LAST, "weights_handed_in_as_inputs"),
    "X before dz": ("dz, X, W", "X, dz, W", LAST, "inputs_handed_in_first"),
    "dz last": ("dz, X, W", "X, W, dz", LAST, "error_handed_in_last"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_chain_is_told_where_it_broke_and_why(case):
    there, instead, place, mistake = BROKEN[case]
    result = examined(BACK, "backward", CHAIN.replace(there, instead))
    assert place in result.message and result.mistake == f"backward__{mistake}", result


def test_a_chain_that_breaks_lower_down_says_that_all_above_is_right():
    passed_to_all = CHAIN.replace("da, dW, db =", "dX, dW, db =").replace("        grads.app", "        da = dX if i == len(params) - 1 else da\n        grads.app")
    result = examined(BACK, "backward", passed_to_all)
    assert "down to layer 2 all is right; layer 1's dW and db are not" in result.message
    assert result.mistake == "backward__last_layer_passes_to_all"


def test_loss_and_grads_says_the_same_of_a_chain_of_its_own():
    source = CHAIN.replace("activation_backward(da, z, activation)", "da").replace("def backward", "def back") + """
def loss_and_grads(X, y, params, activation="relu"):
    scores, cache = forward(X, params, activation)
    return cross_entropy(scores, y), back(cross_entropy_grad(scores, y), cache, params, activation)
"""
    assert "the last layer's dW and db are right; layer 2's dW and db are not" in examined(BACK, "loss_and_grads", source).message


# ---- pictures

SPIRALS = """
def make_spirals(n_per_class, n_classes, noise, rng):
    X, y = [], []
    for k in range(n_classes):
        r = rng.uniform(0, 1, n_per_class)
        angle = 5 * r + BETWEEN
        X.append(CENTRE + np.column_stack([r * np.cos(angle), r * np.sin(angle)]) + noise * rng.normal(size=(n_per_class, 2)))
        y.append(np.full(n_per_class, k))
    return np.concatenate(X), np.concatenate(y)
"""
BOUNDARY = """
def plot_decision_boundary(predict, X, y):
    xx, yy = make_grid(X, resolution=200)
    Z = predict_grid(predict, xx, yy)
    FIGURE
    REGIONS
    POINTS
    ax.set(xlabel="a", ylabel="b")
    return fig
"""
TWINS = """
def plot_history(history):
    fig, ax = plt.subplots()
    twin = ax.twinx()
    for on, name, style in zip([ax, ax, twin, twin], ["train_loss", "val_loss", "train_acc", "val_acc"], STYLES):
        on.plot(history[name], style, label=name)
    ax.set(xlabel="epoch", ylabel="loss")
    twin.set(ylabel="accuracy")
    LEGEND
    return fig
"""
FOUR, TWICE_TWO = ["C0-", "C1-", "C2-", "C3-"], ["C0-", "C1-", "C0-", "C1-"]


def spirals(between, centre="0"):
    return "make_spirals", SPIRALS.replace("BETWEEN", between).replace("CENTRE", centre)


def boundary(regions="ax.pcolormesh(xx, yy, Z, alpha=0.3)", points="ax.scatter(*X.T, c=y)", figure="fig, ax = plt.subplots()"):
    return "plot_decision_boundary", BOUNDARY.replace("REGIONS", regions).replace("POINTS", points).replace("FIGURE", figure)


def twins(styles, legend):
    return "plot_history", TWINS.replace("STYLES", str(styles)).replace("LEGEND", legend)


WRONG = {
    "arms by degrees": (spirals("k * 360 / n_classes"), "gaps are 35°, 35°, 289°"),
    "arms within half a turn": (spirals("k * np.pi / n_classes"), "gaps are 60°, 60°, 240°"),
    "a turn of its own for each arm": (spirals("k * np.pi * r"), "° nearer the middle"),
    "levels left to contourf": (boundary("ax.contourf(xx, yy, Z, alpha=0.3)"), "one colour a label"),
    "twenty levels": (boundary("ax.contourf(xx, yy, Z, 20, cmap='coolwarm')"), "one colour a label"),
    "points in reversed colours": (boundary(points="ax.scatter(*X.T, c=y, cmap='viridis_r')"), "points of class 0 have the colour of region 2"),
    "points in colours of other regions": (boundary(points="ax.scatter(*X.T, c=y, cmap='tab10')"), "points of class 2 have the colour of region 1"),
    "one palette, cut in two ways": (boundary("ax.pcolormesh(xx, yy, Z, cmap=ListedColormap(style.COLORS), alpha=0.3)", "[ax.scatter(*X[y == k].T, color=style.COLORS[k]) for k in range(3)]"), "points of class 0 have the colour of region 1"),
    "points in just the colour of the ground": (boundary("ax.pcolormesh(xx, yy, Z)"), "just the colour of the ground"),
    "a figure that nobody asked for": (boundary(figure="plt.figure()\n    fig, ax = plt.subplots()"), "it makes 2"),
    "the first of two figures": (boundary(figure="fig, ax = plt.subplots()\n    plt.figure()"), "it makes 2"),
    "twins in the same colours": (twins(TWICE_TWO, "ax.legend(); twin.legend()"), "the training loss and the training accuracy lie in the same frame"),
    "all in one colour": (twins(["b-"] * 4, "ax.legend(); twin.legend()"), "look the same"),
    "a legend of one axis": (twins(FOUR, "ax.legend()"), "the training accuracy is not in it"),
}  # fmt: skip
RIGHT = {
    "arms the other way round": spirals("-k * 2 * np.pi / n_classes"),
    "arms about another middle": spirals("k * 2 * np.pi / n_classes", "3"),
    "levels between the labels": boundary("ax.contourf(xx, yy, Z, levels=np.arange(4) - 0.5, alpha=0.3)"),
    "a contour for each class": boundary("[ax.contourf(xx, yy, Z == k, levels=[0.5, 1.5], colors=[f'C{k}'], alpha=0.3) for k in range(3)]"),
    "points and regions in colours of two families": boundary(points="[ax.scatter(*X[y == k].T, color=f'C{k}') for k in range(3)]"),
    "points with an edge on their own colour": boundary("ax.pcolormesh(xx, yy, Z)", "ax.scatter(*X.T, c=y, edgecolor='w')"),
    "points on larger white ones": boundary("ax.pcolormesh(xx, yy, Z)", "ax.scatter(*X.T, s=60, color='w'); ax.scatter(*X.T, c=y)"),
    "one hue in three shades": boundary("ax.pcolormesh(xx, yy, Z, cmap='Blues', alpha=0.5)", "ax.scatter(*X.T, c=y, cmap='Blues', edgecolor='k')"),
    "black points of different shapes": boundary(points="[ax.scatter(*X[y == k].T, color='k', marker='osx'[k]) for k in range(3)]"),
    "a figure without pyplot": boundary(figure="from matplotlib.figure import Figure\n    fig = Figure()\n    ax = fig.add_subplot()"),
    "twins with a legend each": twins(FOUR, "ax.legend(loc=2); twin.legend(loc=3)"),
    "twins with one legend": twins(["r-", "r--", "b-", "b--"], "fig.legend()"),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("case", WRONG)
def test_a_picture_or_a_data_set_that_misleads_is_refused_for_that(no_search, case):
    (exercise, source), words = WRONG[case]
    result = examined(PICTURES, exercise, source)
    assert result.state == "failed" and words in result.message, result


@pytest.mark.slow
@pytest.mark.parametrize("case", RIGHT)
def test_another_way_to_draw_passes(case):
    result = examined(PICTURES, *RIGHT[case])
    assert result.state == "passed", result


# ---- the network

VALIDATED, ASKED = "X, y = validate_data(self, X, y, dtype=float)", "X = validate_data(self, X, dtype=float, reset=False)"
UNVALIDATED = "X, y = np.asarray(X), np.asarray(y)\n        self.n_features_in_ = X.shape[1]"
LOOP, COUNTED = "        for epoch in", "self.params_, self.n_iter_ = params, epoch + 1"
KEPT = "self.random_state = random_state"
NETWORKS = {
    "the sizes made a tuple": (dict(__init__=[("= hidden_layer_sizes\n", "= tuple(hidden_layer_sizes)\n")]), "or no copy can be made"),
    "alpha made a float": (dict(__init__=[("= alpha", "= float(alpha)")]), "`__init__` should only store"),
    "names in small letters": (dict(__init__=[("= solver", "= solver.lower()")]), "`__init__` should only store"),
    "results set in __init__": (dict(__init__=[(KEPT, f"{KEPT}\n        self.classes_ = None")]), "it sets `classes_` as well"),
    "parents in the other order": (dict(parents="BaseEstimator, ClassifierMixin"), "ClassifierMixin has to stand before BaseEstimator"),
    "epochs counted in advance": (dict(fit=[(COUNTED, "self.params_ = params"), (LOOP, f"        self.n_iter_ = self.max_iter\n{LOOP}")]), "`n_iter_` should be 1; it is 4"),
    "epochs counted at the end": (dict(fit=[(COUNTED, "self.params_ = params"), ("return self\n", "self.n_iter_ = self.max_iter\n        return self\n")]), "`n_iter_` should be 1; it is None"),
    "any X and y": (dict(fit=[(VALIDATED, UNVALIDATED)]), "for nan in X: it should raise a ValueError"),
    "amounts for labels": (dict(fit=[("        check_classification_targets(y)\n", "")]), "labels like 0.37"),
    "any X in predict": (dict(predict_proba=[(ASKED, "X = np.asarray(X)")]), "a column too many"),
    "a list of labels": (dict(predict=[("return self.classes_[p.argmax(axis=1)]", "return list(self.classes_[p.argmax(axis=1)])")]), "predict should give an array"),
    "results without an underscore": (dict(fit=[("return self\n", "self.weights = params\n        return self\n")]), "`weights` does not"),
    "the last X kept": (dict(predict_proba=[("return softmax", "self.X_ = X\n        return softmax")]), "it sets `X_`"),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("case", NETWORKS)
def test_a_network_that_scikit_learn_would_refuse_is_refused_for_that(no_search, case):
    parts, words = NETWORKS[case]
    result = examined(OWN, "NeuralNetwork", network(**parts))
    assert result.state in ("failed", "crashed") and words in " ".join(check.message for check in result.checks), result


def test_a_network_in_one_piece_passes():
    assert examined(OWN, "NeuralNetwork", network()).state == "passed"


@pytest.mark.slow
@pytest.mark.parametrize(
    "case, mistake",
    [
        ("the sizes made a tuple", "sizes_forced_into_a_tuple"),
        ("parents in the other order", "parents_in_the_other_order"),
        ("epochs counted in advance", "epochs_counted_in_advance"),
        ("epochs counted at the end", "epochs_counted_at_the_end"),
        ("any X and y", "data_not_looked_at"),
        ("any X in predict", "features_not_compared"),
        ("a list of labels", "predict_returns_a_list"),
    ],
)
def test_a_network_gets_the_hint_that_is_true_of_it(case, mistake):
    assert examined(OWN, "NeuralNetwork", network(**NETWORKS[case][0])).mistake == f"NeuralNetwork__{mistake}"


# ---- an optimizer's memory is its owner's business

STEP = """
def momentum_step(params, grads, state, lr, beta=0.9):
    v = read(state) if state is not None else [(np.zeros_like(W), np.zeros_like(b)) for W, b in params]
    v = [tuple(beta * one + g for one, g in zip(*pair)) for pair in zip(v, grads)]
    return [tuple(p - lr * one for p, one in zip(*pair)) for pair in zip(params, v)], make(v)
"""
CLASS = """
class Memory:
    def __init__(self, v): self.v = v
make, read = Memory, lambda memory: memory.v
"""
MEMORIES = {
    "a class": CLASS,
    "a class that cannot be compared": CLASS.replace("make,", "    def __eq__(self, other): raise TypeError\nmake,"),
    "a dataclass": "from dataclasses import dataclass\n@dataclass\nclass Memory:\n    v: list\nmake, read = Memory, lambda memory: memory.v",
    "a namespace": "from types import SimpleNamespace\ndef make(v): return SimpleNamespace(v=v)\ndef read(memory): return memory.v",
    "a closure": "def make(v):\n    def memory(): return v\n    return memory\ndef read(memory): return memory()",
    "a named tuple": "from collections import namedtuple\nMemory = namedtuple('Memory', 't v')\ndef make(v): return Memory(0, v)\ndef read(memory): return memory.v",
    "a deque": "from collections import deque\nmake, read = deque, list",
    "an array of objects": "def make(v):\n    a = np.empty(1, object)\n    a[0] = v\n    return a\ndef read(memory): return memory[0]",
}  # fmt: skip


@pytest.mark.parametrize("memory", MEMORIES)
@pytest.mark.parametrize("lesson", [STEPS, OWN])
def test_an_optimizer_may_remember_in_whatever_it_likes(lesson, memory):
    shipped = lessons.lesson(lesson)
    student = Workbook(shipped, shipped.cells).run()
    exec(MEMORIES[memory] + STEP, student.namespace)
    functions = set(shipped.exercises) - {"NeuralNetwork"}
    result = examine(lesson, student, 1, only=functions)
    assert result.all_passed, result


def test_a_checkerboard_of_two_lines_is_none():
    source = (
        "def make_xor(n, noise, rng):\n    x = rng.uniform(-1, 1, size=n)\n"
        "    X = np.column_stack([x, x * rng.choice([-1, 1], size=n)])\n"
        "    y = (X[:, 0] * X[:, 1] < 0).astype(int)\n    return X + rng.normal(0, noise, size=(n, 2)), y"
    )
    assert "they lie along a line" in examined(PICTURES, "make_xor", source).message
