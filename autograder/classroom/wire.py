"""What crosses between the grader and the sandbox: JSON and `.npy` data, capped in size and depth, never a pickle."""

import io
import math
import re
from functools import lru_cache

import numpy as np

LARGEST = 64 * 2**20  # bytes of one message
DEEPEST = 40  # lists in lists
MOST_NODES = 200_000  # values in one message
LONGEST = 100_000  # characters of one string
KINDS = "biufcUSMm"  # kinds of dtype whose bytes say everything; objects and records do not cross as bytes
GENERATORS = ("PCG64", "PCG64DXSM", "MT19937", "Philox", "SFC64")
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,59}")


class WireError(ValueError):
    """A value that cannot cross, or a message that is none."""


@lru_cache(4096)
def _header(shape, dtype, fortran):
    """The start of an `.npy` file, as NumPy writes it."""
    buffer = io.BytesIO()
    np.lib.format.write_array_header_1_0(buffer, {"shape": shape, "fortran_order": fortran, "descr": dtype})
    return buffer.getvalue()


@lru_cache(4096)
def _read_header(start):
    """(shape, whether in Fortran's order, dtype) from the start of an `.npy` file."""
    stream = io.BytesIO(start)
    if np.lib.format.read_magic(stream) != (1, 0):
        raise WireError("the answer is not a message")
    return np.lib.format.read_array_header_1_0(stream, max_header_size=2000)


class Encoder:
    """Turns values into (JSON, bytes); what is no data goes as a handle, a number that its owner keeps.

    Parameters
    ----------
    export : function
        thing → ("h", number, kind, type name) or ("m", number) for what came from the other side.
    """

    def __init__(self, export):
        self.export, self.data, self.nodes = export, bytearray(), 0

    def encode(self, value, depth=0):
        """The value as JSON; the bytes of its arrays are added to `data`."""
        self.nodes += 1
        if depth > DEEPEST or self.nodes > MOST_NODES:
            raise WireError("the value holds too many values, or lists too deep in lists")
        method = _method_for(type(value))  # its type, not what it says of its class
        if method:
            return method(self, value, depth + 1)
        if type(value).__module__ == "autograder.picture" and type(value).__name__ == "Picture":
            return ["p", self.encode(value.to_dict(), depth + 1)]
        return list(self.export(value))

    def _none(self, value, depth):
        return None

    def _bool(self, value, depth):
        return bool(value)

    def _int(self, value, depth):
        value = int.__add__(value, 0)
        if value.bit_length() > 4096:
            raise WireError("the value is a number of more than a thousand digits")
        return value

    def _float(self, value, depth):
        return float.__add__(value, 0.0)

    def _complex(self, value, depth):
        return ["c", complex(value).real, complex(value).imag]

    def _str(self, value, depth):
        if str.__len__(value) > LONGEST:
            raise WireError("the value is a string that is too long")
        return str.__str__(value)

    def _list(self, value, depth):
        return ["l", [self.encode(v, depth) for v in list.__iter__(value)]]

    def _tuple(self, value, depth):
        return ["t", [self.encode(v, depth) for v in tuple.__iter__(value)]]

    def _dict(self, value, depth):
        return ["d", [[self.encode(k, depth), self.encode(v, depth)] for k, v in dict.items(value)]]

    def _generator(self, value, depth):
        state = value.bit_generator.state
        return ["r", self.encode(state, depth)]

    def _number(self, value, depth):
        if value.dtype.kind not in KINDS:
            return list(self.export(value))
        return ["g", *self._npy(np.asarray(value))]

    def _array(self, value, depth):
        if isinstance(value, (np.matrix, np.ma.MaskedArray)):
            return list(self.export(value))
        plain = np.ndarray.view(value, np.ndarray)
        if plain.dtype.kind == "O":
            if plain.size > 10_000:
                raise WireError("the array holds too many objects")
            return ["o", list(plain.shape), [self.encode(v, depth) for v in plain.ravel().tolist()]]
        if plain.dtype.kind not in KINDS:
            return list(self.export(value))
        flags = plain.flags
        layout = "side by side" if flags.c_contiguous or flags.f_contiguous else "apart"
        return ["a", *self._npy(plain), layout, bool(flags.writeable)]

    def _npy(self, array):
        if array.nbytes > LARGEST:
            raise WireError("the array is too large")
        fortran = array.flags.f_contiguous and not array.flags.c_contiguous
        start = len(self.data)
        self.data += _header(array.shape, array.dtype.str, fortran)
        self.data += array.tobytes("F" if fortran else "C")
        if len(self.data) > LARGEST:
            raise WireError("the answer is too large")
        return start, len(self.data) - start

    _methods = (
        (type(None), _none), (bool, _bool), (np.generic, _number), (int, _int), (float, _float), (complex, _complex), (str, _str),
        (np.ndarray, _array), (list, _list), (tuple, _tuple), (dict, _dict), (np.random.Generator, _generator),
    )  # fmt: skip


