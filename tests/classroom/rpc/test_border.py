"""What comes over the wire is taken only where a check can need it, and in time."""

import json
import struct
import time

import numpy as np
import pytest

from autograder.classroom.rpc.channel import Channel, Overdue
from autograder.classroom.rpc.decode import Decoder
from autograder.classroom.rpc.encode import Encoder
from autograder.classroom.rpc.protocol import ANSWER, WireError

REFUSED = {
    "text that is none": np.frombuffer(b"\xff" * 4, "<U1"),
    "such text in another order": np.frombuffer(b"\x7f" * 4, ">U1"),
    "half a character": np.array(["\ud800"]),
    "dates": np.array(["2024-01-01"], "M8[D]"),
    "one date": np.datetime64("2024-01-01"),
    "spans of time": np.array([3], "m8[s]"),
    "bytes in an array": np.array([b"a"]),
    "bytes": b"abc",
    "records": np.zeros(3, [("a", float)]),
    "raw memory": np.zeros(3, "V7"),
    "21 axes": np.zeros((2,) * 21, np.int8),
    "no element, over a billion places": np.zeros((0, 10**9)),
    "no object, over a billion places": np.empty((0, 10**9), object),
    "one number over and over": np.broadcast_to(np.int8(1), (10**5, 10**5)),
    "more numbers than any check needs": np.zeros(ANSWER // 8 + 1, np.int8),
    "a number of hundreds of digits": 10**400,
}


@pytest.mark.parametrize("value", REFUSED.values(), ids=REFUSED)
def test_what_no_check_needs_is_refused_in_a_sentence(value):
    with pytest.raises(WireError, match="^the (value|array|answer) "):
        Encoder(None, ANSWER).encode(value)


def npy(descr, shape, data):
    """The bytes of an array, whatever they say."""
    text = repr({"descr": descr, "fortran_order": False, "shape": shape}).encode() + b"\n"
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(text)) + text + data


FORGED = [
    ("<U1", (1,), b"\xff" * 4),
    ("<U1", (1,), b"\0\xd8\0\0"),
    (">U1", (1,), b"\0\x11\0\0"),
    ("<M8[D]", (1,), b"12345678"),
    ("|S8", (1,), b"12345678"),
    ("|V8", (1,), b"12345678"),
    ("|i1", (2,) * 9, bytes(512)),
    ("<f8", (0, 10**9), b""),
    ("<f8", (10**9,), b"12345678"),
    ("<f16", (1,), bytes(16)),
    ("|O", (1,), b"12345678"),
    ("|i1", (2**20 + 1,), bytes(2**20 + 1)),
]


@pytest.mark.parametrize(
    ("descr", "shape", "data"), FORGED, ids=[f"{descr} {shape}" for descr, shape, _ in FORGED]
)
def test_forged_arrays_are_refused(descr, shape, data):
    one = npy(descr, shape, data)
    with pytest.raises(WireError):
        Decoder(one, None, None, ANSWER).decode(["a", 0, len(one), "side by side", True])


def test_arrays_that_share_their_bytes_are_refused():
    one = npy("<f8", (2,), bytes(16))
    with pytest.raises(WireError):
        Decoder(one, None, None).decode(["l", [["a", 0, len(one), "side by side", True]] * 2])


def test_forged_bytes_of_a_bool_are_true():
    one = npy("|b1", (3,), b"\0\1\xff")
    back = Decoder(one, None, None).decode(["a", 0, len(one), "side by side", True])
    assert back.tobytes() == b"\0\1\1"


@pytest.mark.parametrize(
    "coded",
    [
        ["d", [[["l", []], 1]]],
        ["o", [0, 10**9], []],
        ["o", [-1], [1]],
        ["g", 0, 10],
        10**400,
        ["h", True, "callable", "f"],
        ["h", 1.0, "callable", "f"],
    ],
)
def test_forged_values_are_refused(coded):
    with pytest.raises(WireError):
        Decoder(b"", lambda *given: given, None).decode(coded)


def test_long_doubles_arrive_as_doubles():
    encoder = Encoder(None)
    coded = encoder.encode(np.ones(2, np.longdouble))
    assert Decoder(bytes(encoder.data), None, None).decode(coded).dtype == np.float64


def test_keys_that_all_hash_alike_do_not_take_quadratic_time():
    coded = ["d", [[i * (2**61 - 1), None] for i in range(2_001)]]
    with pytest.raises(WireError, match="too many keys"):
        Decoder(b"", None, None, 2**20).decode(coded)


def test_a_side_that_never_reads_ends_the_wait(wire):
    sock, _ = wire
    with pytest.raises(Overdue):
        Channel(sock).send({}, bytes(2**25), time.monotonic() + 0.2)


def test_json_that_is_no_message_is_refused(wire):
    sock, there = wire
    for text in ("[1]", '{"value": ' + "9" * 5000 + "}", '{"value": 1', "[" * 10**5, "\ud800"):
        raw = text.encode("utf-8", "surrogatepass")
        there.sock.sendall(struct.pack("!II", len(raw), 0) + raw)
        with pytest.raises(WireError):
            Channel(sock).receive()
    assert json.loads('{"a": NaN}')  # what JSON of Python's own takes, a value may hold
