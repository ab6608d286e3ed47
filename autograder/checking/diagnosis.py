"""Recognises a catalogued mistake by what it answers."""

import contextlib
import importlib
import inspect
import re
import warnings

import numpy as np

from autograder.comparison import same
from autograder.running.recorder import (
    Call,
    Handle,
    StudentError,
    Tape,
    close_figure_left,
    overheard,
    snapshot,
)
from autograder.running.timeout import TimeLimit, time_limit

SECONDS = 10  # for all replays of one exercise
ALIKE = dict(rtol=1e-7, atol=1e-10)
MISFITS = (  # how NumPy says that two factors do not fit, and that two terms do not
    r"\(size (?P<right>\d+) is different from (?P<left>\d+)\)",
    r"not aligned: (?P<left>\d+) \(dim \d\) != (?P<right>\d+)",
    r"broadcast together with shapes (?P<one>\(\S*\)) (?P<other>\(\S*\))",
)


def catalogue(lesson, exercise=None):
    """Name → function of the mistakes of a lesson, or of one exercise."""
    module = importlib.import_module(f"autograder.mistakes.wrong_{lesson}")
    wanted = f"{exercise}__" if exercise else ""
    own = {
        n: m
        for n, m in vars(module).items()
        if "__" in n.strip("_") and getattr(m, "__module__", "") == module.__name__
    }
    return {name: mistake for name, mistake in own.items() if callable(mistake) and name.startswith(wanted)}


def hint(mistake):
    """The mistake's docstring as one paragraph."""
    return " ".join((inspect.getdoc(mistake) or "").split())


def recognise(
    lesson, exercise, failed, passed=(), fails_first=lambda mistake: True, contradictions=lambda mistake: 0
):
    """The name of the mistake that answers as the student did, or None.

    Parameters
    ----------
    lesson, exercise : str
    failed, passed : sequence of list of Call
        The calls of each check, in order. A mistake is named where it answers all of the first failed check's calls
        as the student did, and those of most other failed ones; what remains undecided, the passed ones decide.
        Checks that hand over an rng are not asked for the majority: another legal order of draws answers otherwise.
    fails_first : function mistake → bool
        Whether the mistake fails the first failed check, with the same call: otherwise it does not explain why the student failed.
    contradictions : function mistake → int
        How many of the checks that the student passed the mistake fails. A single one may be another matter, a kind of
        number say; with as many as it explains, it is another mistake.
    """
    try:
        with time_limit(SECONDS), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            mistakes = catalogue(lesson, exercise)
            alike = {
                name: m for name, m in mistakes.items() if _answers_alike(m, failed[0]) and fails_first(m)
            }
            best = _likeliest(alike, failed, contradictions)
            undecided = [*failed[1:], *filter(None, passed)] if len(best) > 1 else []
            for calls in undecided:
                best = [name for name in best if _answers_alike(mistakes[name], calls)] or best
    except TimeLimit:
        return None
    return next(iter(best), None)


def _likeliest(mistakes, failed, contradictions):
    """The names of those that explain most of the failed checks, and of these the least contradicted."""
    others = [calls for calls in failed[1:] if not _draws(calls)]
    explained = {}
    for name, mistake in mistakes.items():
        alike = 1 + sum(_answers_alike(mistake, calls) for calls in others)
        if 2 * alike > len(others) + 1:
            explained[name] = alike
    against = {name: contradictions(mistakes[name]) for name in explained}
    mute = not any(call.error or _finite(call.answer) for call in failed[0])
    named = [name for name in explained if against[name] < (1 if mute else max(2, explained[name]))]
    most = max((explained[name], -against[name]) for name in named) if named else None
    return [name for name in named if (explained[name], -against[name]) == most]


def _finite(answer):
    """Whether an answer holds a finite number, or what is no number; nan is the answer of very different mistakes."""
    if isinstance(answer, tuple | list):
        return any(map(_finite, answer[:1] if _is_step(answer) else answer))
    try:
        return bool(np.isfinite(np.asarray(answer, dtype=float)).any())
    except (TypeError, ValueError):
        return True


def _is_step(answer):
    """Whether an answer is (params, state): what a state holds is nobody's business."""
    return len(answer) == 2 and isinstance(answer[0], tuple | list)


