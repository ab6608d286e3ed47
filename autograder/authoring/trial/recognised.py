"""Tells whether each mistake of a catalogue is recognised as itself and as no other."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any
from unittest.mock import patch

from autograder.authoring.trial.mistakes import Tried
from autograder.authoring.trial.on_tape import told_alike
from autograder.checking import catalogue, diagnosis, evidence
from autograder.checking.conditions import Conditions
from autograder.checking.replay_calls import answers_alike
from autograder.checking.replay_check import PASSES, fails_at
from autograder.checking.results import ExerciseResult
from autograder.running.calls import Call
from autograder.running.workbook import Workbook

FEW = 4  # checks that are asked first of those that answer their first failed one alike


def taken_for(
    done: Tried, titles: Sequence[str], first: Mapping[str, str], student: Workbook
) -> dict[str, str | None]:
    """Mistake → the one that the diagnosis takes it for.

    The diagnosis names first what answers all checks alike. So each is held against those that end with the
    same call of the same check, where that is the first that they fail. Where it is taken for one of them,
    more and more checks are asked of both, and in the end all.

    Parameters
    ----------
    done : Tried
        What is known of them: each has been asked the first check that it fails, or is now.
    titles : sequence of str
        All checks, in the order in which they are asked.
    first : dict
        Mistake → the title of the first check in that order that it fails; only of those that fail one.
    student : Workbook
        Our answers.
    """
    done.ask({name: [{title}] for name, title in first.items() if name not in done.seen}, student)
    ends = {name: done.ends(name) for name in first if name in done.seen}
    like = {name: [one for one in ends if ends[one] == ends[name]] for name in ends}
    unsettled, asked = _unsettled(done, like), FEW
    while unsettled and asked < 2 * len(titles):
        together = {one for others in unsettled.values() for one in others}
        places = {titles.index(first[name]) for name in together}  # all have passed what comes before
        turn = {title for place in places for title in titles[place : place + asked]}
        unsettled = _unsettled(done.anew(dict.fromkeys(together, [turn]), student), unsettled)
        asked *= 2
    taken: dict[str, str | None] = {name: name for name in first}
    for name in unsettled.keys() | first.keys() - like.keys():  # what fails only at times, too
        whole = done.anew({name: [None]}, student)
        taken[name] = recognised(whole, name).mistake if name in whole.seen else None
    return taken


def _unsettled(done: Tried, among: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """The mistakes that are not taken for themselves at once, each with those that are named before it."""
    found = {}
    for mistake, others in among.items():
        left = [*others]
        while (name := _name(done, mistake, left)) in left and name != mistake:
            left.remove(name)
        if name != mistake or len(left) < len(others):
            found[mistake] = [*(one for one in others if one not in left), mistake]
    return found


def _name(done: Tried, mistake: str, among: Collection[str]) -> str:
    """What the diagnosis takes it for; empty where it knows none, or where no check failed this time."""
    return (recognised(done, mistake, among).mistake if mistake in done.seen else None) or ""


def recognised(done: Tried, mistake: str, among: Collection[str] | None = None) -> ExerciseResult:
    """What the diagnosis says of a mistake that fails, as the result that it was about.

    Parameters
    ----------
    done : Tried
    mistake : str
    among : collection of str, optional
        The mistakes that it may be taken for; None for all of its exercise.
    """

    def known(check: Any, exercise: str, candidate: Callable, conditions: Conditions) -> Any:
        if (check, candidate) not in done.fails:  # a check that was not reached
            done.fails[check, candidate] = fails_at(check, exercise, candidate, conditions)
        return done.fails[check, candidate]

    every = catalogue.mistakes(done.lesson, done.exercise)
    itself = every[mistake]
    likely = {name: one for name, one in every.items() if among is None or name in among}

    def alike(candidate: Callable, calls: Sequence[Call]) -> bool:
        check = done.check_of[id(calls[0])] if calls else None
        ends = [done.fails.get((check, one)) for one in (candidate, itself)]
        if None not in ends and ends[0] != ends[1]:
            return False  # who answers alike fails at the same call
        own, said = done.asked.get((check, candidate)), None
        # where it fails, it is asked anew itself, as it is for a student
        if own and (candidate is not itself or done.fails[check, itself] == PASSES):
            said = told_alike(candidate, own, calls)
        return answers_alike(candidate, calls) if said is None else said

    with (
        patch.object(catalogue, "mistakes", lambda *of: likely),
        patch.object(evidence, "fails_at", known),
        patch.object(evidence, "answers_alike", alike),
    ):
        for result, tapes, conditions, _, changed, *_ in done.seen[mistake]:  # first what is told
            result.hint = ""
            diagnosis.explain(result, tapes, conditions, changed=changed)
            if result.hint:
                break
    return result
