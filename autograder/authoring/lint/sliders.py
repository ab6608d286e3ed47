"""Slips in what a slider offers, as far as it is written out; what is computed, `slide` refuses itself."""

import ast
from collections.abc import Iterator
from math import prod

from autograder.authoring.lint.files import Course, File
from autograder.authoring.lint.slip import Slip

MOST = 36  # as playground/slide.py has it
OWN = ("start", "narrow")  # the keywords of `slide` that are no choices


def slips(course: Course, name: str) -> Iterator[Slip]:
    """Those of a lesson's source and its pictures."""
    for file in (course.sources[name], *course.pictures(name)):
        for node in file.nodes:
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "slide":
                yield from _starts(file, node)


def _starts(file: File, call: ast.Call) -> Iterator[Slip]:
    """Where it starts is one of the choices."""
    words = {one.arg: one.value for one in call.keywords}
    start, choices = (
        _literal(words.get("start")),
        {one: words[one] for one in words if one and one not in OWN},
    )
    lengths = [len(one) for one in map(_literal, choices.values()) if isinstance(one, list | tuple)]
    if None not in words and len(lengths) == len(choices) and not 1 < prod(lengths) <= MOST:
        yield file.slip(call.lineno, f"a slider has {prod(lengths)} of its pictures", f"2 to {MOST}")
    for name, value in start.items() if isinstance(start, dict) and None not in words else ():
        if name not in choices:
            yield file.slip(call.lineno, f"a slider starts with `{name}`", f"it offers {', '.join(choices)}")
        elif isinstance(offered := _literal(choices[name]), list | tuple) and value not in offered:
            mend = f"start with one of {', '.join(map(str, offered))}"
            yield file.slip(call.lineno, f"a slider starts with {name} = {value}", mend)


def _literal(node: ast.expr | None) -> object:
    try:
        return ast.literal_eval(node) if node else None
    except ValueError:
        return None