@lru_cache(1000)
def _method_for(kind):
    """How values of a type are written; None where only their owner can hold them."""
    return next((method for parent, method in Encoder._methods if issubclass(kind, parent)), None)


class Decoder:
    """Turns (JSON, bytes) back into values; believes nothing.

    Parameters
    ----------
    data : bytes of the message's arrays.
    handle : function
        (number, kind, type name) → what stands for a thing of the other side.
    own : function
        number → a thing of ours that the other side names.
    """

    def __init__(self, data, handle, own):
        self.data, self.handle, self.own, self.nodes = data, handle, own, 0

    def decode(self, coded, depth=0):
        """The value; WireError for anything that an Encoder does not write."""
        self.nodes += 1
        if depth > DEEPEST or self.nodes > MOST_NODES:
            raise WireError("the answer holds too many values, or lists too deep in lists")
        if coded is None or type(coded) in (bool, int, float):
            return coded
        if type(coded) is str:
            return coded[:LONGEST].encode("utf-8", "replace").decode()
        try:
            method = self._methods[coded[0]] if type(coded) is list else None
            return method(self, coded, depth + 1)
        except WireError:
            raise
        except Exception:
            raise WireError("the answer is not a message") from None

    def _items(self, coded, depth):
        return [self.decode(v, depth) for v in coded[1]]

    def _tuple(self, coded, depth):
        return tuple(self._items(coded, depth))

    def _dict(self, coded, depth):
        return {self.decode(k, depth): self.decode(v, depth) for k, v in coded[1]}

    def _complex(self, coded, depth):
        return complex(float(coded[1]), float(coded[2]))

    def _generator(self, coded, depth):
        state = self.decode(coded[1], depth)
        if state["bit_generator"] not in GENERATORS:
            raise WireError("the answer is not a message")
        bits = getattr(np.random, state["bit_generator"])(0)
        bits.state = state
        return np.random.Generator(bits)

    def _number(self, coded, depth):
        return self._npy(*coded[1:])[()]

    def _array(self, coded, depth):
        _, start, size, layout, writeable = coded
        array = self._npy(start, size)
        if layout == "apart":
            array = apart(array)
        array.flags.writeable = bool(writeable)
        return array

    def _objects(self, coded, depth):
        _, shape, items = coded
        array = np.empty(len(items), dtype=object)
        for i, item in enumerate(items):
            array[i] = self.decode(item, depth)
        return array.reshape([int(n) for n in shape])

    def _npy(self, start, size):
        raw = bytes(self.data[start : start + size])
        if type(start) is not int or type(size) is not int or start < 0 or len(raw) != size:
            raise WireError("the answer is not a message")
        end = 10 + int.from_bytes(raw[8:10], "little")
        shape, fortran, dtype = _read_header(raw[:end])
        left = len(raw) - end
        # The header is only a claim: memory is taken for the bytes that came, never for those that it promises.
        if dtype.kind not in KINDS or min(shape, default=0) < 0 or math.prod(shape) * dtype.itemsize != left:
            raise WireError("the answer is not a message")
        flat = np.frombuffer(raw, dtype, count=math.prod(shape), offset=end)
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


def kind_of(thing):
    """How a thing that is no data is offered to the other side."""
    return "iterator" if hasattr(thing, "__next__") else "callable" if callable(thing) else "object"


def changed(thing, after):
    """Make the mutable parts of `thing` equal to `after`, where they can be: what was changed is seen to be changed."""
    if isinstance(thing, np.ndarray) and isinstance(after, np.ndarray):
        if thing.shape != after.shape and thing.size == after.size and thing.flags.c_contiguous:
            thing.shape = after.shape
        if thing.shape == after.shape and thing.flags.writeable and thing.dtype == after.dtype:
            thing[...] = after
    elif isinstance(thing, np.random.Generator) and isinstance(after, np.random.Generator):
        if type(thing.bit_generator) is type(after.bit_generator):
            thing.bit_generator.state = after.bit_generator.state
    elif isinstance(thing, dict) and isinstance(after, dict):
        kept = {key: _updated(thing.get(key), value) for key, value in after.items()}
        thing.clear()
        thing.update(kept)
    elif isinstance(thing, list) and isinstance(after, list):
        thing[:] = [_updated(old, new) for old, new in zip(thing, after)] + after[len(thing) :]
    elif isinstance(thing, tuple) and isinstance(after, tuple):
        for old, new in zip(thing, after):
            changed(old, new)


def _updated(old, new):
    """`old` itself, brought up to date, where it is a container of the same kind; else `new`."""
    if type(old) is type(new) and isinstance(old, (list, dict, tuple)):
        changed(old, new)
        return new if isinstance(old, tuple) and len(old) != len(new) else old
    if isinstance(old, np.ndarray) and isinstance(new, np.ndarray) and old.shape == new.shape and old.dtype == new.dtype and old.flags.writeable:
        old[...] = new
        return old
    return new
