"""What comes from a sandbox is taken only where a check can need it, and in time.

It is taken in quantities that the grader's process can bear.
"""

import contextlib
import io
import json
import socket
import struct
import threading
import time
import warnings

import numpy as np
import pytest

pytest.importorskip("nh3")  # it comes with the classroom's packages

from support.handing_in import notebook
from support.programs import needs

from autograder import lesson as lessons
from autograder.authoring import build
from autograder.classroom.grading import budget
from autograder.classroom.grading.conversation import Conversation
from autograder.classroom.grading.grader import Grader
from autograder.classroom.grading.meter import Meter, TooMuchMemory
from autograder.classroom.grading.remote_student import RemoteStudent
from autograder.classroom.limits import Limits
from autograder.classroom.rpc import channel
from autograder.classroom.rpc.channel import Channel, Overdue
from autograder.classroom.rpc.decode import Decoder
from autograder.classroom.rpc.encode import Encoder
from autograder.classroom.rpc.protocol import ANSWER, WireError
from autograder.lesson import Cell
from autograder.running.recorder import StudentError

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


@pytest.fixture
def wire():
    """(the grader's end as a socket, the other end as a Channel)."""
    ours, theirs = socket.socketpair()
    yield ours, Channel(theirs)
    ours.close()
    theirs.close()


class Idle:
    """A sandbox that takes nothing."""

    def memory(self, most=0):
        return 0

    def processor_time(self):
        return 0.0


def metered(channel, limits):
    """The grader's side of a channel to a sandbox that takes nothing."""
    meter = Meter(Idle(), limits)
    meter.opened()
    return Conversation(channel, limits, meter)


def outside(sock, tick=None, seconds=30.0):
    return metered(Channel(sock, tick), Limits(seconds=seconds))


