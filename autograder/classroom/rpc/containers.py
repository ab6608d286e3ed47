"""A student's own kind of tuple, list or dict: a plain one here, and theirs again where it is handed back."""

from typing import Any, TypeVar, cast

T = TypeVar("T")

PLAIN = (tuple, list, dict)
MOST_KEPT = 1000  # containers that one side remembers for the other to hand back


class OwnTuple(tuple[Any, ...]):
    """A tuple; `number` is that of the student's own, a named tuple say."""

    number: int


class OwnList(list[Any]):
    """A list; `number` is that of the student's own."""

    number: int


class OwnDict(dict[Any, Any]):
    """A dict; `number` is that of the student's own."""

    number: int


OWN: dict[type, Any] = {tuple: OwnTuple, list: OwnList, dict: OwnDict}
for _plain, _own in OWN.items():
    _own.__name__ = _plain.__name__  # to a message it is what it looks like


def numbered(value: T, number: object = None) -> T:
    """The plain container as one that knows its number; as it is where that is none."""
    if type(number) is not int:
        return value
    own: Any = OWN[type(value)](value)
    own.number = number
    return cast(T, own)


class Containers:
    """What a student's code answered with, by number, as long as it is among the last."""

    def __init__(self) -> None:
        self._kept: dict[int, Any] = {}
        self._last = 0

    def keep(self, value: Any) -> int:
        """The number by which the other side may hand the value back."""
        self._last += 1
        self._kept[self._last] = value
        if len(self._kept) > MOST_KEPT:
            del self._kept[next(iter(self._kept))]
        return self._last

    def back(self, number: object, plain: Any) -> Any:
        """The value with this number; `plain` where it is not known any more."""
        return self._kept.get(number, plain) if type(number) is int else plain
