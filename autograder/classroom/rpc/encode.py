"""Values as what crosses between the grader and the sandbox: JSON and `.npy` data, never a pickle."""

import sys
from collections.abc import Callable
from functools import lru_cache
from typing import Any, ClassVar, TypeAlias

import numpy as np

from autograder.classroom.rpc import generators, npy
from autograder.classroom.rpc.containers import Containers
from autograder.classroom.rpc.protocol import (
    DEEPEST,
    LARGEST,
    LARGEST_INT,
    LONGEST,
    MOST_AXES,
    MOST_NODES,
    MOST_OBJECTS,
    Array,
    Coded,
    WireError,
    unfolded,
)

KINDS_REMEMBERED = 1000  # types of which is known how they are written
Exported: TypeAlias = tuple[str, int] | tuple[str, int, str, str]
Method: TypeAlias = Callable[[Any, Any, int], Coded]  # (the Encoder, the value, how deep it lies)


class Encoder:
    """Turns values into (JSON, bytes); what is no data goes as a handle, a number that its owner keeps.

    Parameters
    ----------
    export : function
        thing → ("h", number, kind, type name) or ("m", number) for what came from the other side.
    most : int
        Bytes of all arrays together.
    containers : Containers, optional
        Gives those of its owner's own kinds the numbers by which they may be handed back.
    """

    def __init__(
        self,
        export: Callable[[Any], Exported],
        most: int = LARGEST,
        containers: Containers | None = None,
    ) -> None:
        self.export, self.most, self.data, self.nodes = export, most, bytearray(), 0
        self.containers = containers or Containers()

    def encode(self, value: Any, depth: int = 0) -> Coded:
        """The value as JSON; the bytes of its arrays are added to `data`."""
        self.nodes += 1
        if depth > DEEPEST or self.nodes > MOST_NODES:
            raise WireError("the value holds too many values, or lists too deep in lists")
        method = _method_for(type(value))  # type: ignore[arg-type]  # its type, not what it says of its class
        if method:
            return method(self, value, depth + 1)
        pictures = sys.modules.get("autograder.figures.picture")  # where nobody loaded it, no value is one
        if pictures and type(value) is pictures.Picture:
            return ["p", self.encode(value.to_dict(), depth + 1)]
        return list(self.export(value))

    def _none(self, value: None, depth: int) -> Coded:
        return None

    def _bool(self, value: bool, depth: int) -> Coded:
        return bool(value)

    def _int(self, value: int, depth: int) -> Coded:
        value = int.__add__(value, 0)
        if value.bit_length() > LARGEST_INT:
            raise WireError("the value is a number of hundreds of digits")
        return value

    def _float(self, value: float, depth: int) -> Coded:
        return float.__add__(value, 0.0)

    def _complex(self, value: complex, depth: int) -> Coded:
        return ["c", complex(value).real, complex(value).imag]

    def _str(self, value: str, depth: int) -> Coded:
        if str.__len__(value) > LONGEST:
            raise WireError("the value is a string that is too long")
        return str.__str__(value)

    def _bytes(self, value: bytes | bytearray, depth: int) -> Coded:
        raise WireError("the value is bytes: give text or numbers")

    def _list(self, value: list[Any], depth: int) -> Coded:
        return self._of_a_kind(value, ["l", [self.encode(v, depth) for v in list.__iter__(value)]])

    def _tuple(self, value: tuple[Any, ...], depth: int) -> Coded:
        return self._of_a_kind(value, ["t", [self.encode(v, depth) for v in tuple.__iter__(value)]])

    def _dict(self, value: dict[Any, Any], depth: int) -> Coded:
        items = [[self.encode(k, depth), self.encode(v, depth)] for k, v in dict.items(value)]
        return self._of_a_kind(value, ["d", items])

    def _of_a_kind(self, value: Any, coded: list[Any]) -> Coded:
        """A container as it is coded; where it is of a kind of somebody's own, with its number."""
        number = self.containers.known(value)
        return ["k", number, coded] if number is not None else [*coded, *self.containers.kept(value)]

    def _generator(self, value: np.random.Generator, depth: int) -> Coded:
        state = value.bit_generator.state
        if state["bit_generator"] not in generators.KINDS:
            return list(self.export(value))
        return ["r", self.encode(state, depth), generators.spawned(value)]

    def _number(self, value: np.generic, depth: int) -> Coded:
        return ["g", *self._npy(np.asarray(value))]

    def _array(self, value: Array, depth: int) -> Coded:
        if isinstance(value, (np.matrix, np.ma.MaskedArray)):
            return list(self.export(value))
        plain = np.ndarray.view(value, np.ndarray)
        if plain.dtype.kind == "O":
            if unfolded(plain.shape) > MOST_OBJECTS or plain.ndim > MOST_AXES:
                raise WireError("the array holds too many objects")
            return ["o", list(plain.shape), [self.encode(v, depth) for v in plain.ravel().tolist()]]
        flags = plain.flags
        layout = "side by side" if flags.c_contiguous or flags.f_contiguous else "apart"
        return ["a", *self._npy(plain), layout, bool(flags.writeable)]

    def _npy(self, array: Array) -> tuple[int, int]:
        """(start, size) of the array's bytes in `data`."""
        start = len(self.data)
        self.data += npy.dumped(array, self.most)
        if len(self.data) > self.most:
            raise WireError("the answer is too large")
        return start, len(self.data) - start

    _methods: ClassVar[tuple[tuple[type, Method], ...]] = (
        (type(None), _none), (bool, _bool), (np.generic, _number), (int, _int), (float, _float),
        (complex, _complex), (str, _str), (bytes, _bytes), (bytearray, _bytes), (np.ndarray, _array),
        (list, _list), (tuple, _tuple), (dict, _dict), (np.random.Generator, _generator),
    )  # fmt: skip


@lru_cache(KINDS_REMEMBERED)
def _method_for(kind: type) -> Method | None:
    """How values of a type are written; None where only their owner can hold them."""
    return next((method for parent, method in Encoder._methods if issubclass(kind, parent)), None)
