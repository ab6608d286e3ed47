"""A command does not wait for what it does not need."""

import subprocess
import sys

import pytest

SLOW = ("IPython", "jinja2", "matplotlib", "nbgrader", "numpy", "pytest", "sklearn")


@pytest.mark.parametrize("module", ["autograder.cli", "autograder"])
def test_what_takes_long_to_load_is_not_loaded_at_the_start(module):
    code = f"import sys, {module}; print([name for name in {SLOW} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
