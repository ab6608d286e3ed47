"""Zeros, noise, an argument handed back: what took no thought earns next to nothing.

    python -m pytest tests/test_trivial_answers.py -rP    prints the points of every answer
"""

import copy
import importlib
import inspect
import numbers
import types

import numpy as np
import pytest

from autograder import diagnosis, lesson as lessons, reference
from autograder.examiner import examine
from autograder.workbook import Workbook

MOST = 0.15  # of an exercise's points
EXERCISES = [(name, exercise) for name in lessons.course() for exercise in lessons.lesson(name).exercises]
ARRAYS = (np.ndarray, np.generic, numbers.Number)


def mapped(fill, form):
    """The form of a right answer, with fill(array) in place of each number and array in it."""
    if isinstance(form, dict):
        return {key: mapped(fill, value) for key, value in form.items()}
    if isinstance(form, (list, tuple)):
        return type(form)(mapped(fill, value) for value in form)
    if hasattr(form, "savefig"):
        return figure_like(form)
    return fill(np.asarray(form)) if isinstance(form, ARRAYS) else form


def figure_like(figure):
    """A figure with as many empty axes."""
    from matplotlib import pyplot

    return pyplot.subplots(1, max(1, len(figure.axes)))[0]


def noise_like(rng):
    """Fill with random numbers of the kind that is due."""
    kinds = {"b": lambda shape: rng.integers(0, 2, shape).astype(bool), "i": lambda shape: rng.integers(0, 3, shape)}
    return lambda array: np.asarray(kinds.get(array.dtype.kind, lambda shape: rng.normal(size=shape))(array.shape))


def arrays_in(value):
    """All arrays in an argument, however deep."""
    if isinstance(value, np.ndarray):
        return [value]
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, (list, tuple)) else ()
    return [array for part in parts for array in arrays_in(part)]


def zeroed(form, given):
    """Zeros of the right form; and zeros in all arguments, for those who compare with what they handed over."""
    for array in arrays_in(given):
        array[...] = 0
    return mapped(np.zeros_like, form)


def handed_back(form, given):
    """Each part of a pair is the argument that looks like it; zeros where none does."""
    look = lambda value: [np.shape(array) for array in arrays_in(value)]
    parts = form if isinstance(form, tuple) else (form,)
    found = [next((a for a in given if a is not None and look(a) == look(part)), mapped(np.zeros_like, part)) for part in parts]
    return tuple(found) if isinstance(form, tuple) else found[0]


def answers(n_arguments):
    """Name → function of the form of a right answer and of the arguments."""
    rng = np.random.default_rng(0)
    first = lambda given: next(iter(arrays_in(given)), np.zeros(1))
    table = {
        "zero": lambda form, given: 0.0,
        "zeros": lambda form, given: mapped(np.zeros_like, form),
        "ones": lambda form, given: mapped(np.ones_like, form),
        "noise": lambda form, given: mapped(noise_like(rng), form),
        "zeros like the first array": lambda form, given: np.zeros_like(first(given)),
        "zeros, in place": zeroed,
        "copy": lambda form, given: copy.deepcopy(given[0]),
        "mean": lambda form, given: float(np.mean(first(given))),
        "means": lambda form, given: mapped(lambda array: np.full(array.shape, np.mean(first(given))).astype(array.dtype), form),
        "empty list": lambda form, given: [],
        "arguments that look like it": handed_back,
    }
    return table | {f"argument {i + 1}": lambda form, given, i=i: given[i] for i in range(n_arguments)}


def unheard(value):
    """An argument for our own use: a function in it that takes notes takes them elsewhere."""
    function = inspect.unwrap(value) if isinstance(value, types.FunctionType) else None
    if function is None:
        return copy.deepcopy(value)
    cells = tuple(types.CellType(copy.deepcopy(cell.cell_contents)) for cell in function.__closure__ or ())
    return types.FunctionType(function.__code__, function.__globals__, function.__name__, function.__defaults__, cells)


def listed(value):
    return list(value) if hasattr(value, "__next__") else value


