"""Recognises a catalogued mistake by what it answers."""

import copy
import importlib
import inspect
import re
import warnings

import numpy as np

from autograder.comparison import same
from autograder.limits import TimeLimit, time_limit
from autograder.recorder import Call, Handle, StudentError, Tape

SECONDS = 10  # for all replays of one exercise
ALIKE = dict(rtol=1e-7, atol=1e-10)
MISFITS = (  # how NumPy says that two factors do not fit, and that two terms do not
    r"\(size (?P<right>\d+) is different from (?P<left>\d+)\)", r"not aligned: (?P<left>\d+) \(dim \d\) != (?P<right>\d+)",
    r"broadcast together with shapes (?P<one>\(\S*\)) (?P<other>\(\S*\))",
)


def catalogue(lesson, exercise=None):
    """Name → function of the mistakes of a lesson, or of one exercise."""
    module = importlib.import_module(f"autograder.mistakes.wrong_{lesson}")
    wanted = f"{exercise}__" if exercise else ""
    own = {n: m for n, m in vars(module).items() if "__" in n.strip("_") and getattr(m, "__module__", "") == module.__name__}
    return {name: mistake for name, mistake in own.items() if callable(mistake) and name.startswith(wanted)}


def hint(mistake):
    """The mistake's docstring as one paragraph."""
    return " ".join((inspect.getdoc(mistake) or "").split())


def recognise(lesson, exercise, failed, passed=(), contradictions=lambda mistake: 0):
    """The name of the mistake that answers as the student did, or None.

    Parameters
    ----------
    lesson, exercise : str
    failed, passed : sequence of list of Call
        The calls of each check, in order. A mistake is named where it answers all of the first failed check's calls
        as the student did, and those of most other failed ones; what remains undecided, the passed ones decide.
        Checks that hand over an rng are not asked for the majority: another legal order of draws answers otherwise.
    contradictions : function mistake → int
        How many of the checks that the student passed the mistake fails. A single one may be another matter, a kind of
        number say; with more than it explains, it is another mistake.
    """
    failed = [calls for calls in failed if calls]
    try:
        with time_limit(SECONDS), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            mistakes = catalogue(lesson, exercise)
            best = _likeliest(mistakes, failed, contradictions) if failed else []
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
    for name in [name for name, mistake in mistakes.items() if _answers_alike(mistake, failed[0])]:
        alike = 1 + sum(_answers_alike(mistakes[name], calls) for calls in others)
        if 2 * alike > len(others) + 1:
            explained[name] = alike
    against = {name: contradictions(mistakes[name]) for name in explained}
    named = [name for name in explained if against[name] < max(2, explained[name])]
    most = max((explained[name], -against[name]) for name in named) if named else None
    return [name for name in named if (explained[name], -against[name]) == most]


def _draws(calls):
    """Whether random numbers are drawn in the calls."""
    return any(isinstance(a, np.random.Generator) for call in calls for a in (*call.args, *call.kwargs.values()))


def _answers_alike(mistake, calls):
    """Whether the mistake, called as the student's function was, answers the same each time.

    What a function takes as `state` is its own, of any layout: the mistake gets back its own, and nobody compares it.
    """
    tape, objects, states = Tape(), {}, {}
    stateful = "state" in inspect.signature(mistake).parameters
    for call in calls:
        given = list(copy.deepcopy((call.args, call.kwargs)))
        if stateful and call.handed_on:
            _put(given, call.handed_on[0], states[id(call.handed_on[1])])
        error, said, answer = None, "", None
        try:
            answer = _replay(mistake, call, objects, tape, given)
        except StudentError as raised:
            error, said = raised.type_name, raised.text
        if error != call.error or (not call.reads and _about(said) != _about(call.said)) or (error is None and not _same_outcome(call, answer, given, stateful)):
            return False
        if stateful and error is None and _idle(mistake, call.after, call.answer) != _idle(mistake, given, answer):
            return False
        if stateful and isinstance(answer, tuple | list) and len(answer) == 2:
            states[id(call)] = answer[1]
        if call.made is not None:
            objects[call.made] = answer
    return True


def _about(said):
    """What an error complains of, without what is a matter of style: the function's name, `@` or np.dot, which operand comes first."""
    for pattern in MISFITS:
        found = re.search(pattern, said)
        if found and "left" in found.groupdict():
            return found["left"], found["right"]
        if found:
            return set(found.groups())
    return re.sub(r"^[\w.<>]+\(\)", "", said)


def _replay(mistake, call, objects, tape, given):
    """What the mistake answers to the call."""
    function = mistake
    if call.subject is not None:
        function = tape.perform(Call(call.name), getattr, (objects[call.subject], call.name), {})
    return function if call.reads else tape.perform(Call(call.name), function, *given)


def _put(given, place, value):
    """Give another value to one argument."""
    args, kwargs = given
    if isinstance(place, str):
        kwargs[place] = value
    else:
        given[0] = (*args[:place], value, *args[place + 1 :])


def _same_outcome(call, answer, given, stateful=False):
    """Whether the answer is the student's, and the arguments are left as the student left them."""
    if stateful:
        pairs = [isinstance(a, tuple | list) and len(a) == 2 for a in (call.answer, answer)]
        return all(pairs) and same(call.answer[0], answer[0], **ALIKE) and same(_but_state(call.after), _but_state(given), **ALIKE)
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


def _but_state(arguments):
    """params and grads, the two arguments before the state."""
    args, kwargs = arguments
    return [*args, *kwargs.values()][:2]


def _data(arguments):
    """The arguments that are data: how far an rng has run is no part of an answer."""
    args, kwargs = arguments
    everything = [*args, *kwargs.values()]
    return [a for a in everything if not isinstance(a, np.random.Generator) and not callable(a)]
