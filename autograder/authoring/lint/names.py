"""Slips in names: of lessons and their files, of exercises, of what is imported from earlier lessons."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from autograder.authoring.lint.files import Course, File
from autograder.authoring.lint.slip import Slip, meant

OURS, THEIRS = "autograder.reference", "autograder.mine"
TAKEN = ("rng", "reference", "request", "check", "hint", "solution", "milestone", "progress", "quiz", "demo")
FILES = {
    "solutions": ("", "the source"),
    "autograder/checks": ("test_", "the checks"),
    "autograder/mistakes": ("wrong_", "the mistakes"),
}


def of_course(course: Course) -> Iterator[Slip]:
    """Those between lessons."""
    for stem in course.strays:
        what = f"`{stem}` is no name of a lesson, and nobody reads it"
        yield Slip(f"solutions/{stem}.py", 1, what, "two digits, an underscore, a topic: 09_convolution")
    for name, following in zip(course.names, course.names[1:]):
        if name[:2] == following[:2]:
            what = f"two lessons have the number {name[:2]}: {name} and {following}"
            yield Slip(f"solutions/{following}.py", 1, what, "give one another number: hardway rename")
    yield from _stems(course)


def _stems(course: Course) -> Iterator[Slip]:
    """A lesson is three files with one stem."""
    for folder, (prefix, what) in FILES.items():
        files = {path.stem.removeprefix(prefix): path.name for path in _modules(course.root / folder)}
        there = files.keys()
        for name in course.names:
            if name not in there:
                file, mend = f"{folder}/{prefix}{name}.py", f"write them, or hardway remove {name}"
                yield Slip(file, 1, f"{what} of {name} are missing", mend)
        for stem in sorted(there - set(course.names)) if prefix else ():
            mend = f"rename it as its lesson is named, or remove it: there are {', '.join(course.names)}"
            said = f"{what} of `{stem}`, and there is no such lesson"
            yield Slip(f"{folder}/{files[stem]}", 1, said, mend)


def _modules(folder: Path) -> Iterator[Path]:
    return (path for path in folder.glob("*.py") if re.fullmatch(r"(?!nn$)[^_.][^.]*", path.stem))


def slips(course: Course, name: str) -> Iterator[Slip]:
    """Those of a lesson's three files."""
    source = course.sources[name]
    met: dict[str, int] = {}
    for cell in source.code:
        exercise = cell.defines
        if not exercise or exercise not in source.exercises:
            continue
        line, first = source.line(cell), course.exercises[exercise]
        if exercise in met:
            twice = f"`{exercise}` is there twice, first in line {met[exercise]}"
            yield source.slip(line, twice, "the last one alone would count: rename one of them")
        elif first != name:
            other = f"`{exercise}` is an exercise of {first}, too, and nn.py can hold one"
            yield source.slip(line, other, "rename one of them: hardway rename")
        if exercise in TAKEN:
            yield source.slip(line, f"`{exercise}` means something else here", "name the exercise otherwise")
        met[exercise] = line
    for file in (source, course.checks(name), course.mistakes(name)):
        yield from _imported(course, name, file)


def _imported(course: Course, name: str, file: File) -> Iterator[Slip]:
    """What is imported from our answers, or the learner's, is there and comes before."""
    for node in file.nodes:
        if not isinstance(node, ast.ImportFrom) or node.module not in (OURS, THEIRS):
            continue
        for alias in node.names:
            holds = course.exercises.get(alias.name)
            what = f"`from {node.module} import {alias.name}`"
            if holds is None:
                mend = meant(alias.name, course.exercises, "import what is an exercise")
                yield file.slip(node.lineno, f"{what}, and no lesson has this exercise", mend)
            elif holds > name or (holds == name and node.module == THEIRS):
                when = "is this lesson" if holds == name else "comes later"
                mend = "import from earlier lessons alone"
                yield file.slip(node.lineno, f"{what}, and {holds} {when}", mend)
