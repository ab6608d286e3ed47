"""Recognises a catalogued mistake by what it answers: the student's checks are replayed on each candidate."""

import ast
import contextlib
import warnings
from collections.abc import Callable, Iterator, Mapping

from autograder import reference
from autograder.checking import catalogue, pairs
from autograder.checking.catalogue import hint
from autograder.checking.conditions import Conditions
from autograder.checking.evidence import Evidence, Mistake, Tapes
from autograder.checking.recognised import NEARLY, recognised
from autograder.checking.relations.compared import Compared, compared, due_of
from autograder.checking.relations.forms import form
from autograder.checking.relations.search import of_wrong_parts, place, relation
from autograder.checking.results import ExerciseResult
from autograder.checking.slips.halfway import Halfway, Known
from autograder.checking.slips.mends import Mending
from autograder.checking.slips.search import can_be_tried, slip, with_one_slip
from autograder.checking.tried import can_be_held

Explained = tuple[str | None, str]  # the mistake, and the hint


def explain(
    result: ExerciseResult,
    tapes: Tapes,
    conditions: Conditions,
    accepted: Mapping[str, Callable] | None = None,
    changed: bool = False,
    code: ast.FunctionDef | None = None,
    function: Callable | None = None,
) -> None:
    """Give the result the mistake that answers as the student did, and its hint, or what else explains it.

    Parameters
    ----------
    result : ExerciseResult
    tapes : dict
        Check → (whether it passed, its Tape), in order.
    conditions : Conditions
        What the checks were run under.
    accepted : dict, optional
        Name → function of the exercises before it, as far as the student's own code met the student's.
    changed : bool
        Whether the message is about an argument that was changed: then only a mistake that does that counts.
    code : ast.FunctionDef, optional
        What the student wrote, to be read: no slip is told of code that has no such thing.
    function : callable, optional
        The same to be called, where it runs here: a change that mends it says where it goes wrong.
    """
    seen = Evidence(result.name, tapes, conditions, code, function)
    if not seen.failed or seen.large:
        return
    with contextlib.suppress(reference.AnswersWithheld), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        mistakes = catalogue.mistakes(result.lesson, result.name)
        told = _of_a_change(seen, mistakes) if changed else _explained(seen, mistakes, result)
        result.mistake, result.hint = told
        if not result.hint and accepted and not changed:
            with _meeting(accepted, result.lesson):
                anew = Evidence(result.name, tapes, conditions)  # the same mistakes answer otherwise here
                result.mistake = recognised(mistakes, anew) or None
            result.hint = hint(mistakes[result.mistake]) if result.mistake else ""


def _of_a_change(seen: Evidence, mistakes: Mapping[str, Mistake]) -> Explained:
    """The mistake that changes its arguments as the student did."""
    name = recognised(mistakes, seen)
    return (name, hint(mistakes[name])) if name else (None, "")


def _explained(seen: Evidence, mistakes: Mapping[str, Mistake], result: ExerciseResult) -> Explained:
    """The first explanation that holds, those that hold in every call before those that hold in most.

    Before the long searches the result gets the last of them as its hint: it stays where time runs out.
    """
    name = recognised(mistakes, seen, everywhere=True) or recognised(mistakes, seen, NEARLY)
    if name:
        return name, hint(mistakes[name])
    ours = getattr(reference, seen.exercise)
    answered = due_of(seen.calls, ours)
    answers = compared(answered, ours)
    if answers:
        name = pairs.in_parts(answers, mistakes)
    if name:
        return name, hint(mistakes[name])
    if says := (answers and relation(answers, whole=True)) or form(answered):
        return None, says
    wrong = answers if answers and answers.wrong else None
    result.hint = stands_at = (wrong and place(wrong)) or ""
    mending = Mending(seen.function, seen.code, seen)
    if says := _slip(seen, answers) or _mended(seen, mending.by_one):
        return None, says
    if name := recognised(mistakes, seen) or _with_another(mistakes, seen):
        return name, hint(mistakes[name])
    if wrong and any(told := _in_part(wrong, mistakes)):
        return told
    if any(told := _halfway(seen, mending, mistakes)):
        return told
    return None, _mended(seen, mending.by_two) or stands_at


@contextlib.contextmanager
def _meeting(accepted: Mapping[str, Callable], lesson: str) -> Iterator[None]:
    """In the body the catalogue builds on the student's earlier functions, which may err otherwise."""
    space = vars(catalogue.module(lesson))
    ours = {name: space[name] for name in accepted if name in space}
    space.update({name: accepted[name] for name in ours})
    try:
        yield
    finally:
        space.update(ours)


def _slip(seen: Evidence, answers: Compared | None) -> str:
    """What slip in the right code would answer so; of an error, or of nothing returned, none is told."""
    if seen.mute or any(call.error or call.answer is None for call in seen.failed[0]):
        return ""
    if not (found := slip(seen.calls, seen.exercise, seen.code)):
        return ""
    says = f"Your answers are those of the right code with one slip in it: {found}."
    return of_wrong_parts(answers, says) if answers else says


def _mended(seen: Evidence, search: Callable[[], str]) -> str:
    """Where a change in the student's own code makes all checks pass; not of what takes long to try."""
    if not can_be_held() or not can_be_tried(seen.calls, seen.exercise):
        return ""
    with seen.trying():
        return search()
    return ""


def _halfway(seen: Evidence, mending: Mending, mistakes: Mapping[str, Mistake]) -> Explained:
    """A change after which a mistake is left that is known."""
    raised = any(call.error for call in seen.failed[0])  # it can have led anywhere from there
    if raised or not seen.function or not can_be_held() or not can_be_tried(seen.calls, seen.exercise):
        return None, ""
    with seen.trying():
        known = [
            *(Known(name, hint(mistake), mistake) for name, mistake in mistakes.items()),
            *(Known("", "", one) for one in with_one_slip(seen.exercise, seen.code)),
        ]
        name, says = mending.halfway(
            Halfway([*seen.failed, *seen.passed], known, seen.function), seen.leads_on
        )
        return name or None, says
    return None, ""


def _with_another(mistakes: Mapping[str, Mistake], seen: Evidence) -> str:
    """The first of two mistakes that together answer all failed checks."""
    likely = pairs.in_checks(seen.failed, mistakes, seen.alike)
    return next((name for name in likely if seen.tells(mistakes[name])), "")


def _in_part(answers: Compared, mistakes: Mapping[str, Mistake]) -> Explained:
    """What explains a part of the answers."""
    if says := relation(answers):
        return None, says
    name, says = pairs.one_upon_the_other(answers, mistakes)
    if name:
        return name, f"{hint(mistakes[name])} Once that is mended: {says[0].lower()}{says[1:]}"
    return None, ""