def trivial_function(ours, answer):
    """A function with our signature that answers without thought."""
    signature = inspect.signature(ours)

    def trivial(*args, **kwargs):
        given = signature.bind(*args, **kwargs)
        given.apply_defaults()
        form = ours(**{name: unheard(value) for name, value in given.arguments.items()})
        found = answer(listed(form), list(given.arguments.values()))
        return iter(found) if hasattr(form, "__next__") and isinstance(found, list) else found

    return trivial


def trivial_class(ours, answer):
    """A class with our constructor, of which all that fit leaves and all that a method returns takes no thought."""

    def fit(self, X, y, *args, **kwargs):
        self._ours = ours(**self.get_params()).fit(X.copy(), y.copy())
        self.__dict__.update({name: answer(value, [X, y]) for name, value in vars(self._ours).items() if name.endswith("_")})
        return self

    def method(name):
        return lambda self, *args: answer(getattr(self._ours, name)(*copy.deepcopy(args)), list(args))

    return type(ours.__name__, (ours,), {"fit": fit, **{name: method(name) for name in ("predict", "predict_proba", "score")}})


def examined(lesson, exercise, answer):
    """What the checks of an exercise say of another answer, all other exercises being ours."""
    shipped = lessons.lesson(lesson)
    student = Workbook(shipped, shipped.cells).run()
    student.namespace[exercise] = answer
    known = {other: True for other in shipped.exercises if other != exercise}
    return examine(lesson, student, seed=0, only={exercise}, known=known)[exercise]


def points(lesson, exercise, answer):
    """What an exercise answered so earns."""
    ours = getattr(reference, exercise)
    trivial = trivial_class if isinstance(ours, type) else trivial_function
    result = examined(lesson, exercise, trivial(ours, answer))
    return result.passed, result.total


def forms(lesson, exercise):
    """The titles of the checks marked `form`."""
    tests = vars(importlib.import_module(f"autograder.checks.test_{lesson}"))
    marked = {name: test for name, test in tests.items() if any(mark.name == "form" for mark in getattr(test, "pytestmark", ()))}
    by_name = {name.removeprefix(f"test_{exercise}_").replace("_", " ") for name in marked}
    return by_name | {inspect.getdoc(test).splitlines()[0] for test in marked.values() if test.__doc__}


def wiping(ours):
    """Our answer, to which nothing handed over is worth anything afterwards."""

    def wipes(*args, **kwargs):
        kept = [[array, array.copy()] for array in arrays_in([args, kwargs])]
        answer = copy.deepcopy(listed(ours(*args, **kwargs)))
        for array, before in kept:
            array[...] = -before - 1
        return iter(answer) if inspect.isgeneratorfunction(ours) else answer

    return wipes


@pytest.mark.parametrize("lesson, exercise", [pair for pair in EXERCISES if not isinstance(getattr(reference, pair[1]), type)])
def test_a_right_answer_that_wipes_its_arguments_fails_only_where_that_is_judged(lesson, exercise, monkeypatch):
    monkeypatch.setattr(diagnosis, "catalogue", lambda *args: {})  # why an answer is wrong is not asked here, and takes long
    result, form = examined(lesson, exercise, wiping(getattr(reference, exercise))), forms(lesson, exercise)
    others = [f"{check.title}: {check.message}" for check in result.checks if not check.passed and check.title not in form]
    assert not others, "compute what is expected before the call, and hand over copies of what is used again:\n" + "\n".join(others)


@pytest.mark.slow
@pytest.mark.parametrize("lesson, exercise", EXERCISES)
def test_no_trivial_answer_earns_more_than_15_percent(lesson, exercise, monkeypatch):
    monkeypatch.setattr(diagnosis, "catalogue", lambda *args: {})  # why an answer is wrong is not asked here, and takes long
    arguments = inspect.signature(getattr(reference, exercise)).parameters
    earned = {name: points(lesson, exercise, answer) for name, answer in answers(len(arguments)).items()}
    print(f"{exercise:26}", ", ".join(f"{name} {got}" for name, (got, _) in earned.items() if got), f"of {max(t for _, t in earned.values())}")
    too_many = {name: f"{got} of {total}" for name, (got, total) in earned.items() if got > MOST * total}
    assert not too_many, f"{too_many}: mark what only asks for the form with pytest.mark.form, or ask for a value in autograder/checks/test_{lesson}.py"
