"""The numbers by which each side of the conversation names the things of the other that are no data."""

import weakref
from collections.abc import Set
from typing import Any

from autograder.classroom.rpc.encode import Exported
from autograder.classroom.rpc.protocol import WireError
from autograder.classroom.rpc.remotes import KINDS, Asks, Remote, kind_of

MOST_THINGS = 10_000  # handles that one side may hold


class Handles(Asks):
    """What one side has given away, by number, and what stands on it for the other side's things."""

    def __init__(self) -> None:
        self.things: dict[int, Any] = {}
        self._numbers: dict[int, int] = {}  # id of a thing → its number
        self._last = 0
        self._remotes: weakref.WeakValueDictionary[int, Remote] = weakref.WeakValueDictionary()

    def export(self, thing: Any) -> Exported:
        """What goes over the wire for a thing that is no data."""
        mark = thing.__dict__.get("_hardway") if isinstance(thing, Remote) else None
        if mark is not None and mark[0] is self:
            return "m", mark[1]
        if id(thing) not in self._numbers:
            if len(self.things) >= MOST_THINGS:
                raise WireError("too many objects")
            self._last += 1
            self._numbers[id(thing)], self.things[self._last] = self._last, thing
        return "h", self._numbers[id(thing)], kind_of(thing), type(thing).__name__

    def number_of(self, thing: object) -> int | None:
        """The number of a thing that was given away."""
        return self._numbers.get(id(thing))

    def remote(self, number: int, kind: str, name: str) -> Remote:
        """What stands for a thing of the other side, the same as long as somebody holds it."""
        remote = self._remotes.get(number)
        if remote is None:
            base = KINDS[kind]
            cls = type(name, (base,), {}) if kind == "object" else base
            remote = self._remotes[number] = cls(self, number)
        return remote

    def own(self, number: object) -> Any:
        """The thing of ours that the other side names."""
        if type(number) is not int or number not in self.things:  # True would be the first thing
            raise WireError("there is no such thing")
        return self.things[number]

    def forget(self, numbers: Set[int]) -> None:
        """Take things back: whoever names them from here on is wrong."""
        for number in numbers & self.things.keys():
            self._numbers.pop(id(self.things.pop(number)), None)
