"""Whether a wrong answer is what comes of the right one by one slip."""

import ast
import contextlib
import inspect
import time
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextvars import ContextVar
from types import CodeType
from typing import TypeVar, cast

from autograder import lesson as lessons
from autograder import reference
from autograder.checking.replay_calls import answers_alike
from autograder.checking.slips.borne_out import told
from autograder.checking.slips.changes import put
from autograder.checking.slips.mutants import Slip, slips
from autograder.figures.picture import Picture
from autograder.running.calls import Call
from autograder.running.timeout import TimeLimit, time_limit

T = TypeVar("T")
MOST = 3  # slips that are named where several answer alike
SECONDS = 0.5  # for one of them: some never end
FOR_ALL = 2  # seconds of processor time for the whole search
_ends = ContextVar("ends", default=float("inf"))  # the processor time at which every search is over
# (the answer, the number of a slip in it) → its code: to compile hundreds takes longer than to try them, and
# a grader meets the same for every student
_compiled: dict[tuple[str, int], CodeType | None] = {}


def slip(calls: Sequence[Call], exercise: str, code: ast.FunctionDef | None) -> str:
    """The slip with which the right answer answers every call so, in words; empty where there is none.

    Only one that can be in the code: where the code is not known, none is told.

    Parameters
    ----------
    calls : sequence of Call
        All that the checks of the exercise asked, those of failed checks first.
    exercise : str
    code : ast.FunctionDef or None
        The student's.
    """
    if code is None or not can_be_tried(calls, exercise):
        return ""
    tried = while_there_is_time(FOR_ALL, mutants(exercise))
    # asked while the tree has the slip: how often a name then stands in its place is counted
    found = [told(one, code) for one, mutant in tried if _explains(mutant, calls)]
    return ", or ".join(list(dict.fromkeys(filter(None, found)))[:MOST])


def with_one_slip(exercise: str, code: ast.FunctionDef | None) -> Iterator[Callable]:
    """The right answer with each of the slips that can be in the code."""
    return (mutant for one, mutant in mutants(exercise) if told(one, code))


@contextlib.contextmanager
def within(seconds: float) -> Iterator[None]:
    """In the body no search goes on after so much processor time, however long each of them may take."""
    before = _ends.set(time.process_time() + seconds)
    try:
        yield
    finally:
        _ends.reset(before)


def while_there_is_time(seconds: float, things: Iterable[T]) -> Iterator[T]:
    """The things, until so much processor time is used: a limit around it may be caught on the way."""
    end = min(time.process_time() + seconds, _ends.get())
    for thing in things:
        if time.process_time() > end:
            return
        yield thing


def can_be_tried(calls: Sequence[Call], exercise: str) -> bool:
    """To train networks and to draw figures takes too long."""
    is_class = inspect.isclass(getattr(reference, exercise))
    return not is_class and not any(isinstance(call.answer, Picture) for call in calls)


def _explains(function: Callable, calls: Sequence[Call]) -> bool:
    with contextlib.suppress(TimeLimit), time_limit(SECONDS):
        return answers_alike(function, calls)
    return False


def mutants(exercise: str) -> Iterator[tuple[Slip, Callable]]:
    """Each slip that can be made in our answer, or in another usual one, with the function that it makes."""
    for tree in usual_answers(exercise):
        answer = ast.dump(tree)
        for number, one in enumerate(slips(tree)):
            code = _code_of(tree, (answer, number))
            if code and (function := _defined(code, exercise)):
                yield one, function


def usual_answers(exercise: str) -> Iterator[ast.Module]:
    """Our answer, and the other ways to write it that `solutions/ways/` knows."""
    lesson = lessons.lesson(lessons.lesson_of(exercise) or "")
    yield ast.parse(lesson.exercises[exercise].cell.source)
    for node in _ways(lesson.name):
        if isinstance(node, ast.FunctionDef) and node.name.startswith(f"{exercise}__"):
            yield ast.Module([cast(ast.stmt, put(node, name=exercise))], [])


def _ways(lesson: str) -> list[ast.stmt]:
    try:
        return ast.parse((lessons.SOLUTIONS / "ways" / f"{lesson}.py").read_text(encoding="utf-8")).body
    except OSError:
        return []  # a copy of the course without answers has no ways to write them either


def _code_of(tree: ast.Module, key: tuple[str, int]) -> CodeType | None:
    """The code of the tree as it is now; None where it is no Python."""
    if key not in _compiled:
        code = None
        with contextlib.suppress(SyntaxError, ValueError, TypeError), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Python sees some of the slips
            code = compile(ast.fix_missing_locations(tree), "<slip>", "exec")
        _compiled[key] = code
    return _compiled[key]


def _defined(code: CodeType, exercise: str) -> Callable | None:
    """The function that the code makes; None where it cannot be defined."""
    own = dict(reference.namespace(lessons.lesson_of(exercise) or ""))
    with contextlib.suppress(SyntaxError, ValueError, TypeError, NameError), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        exec(code, own)
        return own[exercise]
    return None
