"""`pytest autograder --lessons FOLDER`: the checks as ordinary pytest tests of a folder of lessons."""

from functools import lru_cache

import pytest

from autograder.checking.plugin import Examination
from autograder.checking.runner import new_seed
from autograder.running.timeout import SECONDS
from autograder.workspace import learner


def pytest_addoption(parser):
    parser.addoption(
        "--lessons", default=None, help="the folder with the lessons to check (default: here, or my-lessons)"
    )
    parser.addoption("--seed", type=int, default=None, help="fixes the random inputs of the checks")


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config):
    seed = config.getoption("--seed")
    seed = new_seed() if seed is None else seed
    config.hardway_seed = seed
    folder = config.getoption("--lessons") or learner.default_folder()
    run = Examination(lru_cache(None)(lambda name: learner.open_lesson(folder, name)), seed, SECONDS)
    config.pluginmanager.register(run, "examination")


def pytest_report_header(config):
    return f"seed: {config.hardway_seed} (repeat this run with --seed {config.hardway_seed})"