@contextlib.contextmanager
def speaking(speak, *args):
    """The other side says what `speak` says, until the body ends."""
    stop = threading.Event()

    def live():
        with contextlib.suppress(OSError):
            while not stop.is_set():
                speak(*args)

    thread = threading.Thread(target=live, daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()


def test_a_side_that_never_reads_ends_the_wait(wire):
    sock, _ = wire
    with pytest.raises(Overdue):
        Channel(sock).send({}, bytes(2**25), time.monotonic() + 0.2)


class Enough(Exception):
    """The tick has had enough."""


def enough():
    raise Enough


ENDLESS = {
    "trickles": (struct.pack("!II", 2**20, 0), b" "),
    "asks": (b"", struct.pack("!II", 14, 0) + b'{"op": "call"}'),
}


@pytest.mark.parametrize(("first", "then"), ENDLESS.values(), ids=ENDLESS)
def test_a_side_that_is_never_silent_is_watched(wire, monkeypatch, first, then):
    monkeypatch.setattr(channel, "OFTEN", 0.01)
    sock, there = wire
    there.sock.sendall(first)
    with speaking(there.sock.sendall, then), pytest.raises(Enough):
        outside(sock, enough).ask("call", 1, args=((), {}))


def test_a_side_that_does_not_read_is_watched(wire, monkeypatch):
    monkeypatch.setattr(channel, "OFTEN", 0.01)
    with pytest.raises(Enough):
        Channel(wire[0], enough).send({}, bytes(2**25))


def test_too_much_memory_ends_a_question(wire, monkeypatch):
    monkeypatch.setattr(channel, "OFTEN", 0.01)

    def tick():
        raise TooMuchMemory

    with pytest.raises(StudentError, match="MemoryError"):
        outside(wire[0], tick).ask("call", 1, args=((), {}))


def asked(wire, function, *args):
    """What the other side hears that calls a function of ours, while it is asked."""
    sock, there = wire
    here, heard = outside(sock), []

    def live():
        header, _ = there.receive()
        handle = header["args"][1][0]
        encoder = Encoder(None)
        coded = encoder.encode((args, {}))
        there.send({"op": "call", "of": handle[1], "args": coded}, encoder.data)
        heard.append(there.receive()[0])
        there.send({"value": None})

    thread = threading.Thread(target=live, daemon=True)
    thread.start()
    here.ask("substitute", name="f", args=(function,))
    thread.join(10)
    return heard[0]


def test_an_answer_of_ours_that_is_too_large_does_not_cross(wire):
    said = asked(wire, lambda n: np.zeros((n, n)), 3000)
    assert "too large" in said["error"][1] and "value" not in said


def test_our_functions_get_so_much_memory_and_no_more(wire):
    with budget.memory(budget.ceiling(2**26)):
        said = asked(wire, lambda n: np.ones((n, n)).sum(), 22_000)
    assert "MemoryError" in said["error"][0]
    assert len(bytearray(2**27)) == 2**27  # and afterwards as much as before


def test_our_functions_get_so_much_time_and_no_more(wire, monkeypatch):
    monkeypatch.setattr(budget.Spending.__init__, "__defaults__", (10, 0.05))

    def endless():
        while True:
            pass

    assert asked(wire, endless)["error"][0] == "Exhausted"


def test_our_functions_are_called_so_often_and_no_more():
    spending = budget.Spending(calls=3)
    assert [spending.run(lambda: spending.run(int)), spending.run(int)] == [0, 0]
    with pytest.raises(budget.Exhausted):
        spending.run(int)


LOUD = "FORGED\x1b[2J" * 9999


def answered(wire, reply, op="call", times=1):
    """What the check's tape, the terminal and the warnings hold after a question that is answered so."""
    sock, there = wire
    here, tape = outside(sock), io.StringIO()
    with (
        speaking(lambda: (there.receive(), there.send(reply))),
        warnings.catch_warnings(record=True) as seen,
        contextlib.redirect_stdout(tape),
    ):
        warnings.simplefilter("always")
        for _ in range(times):
            with contextlib.suppress(StudentError):
                here.ask(op, 1, args=((), {}))
    return tape.getvalue(), [str(warning.message) for warning in seen]


def test_what_is_printed_and_warned_is_made_printable_and_capped(wire):
    printed, warned = answered(
        wire, {"value": None, "printed": LOUD, "warned": [["UserWarning", LOUD[:600]]] * 100}
    )
    assert printed.startswith("FORGED") and "\x1b" not in printed + warned[0]
    assert len(printed) == 2000 and len(warned) == 20 and len(warned[0]) == 500


@pytest.mark.parametrize("op", ["run", "function", "substitute"])
def test_where_no_check_asks_nothing_is_printed_or_warned(wire, op):
    assert answered(wire, {"value": None, "printed": LOUD, "warned": [["UserWarning", LOUD]]}, op) == ("", [])


def test_what_no_tape_takes_is_not_printed(wire, capsys):
    sock, there = wire
    with speaking(lambda: (there.receive(), there.send({"value": None, "printed": LOUD}))):
        outside(sock).ask("call", 1, args=((), {}))
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    "error", [LOUD, [LOUD] * 3, ["AttributeError", LOUD, "missing"], [1, 2, 3], ["<b>", None, {}], {"a": 1}]
)
def test_errors_of_any_kind_are_a_students_error(wire, error):
    sock, there = wire
    with (
        speaking(lambda: (there.receive(), there.send({"error": error}))),
        pytest.raises(StudentError) as raised,
    ):
        outside(sock).ask("call", 1, args=((), {}))
    assert "\x1b" not in str(raised.value) and len(str(raised.value)) < 2000


FIELDS = ["op", "of", "name", "args", "value", "after", "error", "warned", "printed"]
ODD = [True, 1.5, float("nan"), [], {}, [[]], ["l", 5], ["m", True], ["m", [1]], "x", 2**70]


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("question", [{}, {"op": "call"}, {"op": "next"}, {"op": "note"}], ids=str)
def test_fields_of_any_kind_end_in_an_answer_or_a_students_error(field, question):
    for odd in ODD:
        ours, theirs = socket.socketpair()
        with ours, theirs:
            there = Channel(theirs)
            there.send({**question, field: odd})
            there.send({"value": 3})
            with contextlib.suppress(StudentError):
                outside(ours).ask("call", 1, args=(([1],), {}))


