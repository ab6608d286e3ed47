"""What crosses between grader and sandbox arrives as it was; what is no message is refused."""

import copy
import json
import random
import socket
import threading
import time
from collections import namedtuple
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from support.handing_in import needs_sandbox

from autograder.classroom.grading.remote_student import RemoteStudent
from autograder.classroom.limits import Limits
from autograder.classroom.rpc.channel import Channel, Closed
from autograder.classroom.rpc.decode import Decoder
from autograder.classroom.rpc.encode import Encoder
from autograder.classroom.rpc.endpoint import Peer
from autograder.classroom.rpc.protocol import WireError
from autograder.classroom.rpc.remotes import RemoteError
from autograder.classroom.sandbox.sandbox import Sandbox
from autograder.comparison import same, strided
from autograder.lesson import Cell

VALUES = [
    None, True, 3, -(2**200), 2.5, float("inf"), 1 + 2j, "text ✓", [1, [2, (3,)]], (), {"a": 1, 2: [None]},
    np.float32(1.5), np.int64(3), np.bool_(True), np.arange(6).reshape(2, 3), np.zeros((0, 3)), np.array(7.0),
    np.array(["a", "bc"]), np.arange(4, dtype=np.uint8), np.asfortranarray(np.ones((3, 2))),
    np.array([1, "x", None], dtype=object), [(np.ones((2, 3)), np.zeros(3))],
]  # fmt: skip


def crossed(value):
    encoder = Encoder(lambda thing: pytest.fail(f"{thing!r} should be data"))
    coded = json.loads(json.dumps(encoder.encode(value)))
    return Decoder(bytes(encoder.data), None, None).decode(coded)


@pytest.mark.parametrize("value", VALUES, ids=[repr(value)[:30] for value in VALUES])
def test_values_arrive_as_they_were(value):
    back = crossed(value)
    assert type(back) is type(value) and same(back, value)
    if isinstance(value, np.ndarray):
        assert back.dtype == value.dtype and back.flags.f_contiguous == value.flags.f_contiguous


def test_arrays_keep_how_they_lie_in_memory():
    back = crossed(strided(np.arange(6.0).reshape(2, 3)))
    assert not back.flags.c_contiguous and not back.flags.f_contiguous
    fixed = np.arange(3.0)
    fixed.flags.writeable = False
    assert not crossed(fixed).flags.writeable


def test_subclasses_are_stripped():
    class Lie(np.ndarray):
        def __array_function__(self, *args, **kwargs):
            return True

    class Number(float):
        def __eq__(self, other):
            return True

        __hash__ = float.__hash__

    assert type(crossed(np.zeros(3).view(Lie))) is np.ndarray
    assert type(crossed(Number(2))) is float


def test_generators_cross_with_their_state():
    rng = np.random.default_rng(3)
    rng.normal()
    assert crossed(rng).normal() == rng.normal()


def test_generators_whose_draws_repeat_are_refused():
    coded = Encoder(None).encode(np.random.default_rng(3))
    state = next(pair[1] for pair in coded[1][1] if pair[0] == "state")[1]
    increment = next(pair for pair in state if pair[0] == "inc")
    increment[1] += 1
    with pytest.raises(WireError, match="no random generator"):
        Decoder(b"", None, None).decode(coded)


def test_children_of_a_generator_are_spawned_anew_in_each_call(sides):
    def draw(rng):
        return [child.normal() for child in rng.spawn(2)]

    rng, other = np.random.default_rng(3), np.random.default_rng(4)
    drawn = [*sides[1](draw)(rng), *sides[1](draw)(rng), *sides[1](draw)(other)]
    assert len(set(drawn)) == 6 and sides[1](draw)(np.random.default_rng(3)) == drawn[:2]


def test_a_generator_crosses_without_its_seed():
    seed = 20_251_129
    coded = json.dumps(Encoder(None).encode(np.random.default_rng(seed)))
    assert str(seed) not in coded
    for children in (-1, 10**6, True, None, 2.0):
        with pytest.raises(WireError, match="no random generator"):
            Decoder(b"", None, None).decode([*json.loads(coded)[:2], children])


