"""One file has one set of names: what two lessons call alike and mean differently gets a name of its own."""

from collections.abc import Iterable, Mapping, Sequence

from autograder.authoring.nn.imported import MINE
from autograder.authoring.nn.program import BUILT_IN, Program
from autograder.authoring.nn.statements import Statement

Key = tuple[str, ...]  # the texts that make a name what it is


class Names:
    """The names of nn.py, given out lesson by lesson.

    Parameters
    ----------
    programs : list of Program
    slices : dict
        Lesson → the statements of it that go into nn.py.
    """

    def __init__(self, programs: Sequence[Program], slices: Mapping[str, Sequence[Statement]]) -> None:
        self.exercises = {name: program for program in programs for name in program.exercises}
        self._given: dict[tuple[str, Key], str] = {}
        self._built_in = {
            program.name: {n for s in slices[program.name] for n in s.reads} & BUILT_IN - program.bound
            for program in programs
        }
        self._taken = {*self.exercises, *(name for used in self._built_in.values() for name in used)}
        self._spoken = {name for part in slices.values() for s in part for name in s.binds | s.reads}

    def of(self, program: Program, part: Sequence[Statement]) -> tuple[dict[str, str], set[str]]:
        """(name in the lesson → name in nn.py, those names of nn.py that are new with this lesson)."""
        canonical = {name for name in program.exercises} | {n for n, e in program.lent.items() if n == e}
        own = {name for s in part for name in s.binds_ever} - canonical
        keys = {name: self._key(program, name, canonical - {name}) for name in own}
        different = {name for name in own if not self._fits(program, name, keys[name])}
        for statement in part:  # what one statement binds keeps together
            if statement.binds_ever & different:
                different |= statement.binds_ever & own
        final, new = {}, set(program.exercises)
        for name in sorted(own):
            given = self._given.get((name, keys[name])) if name not in different else None
            ours = name in self.exercises and name not in different
            if given is None and not ours:
                given = self._fresh(name, program) if name in different else name
                given = self._given.setdefault((name, keys[name]), given)
                new.add(given)
                self._taken.add(given)
            final[name] = given or name
        return final, new

    def _fits(self, program: Program, name: str, key: Key) -> bool:
        """Whether a lesson's name may stand in nn.py as it is, or does so already."""
        if name in self.exercises:
            owner = self.exercises[name]
            return key == self._key(owner, name, set(owner.exercises) - {name})
        return (name, key) in self._given or name not in self._taken

    def _fresh(self, name: str, program: Program) -> str:
        number = program.name.partition("_")[0]
        other = f"{name}_{number}"
        while other in self._taken | self._spoken:
            other += "_"
        return other

    def _key(self, program: Program, name: str, but: Iterable[str]) -> Key:
        return tuple(sorted({_text(statement) for statement in program.slice([name], frozenset(but))}))


def _text(statement: Statement) -> str:
    imported = statement.imported
    if imported is None:
        return statement.text
    if imported.module == MINE:
        return f"exercise {imported.attribute}"
    return imported.as_one
