"""What has crossed between the grader and the sandbox as values again; nothing that is said is believed."""

from collections.abc import Callable
from typing import Any, ClassVar

import numpy as np

from autograder.classroom.rpc import generators, npy
from autograder.classroom.rpc.containers import Containers
from autograder.classroom.rpc.protocol import (
    DEEPEST,
    LARGEST,
    LARGEST_INT,
    LONGEST,
    MOST_AXES,
    MOST_KEYS,
    MOST_NODES,
    MOST_OBJECTS,
    NAME,
    Array,
    Coded,
    WireError,
    unfolded,
)
from autograder.classroom.rpc.remotes import KINDS


class Decoder:
    """Turns (JSON, bytes) back into values; believes nothing.

    Parameters
    ----------
    data : bytes of the message's arrays.
    handle : function
        (number, kind, type name) → what stands for a thing of the other side.
    own : function
        number → a thing of ours that the other side names.
    most : int
        Bytes of one array.
    containers : Containers, optional
        Knows those of ours that the other side hands back, and gives its own their numbers.
    """

    def __init__(
        self,
        data: bytes | memoryview,
        handle: Callable[[int, str, str], Any],
        own: Callable[[Any], Any],
        most: int = LARGEST,
        containers: Containers | None = None,
    ) -> None:
        self.data, self.handle, self.own, self.most, self.nodes, self.keys = data, handle, own, most, 0, 0
        self.containers = containers or Containers()
        self.left = len(
            data
        )  # each byte is read once: arrays that share some would take more memory than came

    def decode(self, coded: Coded, depth: int = 0) -> Any:
        """The value; WireError for anything that an Encoder does not write."""
        self.nodes += 1
        if depth > DEEPEST or self.nodes > MOST_NODES:
            raise WireError("the answer holds too many values, or lists too deep in lists")
        if type(coded) is int and coded.bit_length() > LARGEST_INT:
            raise WireError("the answer is a number of hundreds of digits")
        if coded is None or type(coded) in (bool, int, float):
            return coded
        if type(coded) is str:
            return coded[:LONGEST].encode("utf-8", "replace").decode()
        try:
            method: Any = self._methods[coded[0]] if type(coded) is list else None
            return method(self, coded, depth + 1)
        except WireError:
            raise
        except Exception:  # MemoryError too
            raise WireError("the answer is not a message") from None

    def _items(self, coded: Coded, depth: int) -> list[Any]:
        return self.containers.numbered([self.decode(v, depth) for v in coded[1]], *coded[2:])

    def _tuple(self, coded: Coded, depth: int) -> tuple[Any, ...]:
        items = tuple(self.decode(v, depth) for v in coded[1])
        return self.containers.numbered(items, *coded[2:])

    def _handed_back(self, coded: Coded, depth: int) -> Any:
        return self.containers.back(coded[1], self.decode(coded[2], depth))

    def _dict(self, coded: Coded, depth: int) -> dict[Any, Any]:
        self.keys += len(coded[1])
        if self.keys > MOST_KEYS:  # keys that all hash alike take quadratic time
            raise WireError("the answer holds too many keys of dicts")
        found = {self.decode(k, depth): self.decode(v, depth) for k, v in coded[1]}
        return self.containers.numbered(found, *coded[2:])

    def _complex(self, coded: Coded, depth: int) -> complex:
        return complex(float(coded[1]), float(coded[2]))

    def _generator(self, coded: Coded, depth: int) -> np.random.Generator:
        _, state, children = coded
        try:
            return generators.made(self.decode(state, depth), children)
        except ValueError:
            raise WireError("the answer holds no random generator") from None

    def _number(self, coded: Coded, depth: int) -> Any:
        _, start, size = coded
        array = self._npy(start, size)
        if array.ndim:
            raise WireError("the answer is not a message")
        return array[()]

    def _array(self, coded: Coded, depth: int) -> Array:
        _, start, size, layout, writeable = coded
        array = self._npy(start, size)
        if layout == "apart":
            array = npy.apart(array)
        array.flags.writeable = bool(writeable)
        return array

    def _objects(self, coded: Coded, depth: int) -> Array:
        _, lengths, items = coded
        shape = [int(n) for n in lengths]
        if unfolded(shape) > MOST_OBJECTS or len(shape) > MOST_AXES or min(shape, default=0) < 0:
            raise WireError("the answer holds too many objects")
        array = np.empty(len(items), dtype=object)
        for i, item in enumerate(items):
            array[i] = self.decode(item, depth)
        return array.reshape(shape)

    def _npy(self, start: object, size: object) -> Array:
        """The array in so many bytes of the message."""
        if type(start) is not int or type(size) is not int:
            raise WireError("the answer is not a message")
        self.left -= size
        if not 0 <= start <= start + size <= len(self.data) or self.left < 0:
            raise WireError("the answer is not a message")
        return npy.loaded(bytes(self.data[start : start + size]), self.most)

    def _picture(self, coded: Coded, depth: int) -> Any:
        from autograder.figures import Picture  # not at the top: Matplotlib takes a while, and most have none

        return Picture.from_dict(self.decode(coded[1], depth))

    def _thing(self, coded: Coded, depth: int) -> Any:
        _, number, kind, name = coded
        if type(number) is not int or kind not in KINDS:
            raise WireError("the answer is not a message")
        return self.handle(number, kind, name if NAME.fullmatch(name) else "object")

    def _own(self, coded: Coded, depth: int) -> Any:
        return self.own(coded[1])

    _methods: ClassVar[dict[str, Callable[[Any, Any, int], Any]]] = {
        "l": _items, "t": _tuple, "k": _handed_back, "d": _dict, "c": _complex, "r": _generator, "g": _number,
        "a": _array, "o": _objects, "p": _picture, "h": _thing, "m": _own,
    }  # fmt: skip
