"""`hardway assemble` carries over all that a learner's functions use, or says what it cannot carry."""

import importlib.util
import shutil
import sys

import pytest
from support.carried import CARRIED, NOT_CARRIED, RELU, SIZES, ZERO
from support.copies import FIRST, Copy

from autograder import lesson as lessons
from autograder.authoring.nn import trial
from autograder.checking.runner import examine
from autograder.running.namespace import Namespace
from autograder.workspace import learner

pytestmark = pytest.mark.slow
SECOND, THIRD, FOURTH, LAST = *lessons.course()[1:4], lessons.course()[-1]
LEFT_OUT = {"plot_decision_boundary", "plot_history"}


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    """A folder in which all lessons are solved, and known to be."""
    folder = tmp_path_factory.mktemp("finished") / "my-lessons"
    folder.mkdir()
    for name in lessons.course():
        Copy(folder, name).solve()
        learner.remember(folder, examine(name, learner.open_lesson(folder, name)))
    return folder


@pytest.fixture
def folder(finished, tmp_path):
    """A copy of that folder, to be changed."""
    return shutil.copytree(finished, tmp_path / "my-lessons")


@pytest.fixture(scope="module")
def finished_before(finished, tmp_path_factory):
    """The same with an nn.py, and known to be solved beside that: a module beside lessons may count."""
    folder = shutil.copytree(finished, tmp_path_factory.mktemp("before") / "my-lessons")
    (folder / "nn.py").write_text("# before", encoding="utf-8")
    for name in lessons.course():
        learner.states(folder, name)
    return folder


@pytest.fixture
def filled(finished_before, tmp_path):
    """A copy of that folder, to be changed."""
    return shutil.copytree(finished_before, tmp_path / "my-lessons")


def written(folder, *cells, lesson=FIRST, **answers):
    """Write answers of one's own into a lesson, and the cells before the first of them."""
    copy = Copy(folder, lesson).solve()
    for cell in cells:
        copy.add(cell, before=next(iter(answers), None))
    for exercise, source in answers.items():
        copy.write(exercise, source)
    return folder


