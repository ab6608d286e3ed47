"""Which mistake of the catalogue answers as the student did, call by call."""

from collections.abc import Mapping

from autograder.checking.blame import same_question
from autograder.checking.evidence import Evidence, Mistake
from autograder.checking.relations.compared import draws

NEARLY, LEAST = 0.8, 3  # share and number of failed checks that make a mistake surer than a relation
MOST = 0.6  # that it has to answer alike: of 9 a true one answered 6, of 11 a false one 5


def recognised(
    mistakes: Mapping[str, Mistake], seen: Evidence, most: float = MOST, everywhere: bool = False
) -> str:
    """The name of the mistake that answers as the student did, in every call or in most; or none.

    It has to answer all of the first failed check's calls as the student did, and those of most other failed
    ones; what remains undecided, the passed ones decide.
    """
    alike = {
        name: mistake
        for name, mistake in mistakes.items()
        if seen.alike(mistake, seen.failed[0])  # first, since it is known when all is asked once more
        and seen.fails_first(mistake)
        and (not seen.one_bit or same_question(seen.code, mistake))
        and (not everywhere or all(seen.alike(mistake, calls) for calls in (*seen.failed, *seen.passed)))
    }
    best = _likeliest(alike, seen, most)
    if most == NEARLY:
        best = [name for name in best if _is_sure(mistakes[name], seen)]
    undecided = [*seen.failed[1:], *filter(None, seen.passed)] if len(best) > 1 else []
    for calls in undecided:
        if len(best) == 1:
            break
        best = [name for name in best if seen.alike(mistakes[name], calls)] or best
    return next(iter(best), "")


def _likeliest(mistakes: Mapping[str, Mistake], seen: Evidence, most: float) -> list[str]:
    """The names of those that explain most of the failed checks, and of these the least contradicted."""
    # another legal order of draws answers otherwise: checks that hand over an rng do not count
    others = [calls for calls in seen.failed[1:] if not any(map(draws, calls))]
    explained = {}
    for name, mistake in mistakes.items():
        alike = 1 + sum(seen.alike(mistake, calls) for calls in others)
        if alike >= most * (len(others) + 1):
            explained[name] = alike
    borne = {name: 1 if seen.mute or seen.one_bit else max(2, alike) for name, alike in explained.items()}
    against = {name: seen.contradictions(mistakes[name], borne[name]) for name in explained}
    named = [name for name in explained if against[name] < borne[name]]
    best = max((explained[name], -against[name]) for name in named) if named else None
    return [name for name in named if (explained[name], -against[name]) == best]


def _is_sure(mistake: Mistake, seen: Evidence) -> bool:
    """Whether it answers enough of the failed checks alike, and no passed one speaks against it."""
    alike = sum(seen.alike(mistake, calls) for calls in seen.failed)
    return alike >= max(LEAST, NEARLY * len(seen.failed)) and not seen.contradictions(mistake, 1)