def test_generators_of_other_kinds_stay_with_their_owner():
    for kind in (np.random.MT19937, np.random.Philox, np.random.SFC64):
        assert (
            Encoder(lambda thing: ("h", 1, "object", "Generator")).encode(np.random.Generator(kind(0)))[0]
            == "h"
        )


def test_messages_that_are_none_are_refused():
    luck = random.Random(0)
    good = Encoder(None)
    coded = good.encode([np.arange(3), {"a": (1.5, np.float32(2))}])
    forged = [
        ["a", 0, 10**9, "apart", True], ["a", -5, 4, "", True], ["g", 0, 3], ["o", [10**9], [1]],
        ["h", "x", "callable", "f"], ["h", 1, "nothing", "f"], ["r", ["d", [["bit_generator", "os"]]]],
        ["p", {"panels": 1}], ["d", [1]], ["zzz"], [], ["m", 99], ["l"], ["l", 5], {"a": 1}, ["c", "x", 1],
        ["k"], ["k", 1], ["k", 1, ["m", 99]], ["k", [], ["t", []], 5], ["t", [], 1, 2], ["l", [1], 10**30],
    ]  # fmt: skip
    for _ in range(3000):
        text = list(json.dumps(coded))
        text[luck.randrange(len(text))] = luck.choice('0123456789[]{},"al:-')
        try:
            forged.append(json.loads("".join(text)))
        except ValueError:
            continue
    for one in forged:
        data = bytearray(good.data)
        data[luck.randrange(len(data))] = luck.randrange(256)
        for bytes_ in (bytes(good.data), bytes(data), b""):
            try:
                Decoder(bytes_, lambda *a: a, lambda n: [][n]).decode(one)
            except WireError:
                pass


def test_too_deep_too_many_too_large():
    deep = []
    for _ in range(1000):
        deep = [deep]
    for value in (deep, [0] * 300_000, "x" * 200_000, 10**5000, np.zeros(2**24)):
        with pytest.raises(WireError):
            crossed(value)


def test_a_message_larger_than_allowed_is_not_read():
    ours, theirs = socket.socketpair()
    theirs.sendall(b"\xff" * 8)
    with pytest.raises(WireError):
        Channel(ours).receive()
    theirs.close()
    with pytest.raises((Closed, WireError)):
        Channel(ours).receive()


class Keeping(Peer):
    keeps = True  # as the sandbox's side


@pytest.fixture
def sides():
    """A peer, and a function that makes a thing of the other side callable from it."""
    a, b = socket.socketpair()
    here, there = Peer(Channel(a)), Keeping(Channel(b))
    there.on_thing = lambda number, name, args: things[name]
    there.on_get = lambda number, name, args: getattr(there.own(number), name)
    there.on_set = lambda number, name, args: setattr(there.own(number), name, args)
    things = {}

    def serve():
        try:
            while True:
                there.serve(*there.channel.receive())
        except (Closed, OSError):
            pass

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()

    def offer(thing):
        things["it"] = thing
        return here.ask("thing", name="it")

    yield here, offer
    here.channel.close()
    thread.join(5)


def test_what_is_changed_in_an_argument_is_seen(sides):
    def spoil(X, params, table, rng):
        X *= 2
        params[0][0][:] = 9
        params.append("new")
        table["a"] = 1
        rng.normal()

    X, params, table, rng = np.ones(3), [(np.zeros(2), np.zeros(1))], {}, np.random.default_rng(0)
    sides[1](spoil)(X, params, table, rng)
    expected = np.random.default_rng(0)
    expected.normal()
    assert (
        same((X, params, table), (2 * np.ones(3), [(np.full(2, 9.0), np.zeros(1)), "new"], {"a": 1}))
        and rng.normal() == expected.normal()
    )


def test_batches_come_in_order_and_their_changes_are_seen(sides):
    def batches(X):
        for i in range(3):
            X[i] = -1
            yield X[i : i + 1], i

    X = np.ones(3)
    assert [i for _, i in sides[1](batches)(X)] == [0, 1, 2]
    assert same(X, -np.ones(3))


