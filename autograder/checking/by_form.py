"""What can be said of an answer without a look at its values: its error, its kind, its shape, a change."""

import ast
import re

from autograder import lesson as lessons
from autograder.checking import messages
from autograder.checking.beginner_hints import beginner_hint, none_given, none_returned
from autograder.checking.class_hints import class_hint
from autograder.checking.form_hints import IN_PLACE, form_hint, unsteady_hint
from autograder.checking.outcome import Outcome
from autograder.checking.several_returned import taken_for_one_all_over
from autograder.checking.unpacked import out_of_order
from autograder.comparison import Unsteady
from autograder.differences import Misfit
from autograder.running.own_source import Definition

RESTATES = re.compile(  # what met there, and not why
    r"^(It comes up inside|A matrix product needs|Two arrays meet|What is put in has|What is changed in place"
    r"|Position |The axes |The array has|The arrays in|The tuple has|Of n entries the last|There is an axis"
    r"|An axis is|The two sizes|An array comes back where)"
)


def by_form(name: str, told: Outcome, code: Definition | None) -> str:
    """What can be said of an error, a change, or an answer of another kind or shape than is due."""
    asked, one = told.tape.calls[-1:], _known().get(name)
    none = none_given(told.error, asked[0], one.parameters) if asked and one else ""
    said = none or beginner_hint(told.error, _known(), code)
    if not is_specific(said):
        said = out_of_order(_known(), code) or said
    said = said or none_returned(told.tape.calls, one.parameters if one else (), code)
    if said or messages.CHANGED in told.message:
        return said or IN_PLACE
    if isinstance(told.error, Unsteady):
        return unsteady_hint(_known()[name].parameters if name in _known() else ())
    if not isinstance(told.about, Misfit):
        return ""
    return form_hint(
        str(told.about),
        code if isinstance(code, ast.FunctionDef) else None,
        asked[0].answer if asked else None,
    )


def by_code(name: str, told: Outcome, code: Definition | None) -> str:
    """What the code alone shows to be wrong, where nothing that it answers explains it."""
    if isinstance(code, ast.ClassDef) and name in _known():
        return class_hint(code, told, _known()[name].cell.source)
    return taken_for_one_all_over(_known(), code)


def is_specific(hint: str) -> bool:
    """Whether a hint says more than which shapes, sizes or places met: then the code need not be searched."""
    return bool(hint) and not RESTATES.search(hint)


def _known() -> dict[str, lessons.Exercise]:
    """Every exercise of the course, by its name."""
    return {
        name: one for lesson in lessons.course() for name, one in lessons.lesson(lesson).exercises.items()
    }