def _draws(calls):
    """Whether random numbers are drawn in the calls."""
    return any(
        isinstance(a, np.random.Generator) for call in calls for a in (*call.args, *call.kwargs.values())
    )


def _answers_alike(mistake, calls):
    """Whether the mistake, called as the student's function was, answers the same each time.

    What a function takes as `state` is its own, of any layout: the mistake gets back its own, and nobody compares it.
    """
    close_figure_left()
    tape, objects, states = Tape(), {}, {}
    stateful = "state" in inspect.signature(mistake).parameters
    for call in calls:
        given, own, answer = list(snapshot((call.args, call.kwargs))), Call(call.name), None
        if stateful and call.handed_on:
            _put(given, call.handed_on[0], states[id(call.handed_on[1])])
        with contextlib.suppress(StudentError):
            answer = _replay(mistake, call, own, objects, tape, given)
        if not _same_error(call, own) or not _asked_alike(call, own):
            return False
        if call.error is None and not _same_outcome(mistake, call, answer, given, stateful):
            return False
        if (
            stateful
            and call.error is None
            and _idle(mistake, call.after, call.answer) != _idle(mistake, given, answer)
        ):
            return False
        if stateful and isinstance(answer, tuple | list) and len(answer) == 2:
            states[id(call)] = answer[1]
        if call.made is not None:
            objects[call.made] = answer
    return True


def _same_error(call, own):
    return own.error == call.error and (call.reads or _about(own.said) == _about(call.said))


def _asked_alike(call, own):
    """Where the answer is one bit, and says too little: whether the student asked the functions handed over all that the mistake asks them."""
    return not isinstance(call.answer, bool | np.bool_) or own.asked <= call.asked


def _about(said):
    """What an error complains of, without what is a matter of style: the function's name, `@` or np.dot, which operand comes first."""
    for pattern in MISFITS:
        found = re.search(pattern, said)
        if found and "left" in found.groupdict():
            return found["left"], found["right"]
        if found:
            return set(found.groups())
    return re.sub(r"^[\w.<>]+\(\)", "", said)


def _replay(mistake, call, own, objects, tape, given):
    """What the mistake answers to the call; `own` is its own call, and remembers the rest."""
    function = mistake
    if call.subject is not None:
        function = tape.perform(own, getattr, (objects[call.subject], call.name), {})
    return function if call.reads else tape.perform(own, function, *overheard(own, *given))


def _put(given, place, value):
    """Give another value to one argument."""
    args, kwargs = given
    if isinstance(place, str):
        kwargs[place] = value
    else:
        given[0] = (*args[:place], value, *args[place + 1 :])


def _same_outcome(mistake, call, answer, given, stateful=False):
    """Whether the answer is the student's, and the arguments are left as the student left them."""
    if stateful:
        pairs = [isinstance(a, tuple | list) and len(a) == 2 for a in (call.answer, answer)]
        kept = [_but_state(mistake, arguments) for arguments in (call.after, given)]
        return all(pairs) and same(call.answer[0], answer[0], **ALIKE) and same(*kept, **ALIKE)
    if call.made is None:
        kept = Tape().keep(Call(call.name), answer)
        if not same(call.answer, list(kept) if hasattr(kept, "__next__") else kept, **ALIKE):
            return False
    elif not isinstance(Tape().keep(Call(call.name), answer), Handle):  # the student's answer was an object
        return False
    return call.reads or same(_data(call.after), _data(given), **ALIKE)


def _idle(mistake, arguments, answer):
    """Whether the state that came in, as it is after the call, is the state that went out."""
    args, kwargs = arguments
    return same(inspect.signature(mistake).bind(*args, **kwargs).arguments.get("state"), answer[1])


def _but_state(mistake, arguments):
    """The arguments that are data, all but the state."""
    args, kwargs = arguments
    named = inspect.signature(mistake).bind(*args, **kwargs).arguments
    return _data(([value for name, value in named.items() if name != "state"], {}))


def _data(arguments):
    """The arguments that are data: how far an rng has run is no part of an answer."""
    args, kwargs = arguments
    everything = [*args, *kwargs.values()]
    return [a for a in everything if not isinstance(a, np.random.Generator) and not callable(a)]
