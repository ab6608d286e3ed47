"""Slips in what an entry of the catalogue answers and says: what no learner's code could be told by."""

import ast
import re
from collections.abc import Iterator

from autograder.authoring.lint.files import Course, File
from autograder.authoring.lint.given_away import answers_of
from autograder.authoring.lint.mistakes import entries
from autograder.authoring.lint.slip import Slip
from autograder.lesson import Exercise

SHORTEST = 5  # words of a hint
EXCHANGED = re.compile(r"first|last|order|exchanged|swapped")  # in a name: the order is the mistake
SAYS_SO = re.compile(r"return|gives|hand")  # in a name: that nothing comes back is the mistake


def slips(course: Course, name: str) -> Iterator[Slip]:
    """Those of a lesson's mistakes."""
    file, exercises = course.mistakes(name), course.sources[name].lesson.exercises
    for entry in entries(file):
        exercise = exercises.get(entry.name.partition("__")[0])
        yield from _hint(file, entry)
        if isinstance(entry, ast.FunctionDef) and exercise:
            yield from _order(file, entry, exercise)
            yield from _answer(file, entry, exercise)
    yield from _said_twice(file)
    yield from _assigned(file)
    known = answers_of(course)
    for entry in entries(file):
        if given := known.in_text(ast.get_docstring(entry) or ""):
            what = f"the hint of `{entry.name}` gives the answer of `{given[0]}` away"
            yield file.slip(entry.lineno, what, "say which rule to look at, never the corrected line")


def _hint(file: File, entry: ast.FunctionDef | ast.ClassDef) -> Iterator[Slip]:
    said = ast.get_docstring(entry)
    if said is not None and (len(said.split()) < SHORTEST or re.search(r"\b(?:TODO|FIXME|XXX)\b", said)):
        what = f"the hint of `{entry.name}` is {said!r}"
        yield file.slip(entry.lineno, what, "say what they did, why it is wrong, which rule to look at")


def _assigned(file: File) -> Iterator[Slip]:
    for node in file.tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Lambda):
            name = ast.unparse(node.targets[0])
            if "__" in name.strip("_"):
                yield file.slip(
                    node.lineno, f"`{name}` has no docstring, and that is the hint", "write it with def"
                )


def _order(file: File, entry: ast.FunctionDef, exercise: Exercise) -> Iterator[Slip]:
    due = exercise.parameters
    has = [argument.arg for argument in entry.args.args if argument.arg in due]
    if has != [one for one in due if one in has] and not EXCHANGED.search(entry.name.partition("__")[2]):
        what = f"`{entry.name}` takes ({', '.join(has)}), its exercise ({', '.join(due)})"
        mend = "write them in the exercise's order; where the order is the mistake, its name says `exchanged`"
        yield file.slip(entry.lineno, what, mend)


def _answer(file: File, entry: ast.FunctionDef, exercise: Exercise) -> Iterator[Slip]:
    """A mistake answers: what only raises, or returns nothing, is told without an entry."""
    body = entry.body[1:] if ast.get_docstring(entry) else entry.body
    inside = [node for one in body for node in ast.walk(one)]
    answers = ast.Return | ast.Yield | ast.YieldFrom
    if body and all(isinstance(one, ast.Raise | ast.Pass) for one in body):
        what = (
            f"`{entry.name}` only raises"
            if isinstance(body[0], ast.Raise)
            else f"`{entry.name}` does nothing"
        )
        yield file.slip(entry.lineno, what, "write the wrong answer as a learner would, or take it out")
    elif not any(isinstance(node, answers) and _gives(node.value) for node in inside) and not SAYS_SO.search(
        entry.name
    ):
        yield file.slip(
            entry.lineno, f"`{entry.name}` returns nothing", "return the wrong answer, or take it out"
        )


def _gives(value: ast.expr | None) -> bool:
    return value is not None and not (isinstance(value, ast.Constant) and value.value is None)


def _said_twice(file: File) -> Iterator[Slip]:
    """Entries with the same hint are ways to make one mistake, and their names have a word in common."""
    met: dict[tuple[str, str], list[tuple[str, set[str]]]] = {}
    for entry in entries(file):
        of, _, which = entry.name.partition("__")
        said, words = " ".join((ast.get_docstring(entry) or "").split()), set(which.split("_"))
        others = met.setdefault((of, said), [])
        if said and others and not any(words & theirs for _, theirs in others):
            what = f"`{entry.name}` says word for word what `{others[0][0]}` says"
            mend = "say what is wrong here; for two ways to make one mistake give the names a word in common"
            yield file.slip(entry.lineno, what, mend)
        others.append((entry.name, words))
