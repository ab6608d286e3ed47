"""A student's own kind of tuple, list or dict: a plain one here, and theirs again where it is handed back."""

import itertools
from typing import Any, TypeVar, cast

T = TypeVar("T")

MOST_KEPT = 1000  # containers that one side remembers for the other to hand back
_sides = itertools.count()


class OwnTuple(tuple[Any, ...]):
    """A tuple; `number` is that of the student's own, a named tuple say, after that of its process."""

    number: tuple[int, int]


class OwnList(list[Any]):
    """A list; `number` is that of the student's own, after that of its process."""

    number: tuple[int, int]


class OwnDict(dict[Any, Any]):
    """A dict; `number` is that of the student's own, after that of its process."""

    number: tuple[int, int]


OWN: dict[type, Any] = {tuple: OwnTuple, list: OwnList, dict: OwnDict}
for _plain, _own in OWN.items():
    _own.__name__ = _plain.__name__  # to a message it is what it looks like


class Containers:
    """What one side keeps for the other to hand back, by number, as long as it is among the last.

    Parameters
    ----------
    keeps : bool
        Whether it keeps any.
    """

    def __init__(self, keeps: bool = False) -> None:
        self._keeps, self._side = keeps, next(_sides)
        self._kept: dict[int, Any] = {}
        self._last = 0

    def kept(self, value: Any) -> list[int]:
        """The number by which the other side may hand the value back; none of a plain container."""
        if not self._keeps or type(value) in OWN:
            return []
        self._last += 1
        self._kept[self._last] = value
        if len(self._kept) > MOST_KEPT:
            del self._kept[next(iter(self._kept))]
        return [self._last]

    def back(self, number: object, plain: Any) -> Any:
        """The value with this number; `plain` where it is not known any more."""
        return self._kept.get(number, plain) if type(number) is int else plain

    def numbered(self, plain: T, number: object = None) -> T:
        """The other side's container as one that knows its number; as it is where that is none."""
        if type(number) is not int:
            return plain
        own: Any = OWN[type(plain)](plain)
        own.number = self._side, number
        return cast(T, own)

    def known(self, value: Any) -> int | None:
        """The other side's number of what came from there; a process that has ended knows none."""
        side, number = value.number if type(value) in OWN.values() else (None, None)
        return number if side == self._side else None
