"""Arrays as bytes of `.npy` files and back, never a pickle; what they say of themselves is not believed."""

import io
import math
from functools import lru_cache
from typing import Any

import numpy as np

from autograder.classroom.rpc.protocol import Array, WireError, assert_crosses, assert_text

PLAINEST = {"f": "f8", "c": "c16"}  # kind → the widest type that means the same on every machine
VERSION = (1, 0)  # of the format
LENGTH = slice(8, 10)  # where such a file says how long its header is, which begins behind that
LONGEST_HEADER = 2000  # bytes
HEADERS = 500  # that are remembered: the same few come again and again


def dumped(array: Array, most: int) -> bytes:
    """The array as an `.npy` file; WireError where it is of no kind or size that crosses."""
    plainest = PLAINEST.get(array.dtype.kind)
    if plainest and array.dtype.itemsize > np.dtype(plainest).itemsize:
        array = array.astype(plainest)  # long doubles mean something else on every machine
    assert_crosses(array.dtype, array.shape, most)
    if array.dtype.kind == "U":
        assert_text(array)
    fortran = array.flags.f_contiguous and not array.flags.c_contiguous
    return _header(array.shape, array.dtype.str, fortran) + array.tobytes("F" if fortran else "C")


def loaded(raw: bytes, most: int) -> Array:
    """The array in the bytes of an `.npy` file; WireError where it is none, or of no kind that crosses."""
    end = LENGTH.stop + int.from_bytes(raw[LENGTH], "little")
    shape, fortran, dtype = _read_header(raw[:end])
    # The header is only a claim: memory is taken for the bytes that came, never for those that it promises.
    if min(shape, default=0) < 0 or math.prod(shape) * dtype.itemsize != len(raw) - end:
        raise WireError("the answer is not a message")
    assert_crosses(dtype, shape, most)
    flat: Array = np.frombuffer(raw, dtype, count=math.prod(shape), offset=end)
    if dtype.kind == "U":
        assert_text(flat)
    if dtype.kind == "b":
        flat = flat.view(np.uint8) != 0  # any other byte is neither True nor False
    order: Any = "F" if fortran else "C"
    return flat.reshape(shape, order=order).copy(order=order)


def apart(array: Array) -> Array:
    """An equal array whose elements do not lie side by side in memory."""
    if array.ndim == 0:
        return array
    wide = np.zeros((*array.shape[:-1], 2 * array.shape[-1]), array.dtype)
    wide[..., ::2] = array
    return wide[..., ::2]


@lru_cache(HEADERS)
def _header(shape: tuple[int, ...], dtype: str, fortran: bool) -> bytes:
    """The start of an `.npy` file, as NumPy writes it."""
    buffer = io.BytesIO()
    np.lib.format.write_array_header_1_0(buffer, {"shape": shape, "fortran_order": fortran, "descr": dtype})
    return buffer.getvalue()


@lru_cache(HEADERS)
def _read_header(start: bytes) -> tuple[tuple[int, ...], bool, np.dtype[Any]]:
    """(shape, whether in Fortran's order, dtype) from the start of an `.npy` file."""
    stream = io.BytesIO(start)
    if np.lib.format.read_magic(stream) != VERSION:
        raise WireError("the answer is not a message")
    return np.lib.format.read_array_header_1_0(stream, max_header_size=LONGEST_HEADER)
