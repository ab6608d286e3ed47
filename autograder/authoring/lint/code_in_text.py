"""Slips in what stands in backticks: an exercise, a parameter, a function or a command that is misspelt."""

import ast
import itertools
import re
from collections.abc import Iterator
from functools import cache

from autograder.authoring.lint import said
from autograder.authoring.lint.files import Course
from autograder.authoring.lint.latex import prose
from autograder.authoring.lint.slip import Slip, meant
from autograder.authoring.lint.vocabulary import commands, defined, missing_in_numpy, offered

SPAN = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
JOINED = re.compile(
    r"(?<![\w./])([a-z]+(?:_[a-z]+)+)(?![\w./])"
)  # such a word is a name without backticks, too
COMMAND = re.compile(r"(?m)(?:^(?:\$ )?|`)(([a-z]+) ([a-z][a-z-]*))")
SHORT = 4  # letters of a name that many others are like


def slips(course: Course, name: str) -> Iterator[Slip]:
    """Those of a lesson."""
    texts = itertools.chain(said.in_lesson(course, name), _marked(said.in_strings(course, name)))
    return _in(course, texts, offered(course, [name]))


def of_course(course: Course) -> Iterator[Slip]:
    """Those of the book's pages."""
    return _in(course, said.on_pages(course), offered(course, course.names))


def _marked(texts: said.Said) -> said.Said:
    """Those with backticks: other strings in code are no sentences."""
    return ((file, line, text) for file, line, text in texts if "`" in text)


def _in(course: Course, texts: said.Said, there: set[str]) -> Iterator[Slip]:
    near = {part: name for name in sorted(there) for part in _parts(name)}
    for file, first, text in texts:
        for found in COMMAND.finditer(text):
            if mend := _no_command(found[2], found[3]):
                yield Slip(file, _line(first, text, found), f"there is no command `{found[1]}`", mend)
        for found in (*SPAN.finditer(text), *JOINED.finditer(prose(text))):
            for name, mend in _misspelt(course, found[1], there, near):
                yield Slip(file, _line(first, text, found), f"`{name}` is defined nowhere", mend)


def _no_command(program: str, command: str) -> str:
    """What to do about two words that are meant as a command of `hardway`, and are none; else nothing."""
    if program == "hardway" and command not in commands():
        return meant(command, commands(), "hardway --help names all of them")
    return (
        meant(program, ["hardway"], "", cutoff=0.8) if program != "hardway" and command in commands() else ""
    )


def _line(first: int, text: str, found: re.Match[str]) -> int:
    return first + text.count("\n", 0, found.start(1))


def _misspelt(course: Course, code: str, there: set[str], near: dict[str, str]) -> Iterator[tuple[str, str]]:
    """(name, mend) of each name in a piece of code that is not there, and nearly is."""
    for node in _nodes(code):
        if isinstance(node, ast.Attribute) and ast.unparse(node).startswith("np."):
            yield from _of_numpy(ast.unparse(node))
            continue
        name = str(getattr(node, "id", "") or getattr(node, "attr", "") or getattr(node, "arg", ""))
        other = next((near[part] for part in _parts(name) if part in near), "")
        if name not in there and other and _a_slip(name, other) and not defined(course, name):
            yield name, f"did you mean `{other}`?"


def _of_numpy(dotted: str) -> Iterator[tuple[str, str]]:
    if missing := missing_in_numpy(dotted):
        mend = meant(missing[0], missing[1], "", cutoff=0.75)
        if mend:
            yield dotted, mend


@cache
def _nodes(code: str) -> list[ast.AST]:
    try:
        return list(ast.walk(ast.parse(code.strip())))
    except (SyntaxError, ValueError):
        return []


def _parts(name: str) -> Iterator[str]:
    """A name, and what is left of it without one letter: two with one slip between them share a part."""
    yield name
    yield from (name[:at] + name[at + 1 :] for at in range(len(name)))


def _a_slip(name: str, other: str) -> bool:
    """Whether one of two that share a part is the other misspelt: no plural, other number or capital."""
    plain = [re.sub(r"\d|s$", "", one.lower()) for one in (name, other)]
    longer = min(len(name), len(other)) > SHORT
    return plain[0] != plain[1] and (longer or sorted(name) == sorted(other))
