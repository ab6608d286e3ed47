"""A peer that says anything at any moment, for tests of the grader's side of the wire."""

import contextlib
import json
import socket
import struct
import threading
import time

import numpy as np
from hypothesis import strategies as st

MARK = "FORGED\x1b[2J\x07"  # stands in every text that the peer sends
BEYOND = 2**70


class Npy:
    """An array as the peer sends it: what its header says, and the bytes that follow, which may not fit."""

    def __init__(self, descr, shape, data):
        self.descr, self.shape, self.data = descr, shape, data

    def __repr__(self):
        return f"Npy({self.descr!r}, {self.shape!r}, {len(self.data)} bytes)"

    def to_bytes(self):
        text = repr({"descr": self.descr, "fortran_order": False, "shape": self.shape}).encode()
        text += b" " * (-len(text) % 64) + b"\n"
        return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(text) % 65536) + text + self.data


def whole(descr, shape):
    """An array whose bytes are as many as its header says."""
    size = int(np.prod(shape)) * np.dtype(descr).itemsize
    return st.binary(min_size=min(size, 64), max_size=min(size, 64)).map(
        lambda some: Npy(descr, shape, (some * (size // max(len(some), 1) + 1))[:size])
    )


DTYPES = (
    "<f8",
    "<i8",
    ">f8",
    "|b1",
    "<u1",
    "<f2",
    "<f4",
    "<c16",
    "<f16",
    "<U1",
    "<U3",
    ">U2",
    "|S2",
    "<M8[D]",
    "<m8[s]",
    "|V4",
)
SHAPES = (
    (),
    (1,),
    (3,),
    (2, 3),
    (0, 3),
    (3, 0),
    (4, 1),
    (1000,),
    (2,) * 9,
    (2,) * 16,
    (2**9, 2**9),
    (2**17, 1),
    (1, 2**17),
)
LIES = (
    Npy("<f8", (10**9,), b"12345678"),
    Npy("<f8", (0, 10**12), b""),
    Npy("<f8", (-1,), b"12345678"),
    Npy("|O", (1,), b"12345678"),
    Npy([("a", "<f8")], (1,), b"12345678"),
    Npy("<U0", (10**9,), b""),
    Npy("no type", (1,), b"1"),
    Npy("<f8", ("a",), b"12345678"),
    Npy("<U1", (1,), b"\xff" * 4),
    Npy("<U1", (1,), b"\x00\xd8\x00\x00"),
)
ARRAYS = st.one_of(
    st.sampled_from(DTYPES).flatmap(lambda d: st.sampled_from(SHAPES).flatmap(lambda s: whole(d, s))),
    st.sampled_from(LIES),
)
TEXTS = st.sampled_from(
    [
        MARK,
        MARK * 1000,
        "\ud800" + MARK,
        "relu",
        "",
        "missing",
        "AttributeError",
        "TimeLimit",
        "__class__",
        "PCG64",
    ]
)
NUMBERS = st.sampled_from(
    [0, 1, 2, 3, True, -1, BEYOND, 10**1500, 0.5, float("nan"), float("inf"), None, 1.0]
)
SCALARS = st.one_of(NUMBERS, TEXTS)


def _containers(values):
    few = st.lists(values, max_size=3)
    pairs = st.lists(st.tuples(values, values).map(list), max_size=3)
    return st.one_of(
        st.tuples(st.sampled_from("lt"), few).map(list),
        st.tuples(st.just("d"), pairs).map(list),
        st.tuples(st.just("o"), st.lists(NUMBERS, max_size=3), few).map(list),
        st.tuples(st.sampled_from(["c", "r", "p", "m", "h", "a", "g", "z", MARK]), values).map(list),
        few,
    )


HANDLES = st.tuples(
    st.just("h"),
    NUMBERS,
    st.sampled_from(["callable", "iterator", "object", "none"]),
    st.sampled_from(["ndarray", "dense", "<b>", MARK]),
).map(list)
OWN = st.tuples(st.just("m"), st.one_of(st.integers(0, 4), NUMBERS)).map(list)
FEW = st.lists(SCALARS, max_size=3)
KINDS = st.one_of(  # containers of the peer's own kinds, and what it says to hand back
    st.tuples(st.sampled_from("ltd"), FEW, SCALARS).map(list),
    st.tuples(
        st.just("k"), SCALARS, st.one_of(SCALARS, OWN, st.tuples(st.sampled_from("lt"), FEW).map(list))
    ).map(list),
)
RNG = st.sampled_from([1, 2, BEYOND, -1, 0.5]).map(
    lambda n: [
        "r",
        [
            "d",
            [
                ["bit_generator", "PCG64"],
                ["state", ["d", [["state", n], ["inc", 1]]]],
                ["has_uint32", 0],
                ["uinteger", n],
            ],
        ],
        n,
    ]
)
LABELS, LISTS = ("title", "xlabel", "ylabel"), ("panels", "legend", "texts")
PICTURE = st.just(
    [
        "p",
        [
            "d",
            [*([key, MARK] for key in LABELS), ["size", ["l", [1, 2]]], *([key, ["l", []]] for key in LISTS)],
        ],
    ]
)
ARRAY = ARRAYS.flatmap(
    lambda npy: st.sampled_from([("a", "side by side"), ("a", "apart"), ("g", None)]).map(
        lambda kind: [kind[0], npy, kind[1]]
    )
)
VALUES = st.recursive(st.one_of(SCALARS, ARRAY, HANDLES, OWN, KINDS, RNG, PICTURE), _containers, max_leaves=8)
WARNED = st.one_of(VALUES, st.just([["RuntimeWarning", MARK * 100]] * 500), st.just([[MARK, MARK]]))
ERRORS = st.one_of(
    st.tuples(TEXTS, TEXTS, TEXTS).map(list), VALUES, st.just(["StudentTimeout", MARK * 9999, MARK * 9999])
)
GIVEN = st.one_of(
    VALUES,
    st.lists(ARRAY, min_size=1, max_size=3).map(lambda values: ["t", [["t", values], ["d", []]]]),
    st.lists(VALUES, max_size=4).map(lambda values: ["t", [["t", values], ["d", []]]]),
)

REPLIES = st.fixed_dictionaries(
    {},
    optional={
        "value": VALUES,
        "after": GIVEN,
        "error": ERRORS,
        "warned": WARNED,
        "printed": st.one_of(TEXTS, VALUES),
    },
)
QUESTIONS = st.fixed_dictionaries(
    {"op": st.one_of(st.sampled_from(["call", "next", "get", "run", "reply", "_forget"]), VALUES)},
    optional={"of": st.one_of(st.integers(0, 4), VALUES), "name": st.one_of(TEXTS, VALUES), "args": GIVEN},
)
NOTES = st.fixed_dictionaries({"op": st.just("note")}, optional={"name": st.one_of(TEXTS, VALUES)})
GARBAGE = st.one_of(
    st.binary(max_size=40),
    st.sampled_from(
        [
            b"\xff" * 8,
            b"\0" * 8,
            struct.pack("!II", 4, 0) + b"[[[[",
            struct.pack("!II", 2**20, 0) + b"[" * 2**20,
            struct.pack("!II", 8, 0) + b'{"op":1}',
        ]
    ),
    st.sampled_from(
        [
            "NaN",
            '{"value": 1e999}',
            '{"value": ' + "9" * 5000 + "}",
            '{"value": 1, "value": 2}',
            '{"op": NaN}',
        ]
    ).map(lambda t: struct.pack("!II", len(t), 0) + t.encode()),
)

ACTIONS = st.one_of(
    st.tuples(st.just("fitting"), st.one_of(VALUES, ARRAY)),
    st.tuples(st.just("send"), st.one_of(REPLIES, QUESTIONS, NOTES)),
    st.tuples(st.just("cut"), st.one_of(REPLIES, QUESTIONS), st.floats(0, 1)),
    st.tuples(st.just("trickle"), st.one_of(REPLIES, QUESTIONS)),
    st.tuples(st.just("bytes"), GARBAGE),
    st.tuples(st.just("pause"), st.floats(0, 0.02)),
    st.tuples(st.just("flood"), QUESTIONS),
    st.sampled_from([("listen",), ("close",)]),
)
SAYS = st.lists(
    st.one_of(
        st.tuples(st.just("fitting"), st.one_of(VALUES, ARRAY)).map(lambda action: [action]),
        st.lists(ACTIONS, max_size=3),
    ),
    min_size=1,
    max_size=12,
)
BEGINS = [
    [("fitting", 0)],
    [("fitting", 0)],
]  # a notebook that ran, and a function that is there: else few get as far as a call
STEPS = st.one_of(SAYS, SAYS.map(lambda steps: BEGINS + steps), SAYS.map(lambda steps: BEGINS * 2 + steps))


def message(header):
    """A header with its arrays, as the bytes of one message."""
    data = bytearray()

    def placed(value):
        if isinstance(value, Npy):
            one = value.to_bytes()
            data.extend(one)
            return [len(data) - len(one), len(one)]
        if isinstance(value, list) and len(value) == 3 and isinstance(value[1], Npy):
            start, size = placed(value[1])
            return [value[0], start, size] + ([value[2], True] if value[2] else [])
        if isinstance(value, (list, tuple)):
            return [placed(one) for one in value]
        return {key: placed(one) for key, one in value.items()} if isinstance(value, dict) else value

    text = json.dumps(placed(header)).encode()
    return struct.pack("!II", len(text), len(data)) + text + data


class Malice:
    """What stands in for a sandbox: its children do what a list of steps says, one step for each message that they hear."""

    slower = 1

    def __init__(self, steps):
        self.steps, self._threads = steps, []

    def open(self):
        self.kill()
        ours, theirs = socket.socketpair()
        self._stop = threading.Event()
        thread = threading.Thread(target=self._live, args=(theirs, self._stop), daemon=True)
        thread.start()
        self._threads.append((thread, theirs))
        return ours

    def kill(self):
        while self._threads:
            thread, sock = self._threads.pop()
            self._stop.set()
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
            thread.join(10)
            sock.close()

    def memory(self, most=0):
        return 0

    def processor_time(self):
        return 0.0

    def held_up(self):
        return 0.0

    def _live(self, sock, stop):
        sock.settimeout(0.1)
        with contextlib.suppress(OSError, TypeError, ValueError):
            for number in range(5000):
                op = self._heard(sock)
                if op is None or stop.is_set():
                    break
                for action in self.steps[number % len(self.steps)]:
                    self._act(sock, op, *action)
        if len(self.steps) % 4:
            sock.close()
        stop.wait()  # else silent, and open, until it is killed

    def _heard(self, sock):
        """What the next message asks; None where none comes."""
        header, data = struct.unpack("!II", self._exactly(sock, 8))
        text = self._exactly(sock, header)
        self._exactly(sock, data)
        return json.loads(text).get("op", "answer")

    def _exactly(self, sock, size):
        got = b""
        while len(got) < size:
            piece = sock.recv(size - len(got))
            if not piece:
                raise OSError
            got += piece
        return got

    def _act(self, sock, op, kind, *what):
        if kind == "fitting":
            values = {"run": ["d", []], "function": ["h", 1, "callable", "f"], "substitute": None}
            sock.sendall(message({"value": values.get(op, what[0])}))
        elif kind == "send":
            sock.sendall(message(what[0]))
        elif kind == "cut":
            one = message(what[0])
            sock.sendall(one[: int(len(one) * what[1])])
        elif kind == "trickle":
            for byte in message(what[0])[:40]:
                sock.sendall(bytes([byte]))
                time.sleep(0.0005)
        elif kind == "bytes":
            sock.sendall(what[0])
        elif kind == "pause":
            time.sleep(what[0])
        elif kind == "flood":
            for _ in range(3000):  # more than a socket holds, and never a look at the answers
                sock.sendall(message(what[0]))
        elif kind == "listen":
            self._heard(sock)
        else:
            raise OSError
