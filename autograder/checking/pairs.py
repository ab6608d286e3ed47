"""Two mistakes in one answer: each in a part of its own, each in checks of its own, or one upon the other."""

from collections.abc import Callable, Mapping, Sequence

from autograder.checking.relations.compared import Compared
from autograder.checking.relations.numbers import alike, said_of_counts
from autograder.checking.relations.parts import Path
from autograder.checking.relations.search import explains, pairs
from autograder.running.calls import Call

Mistakes = Mapping[str, Callable]


def in_parts(answers: Compared, mistakes: Mistakes) -> str:
    """The first mistake that answers as was found in a part that is wrong, and rightly in all other parts.

    Every call has to agree, those of passed checks included.
    """
    found: dict[Path, str] = {}
    for name, mistake in mistakes.items() if len(answers.paths) > 1 else ():
        left = [path for path in answers.wrong if path not in found]
        theirs = answers.beside(mistake, left)
        changed = _changed(theirs, answers) if theirs else []
        if theirs and set(changed) <= set(left) and all(explains(theirs, answers, path) for path in changed):
            found |= dict.fromkeys(changed, name)
    return next((found[path] for path in answers.wrong if path in found), "")


def _changed(theirs: Compared, answers: Compared) -> list[Path]:
    """Where the mistake answers otherwise than ours."""
    return [
        path
        for path in answers.paths
        if not all(alike(one.due, other.due) for one, other in zip(theirs.of(path), answers.of(path)))
    ]


def in_checks(
    failed: Sequence[Sequence[Call]], mistakes: Mistakes, told: Callable[[Callable, Sequence[Call]], bool]
) -> list[str]:
    """The mistakes that answer the first failed check and others, where one more answers all the rest.

    `told` says whether a mistake answers the calls of a check as they were answered.
    """
    answered = {name: [told(mistake, calls) for calls in failed] for name, mistake in mistakes.items()}
    return [
        name
        for name, own in answered.items()
        if own[0] and sum(own) > 1 and any(_all_of(own, other) for other in answered.values())
    ]


def _all_of(own: Sequence[bool], other: Sequence[bool]) -> bool:
    return all(one or two for one, two in zip(own, other))


def one_upon_the_other(answers: Compared, mistakes: Mistakes) -> tuple[str, str]:
    """(the mistake, what else was done to all its numbers): the sign turned, or a count too much in it."""
    for name, mistake in mistakes.items():
        theirs = answers.beside(mistake)
        said = {said_of_counts(pairs(theirs, path)) for path in theirs.paths} if theirs else {""}
        if len(said) == 1 and (says := said.pop()):
            return name, says
    return "", ""
