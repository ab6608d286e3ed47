"""Whether the line that is quoted of a student can be the one that a mistake of the catalogue speaks of."""

import inspect
import linecache
import re
from collections.abc import Callable
from types import CodeType, TracebackType

NAME = re.compile(r"[^\W\d]\w*")
SPOKEN_OF = re.compile(r"Your `(\w+)`")
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
    return named <= set(NAME.findall(where)) and not _of_another_result(where, mistake)


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
