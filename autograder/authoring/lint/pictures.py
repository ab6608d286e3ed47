"""Slips in the pictures of a lesson: what says nothing, is not guarded, or does not fit a page."""

import ast
import re
from collections.abc import Iterator

from autograder.authoring.lint.files import Course, File
from autograder.authoring.lint.slip import Slip

WIDEST = 9  # inches
FEWEST = 4  # words of an alternative text


def slips(course: Course, name: str) -> Iterator[Slip]:
    """Those of a lesson's pictures."""
    for file in course.pictures(name):
        for function in file.functions:
            if not function.name.startswith("_"):
                yield from _public(file, function)
        yield from _braces(file)
        for node in file.nodes:
            if isinstance(node, ast.Call):
                yield from _alt(file, node)
                yield from _wide(file, node)


def _public(file: File, function: ast.FunctionDef) -> Iterator[Slip]:
    shows = any(
        isinstance(node, ast.Call) and _name(node) in ("show", "slide") for node in ast.walk(function)
    )
    if not ast.get_docstring(function):
        yield file.slip(
            function.lineno, f"`{function.name}` has no docstring", "say what is seen, in a sentence"
        )
    if shows and function.returns is None:
        what = f"`{function.name}` does not say that it returns nothing"
        yield file.slip(
            function.lineno, what, "write `-> None`: then a stub that it meets is told in one line"
        )
    if shows and isinstance(function.returns, ast.Constant) and function.returns.value is None:
        own = [node for node in function.body if not isinstance(node, ast.FunctionDef)]
        for node in (one for part in own for one in ast.walk(part)):
            if isinstance(node, ast.Return) and node.value:
                yield file.slip(
                    node.lineno, f"`{function.name}` returns something", "a picture returns nothing"
                )


def _name(call: ast.Call) -> str:
    return getattr(call.func, "id", "")


def _alt(file: File, call: ast.Call) -> Iterator[Slip]:
    """What a picture shows is said in a sentence."""
    words = {one.arg: one.value for one in call.keywords} if _name(call) == "show" else {}
    alt = words.get("alt")
    if isinstance(alt, ast.Constant) and isinstance(alt.value, str) and alt.value:
        if len(alt.value.split()) < FEWEST or re.search(r"\b(?:TODO|FIXME|XXX)\b", alt.value):
            what = f"`show` with alt={alt.value!r}"
            yield file.slip(call.lineno, what, "say in a sentence what the picture shows")


def _braces(file: File) -> Iterator[Slip]:
    """`{eps:g}` in a text that has no `f` before it is read as it stands."""
    inside = {id(one) for node in file.nodes if isinstance(node, ast.JoinedStr) for one in ast.walk(node)}
    for node in file.nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in inside:
            if found := re.search(r"\{[a-z_][^{}\s]*:[\d.,+]*[a-z]\}", node.value):
                yield file.slip(node.lineno, f"`{found[0]}` in a text without f", 'write f"…"')


def _wide(file: File, call: ast.Call) -> Iterator[Slip]:
    for word in call.keywords:
        first = word.value.elts[0] if isinstance(word.value, ast.Tuple) and word.value.elts else None
        inches = first.value if isinstance(first, ast.Constant) else None
        if word.arg == "figsize" and isinstance(inches, int | float) and inches > WIDEST:
            yield file.slip(call.lineno, f"a figure {inches} inches wide", f"at most {WIDEST}")
