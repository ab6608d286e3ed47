"""Slips in what code asks of an array: a method or an attribute that no array has."""

import ast
import re
from collections.abc import Iterator

from autograder.authoring.lint.docstrings import kinds
from autograder.authoring.lint.files import Course
from autograder.authoring.lint.slip import Slip, meant
from autograder.authoring.lint.vocabulary import of_an_array


def slips(course: Course, name: str) -> Iterator[Slip]:
    """Those of a lesson's answers and mistakes, where the docstring says that a parameter is an array."""
    source, mistakes = course.sources[name], course.mistakes(name)
    for exercise, told in source.lesson.exercises.items():
        arrays = {one for one, kind in kinds(told).items() if re.match(r"array\b(?!.* or )", kind)}
        for file in (source, mistakes):
            for function in file.functions:
                if function.name.partition("__")[0] == exercise:
                    for node in _foreign(function, arrays):
                        what = f"an array has no `{node.attr}`"
                        yield file.slip(
                            node.lineno, what, meant(node.attr, of_an_array(), "see NumPy's ndarray")
                        )


def _foreign(function: ast.FunctionDef, arrays: set[str]) -> Iterator[ast.Attribute]:
    """What is asked of the parameters that are arrays, as long as nothing else takes their names."""
    nodes = list(ast.walk(function))
    taken = {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    for node in nodes:
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            if node.value.id in arrays - taken and node.attr not in of_an_array():
                yield node
