"""What a check may ask for by parameter name: each exercise, `rng` and `reference`."""

import types
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from autograder import lesson as lessons
from autograder import reference


def fixtures(
    function: Callable[[str, pytest.Item], Callable], generator: Callable[[pytest.Item], np.random.Generator]
) -> types.ModuleType:
    """A plug-in module with the fixtures of a run.

    Parameters
    ----------
    function : (name, item) → what a check gets under an exercise's name.
    generator : item → the check's random numbers.
    """
    module: Any = types.ModuleType("exercises")
    for lesson in lessons.course():
        for name in lessons.lesson(lesson).exercises:
            setattr(module, name, _exercise_fixture(function, name))

    @pytest.fixture
    def rng(request: pytest.FixtureRequest) -> np.random.Generator:
        return generator(request.node)

    @pytest.fixture(name="reference")
    def ours() -> types.ModuleType:
        return answers()

    module.rng, module.ours = rng, ours
    return module


def answers() -> types.ModuleType:
    """What a check gets as `reference`; where our answers are not there, it is skipped."""
    if lessons.source_folder() != lessons.SOLUTIONS:
        pytest.skip("the answers are not part of this copy")
    return reference


def _exercise_fixture(function: Callable[[str, pytest.Item], Callable], name: str) -> Any:
    @pytest.fixture(name=name)
    def exercise(request: pytest.FixtureRequest) -> Callable:
        return function(name, request.node)

    return exercise