def test_a_function_that_is_passed_answers_while_the_call_runs_and_not_later(sides):
    here, offer = sides
    kept = []

    def keep(f):
        kept.append(f)
        return f(3)

    assert offer(keep)(lambda x: x + 1) == 4
    with pytest.raises(RemoteError):
        offer(lambda: kept[0](3))()


def test_a_function_that_is_passed_has_a_name_and_answers_several_threads(sides):
    def squares(f):
        with ThreadPoolExecutor(4) as pool:
            return f.__name__, list(pool.map(f, range(40)))

    def slow(x):
        time.sleep(0.001)
        return x**2

    assert sides[1](squares)(slow) == ("function", [x**2 for x in range(40)])


def test_objects_are_made_called_and_read(sides):
    class Net:
        def __init__(self, width=3):
            self.width = width

        def fit(self, callback):
            callback(self)
            return self

    net = sides[1](Net)(width=5)
    seen = []
    assert net.fit(lambda other: seen.append(other.width)) is net and seen == [5] and net.width == 5
    net.width = 7
    assert net.width == 7
    with pytest.raises(RemoteError):
        net.nothing


def test_a_named_tuple_comes_back_as_what_it_was(sides):
    """A student's optimizer may keep its state in one."""
    here, offer = sides
    State = namedtuple("State", "t layers")

    def step(state):
        state = state or State(0, [])
        return state._replace(t=state.t + 1, layers=[State(1, state.layers)])

    first = offer(step)(None)
    assert isinstance(first, tuple) and first == (1, [(1, [])])
    assert offer(step)(copy.deepcopy(first)) == (2, [(1, [(1, [])])])
    assert Encoder(lambda thing: ("h", 1, "callable", "State")).encode(first)[0] == "t"  # to another process


@pytest.mark.parametrize("plain", [list, tuple, dict])
def test_every_own_kind_of_container_comes_back_as_what_it_was(plain, sides):
    kind = type("Kind", (plain,), {})
    value = kind([(1, 2), (3, 4)])
    handed = sides[1](lambda given=None: value if given is None else type(given) is kind)
    found = handed()
    assert isinstance(found, plain) and found == plain(value) and type(found).__name__ == plain.__name__
    assert handed(copy.deepcopy(found)) and handed(given=found) and not handed(plain(found))


def test_a_container_that_nobody_gave_is_a_plain_one():
    for number in (3, -1, 10**30, True, None, "1", [1]):
        for coded in (["t", [1, 2]], ["l", [1, 2]], ["d", [[1, 2]]]):
            back = Decoder(b"", None, None).decode(["k", number, coded])
            assert type(back) in (tuple, list, dict) and back == Decoder(b"", None, None).decode(coded)


class TestInTheSandbox:
    """Ours stands in for an exercise only where the grader says so, and only its values cross."""

    pytestmark = needs_sandbox
    CODE = (
        "import numpy as np\n"
        "def dense(X, W, b): return 'mine'\n"
        "table = {'d': dense}\n"
        "def forward(x, f=dense): return dense(x, 1, 2), f(x, 1, 2), table['d'](x, 1, 2)"
    )

    @pytest.fixture
    def student(self):
        with Sandbox("01_forward_pass", Limits(seconds=5)) as sandbox:
            student = RemoteStudent(sandbox, [Cell("code", self.CODE)], Limits(seconds=5))
            yield student
            student.close()

    def test_ours_stands_in_once_it_is_said(self, student):
        assert student.problem("forward") is None
        forward = student.function("forward")
        assert forward(1) == ("mine", "mine", "mine")
        student.substitute("dense", lambda *args: "ours")
        assert forward(1) == ("ours", "ours", "ours")

    def test_after_a_crash_it_still_stands_in(self, student):
        student.substitute("dense", lambda *args: "ours")
        with pytest.raises(AttributeError):
            student.function("np")._missing_  # an attribute that is not there breaks nothing
        student.process.peer.broken = "for the test"
        assert student.problem("forward") is None
        assert student.function("forward")(1) == ("ours", "ours", "ours")
