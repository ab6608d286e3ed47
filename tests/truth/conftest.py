"""Truth from outside: what PyTorch would judge is left out where it is not installed, and says so."""

import importlib

import pytest
from support.programs import NO_PYTORCH


@pytest.fixture(scope="session")
def torch():
    return pytest.importorskip("torch", reason=NO_PYTORCH)


@pytest.fixture(scope="session")
def autograd(torch):
    return importlib.import_module("support.autograd")
