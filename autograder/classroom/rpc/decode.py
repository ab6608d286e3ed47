"""What has crossed between the grader and the sandbox as values again; nothing that is said is believed."""

import io
import math
from functools import lru_cache

import numpy as np

from autograder.classroom.rpc.protocol import (  # fmt: skip
    DEEPEST,
    GENERATORS,
    LARGEST,
    LARGEST_INT,
    LONGEST,
    MOST_AXES,
    MOST_KEYS,
    MOST_NODES,
    MOST_OBJECTS,
    NAME,
    WireError,
    assert_crosses,
    assert_text,
    unfolded,
)


@lru_cache(500)
def _read_header(start):
    """(shape, whether in Fortran's order, dtype) from the start of an `.npy` file."""
    stream = io.BytesIO(start)
    if np.lib.format.read_magic(stream) != (1, 0):
        raise WireError("the answer is not a message")
    return np.lib.format.read_array_header_1_0(stream, max_header_size=2000)


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
    """

    def __init__(self, data, handle, own, most=LARGEST):
        self.data, self.handle, self.own, self.most, self.nodes, self.keys = data, handle, own, most, 0, 0
        self.left = len(
            data
        )  # each byte is read once: arrays that share bytes would take more memory than came

    def decode(self, coded, depth=0):
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
            method = self._methods[coded[0]] if type(coded) is list else None
            return method(self, coded, depth + 1)
        except WireError:
            raise
        except Exception:  # MemoryError too
            raise WireError("the answer is not a message") from None

    def _items(self, coded, depth):
        return [self.decode(v, depth) for v in coded[1]]

    def _tuple(self, coded, depth):
        return tuple(self._items(coded, depth))

    def _dict(self, coded, depth):
        self.keys += len(coded[1])
        if self.keys > MOST_KEYS:  # keys that all hash alike take quadratic time
            raise WireError("the answer holds too many keys of dicts")
        return {self.decode(k, depth): self.decode(v, depth) for k, v in coded[1]}

    def _complex(self, coded, depth):
        return complex(float(coded[1]), float(coded[2]))

    def _generator(self, coded, depth):
        state = self.decode(coded[1], depth)
        # An even increment makes short cycles: a draw that is tried again until it fits would never end.
        if state["bit_generator"] not in GENERATORS or not state["state"]["inc"] % 2:
            raise WireError("the answer holds no random generator")
        bits = getattr(np.random, state["bit_generator"])(0)
        bits.state = state
        return np.random.Generator(bits)

    def _number(self, coded, depth):
        _, start, size = coded
        array = self._npy(start, size)
        if array.ndim:
            raise WireError("the answer is not a message")
        return array[()]

    def _array(self, coded, depth):
        _, start, size, layout, writeable = coded
        array = self._npy(start, size)
        if layout == "apart":
            array = apart(array)
        array.flags.writeable = bool(writeable)
        return array

    def _objects(self, coded, depth):
        _, shape, items = coded
        shape = [int(n) for n in shape]
        if unfolded(shape) > MOST_OBJECTS or len(shape) > MOST_AXES or min(shape, default=0) < 0:
            raise WireError("the answer holds too many objects")
        array = np.empty(len(items), dtype=object)
        for i, item in enumerate(items):
            array[i] = self.decode(item, depth)
        return array.reshape(shape)

    def _npy(self, start, size):
        if (
            type(start) is not int
            or type(size) is not int
            or not 0 <= start <= start + size <= len(self.data)
        ):
            raise WireError("the answer is not a message")
        self.left -= size
        if self.left < 0:
            raise WireError("the answer is not a message")
        raw = bytes(self.data[start : start + size])
        end = 10 + int.from_bytes(raw[8:10], "little")
        shape, fortran, dtype = _read_header(raw[:end])
        left = len(raw) - end
        # The header is only a claim: memory is taken for the bytes that came, never for those that it promises.
        if min(shape, default=0) < 0 or math.prod(shape) * dtype.itemsize != left:
            raise WireError("the answer is not a message")
        assert_crosses(dtype, shape, self.most)
        flat = np.frombuffer(raw, dtype, count=math.prod(shape), offset=end)
        if dtype.kind == "U":
            assert_text(flat)
        if dtype.kind == "b":
            flat = flat.view(np.uint8) != 0  # any other byte is neither True nor False
        return flat.reshape(shape, order="F" if fortran else "C").copy(order="F" if fortran else "C")

    def _picture(self, coded, depth):
        from autograder.figures import Picture

        return Picture.from_dict(self.decode(coded[1], depth))

    def _thing(self, coded, depth):
        _, number, kind, name = coded
        if type(number) is not int or kind not in ("callable", "iterator", "object"):
            raise WireError("the answer is not a message")
        return self.handle(number, kind, name if NAME.fullmatch(name) else "object")

    def _own(self, coded, depth):
        return self.own(coded[1])

    _methods = {
        "l": _items, "t": _tuple, "d": _dict, "c": _complex, "r": _generator, "g": _number, "a": _array, "o": _objects, "p": _picture,
        "h": _thing, "m": _own,
    }  # fmt: skip


def apart(array):
    """An equal array whose elements do not lie side by side in memory."""
    if array.ndim == 0:
        return array
    wide = np.zeros((*array.shape[:-1], 2 * array.shape[-1]), array.dtype)
    wide[..., ::2] = array
    return wide[..., ::2]
