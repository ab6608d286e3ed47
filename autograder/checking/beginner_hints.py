"""What the error that a student's code raised means, where that is certain."""

import ast
import contextlib
import re
from collections.abc import Iterator, Mapping, Sequence

from autograder.checking.beginner_rules import RULES
from autograder.checking.blame import QUOTED
from autograder.checking.handed_over import handed_over
from autograder.checking.several_returned import taken_for_one
from autograder.lesson import Exercise
from autograder.running.calls import Call
from autograder.running.recorder import StudentError

NO_RETURN = (
    "What comes back is what stands after `return`, and None where no such line is reached: is it missing, "
    "or does it stand in a branch or a loop? (`append`, `sort` and `reverse` give back None as well.)"
)
NONE_GIVEN = "`{0}` is None in this call: ask for that first, with `{0} is None`, and say what holds then."
NONE_FOR = (
    'For "{}" None comes back: is there a branch for it, is it spelled so there, and does the branch end in '
    "a `return`?"
)
DUE = " is due here"  # an error is due, and of another kind: how to get round this one is no help
CLOSES = {"(": ")", "[": "]", "{": "}"}


def beginner_hint(
    error: BaseException | None,
    exercises: Mapping[str, Exercise] | None = None,
    code: ast.AST | None = None,
) -> str:
    """What to say of an error that the student's code raised; empty where nothing is certain.

    Parameters
    ----------
    error : BaseException or None
    exercises : dict, optional
        Name → Exercise, of all that the quoted line may call.
    code : ast.AST, optional
        The student's answer, where it is known.
    """
    if not isinstance(error, StudentError) or DUE in error.text:
        return ""
    quoted, known = QUOTED.search(error.where), exercises or {}
    if quoted is None:
        return ""
    nodes = list(_nodes(quoted[1]))
    if several := taken_for_one(error.text, nodes, known, code):
        return several
    called = known.get(quoted[2] or "")
    if handed := next(filter(None, (handed_over(node, error, called, known, code) for node in nodes)), ""):
        return handed
    if called is None:
        return _by_rule(error, quoted[1], nodes)
    if error.type_name == "TypeError" and "not callable" in error.text:
        return ""
    inside = f"It comes up inside `{called.name}`, which takes `{', '.join(called.parameters)}`."
    return f"{inside} {_by_rule(error, '', [])}".strip()


def none_given(error: BaseException | None, call: Call, parameters: Sequence[str]) -> str:
    """What to say where an argument is None in this call, and the line that raised for that uses it."""
    quoted = QUOTED.search(error.where) if isinstance(error, StudentError) else None
    if quoted is None or not isinstance(error, StudentError) or "NoneType" not in error.text:
        return ""
    given = dict(zip(parameters, call.args)) | call.kwargs
    none = (name for name, value in given.items() if value is None)
    name = next((name for name in none if re.search(rf"\b{name}\b", quoted[1])), "")
    return NONE_GIVEN.format(name) if name else ""


def none_returned(calls: Sequence[Call], parameters: Sequence[str] = (), code: ast.AST | None = None) -> str:
    """What to say where the last call came back with nothing; empty where it did not.

    A branch is spoken of where the code has one for a text among the arguments, a name such as "relu".
    """
    last = calls[-1] if calls else None
    nothing = last is not None and last.answer is None and last.error is None and not last.reads
    if last is None or not nothing:
        return ""
    given = dict(zip(parameters, last.args)) | last.kwargs
    for name, value in given.items():
        if isinstance(value, str) and code and _branches_on(name, code):
            return NONE_FOR.format(value)
    return NO_RETURN


def _branches_on(name: str, code: ast.AST) -> bool:
    """Whether an `if` or a `match` of the code asks for the argument."""
    asked = (getattr(node, "test", getattr(node, "subject", None)) for node in ast.walk(code))
    return any(getattr(part, "id", "") == name for one in asked if one for part in ast.walk(one))


def _by_rule(error: StudentError, line: str, nodes: list[ast.AST]) -> str:
    for rule in RULES:
        found = re.search(rule.text, error.text) if rule.error == error.type_name else None
        if found and (rule.line is None or any(rule.line(node) for node in nodes)):
            if not rule.named or re.search(rf"\b{found[1]}\b", line):
                return rule.says.format(*found.groups())
    return ""


def _nodes(quoted: str) -> Iterator[ast.AST]:
    """What stands in the line that is quoted, be it a whole statement or a part of one."""
    line = re.sub(r"^el(?=if\b)", "", quoted.strip())
    for source in (line, f"{line} pass", _closed(line)):
        with contextlib.suppress(SyntaxError, ValueError, RecursionError, MemoryError):
            yield from ast.walk(ast.parse(source))
            return


def _closed(line: str) -> str:
    """The line with the brackets that stand in the lines before and after it."""
    due, before = "", ""
    for character in line:
        if character in CLOSES:
            due = CLOSES[character] + due
        elif character in CLOSES.values():
            before = before if due else next(o for o, c in CLOSES.items() if c == character) + before
            due = due[1:]
    return before + line + due
