"""`pytest autograder --lessons FOLDER`: the checks as ordinary pytest tests of a folder of lessons."""

import contextlib
from functools import cache
from pathlib import Path

import pytest

from autograder.checking.plugin import Examination
from autograder.checking.runner import new_seed
from autograder.running import context
from autograder.running.timeout import SECONDS
from autograder.workspace import learner

SEED = pytest.StashKey[int]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--lessons", default=None, help="the folder with the lessons to check (default: here, or my-lessons)"
    )
    parser.addoption("--seed", type=int, default=None, help="fixes the random inputs of the checks")


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    seed = config.getoption("--seed")
    seed = new_seed() if seed is None else seed
    config.stash[SEED] = seed
    folder = Path(config.getoption("--lessons") or learner.default_folder())
    in_use = contextlib.ExitStack()
    in_use.enter_context(context.entered(folder=folder))
    config.add_cleanup(in_use.close)
    run = Examination(cache(lambda name: learner.open_lesson(folder, name)), seed, SECONDS)
    config.pluginmanager.register(run, "examination")


def pytest_report_header(config: pytest.Config) -> str:
    seed = config.stash[SEED]
    return f"seed: {seed} (repeat this run with --seed {seed})"
