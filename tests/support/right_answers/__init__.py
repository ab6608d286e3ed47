"""Right answers as unlike ours as can be: each file is what one student wrote in a lesson, in one style.

They are cells of a notebook: NumPy, and what the lesson imports, is there. All that a lesson's text allows
must pass, in a notebook and in grading alike.
"""

import ast
from pathlib import Path

import pytest

FILES = sorted(Path(__file__).parent.glob("*/*.py"))
each = pytest.mark.parametrize("path", FILES, ids=[f"{path.parent.name}-{path.stem}" for path in FILES])


def answers(path, exercises):
    """(the cell, the exercises that it answers)."""
    source = path.read_text(encoding="utf-8")
    names = set()
    for node in ast.parse(source).body:
        names.add(getattr(node, "name", None))
        names |= {target.id for target in getattr(node, "targets", ()) if isinstance(target, ast.Name)}
    return source, names & set(exercises)
