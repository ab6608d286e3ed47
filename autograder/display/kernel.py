"""What we ask of a notebook's kernel: a word when a cell has ended, and advice on undefined names."""

import ast
import linecache
import sys
from collections.abc import Callable
from types import TracebackType
from typing import Any

VERBS = ("check", "hint", "solution")  # those that are handed an exercise
_waiting: set[Callable[[], None]] = set()  # what is to be said when the cell has ended


def shell() -> Any:
    """The IPython shell that we run in, or None."""
    return sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None


def after_cell(say: Callable[[], None]) -> None:
    """Call `say` once when the cell that runs has ended; at once where there are no cells."""
    ipython = shell()
    if ipython is None:
        say()
        return

    def once(*_: object) -> None:
        ipython.events.unregister("post_run_cell", once)
        _waiting.discard(say)
        say()

    if say not in _waiting:
        _waiting.add(say)
        ipython.events.register("post_run_cell", once)


def attach() -> None:
    """Have an exercise that is not defined yet told in one line, and keep which of their cells were run."""
    ipython = shell()
    if ipython is not None:
        ipython.set_custom_exc((NameError,), _on_name_error)
        ipython.events.register("post_run_cell", _keep)


def _keep(result: Any) -> None:
    from autograder.workspace import saved

    if result.success:
        saved.keep(result.info.raw_cell)


def _on_name_error(
    ipython: Any, kind: type, error: Any, trace: TracebackType, tb_offset: int | None = None
) -> None:
    """One line in place of the traceback where a verb was handed the name, one below it elsewhere."""
    name = getattr(error, "name", None)
    if kind is NameError and name:
        handed = _handed_to_a_verb(trace, name)
        line = _advice(name, ipython.user_ns, handed)
        if line and handed:
            in_place_of_traceback(error, line)
        elif line:
            error.add_note(line)
    ipython.showtraceback((kind, error, trace), tb_offset=tb_offset)


def in_place_of_traceback(error: BaseException, line: str) -> None:
    """Have IPython show one line where it would show a traceback: it asks the error itself for its lines."""
    error._render_traceback_ = lambda: [line]  # type: ignore[attr-defined]


def _handed_to_a_verb(trace: TracebackType, name: str) -> bool:
    """Whether the line that raised is, say, `check(name)`."""
    while trace.tb_next:
        trace = trace.tb_next
    space, code, at = trace.tb_frame.f_globals, trace.tb_frame.f_code, trace.tb_lineno
    try:
        tree = ast.parse("".join(linecache.getlines(code.co_filename)))
    except SyntaxError:
        return False
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    here = [call for call in calls if call.lineno <= at <= (call.end_lineno or call.lineno)]
    ours = [call for call in here if _is_ours(space.get(_verb(call)))]
    return any(getattr(argument, "id", None) == name for call in ours for argument in call.args[:1])


def _verb(call: ast.Call) -> str:
    """The verb that a call is of; empty where it is none of ours."""
    name = getattr(call.func, "id", "")
    return name if name in VERBS else ""


def _is_ours(verb: object) -> bool:
    return getattr(verb, "__module__", None) == "autograder"


def _advice(name: str, space: dict[str, Any], handed: bool) -> str | None:
    """What to do about a name that is not defined: its cell, its import, or the name that was meant."""
    from autograder import lesson as lessons
    from autograder import lookup
    from autograder.display.which_lesson import lesson_here

    here, lesson = lesson_here(space), lessons.lesson_of(name)
    if lesson is None:
        known = list(lessons.lesson(here).exercises) if here else lessons.exercises()
        near = lookup.nearest(name, known) if handed else ""
        return f"there is no exercise `{name}`{near}" if near else None
    if here and here > lesson:
        imported = f"`from autograder.mine import {name}`"
        return f"`{name}` is an exercise of {lesson}: run {imported} first, then this cell again."
    if here and here < lesson:
        return f"`{name}` is an exercise of {lesson}, which comes later."
    lines = lessons.lesson(lesson).exercises[name].cell.source.splitlines()
    first = next(line for line in lines if line.startswith(("def", "class")))
    return f"`{name}` is not defined yet: run the cell that starts with `{first}` first, then this one again."
