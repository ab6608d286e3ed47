"""What a wrong answer has to do with the right one, where that is one thing: its negative, n times it.

A sentence counts only where it holds in every call of the exercise's checks, passed ones included, and
where the numbers could have contradicted it.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from autograder.checking.relations.compared import CANNOT, Compared, is_right
from autograder.checking.relations.functions import others
from autograder.checking.relations.numbers import Pair, explained, said_of
from autograder.checking.relations.parts import EACH, Incomparable, Path, part_names
from autograder.checking.relations.places import Place, said_of_places

Said = dict[Path, str]


def relation(answers: Compared, whole: bool = False) -> str:
    """The simplest sentence that explains all answers, or a part of each; empty where there is none.

    With `whole`, a sentence counts only where all that is wrong is explained.
    """
    wrong = answers.wrong
    said = _each(wrong, lambda path: said_of(pairs(answers, path)))
    said |= _as_others(answers, [path for path in wrong if path not in said])
    said |= _each([path for path in wrong if path not in said], lambda path: _as_a_step(answers, path))
    return "" if whole and len(said) < len(wrong) else _sentence(said, answers)


def place(answers: Compared) -> str:
    """Where all that is wrong in the answers, or a part of them, stands; empty where that is no one place."""
    return _sentence(_each(answers.wrong, lambda path: _by_place(answers, path)), answers)


def of_wrong_parts(answers: Compared, says: str) -> str:
    """The sentence, said of those parts of the answers that are wrong."""
    return _sentence(dict.fromkeys(answers.wrong, says), answers)


def pairs(answers: Compared, path: Path) -> list[Pair]:
    """What was found and what was due in one place of the answers."""
    return [Pair(part.found, part.due, _shape(one.given)) for one in answers.seen for part in one.of(path)]


def explains(other: Compared, answers: Compared, path: Path) -> bool:
    """Whether the other function answers as was found in this place, and enough that is not due."""
    numbers: set[float] = set()
    for part, its in zip(answers.of(path), other.of(path)):
        if not is_right(its):
            return False
        if not is_right(part):
            numbers |= set(np.ravel(part.due).tolist())
    return explained(numbers)


def _each(paths: Sequence[Path], explain: Callable[[Path], str]) -> Said:
    return {path: says for path in paths if (says := explain(path))}


def _shape(given: Mapping[str, Any]) -> tuple[int, int]:
    """(rows, columns) of the first array among the arguments."""
    arrays = (value for value in given.values() if isinstance(value, np.ndarray) and value.size)
    first = next(arrays, np.zeros(()))
    return (len(first), first.size // len(first)) if first.ndim else (1, 1)


def _as_others(answers: Compared, wrong: Sequence[Path]) -> Said:
    """Path → what the part is in place of ours, for those that are the right answer to another question."""
    said: Said = {}
    for other in others(answers.ours):
        left = [path for path in wrong if path not in said]
        if theirs := answers.beside(other.function, left):
            said |= {path: other.says for path in left if explains(theirs, answers, path)}
    return said


def _as_a_step(answers: Compared, path: Path) -> str:
    """What is so of the change that the part makes to an argument built as the answer is."""
    for name in answers.seen[0].given:
        try:
            changes = _changes(answers, path, name)
        except (*CANNOT, KeyError):
            continue
        if says := said_of(changes):
            return f"Of the change that is made to `{name}`: {says[0].lower()}{says[1:]}"
    return ""


def _changes(answers: Compared, path: Path, name: str) -> list[Pair]:
    """What was found and what was due, each less the argument."""
    changes = []
    for one in answers.seen:
        before, found = one.given[name], one.of(path)
        if path[-2:-1] != (EACH,) or not isinstance(before, list | tuple) or len(before) != len(found):
            raise Incomparable
        layers = [np.asarray(array[path[-1]]) for array in before]
        if any(part.found.shape != a.shape or part.due.shape != a.shape for part, a in zip(found, layers)):
            raise Incomparable
        changes += [Pair(part.found - a, part.due - a, _shape(one.given)) for part, a in zip(found, layers)]
    return changes


def _by_place(answers: Compared, path: Path) -> str:
    return said_of_places([Place(part, one.given) for one in answers.seen for part in one.of(path)])


def _sentence(said: Said, answers: Compared) -> str:
    """What is said of the first part that is explained, with the names of all parts of which it is so."""
    says = next((said[path] for path in answers.paths if path in said), "")
    meant = [path for path in answers.paths if path in said and said[path] == says]
    if meant == answers.paths:
        return says
    names = part_names(answers.ours)
    return f"{' and '.join(_name(path, names) for path in meant)}: {says}" if says else ""


def _name(path: Path, names: Mapping[Path, str]) -> str:
    keys = [f"`{step}`" for step in path if isinstance(step, str) and step != EACH]
    return names.get(path) or (keys[-1] if keys else "a part of it")