def nn_of(folder):
    """The nn.py of a folder as a module."""
    spec = importlib.util.spec_from_file_location("nn", folder / "nn.py")
    module = sys.modules["nn"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def assembled(hardway, folder):
    """The module that the command has written, and what it said."""
    done = hardway("assemble", "--lessons", folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return nn_of(folder), done.stdout.splitlines()


def passes(module, lesson):
    """Whether all that nn.py has of a lesson passes its checks, there where they are called alone."""
    result = examine(lesson, Namespace(dict(vars(module))))
    return all(exercise.state == "passed" for exercise in result.exercises if exercise.name not in LEFT_OUT)


@pytest.mark.parametrize("kind", CARRIED)
def test_what_an_answer_uses_is_carried_over(kind, folder, hardway):
    cells, answers = CARRIED[kind]
    module, said = assembled(hardway, written(folder, *cells, **answers))
    assert passes(module, FIRST) and "is your own network" in said[0]


def test_what_is_defined_further_down_is_carried_over(folder, hardway):
    copy = Copy(folder).solve().write("relu", RELU.format("np.maximum(z, LOW)"))
    copy.add("LOW = 3.0").add("LOW = 0.0")
    module, _ = assembled(hardway, folder)
    assert passes(module, FIRST) and (folder / "nn.py").read_text(encoding="utf-8").count("LOW =") == 1


def test_a_first_attempt_and_what_only_it_used_stay_behind(folder, hardway):
    first = "import pandas\ndef relu(z):\n    return pandas.nothing(z)"
    Copy(folder).solve().add(first, before="relu")
    module, _ = assembled(hardway, folder)
    assert passes(module, FIRST) and "pandas" not in (folder / "nn.py").read_text(encoding="utf-8")


def test_cells_that_only_try_things_are_not_run_in_it(folder, hardway):
    tried = "print('loud')\nhistory = []\nfor z in (1.0, 2.0):\n    history.append(relu(z))\nhistory"
    Copy(folder).solve().add(tried).add("import matplotlib.pyplot as plt\nplt.plot([1, 2])")
    assembled(hardway, folder)
    assert "loud" not in (folder / "nn.py").read_text(encoding="utf-8")


def test_comments_above_a_definition_come_along(folder, hardway):
    written(folder, relu="# the ramp\n# by its definition\n" + RELU.format("np.maximum(z, 0)"))
    assembled(hardway, folder)
    assert "# the ramp\n# by its definition\ndef relu(z):" in (folder / "nn.py").read_text(encoding="utf-8")


STABLE = "def _stable(z):\n    return {}"
SOFTMAX = "def softmax(z):\n    e = np.exp(_stable(z))\n    return e / e.sum(axis=1, keepdims=True)"
SIGMOID_GRAD = "def sigmoid_grad(z):\n    s = 1 / (1 + np.exp(_stable(z)))\n    return s * (1 - s)"


def test_a_helper_that_two_lessons_define_differently_is_there_twice(folder, hardway):
    written(folder, STABLE.format("z - z.max(axis=1, keepdims=True)"), softmax=SOFTMAX)
    written(folder, STABLE.format("np.abs(z)"), lesson=THIRD, sigmoid_grad=SIGMOID_GRAD)
    module, said = assembled(hardway, folder)
    assert passes(module, FIRST) and passes(module, THIRD)
    assert f"`_stable` of {THIRD} is `_stable_03`" in said[-1]


def test_a_helper_that_two_lessons_share_is_there_once(folder, hardway):
    helper = "LOW = 0\ndef _ramp(z):\n    return np.maximum(z, LOW)"
    written(folder, helper, relu=RELU.format("_ramp(z)"))
    written(folder, helper, lesson=THIRD, relu_grad="def relu_grad(z):\n    return 1.0 * (_ramp(z) > 0)")
    module, said = assembled(hardway, folder)
    assert (
        passes(module, FIRST) and passes(module, THIRD) and not any("mean different" in line for line in said)
    )
    assert (folder / "nn.py").read_text(encoding="utf-8").count("def _ramp") == 1


def test_equal_helpers_over_different_constants_are_told_apart(folder, hardway):
    helper = "LOW = {}\ndef _ramp(z):\n    return np.maximum(z, LOW)"
    written(folder, helper.format(0), relu=RELU.format("_ramp(z)"))
    grad = "def relu_grad(z):\n    return 1.0 * (_ramp(z) > 0.0) + 0 * LOW"
    written(folder, helper.format("-0.0"), lesson=THIRD, relu_grad=grad)
    module, said = assembled(hardway, folder)
    assert passes(module, THIRD) and f"`LOW` of {THIRD} is `LOW_03`, `_ramp` of {THIRD}" in said[-1]


def test_one_name_may_be_two_imports(folder, hardway):
    written(folder, "from math import prod", count_params=SIZES.format("prod(p.shape)"))
    mse = "def mse(y_pred, y_true):\n    d = y_pred - y_true\n"
    mse += "    return (d * d).sum() / prod(np.array(d.shape))"
    written(folder, "from numpy import prod", lesson=SECOND, mse=mse)
    module, _ = assembled(hardway, folder)
    assert passes(module, FIRST) and passes(module, SECOND)


@pytest.mark.parametrize("module", ["math", "numpy"])
def test_of_all_names_of_a_module_those_that_are_used_come_along(module, folder, hardway):
    """Python's own `sum` stays what it is in other lessons."""
    sizes = "    sizes = [p.size for pair in params for p in pair]\n"
    count = f"def count_params(params):\n{sizes}    return int(prod([1])) * int(sum(sizes))"
    copy = Copy(folder).solve().write("count_params", count)
    copy.add(f"from {module} import *", before="dense")
    share = "def accuracy(z, y):\n    return sum(int(k == t) for k, t in zip(z.argmax(axis=1), y)) / len(y)"
    written(folder, lesson=SECOND, accuracy=share)
    module, _ = assembled(hardway, folder)
    assert passes(module, FIRST) and passes(module, SECOND) and not hasattr(module, "cos")


def test_an_exercise_that_a_later_lesson_writes_anew_is_there_under_another_name(folder, hardway):
    own = "def dense(X, W, b):\n    return np.einsum('ij,jk->ik', X, W) + b"
    backward = (
        "def dense_backward(dz, X, W):\n    dense(X, W, 0)\n    return dz @ W.T, X.T @ dz, dz.sum(axis=0)"
    )
    written(folder, own, lesson=FOURTH, dense_backward=backward)
    module, said = assembled(hardway, folder)
    assert (
        passes(module, FIRST) and passes(module, FOURTH) and f"`dense` of {FOURTH} is `dense_04`" in said[-1]
    )
    assert "einsum" not in module.dense.__code__.co_names


def test_an_earlier_exercise_may_have_another_name(folder, hardway):
    backward = (
        "def dense_backward(dz, X, W):\n    affine(X, W, 0)\n    return dz @ W.T, X.T @ dz, dz.sum(axis=0)"
    )
    written(folder, "from autograder.mine import dense as affine", lesson=FOURTH, dense_backward=backward)
    module, _ = assembled(hardway, folder)
    assert passes(module, FOURTH) and module.affine is module.dense


def test_what_draws_is_left_out_by_name_and_the_file_is_measured(folder, hardway):
    module, said = assembled(hardway, folder)
    assert not any(hasattr(module, name) for name in LEFT_OUT)
    assert said[1] == (
        "left out: plot_decision_boundary, plot_history, since nn.py needs NumPy and scikit-learn alone, and"
        " not matplotlib"
    )
    lines = len((folder / "nn.py").read_text(encoding="utf-8").splitlines())
    assert f"({lines:,} lines, " in said[0] and "of them code)" in said[0]


def refused(hardway, folder):
    """What the command says where it writes nothing; what was there stays as it was."""
    done = hardway("assemble", "--lessons", folder, "--force")
    assert done.returncode == 1 and "Traceback" not in done.stderr, done.stdout + done.stderr
    assert (folder / "nn.py").read_text(encoding="utf-8") == "# before" and not list(folder.glob(".nn*"))
    (said,) = done.stderr.splitlines()
    return said


@pytest.mark.parametrize("kind", NOT_CARRIED)
def test_what_cannot_be_carried_is_named_with_its_cell_and_nothing_is_written(kind, filled, hardway):
    cells, answers, line, word = NOT_CARRIED[kind]
    said = refused(hardway, written(filled, *cells, **answers))
    assert f"hardway: not written: {FIRST}" in said and line in said and word in said
    assert said.endswith("then run hardway assemble again")


def test_a_module_beside_the_lessons_is_named(filled, hardway):
    (filled / "helpers.py").write_text("import numpy as np\ndef ramp(z):\n    return np.maximum(z, 0)")
    written(filled, "from helpers import ramp", relu=RELU.format("ramp(z)"))
    said = refused(hardway, filled)
    assert "the cell that starts with `from helpers import ramp`" in said and "`helpers`" in said
    written(filled, relu="def relu(z):\n    from helpers import ramp\n    return ramp(z)")
    assert "the cell that starts with `def relu(z):`" in refused(hardway, filled)
    written(filled, "from helpers import *", relu=RELU.format("ramp(z)"))
    assert "`ramp` is used, and nn.py cannot have it by `from helpers import *`" in refused(hardway, filled)


def test_a_network_that_draws_is_named(filled, hardway):
    network = Copy(filled, LAST).solve()
    source = network.cell("NeuralNetwork")["source"]
    network.add(
        "import matplotlib.pyplot as plt\ndef _curve(net):\n    plt.close('all')", before="NeuralNetwork"
    )
    network.write("NeuralNetwork", source + "\n    def curve(self):\n        _curve(self)")
    said = refused(hardway, filled)
    assert f"{LAST}, the cell that starts with `import matplotlib.pyplot as plt`: `plt` is from" in said


def test_another_exercise_that_draws_is_named_too(filled, hardway):
    share = "def accuracy(z, y):\n    plt.close('all')\n    return (z.argmax(axis=1) == y).mean()"
    said = refused(hardway, written(filled, "import matplotlib.pyplot as plt", lesson=SECOND, accuracy=share))
    assert f"{SECOND}, the cell that starts with `def accuracy(z, y):`: `plt` is from matplotlib" in said
    assert said.count("`plt`") == 1


def test_what_the_network_uses_of_the_playground_is_named_where_it_is_used(filled, hardway):
    shift = "X_, y_ = datasets.moons(n=10)\nLOW = 0 * len(y_)"
    said = refused(hardway, written(filled, shift, relu=ZERO.format("LOW")))
    assert f"{FIRST}, the cell that starts with `X_, y_ = datasets.moons(n=10)`: `datasets` is from" in said


def test_what_does_not_stand_alone_is_not_written(filled, hardway):
    written(filled, "import sys\nLOW = 0.0 if 'autograder' in sys.modules else None", relu=ZERO.format("LOW"))
    said = refused(hardway, filled)
    assert (
        "to fit NeuralNetwork(hidden_layer_sizes=(4,), max_iter=3) ended at `return np.maximum(z, LOW)`"
        in said
    )


def test_a_file_that_never_ends_is_not_waited_for(tmp_path):
    (tmp_path / "nn.py").write_text("while True: pass")
    assert "is not over after 2 s" in trial.trouble(tmp_path / "nn.py", [], tmp_path, seconds=2)


@pytest.mark.parametrize(
    "body, word", [("import os\nos._exit(3)", "Python ended"), ("1 +", "SyntaxError"), ("x = 1", "`relu`")]
)
def test_what_goes_wrong_in_a_file_is_told_in_one_line(body, word, tmp_path):
    (tmp_path / "nn.py").write_text(body)
    said = trial.trouble(tmp_path / "nn.py", ["relu"], tmp_path)
    assert word in said and "\n" not in said


@pytest.mark.parametrize("name", ["nn", "my-nn.py", "nn.txt", "."])
def test_what_could_not_be_imported_is_no_name_for_it(name, folder, hardway):
    done = hardway("assemble", folder / name, "--lessons", folder)
    assert done.returncode == 2 and "nn.py" in done.stderr and len(done.stderr.splitlines()) == 1


def test_a_file_that_is_there_is_not_overwritten_unasked(folder, hardway):
    (folder / "nn.py").write_text("# mine")
    done = hardway("assemble", "--lessons", folder)
    assert done.returncode == 2 and "--force" in done.stderr and (folder / "nn.py").read_text() == "# mine"


def test_what_does_not_pass_is_named_and_nothing_is_written(filled, hardway):
    Copy(filled).solve(but=["relu"])
    assert "these do not pass yet: relu; next: hardway check relu" in refused(hardway, filled)
