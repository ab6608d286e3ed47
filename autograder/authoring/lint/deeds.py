"""Slips in what code of a lesson does: it takes names away, asks the keyboard, writes files, waits."""

import ast
import builtins
from collections.abc import Iterable, Iterator

from autograder.authoring.lint.calls import misfit
from autograder.authoring.lint.files import Course, File, Source
from autograder.authoring.lint.slip import Slip
from autograder.lesson import Cell
from autograder.running.global_names import global_names

NEVER = ("input", "breakpoint", "open", "exit", "quit", "time.sleep", "os.system", "sys.exit", "plt.savefig")
GIVES = ast.Return | ast.Yield | ast.YieldFrom | ast.Raise
KIT = ("from autograder import reference", "autograder.reference")


def slips(course: Course, name: str) -> Iterator[Slip]:
    """Those of a lesson's files."""
    source = course.sources[name]
    for file in (source, course.checks(name), course.mistakes(name), *course.pictures(name)):
        yield from _never(file)
    yield from _printed(source, course.checks(name))
    yield from _answers_brought(source)
    yield from _exercises(source)
    pictures = {one.name: one for file in course.pictures(name) for one in file.functions}
    for cell in source.shown:
        yield from _taken(source, cell)
        yield from _called(source, cell, pictures)


def _never(file: File) -> Iterator[Slip]:
    nodes = file.nodes
    if isinstance(file, Source):  # text in it keeps it from being one piece of Python
        for cell in file.code:
            for node in _calls(ast.walk(cell.tree) if cell.tree else ()):
                yield file.slip(
                    file.at(cell, node), f"`{ast.unparse(node.func)}` is called", "a lesson does not"
                )
    else:
        for node in _calls(iter(nodes)):
            yield file.slip(
                node.lineno, f"`{ast.unparse(node.func)}` is called", "nothing here waits, asks or writes"
            )


def _calls(nodes: Iterator[ast.AST] | tuple[()]) -> Iterator[ast.Call]:
    return (node for node in nodes if isinstance(node, ast.Call) and ast.unparse(node.func) in NEVER)


def _printed(source: Source, checks: File) -> Iterator[Slip]:
    """What a check prints, and what an answer prints without being asked to."""
    for node in _prints(checks.nodes):
        mend = "take it out: it would stand in the student's notebook"
        yield checks.slip(node.lineno, "a check prints", mend)
    for exercise, cell in source.exercises.items():
        nodes = [*ast.walk(cell.tree)] if cell.tree else []
        asked = {id(one) for node in nodes if isinstance(node, ast.If) for one in ast.walk(node)}
        for node in _prints(nodes):
            if id(node) not in asked:  # a network prints where `verbose` asks for it
                yield source.slip(source.at(cell, node), f"the answer to `{exercise}` prints", "take it out")


def _prints(nodes: Iterable[ast.AST]) -> Iterator[ast.Call]:
    return (node for node in nodes if isinstance(node, ast.Call) and ast.unparse(node.func) == "print")


def _answers_brought(source: Source) -> Iterator[Slip]:
    """A lesson has what is the learner's from `autograder.mine`, and nothing by a star."""
    for cell in source.code:
        for node in cell.tree.body if cell.tree else ():
            if isinstance(node, ast.ImportFrom) and any(one.name == "*" for one in node.names):
                what = f"`{ast.unparse(node)}` may take any name away"
                yield source.slip(source.at(cell, node), what, "name what you import")
            elif isinstance(node, ast.Import | ast.ImportFrom) and any(
                one in ast.unparse(node) for one in KIT
            ):
                what = f"`{ast.unparse(node)}` brings our answers into the student's notebook"
                yield source.slip(source.at(cell, node), what, "import from autograder.mine")


def _exercises(source: Source) -> Iterator[Slip]:
    for name, cell in source.exercises.items():
        definition = cell.tree.body[0] if cell.tree else None
        if hasattr(builtins, name):
            what = f"`{name}` is a name of Python's own"
            yield source.slip(source.line(cell), what, "name the exercise otherwise: hardway rename")
        if (
            isinstance(definition, ast.FunctionDef)
            and definition.body[1:]
            and not any(isinstance(node, GIVES) for node in ast.walk(definition))
        ):
            yield source.slip(source.line(cell), f"the answer of `{name}` returns nothing", "write `return`")
        if isinstance(definition, ast.FunctionDef | ast.ClassDef) and definition.decorator_list:
            what = f"`{name}` has a decorator, which the student's own will not have"
            yield source.slip(source.line(cell), what, "take it out, and do it in the answer")


def _taken(source: Source, cell: Cell) -> Iterator[Slip]:
    """A demonstration leaves exercises and imports what they are."""
    imported = {name for one in source.code if one.imports_only for name in global_names(one.source)[1]}
    for name in sorted(global_names(cell.source)[1] & (imported | {*source.exercises})):
        if not cell.imports_only:
            what = f"a demonstration makes `{name}` mean something else"
            yield source.slip(source.line(cell), what, "give what it makes another name")


def _called(source: Source, cell: Cell, pictures: dict[str, ast.FunctionDef]) -> Iterator[Slip]:
    """A picture is called, with all that it takes."""
    for node in cell.tree.body if cell.tree else ():
        value = node.value if isinstance(node, ast.Expr) else None
        function = value.func if isinstance(value, ast.Call) else value
        if not isinstance(function, ast.Attribute) or getattr(function.value, "id", "") != "demo":
            continue
        if not isinstance(value, ast.Call):
            yield source.slip(
                source.at(cell, node), f"`{ast.unparse(function)}` is not called", "write (…) behind it"
            )
        elif picture := pictures.get(function.attr):
            for what, mend in _wrong(picture.args, value, {*source.exercises}):
                yield source.slip(source.at(cell, node), f"`{ast.unparse(value)}` {what}", mend)


def _wrong(takes: ast.arguments, call: ast.Call, exercises: set[str]) -> Iterator[tuple[str, str]]:
    """What does not fit what a picture takes: too few, too many, or one exercise in the place of another."""
    what, mend = misfit(takes, call)
    if what:
        yield what, mend
    for due, given in zip(takes.args, call.args):
        if due.arg in exercises and getattr(given, "id", due.arg) in exercises - {due.arg}:
            yield f"hands over `{ast.unparse(given)}` as `{due.arg}`", f"hand over `{due.arg}` itself"
