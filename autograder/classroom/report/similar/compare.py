"""Which students' code is similar where that is rare: by fingerprints, since each with each takes long.

As in MOSS (Schleimer, Wilkerson, Aiken: Winnowing, 2003) runs of tokens are hashed; those of what was handed
out and those that many share are left out. Exercises are short: all runs are kept, and none is winnowed.
"""

import collections
import itertools
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from autograder.classroom.report.similar.pieces import Piece

Handed: TypeAlias = Mapping[str, Mapping[str, Piece]]  # student → exercise → piece

RUN = 12  # tokens: a line and a half
# A run that more students have is a usual way to write the exercise: MOSS's own number.
MOST_SHARING = 10
LEAST_SHARE = 0.5  # of the rare runs of the shorter one
LEAST = 20.0  # rare runs that a pair shares, each weighed by how many have it


@dataclass(frozen=True)
class Match:
    """One exercise of two students.

    Parameters
    ----------
    exercise : str
    pieces : (Piece, Piece)
    shared : frozenset of int
        The fingerprints that both have and few others.
    weight : float
        How many there are; one that k students have counts for 2/k.
    share : float
        The part of the shorter one's fingerprints that is shared, weighed likewise.
    """

    exercise: str
    pieces: tuple[Piece, Piece]
    shared: frozenset[int]
    weight: float
    share: float

    @property
    def identical(self) -> bool:
        """Whether names of variables, comments and layout are all that differs."""
        return self.pieces[0].shape == self.pieces[1].shape

    def lines(self, side: int, lines: Sequence[int]) -> set[int]:
        """The lines that hold what is shared; `lines` are those in which the side's tokens begin."""
        begins = [i for i, one in enumerate(fingerprints(self.pieces[side])) if one in self.shared]
        return {line for i in begins for line in lines[i : i + RUN]}


@dataclass(frozen=True)
class Pair:
    """Two students whose code of some exercises is similar; `also` have the same code as both."""

    students: tuple[str, str]
    matches: tuple[Match, ...]
    also: tuple[str, ...] = ()

    @property
    def weight(self) -> float:
        """How much the two share that is rare."""
        return sum(match.weight for match in self.matches)

    @property
    def identical(self) -> bool:
        """Whether any exercise is identical."""
        return any(match.identical for match in self.matches)


def fingerprints(piece: Piece) -> list[int]:
    """A hash of each run of tokens, in order."""
    return [hash(piece.tokens[i : i + RUN]) for i in range(len(piece.tokens) - RUN + 1)]


def pairs(handed: Handed, ours: Collection[int]) -> list[Pair]:
    """The pairs that share enough, identical ones first; `ours` are fingerprints that everybody may have."""
    matches: dict[tuple[str, ...], list[Match]] = collections.defaultdict(list)
    for exercise in dict.fromkeys(itertools.chain.from_iterable(handed.values())):
        there = {student: has[exercise] for student, has in sorted(handed.items()) if exercise in has}
        index = _Index(exercise, there, ours)
        for students, match in [*index.matches(), *index.large_groups()]:
            matches[students].append(match)
    found = [
        Pair((who[0], who[1]), tuple(sorted(each, key=_order)), who[2:]) for who, each in matches.items()
    ]
    listed = [pair for pair in found if pair.weight >= LEAST]
    return sorted(listed, key=lambda pair: (*_order(pair), pair.students))


def _order(thing: Pair | Match) -> tuple[bool, float]:
    return not thing.identical, -thing.weight


class _Index:
    """One exercise of a class: who has which fingerprint."""

    def __init__(self, exercise: str, there: Mapping[str, Piece], ours: Collection[int]) -> None:
        self.exercise, self.there = exercise, there
        self.has = {student: set(fingerprints(piece)).difference(ours) for student, piece in there.items()}
        self.who: dict[int, list[str]] = {}
        for student, found in self.has.items():
            for one in found:
                self.who.setdefault(one, []).append(student)

    def matches(self) -> list[tuple[tuple[str, ...], Match]]:
        """The pairs that have a good part of their rare fingerprints in common."""
        weights: collections.Counter[str] = collections.Counter()
        shared: dict[tuple[str, str], float] = collections.defaultdict(float)
        for students in self.who.values():
            if len(students) <= MOST_SHARING:
                weight = _weight(students)
                weights.update(dict.fromkeys(students, weight))
                for two in itertools.combinations(students, 2):
                    shared[two] += weight
        near = [(two, weight, weight / min(weights[one] for one in two)) for two, weight in shared.items()]
        return [(two, self._match(two, weight, share)) for two, weight, share in near if share >= LEAST_SHARE]

    def _match(self, two: tuple[str, str], weight: float, share: float) -> Match:
        both = self.has[two[0]] & self.has[two[1]]
        rare = frozenset(one for one in both if len(self.who[one]) <= MOST_SHARING)
        return Match(self.exercise, (self.there[two[0]], self.there[two[1]]), rare, weight, share)

    def large_groups(self) -> list[tuple[tuple[str, ...], Match]]:
        """Those who have identical code, and are too many for its fingerprints to be rare."""
        groups: dict[int, list[str]] = collections.defaultdict(list)
        for student, piece in self.there.items():
            groups[piece.shape].append(student)
        large = [group for group in groups.values() if len(group) > MOST_SHARING]
        return [(tuple(group), self._whole(group)) for group in large]

    def _whole(self, group: list[str]) -> Match:
        own = frozenset(self.has[group[0]])
        weight = sum(_weight(self.who[one]) for one in own)
        return Match(self.exercise, (self.there[group[0]], self.there[group[1]]), own, weight, 1.0)


def _weight(students: list[str]) -> float:
    return 2 / max(2, len(students))
