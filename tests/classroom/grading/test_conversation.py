"""Whatever a sandbox says or takes, a question ends in time, and the grader's process can bear it."""

import contextlib
import io
import socket
import struct
import threading
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
from autograder.classroom.rpc.channel import Channel
from autograder.classroom.rpc.encode import Encoder
from autograder.lesson import Cell
from autograder.running.recorder import StudentError


class Idle:
    """A sandbox that takes nothing."""

    slower = 1

    def memory(self, most=0):
        return 0

    def processor_time(self):
        return 0.0

    def held_up(self):
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
