"""The lessons in the browser: what JupyterLite's site holds, and that a lesson opens in it."""

import json

import pytest
from selenium.webdriver.common.by import By
from support import programs
from support.served import served

from autograder import lesson as lessons
from autograder.authoring import lite

for package in ("jupyterlite_core", "jupyterlite_pyodide_kernel", "hatchling"):
    pytest.importorskip(package)
