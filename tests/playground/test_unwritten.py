"""A picture whose function is still to be written: one line, no traceback, no empty axes."""

import importlib
import inspect
import pkgutil

import matplotlib.pyplot as plt
import numpy as np
import pytest

from autograder import lesson as lessons
from autograder import reference
from autograder.authoring.build import only_draws
from playground import datasets, pictures
from playground.pictures import forward_pass as demo

NOT_SHOWN = ("quiz", "milestone", "progress", "hint", "solution", "finish")
TOPICS = [module.name for module in pkgutil.iter_modules(pictures.__path__)]
X, y = datasets.moons(n=20, noise=0.1, seed=0)


def stub(z):
    """As it was handed out."""
    raise NotImplementedError


def half_written(z):
    z = z - z.max()
    raise NotImplementedError


@pytest.mark.parametrize("unwritten", [stub, half_written])
def test_one_line_names_the_function_and_nothing_is_left_half_drawn(unwritten, capsys):
    demo.activations(unwritten, unwritten, unwritten)  # it has begun a figure when it calls the first one
    told = capsys.readouterr().out
    assert told.count("\n") == 1 and f"Write `{unwritten.__name__}` first" in told and "again" in told
    assert not plt.get_fignums()


def test_the_innermost_stub_is_named(capsys):
    demo.try_silent(lambda points, params: softmax_of(points), reference_params(), X, y)
    assert "Write `stub` first" in capsys.readouterr().out


def softmax_of(points):
    return stub(points)


def reference_params():
    return [(np.ones((2, 3)), np.zeros(3)), (np.ones((3, 2)), np.zeros(2))]


def test_a_method_is_named_with_its_class(capsys):
    class Network:
        def predict(self, points, params):
            raise NotImplementedError

    demo.try_silent(Network().predict, reference_params(), X, y)
    assert "Write `Network.predict` first" in capsys.readouterr().out


def test_a_written_function_draws_as_ever(capsys):
    demo.bug_c(reference.softmax)
    assert capsys.readouterr().out.startswith("[figure] ")


@pytest.mark.parametrize("error", [ValueError("mine"), NotImplementedError("of a library")])
def test_any_other_error_passes_through(error):
    def raised_elsewhere(z):
        return library(error)

    with pytest.raises(type(error), match="mine|library"):
        demo.try_softmax(raised_elsewhere, scores=np.zeros(3))


def test_an_error_in_a_picture_of_a_written_function_names_it_as_the_first_thing_to_check():
    def answers_otherwise(z):
        return np.ones(2)

    with pytest.raises(TypeError) as raised:
        demo.try_softmax(answers_otherwise, scores=np.zeros(3))
    assert "your `answers_otherwise`: run `check`" in raised.value.__notes__[0]
    assert not plt.get_fignums()


# As installed code: its file lies where Python keeps packages.
library_space: dict = {}
exec(compile("def library(error):\n    raise error", np.__file__, "exec"), library_space)
library = library_space["library"]


def test_a_library_that_names_the_error_itself_is_no_stub():
    exec(compile("def odd(z):\n    raise NotImplementedError('sparse')", np.__file__, "exec"), library_space)
    with pytest.raises(NotImplementedError, match="sparse"):
        demo.try_softmax(library_space["odd"], scores=np.zeros(3))


def test_figures_that_were_open_before_stay(capsys):
    mine = plt.figure()
    demo.activations(stub, stub, stub)
    assert plt.get_fignums() == [mine.number]
    plt.close(mine)


@pytest.mark.parametrize("topic", TOPICS)
def test_every_picture_of_every_lesson_is_guarded_and_still_shows_its_code(topic):
    module = importlib.import_module(f"playground.pictures.{topic}")
    drawing = [
        one
        for name in module.__all__
        if inspect.isfunction(one := getattr(module, name))
        and inspect.signature(one).return_annotation is None
    ]
    assert len(drawing) >= 2 and all(hasattr(one, "__wrapped__") for one in drawing)
    assert all(inspect.getsource(one).startswith(f"def {one.__name__}(") for one in drawing)


@pytest.mark.slow
@pytest.mark.parametrize("name", lessons.course())
def test_no_cell_that_only_draws_ends_in_a_traceback_in_a_notebook_as_handed_out(name):
    space: dict = {}
    for cell in lessons.read(lessons.LESSONS / f"{name}.ipynb").cells:
        if cell.kind != "code" or cell.checks or any(map(cell.call_of, NOT_SHOWN)):
            continue
        try:
            exec(compile(cell.source, name, "exec"), space)
        except NotImplementedError:
            assert not only_draws(cell), cell.source
        except NameError as error:  # of what a cell of plain code should have made, which stopped at a stub
            assert error.name not in ("demo", "np"), cell.source
        plt.close("all")
