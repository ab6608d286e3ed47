"""Slips in the questions of a quiz, as far as they are written out."""

import ast
import re
from collections.abc import Iterator

from autograder.authoring.lint.files import Course, Source
from autograder.authoring.lint.latex import wrong
from autograder.authoring.lint.slip import Slip, meant
from autograder.lesson import Cell

KEYWORDS = ("question", "right", "wrong", "number", "because", "tolerance")
NO_OPTIONS = ast.List | ast.Tuple | ast.Set | ast.Constant
EACH = 'right={"option": "why"}, wrong={"option": "what went wrong"}'


def slips(course: Course, name: str) -> Iterator[Slip]:
    """Those of a lesson's source."""
    source, asked = course.sources[name], dict[str, int]()
    for cell in source.code:
        for node in ast.walk(cell.tree) if cell.tree else ():
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "quiz":
                yield from _quiz(source, cell, node)
                question, line = ast.unparse(node.args[0]) if node.args else "", source.at(cell, node)
                if question and asked.setdefault(question, line) != line:
                    what = f"the question of line {asked[question]} is asked a second time"
                    yield source.slip(line, what, "ask something else, or take one of them out")


def _quiz(source: Source, cell: Cell, call: ast.Call) -> Iterator[Slip]:
    said = {keyword.arg or "": keyword.value for keyword in call.keywords}
    said |= dict(zip(KEYWORDS, call.args))
    for what, mend in _wrong(said):
        yield source.slip(source.at(cell, call), what, mend)
    if cell.call_of("quiz") is not call:
        yield source.slip(source.at(cell, call), "a quiz does not stand alone", "give it a cell of its own")


def _wrong(said: dict[str, ast.expr]) -> Iterator[tuple[str, str]]:
    """(what, mend) of each thing that is wrong with a question."""
    unknown = [word for word in said if word not in KEYWORDS]
    yield from ((f"quiz has no `{word}`", meant(word, KEYWORDS, f"write {EACH}")) for word in unknown)
    right, wrong = _options(said.get("right")), _options(said.get("wrong"))
    number = said.get("number")
    if unknown or "" in said:
        return
    for word in ("right", "wrong"):
        if isinstance(said.get(word), NO_OPTIONS):
            yield (
                f"`{word}` of a quiz is {ast.unparse(said[word])}",
                f"each option has its reason: write {EACH}",
            )
            return
    yield from _without_words(said)
    yield from _formulas(said)
    if number is None and not right:
        yield "a quiz without a right option", f"write {EACH}, or number=…, because=…"
    elif number is not None and right:
        yield "a quiz with right options and a number", "write one of them"
    elif number is not None:
        yield from _of_a_number(said, wrong)
    yield from _of_options(right, wrong)


def _without_words(said: dict[str, ast.expr]) -> Iterator[tuple[str, str]]:
    """A question, an option or a reason of no words."""
    if "question" not in said or _empty(said["question"]):
        yield "a quiz without a question", "its first argument is the question"
    for word in ("right", "wrong"):
        options = said.get(word)
        for option, reason in zip(options.keys, options.values) if isinstance(options, ast.Dict) else ():
            if option and (_empty(reason) or ast.unparse(option).strip("'\" ") == ""):
                yield f"the option {ast.unparse(option)} has no reason, or no words", f"write {EACH}"


def _formulas(said: dict[str, ast.expr]) -> Iterator[tuple[str, str]]:
    """The formulas in question, options and reasons."""
    for node in (one for part in said.values() for one in ast.walk(part)):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
            continue
        yield from ((f"in {node.value!r} {what}", mend) for _, what, mend in wrong(node.value))


def _empty(node: ast.expr) -> bool:
    """Whether this is no text, or one without words."""
    if isinstance(node, ast.Constant):
        return not isinstance(node.value, str) or not node.value.strip()
    return isinstance(node, ast.List | ast.Tuple | ast.Dict | ast.Set)


def _of_a_number(said: dict[str, ast.expr], wrong: list[str]) -> Iterator[tuple[str, str]]:
    number = said["number"]
    if isinstance(number, ast.Constant) and (
        isinstance(number.value, bool) or not isinstance(number.value, int | float)
    ):
        yield f"the number of a quiz is {number.value!r}, which is none", "write it without quotation marks"
        return
    likely = said.get("wrong")
    for key in likely.keys if isinstance(likely, ast.Dict) else ():
        if isinstance(key, ast.Constant) and not isinstance(key.value, int | float):
            yield f"the wrong number {key.value!r} of a quiz is none", "write it without quotation marks"
    if "tolerance" in said and ast.unparse(said["tolerance"]).startswith("-"):
        yield f"a tolerance of {ast.unparse(said['tolerance'])}", "it is 0 or more, relative to the answer"
    if ast.unparse(number) in wrong or _value(number) in map(_value, map(_tree, wrong)):
        yield (
            f"{ast.unparse(number)} is the answer and stands among the wrong ones, too",
            "take it out of `wrong`",
        )
    if "because" not in said or not ast.literal_eval(_plain(said["because"])):
        yield "a number without its reason", "write because=…"


def _of_options(right: list[str], wrong: list[str]) -> Iterator[tuple[str, str]]:
    for option in sorted({one for one in right if _plainly(one) in map(_plainly, wrong)}):
        yield f"the option {option} is right and wrong", "take it out of one of them"
    for options in (right, wrong):
        plain = [_plainly(one) for one in options]
        for option in sorted({one for one in options if plain.count(_plainly(one)) > 1}):
            yield f"the option {option} is there twice: the first is lost", "take one of them out"
    if right and not wrong:
        yield "a quiz without a wrong option", f"write {EACH}"


def _plainly(option: str) -> str:
    """An option without blanks, and in small letters but for names of one letter: `w` is not `W`."""
    said = re.sub(r"\s", "", option)
    return re.sub(r"[^\W\d_]{2,}", lambda word: word[0].lower(), said)


def _tree(text: str) -> ast.expr:
    return ast.parse(text, mode="eval").body


def _value(node: ast.expr) -> object:
    """The number that is written out; what is computed is like nothing."""
    try:
        return float(ast.literal_eval(node))
    except (TypeError, ValueError):
        return object()


def _plain(node: ast.expr) -> ast.expr:
    """A constant as it is; of what is computed, one that counts as said."""
    return node if isinstance(node, ast.Constant) else ast.Constant("computed")


def _options(node: ast.expr | None) -> list[str]:
    """The options that are written out, as text."""
    if not isinstance(node, ast.Dict):
        return [ast.unparse(node)] if node else []
    return [ast.unparse(key) for key in node.keys if key]
