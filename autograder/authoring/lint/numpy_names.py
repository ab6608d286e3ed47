"""Slips in what code takes of NumPy: a function that it does not have, a keyword that a function has not."""

import ast
from collections.abc import Iterator

from autograder.authoring.lint.files import Course, File
from autograder.authoring.lint.slip import Slip, meant
from autograder.authoring.lint.vocabulary import keywords_in_numpy, missing_in_numpy


def slips(course: Course, name: str) -> Iterator[Slip]:
    """Those of a lesson's files."""
    for file in (course.sources[name], course.checks(name), course.mistakes(name), *course.pictures(name)):
        for node in file.nodes:
            dotted = _dotted(node) if isinstance(node, ast.Attribute) else ""
            if dotted.startswith("np.") and (missing := missing_in_numpy(dotted)):
                mend = meant(missing[0], missing[1], "write what it has")
                yield file.slip(getattr(node, "lineno", 1), f"NumPy has no `{dotted}`", mend)
            if isinstance(node, ast.Call):
                yield from _keywords(file, node)


def _keywords(file: File, call: ast.Call) -> Iterator[Slip]:
    dotted = _dotted(call.func)
    takes = keywords_in_numpy(dotted) if dotted.startswith("np.") else None
    for word in call.keywords:
        if takes is not None and word.arg and word.arg not in takes:
            what = f"`{dotted}` takes no `{word.arg}`"
            yield file.slip(word.value.lineno, what, meant(word.arg, takes, f"see help({dotted})"))


def _dotted(node: ast.AST) -> str:
    """`np.random.normal` as it is written; nothing of what is computed."""
    if isinstance(node, ast.Name):
        return node.id
    within = _dotted(node.value) if isinstance(node, ast.Attribute) else ""
    return f"{within}.{node.attr}" if within and isinstance(node, ast.Attribute) else ""
