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
        for function in (one for one in file.nodes if isinstance(one, ast.FunctionDef)):
            yield from _drawn(file, function)
        for node in file.nodes:
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "slide":
                yield from _starts(file, node)


def _drawn(file: File, function: ast.FunctionDef) -> Iterator[Slip]:
    """What a slider calls takes its choices, and returns the figure with its text."""
    inside = {one.name: one for one in ast.walk(function) if isinstance(one, ast.FunctionDef)}
    for call in (one for one in function.body if isinstance(one, ast.Expr)):
        slide = call.value if isinstance(call.value, ast.Call) else None
        if not slide or getattr(slide.func, "id", "") != "slide" or not slide.args:
            continue
        draw = inside.get(getattr(slide.args[0], "id", ""))
        choices = {one.arg for one in slide.keywords if one.arg not in OWN}
        for node in ast.walk(draw) if draw else ():
            if isinstance(node, ast.Return) and getattr(node.value, "id", "") == "fig":
                yield file.slip(node.lineno, "a slider is given a figure alone", "return fig, alt")
        if draw and None not in choices and not draw.args.kwarg:
            due, has = draw.args.args, {one.arg for one in (*draw.args.args, *draw.args.kwonlyargs)}
            if {one.arg for one in due[: len(due) - len(draw.args.defaults)]} - choices or choices - has:
                what = f"`{draw.name}` takes ({', '.join(one.arg for one in due)})"
                offered = f"its slider offers {', '.join(sorted(map(str, choices)))}"
                yield file.slip(draw.lineno, f"{what}, and {offered}", "name both alike")


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
