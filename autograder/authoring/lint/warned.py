"""Slips that Python itself warns of: once, on a reader's screen, and with a line of no file."""

import ast
import warnings
from collections.abc import Iterator

from autograder.authoring.lint.files import Course, File
from autograder.authoring.lint.slip import Slip


def slips(course: Course, name: str) -> Iterator[Slip]:
    """Those of a lesson's files, but of what a check asserts: `demands.py` says how to."""
    checks = course.checks(name)
    asserted = {node.lineno for node in checks.nodes if isinstance(node, ast.Assert)}
    for file in (course.sources[name], checks, course.mistakes(name), *course.pictures(name)):
        for line, said in _warnings(file):
            if file is not checks or line not in asserted:
                yield file.slip(line, f"Python warns: {said.rstrip('.')}", "mend that line")


def _warnings(file: File) -> Iterator[tuple[int, str]]:
    """(line, words) of each warning that the file gives when it is compiled; none where it is no Python."""
    if file.error:
        return
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        compile(file.text, file.path, "exec", dont_inherit=True)
    for one in seen:
        yield one.lineno, str(one.message)
