"""Values as what crosses between the grader and the sandbox: JSON and `.npy` data, never a pickle."""

import io
from functools import lru_cache

import numpy as np

from autograder.classroom.rpc.protocol import (  # fmt: skip
    DEEPEST,
    GENERATORS,
    LARGEST,
    LARGEST_INT,
    LONGEST,
    MOST_AXES,
    MOST_NODES,
    MOST_OBJECTS,
    WireError,
    assert_crosses,
    assert_text,
    unfolded,
)


@lru_cache(500)
def _header(shape, dtype, fortran):
    """The start of an `.npy` file, as NumPy writes it."""
    buffer = io.BytesIO()
    np.lib.format.write_array_header_1_0(buffer, {"shape": shape, "fortran_order": fortran, "descr": dtype})
    return buffer.getvalue()


class Encoder:
    """Turns values into (JSON, bytes); what is no data goes as a handle, a number that its owner keeps.

    Parameters
    ----------
    export : function
        thing → ("h", number, kind, type name) or ("m", number) for what came from the other side.
    most : int
        Bytes of all arrays together.
    """

    def __init__(self, export, most=LARGEST):
        self.export, self.most, self.data, self.nodes = export, most, bytearray(), 0

    def encode(self, value, depth=0):
        """The value as JSON; the bytes of its arrays are added to `data`."""
        self.nodes += 1
        if depth > DEEPEST or self.nodes > MOST_NODES:
            raise WireError("the value holds too many values, or lists too deep in lists")
        method = _method_for(type(value))  # its type, not what it says of its class
        if method:
            return method(self, value, depth + 1)
        if type(value).__module__ == "autograder.figures.picture" and type(value).__name__ == "Picture":
            return ["p", self.encode(value.to_dict(), depth + 1)]
        return list(self.export(value))

    def _none(self, value, depth):
        return None

    def _bool(self, value, depth):
        return bool(value)

    def _int(self, value, depth):
        value = int.__add__(value, 0)
        if value.bit_length() > LARGEST_INT:
            raise WireError("the value is a number of hundreds of digits")
        return value

    def _float(self, value, depth):
        return float.__add__(value, 0.0)

    def _complex(self, value, depth):
        return ["c", complex(value).real, complex(value).imag]

    def _str(self, value, depth):
        if str.__len__(value) > LONGEST:
            raise WireError("the value is a string that is too long")
        return str.__str__(value)

    def _bytes(self, value, depth):
        raise WireError("the value is bytes: give text or numbers")

    def _list(self, value, depth):
        return ["l", [self.encode(v, depth) for v in list.__iter__(value)]]

    def _tuple(self, value, depth):
        return ["t", [self.encode(v, depth) for v in tuple.__iter__(value)]]

    def _dict(self, value, depth):
        return ["d", [[self.encode(k, depth), self.encode(v, depth)] for k, v in dict.items(value)]]

    def _generator(self, value, depth):
        state = value.bit_generator.state
        return (
            ["r", self.encode(state, depth)]
            if state["bit_generator"] in GENERATORS
            else list(self.export(value))
        )

    def _number(self, value, depth):
        return ["g", *self._npy(np.asarray(value))]

    def _array(self, value, depth):
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

    def _npy(self, array):
        plainest = {"f": "f8", "c": "c16"}.get(array.dtype.kind)
        if plainest and array.dtype.itemsize > np.dtype(plainest).itemsize:
            array = array.astype(plainest)  # long doubles mean something else on every machine
        assert_crosses(array.dtype, array.shape, self.most)
        if array.dtype.kind == "U":
            assert_text(array)
        fortran = array.flags.f_contiguous and not array.flags.c_contiguous
        start = len(self.data)
        self.data += _header(array.shape, array.dtype.str, fortran)
        self.data += array.tobytes("F" if fortran else "C")
        if len(self.data) > self.most:
            raise WireError("the answer is too large")
        return start, len(self.data) - start

    _methods = (
        (type(None), _none), (bool, _bool), (np.generic, _number), (int, _int), (float, _float), (complex, _complex), (str, _str),
        (bytes, _bytes), (bytearray, _bytes), (np.ndarray, _array), (list, _list), (tuple, _tuple), (dict, _dict), (np.random.Generator, _generator),
    )  # fmt: skip


@lru_cache(1000)
def _method_for(kind):
    """How values of a type are written; None where only their owner can hold them."""
    return next((method for parent, method in Encoder._methods if issubclass(kind, parent)), None)


def kind_of(thing):
    """How a thing that is no data is offered to the other side."""
    return "iterator" if hasattr(thing, "__next__") else "callable" if callable(thing) else "object"
