"""Slips in a catalogue of mistakes: an entry that is never tried, says nothing, or cannot be told apart."""

import ast
from collections.abc import Iterator

from autograder.authoring.lint.files import Course, File, Source
from autograder.authoring.lint.slip import Slip, meant

LEAST = 3
UNNAMED = "say_what_went_wrong"  # what `hardway mistake` leaves to be named
Entry = ast.FunctionDef | ast.ClassDef


def slips(course: Course, name: str) -> Iterator[Slip]:
    """Those of a lesson's mistakes."""
    file, source = course.mistakes(name), course.sources[name]
    if file.error:
        yield file.slip(file.error.lineno or 1, f"a syntax error, {file.error.msg}", "mend the mistakes")
        return
    found = [slip for entry in entries(file) for slip in _entry(file, entry, source)]
    found += [*_alike(file), *_unnamed(file)]
    yield from found if found or not file.there else _too_few(file, list(source.exercises))


def _entry(file: File, entry: Entry, source: Source) -> Iterator[Slip]:
    of = entry.name.partition("__")[0]
    exercise = source.lesson.exercises.get(of)
    if of not in source.exercises:
        what = f"`{entry.name}` is a mistake of `{of}`, and the lesson has no such exercise"
        mend = meant(of, source.exercises, "an entry is named exercise__what_went_wrong")
        yield file.slip(entry.lineno, what, mend)
    elif exercise and isinstance(entry, ast.FunctionDef):
        yield from _signature(file, entry, exercise.parameters)
    if entry.name == f"{of}__{UNNAMED}":
        what = f"`{entry.name}` is still to be named, and to say what is wrong"
        yield file.slip(entry.lineno, what, "name it after what went wrong; its docstring is the hint")
    if not ast.get_docstring(entry):
        what = f"`{entry.name}` has no docstring, and that is the hint"
        yield file.slip(entry.lineno, what, "say what they did, why it is wrong, which rule to look at")


def entries(file: File) -> list[Entry]:
    """The functions and classes of a file that are named as mistakes."""
    return [node for node in file.tree.body if isinstance(node, Entry) and "__" in node.name.strip("_")]


def _signature(file: File, entry: ast.FunctionDef, due: list[str]) -> Iterator[Slip]:
    """The exercise's parameters, exchanged where that is the mistake; more only where they have defaults."""
    if entry.args.vararg or entry.args.kwarg:
        return
    has = [argument.arg for argument in entry.args.args]
    asked = has[: len(has) - len(entry.args.defaults)]
    if not set(asked) <= set(due) <= set(has):
        what = f"`{entry.name}({', '.join(has)})` has another signature than its exercise"
        yield file.slip(entry.lineno, what, f"write ({', '.join(due)})")


def _alike(file: File) -> Iterator[Slip]:
    """Two entries of one name, or of one exercise with the same code."""
    named: dict[str, int] = {}
    coded: dict[tuple[str, ...], str] = {}
    for entry in entries(file):
        if entry.name in named:
            what = f"a second `{entry.name}`, after line {named[entry.name]}: the first is never tried"
            yield file.slip(entry.lineno, what, "name one of them otherwise")
        named[entry.name] = entry.lineno
        other = coded.setdefault((entry.name.partition("__")[0], *_code(entry)), entry.name)
        if other != entry.name:
            what = f"`{entry.name}` does the same as `{other}`: only one of them can be told"
            yield file.slip(
                entry.lineno, what, "two mistakes that answer alike are one: take one of them out"
            )


def _code(entry: Entry) -> list[str]:
    """All of it but its name and docstring."""
    body = entry.body[1:] if ast.get_docstring(entry) else entry.body
    head = entry.bases if isinstance(entry, ast.ClassDef) else [entry.args, *entry.decorator_list]
    return [ast.dump(part) for part in (*head, *body)]


def entries_of(file: File) -> set[str]:
    """Their names, and those of entries that are assigned or made in a loop: they stand there, too."""
    names = {node.id for node in file.nodes if isinstance(node, ast.Name)} | {e.name for e in entries(file)}
    return names | {str(node.value) for node in file.nodes if isinstance(node, ast.Constant)}


def _too_few(file: File, exercises: list[str]) -> Iterator[Slip]:
    names = entries_of(file)
    for exercise in exercises:
        count = sum(name.startswith(f"{exercise}__") for name in names)
        if count < LEAST:
            what = f"`{exercise}` has {count} mistake{'s' * (count != 1)}"
            yield file.slip(1, what, f"write at least {LEAST}: {exercise}__what_went_wrong")


def _unnamed(file: File) -> Iterator[Slip]:
    """A function that is no entry and that nobody calls was to be one."""
    called = {node.id for node in file.nodes if isinstance(node, ast.Name)}
    for function in file.functions:
        if "__" not in function.name.strip("_") and function.name not in called:
            what = f"`{function.name}` is no entry and nobody calls it"
            yield file.slip(function.lineno, what, "name it exercise__what_went_wrong, or take it out")
