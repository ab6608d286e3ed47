"""Slips in the words of a translation: left as they were, or with another formula, code or link."""

import ast
import re
from collections.abc import Callable, Iterator

from autograder.authoring.lint.latex import formulas, without_code
from autograder.authoring.lint.slip import meant
from autograder.lesson import Cell

LEAST = 3  # words in small letters that make a text one to translate
CODE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
LINK = re.compile(r"(?<!!)\[[^\]\n]*\]\(([^)\s]+)\)")
BLOCK = re.compile(r"\n\s*\n|\n(?=\s*(?:[-*]|\d+\.) )")
OWN_WAY = re.compile(r"\\text\s*\{[^{}]*\}|\\[ ,:!]|\s|[.,]\s*$")  # words, blanks, a sentence's end
TAGS = re.compile(r"</?(?:details|summary)>")
DEFINITION = ast.FunctionDef | ast.ClassDef
Pair = tuple[int, str, str]  # the line in the cell from 0, ours, theirs
Wrong = Iterator[tuple[int, str, str]]


def wrong(ours: Cell, theirs: Cell) -> Wrong:
    """(line in the cell, what, mend) of each thing that is wrong with the words of a translated cell."""
    for line, said, other in _texts(ours, theirs):
        for at, what, mend in (*_left(said, other, ours.kind == "code"), *_different(said, other)):
            yield line + at, what, mend


def _texts(ours: Cell, theirs: Cell) -> Iterator[Pair]:
    """What has other words: a text, a docstring, each string of a quiz."""
    if ours.kind == "markdown":
        yield 0, ours.source, theirs.source
        return
    trees = [ast.parse(cell.source) for cell in (ours, theirs)]
    if ours.call_of("quiz"):
        strings = [[node for node in ast.walk(tree) if _is_text(node)] for tree in trees]
        yield from ((b.lineno - 1, a.value, b.value) for a, b in zip(*strings))
        return
    for one, other in zip(*(tree.body for tree in trees)):
        if isinstance(one, DEFINITION) and isinstance(other, DEFINITION):
            said = [ast.get_docstring(node, clean=False) or "" for node in (one, other)]
            yield other.body[0].lineno - 1, said[0], said[1]


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _left(ours: str, theirs: str, by_line: bool) -> Wrong:
    """The first paragraph, item or line of a docstring that has words and is the same in both."""
    split: Callable[[str], list[str]] = str.splitlines if by_line else BLOCK.split
    known = {" ".join(block.split()) for block in split(ours)}
    for block in split(theirs):
        said = " ".join(TAGS.sub(" ", block).split())
        if " ".join(block.split()) in known and len(_words(said)) >= LEAST:
            at = theirs.count("\n", 0, theirs.index(block.strip()))
            yield at, f"`{said[:50]}` is not translated", "say it in the translation's language"
            return


def _words(text: str) -> list[str]:
    """The words in small letters, outside of code, formulas, titles and addresses."""
    plain = re.sub(r"\$\$?[^$]*\$\$?|\]\([^)]*\)|\*[^*\n]+\*", " ", without_code(text))
    return re.findall(r"(?<![\w.])[a-zß-ÿ]{2,}(?![\w(])", plain)


def _different(ours: str, theirs: str) -> Wrong:
    """Each formula, piece of code or address that only one of the two has."""
    for kind, found in (("formula", _formulas), ("code", _of(CODE)), ("link", _of(LINK))):
        due, there = found(ours), found(theirs)
        lost = [due[key] for key in due if key not in there]
        for key in [one for one in there if one not in due]:
            text, start = there[key]
            mend = meant(text, [one for one, _ in lost], f"the lesson has no such {kind}", cutoff=0.3)
            yield theirs.count("\n", 0, start), f"the {kind} `{text}` is not the lesson's", mend
        if lost and there.keys() <= due.keys():
            yield 0, f"the {kind} `{lost[0][0]}` of the lesson is missing", "write it as the lesson does"


def _of(pattern: re.Pattern[str]) -> Callable[[str], dict[str, tuple[str, int]]]:
    return lambda text: {found[1]: (found[1], found.start()) for found in pattern.finditer(text)}


def _formulas(text: str) -> dict[str, tuple[str, int]]:
    """Formula without what a language writes in its own way → (as it is written, where)."""
    found = ((" ".join(one[1].split()), one.start()) for one in formulas(without_code(text)))
    return {OWN_WAY.sub("", said.replace("{,}", ".").replace(";", ",")): (said, at) for said, at in found}
