"""Whether the line that is quoted of a student can be the one that a mistake of the catalogue speaks of."""

import ast
import inspect
import linecache
import re
import textwrap
from collections.abc import Callable, Collection
from types import CodeType, TracebackType

NAME = re.compile(r"[^\W\d]\w*")
QUOTED = re.compile(r"in the line `(.*?)`(?:, inside `(\w+)`)?$", re.DOTALL)
SPOKEN_OF = re.compile(r"Your `(\w+)`")
BY_SIZE = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)
ASSIGNED = re.compile(r"line `(\w+) = ")


def same_place(where: str, error: BaseException | None, mistake: Callable) -> bool:
    """Whether all arguments in the expression in which the mistake raised stand in the quoted line too.

    Shapes that do not fit are alike in many expressions: the sizes alone say nothing of the cause.

    Parameters
    ----------
    where : str
        The place of the student's error, which quotes a line.
    error : BaseException or None
        What the mistake raised; None where that is not known, and then nothing is held against it.
    mistake : callable
    """
    expression = _failing(error.__traceback__ if error else None, mistake)
    named = set(NAME.findall(expression)) & inspect.signature(mistake).parameters.keys()
    fits = named <= set(NAME.findall(where)) and not _called_otherwise(where, expression, mistake)
    return fits and not _of_another_result(where, mistake)


def same_question(code: ast.AST | None, mistake: Callable) -> bool:
    """Whether what is compared by size in one is not compared by `==` alone in the other.

    Yes and no are the answers to many questions: a hint that says which was asked is to be true of the code.
    """
    theirs, ours = _compared(code), _compared(ast.parse(textwrap.dedent(inspect.getsource(mistake))))
    return not theirs or not ours or bool(theirs & ours)


def _compared(code: ast.AST | None) -> set[bool]:
    """Whether it compares for size, for sameness, or both."""
    signs = (
        [op for node in ast.walk(code) if isinstance(node, ast.Compare) for op in node.ops] if code else []
    )
    return {isinstance(sign, BY_SIZE) for sign in signs}


def _called_otherwise(where: str, expression: str, mistake: Callable) -> bool:
    """Whether both call one function, and an argument of the exercise has another place there."""
    known = inspect.signature(mistake).parameters.keys()
    theirs, ours = (_handed_over(text, known) for text in (_quoted(where), expression))
    return any(theirs[name] != ours[name] for name in theirs.keys() & ours.keys())


def _handed_over(text: str, known: Collection[str]) -> dict[str, dict[int, str]]:
    """Function → {place: the exercise's argument there} of the calls in a line."""
    try:
        calls = [node for node in ast.walk(ast.parse(text.strip())) if isinstance(node, ast.Call)]
    except SyntaxError:
        return {}
    return {
        call.func.id: {i: arg.id for i, arg in enumerate(call.args) if getattr(arg, "id", "") in known}  # type: ignore[attr-defined]
        for call in calls
        if isinstance(call.func, ast.Name)
    }


def _quoted(where: str) -> str:
    found = QUOTED.search(where)
    return found[1] if found else ""


def _of_another_result(where: str, mistake: Callable) -> bool:
    """Whether the line gives a value to one of the exercise's results, and the hint speaks of another one."""
    given, spoken_of = ASSIGNED.search(where), _result(mistake)
    if given is None or not spoken_of or given[1] == spoken_of:
        return False
    exercise, catalogue = mistake.__name__.partition("__")[0], getattr(mistake, "__globals__", {})
    return given[1] in {_result(one) for name, one in catalogue.items() if name.startswith(f"{exercise}__")}


def _result(mistake: Callable) -> str:
    """The result that a hint speaks of first: "Your `dW` …"."""
    found = SPOKEN_OF.match(mistake.__doc__ or "")
    return found[1] if found else ""


def _failing(trace: TracebackType | None, mistake: Callable) -> str:
    """The expression of the mistake's own body in which an error arose; empty where that is not known.

    It is not where the body only hands on to another function of the catalogue, which has names of its own.
    """
    own, found = _codes(getattr(mistake, "__code__", None)), ""
    while trace:
        code = trace.tb_frame.f_code
        if code in own:
            found = _expression(code, trace)
        elif found and trace.tb_frame.f_globals is getattr(mistake, "__globals__", None):
            return ""
        trace = trace.tb_next
    return found


def _codes(code: CodeType | None) -> set[CodeType]:
    """The code of a function and of all that is written within it."""
    inner = [one for one in code.co_consts if isinstance(one, CodeType)] if code else []
    return set(inner).union([code] if code else [], *map(_codes, inner))


def _expression(code: CodeType, trace: TracebackType) -> str:
    """The text of the expression that was being computed; its whole line where it spans several."""
    first, last, begin, end = [*code.co_positions()][trace.tb_lasti // 2]
    line = linecache.getline(code.co_filename, trace.tb_lineno)
    return line.encode()[begin:end].decode(errors="replace") if first == last and first else line