class Said(Idle):
    """A sandbox whose notebook answers so."""

    def __init__(self, *messages):
        self.messages, self.opened = messages, 0

    def open(self):
        self.opened += 1
        ours, self._theirs = socket.socketpair()
        for message in self.messages:
            Channel(self._theirs).send(message)
        return ours

    def kill(self):
        self._theirs.close()


@pytest.fixture
def problem():
    """What the grader takes for the problem of `dense` where the sandbox says so."""
    students = []

    def run(*messages):
        students.append(RemoteStudent(Said(*messages), [Cell("code", "")], Limits(seconds=5)))
        return students[-1].problem("dense")

    yield run
    for student in students:
        student.close()


@pytest.mark.parametrize(
    "said",
    [
        ["t", ["crashed", LOUD]],
        ["t", [["l", []], "x"]],
        ["t", ["passed", "x"]],
        ["t", ["crashed", 5]],
        7,
        ["l", ["crashed", "x"]],
    ],
)
def test_a_problem_is_one_of_four_states_and_a_short_text(problem, said):
    found = problem({"value": ["t", [["d", [["dense", said], [5, 6]]], False]]})
    assert found.state in ("missing", "crashed", "failed", "not_attempted")
    assert "\x1b" not in found.message and len(found.message) <= 500


def test_a_notebook_runs_no_more_cells_than_it_has(problem):
    found = problem(*[{"op": "note", "name": "<cell 1>"}] * 2, {"value": ["d", []]})
    assert found.state == "crashed"


def test_an_exercise_that_is_no_function_is_a_students_error(problem):
    student = RemoteStudent(Said({"value": ["d", []]}, {"value": 5}), [Cell("code", "")], Limits(seconds=5))
    with contextlib.closing(student), pytest.raises(StudentError, match="not a function"):
        assert student.problem("dense") is None
        student.function("dense")(1)


def test_all_answers_together_are_capped(wire, monkeypatch):
    sock, there = wire
    here = metered(Channel(sock, left=10**5), Limits(seconds=30))
    with (
        speaking(lambda: (there.receive(), there.send({"value": "x" * 900}))),
        pytest.raises(StudentError, match="too large together"),
    ):
        for _ in range(20):
            here.ask("call", 1, args=((), {}))


def test_json_that_is_no_message_is_refused(wire):
    sock, there = wire
    for text in ("[1]", '{"value": ' + "9" * 5000 + "}", '{"value": 1', "[" * 10**5, "\ud800"):
        raw = text.encode("utf-8", "surrogatepass")
        there.sock.sendall(struct.pack("!II", len(raw), 0) + raw)
        with pytest.raises(WireError):
            Channel(sock).receive()
    assert json.loads('{"a": NaN}')  # what JSON of Python's own takes, a value may hold


def test_keys_that_all_hash_alike_do_not_take_quadratic_time():
    coded = ["d", [[i * (2**61 - 1), None] for i in range(2_001)]]
    with pytest.raises(WireError, match="too many keys"):
        Decoder(b"", None, None, 2**20).decode(coded)


@pytest.mark.slow
@needs("bubblewrap")
def test_a_sandbox_has_the_memory_of_its_limits_and_not_the_graders_ceiling():
    grader, lesson = Grader(), lessons.lesson("01_forward_pass")
    try:
        taker = "import numpy as np\nheld = np.ones(900 * 2**17)\ndef relu(z): return np.where(z > 0, z, 0.0)"
        outcome = grader.grade(lesson.name, notebook(taker), "book", build.nbgrader_source(lesson), 7)
        assert next(e for e in outcome.exercises if e["name"] == "relu")["state"] == "passed"
    finally:
        grader.close()
