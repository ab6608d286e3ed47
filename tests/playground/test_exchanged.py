"""A learner's function runs with one part exchanged, however it is written, and stays as it is."""

import functools
import inspect
import types

import pytest

from playground.exchanged import exchanged


def written(source, **given):
    """The names that a notebook's cells leave."""
    space = {"__name__": "__main__", "functools": functools, **given}
    exec(source, space)
    return types.SimpleNamespace(**space, all=space)


PLAIN = """
def deal(n):
    for i in range(n):
        yield i

def step(total, i):
    return total + i

def epoch(n, total):
    for i in deal(n):
        total = step(total, i)
    return total

def train(n, epochs=2):
    total = 0
    for _ in range(epochs):
        total = epoch(n, total)
    return total
"""


def all_but_the_last(n):
    return range(n - 1)


def test_a_function_meets_another_one_under_the_name():
    own = written(PLAIN)
    assert own.epoch(4, 0) == 6 and exchanged(own.epoch, deal=all_but_the_last)(4, 0) == 3


def test_what_it_calls_meets_it_too():
    own = written(PLAIN)
    assert exchanged(own.train, deal=all_but_the_last)(4) == 6


def test_the_original_and_what_it_calls_stay_as_they_are():
    own = written(PLAIN)
    before = dict(own.all)
    exchanged(own.train, deal=all_but_the_last)(4)
    assert own.train(4) == 12 and own.all == before


def test_what_is_handed_in_may_call_the_original():
    own = written(PLAIN)
    assert exchanged(own.train, deal=lambda n: list(own.deal(n))[:-1])(4) == 6


def test_two_parts_may_be_exchanged_at_once_and_one_after_the_other():
    own = written(PLAIN)
    parts = {"deal": all_but_the_last, "step": lambda total, i: total + 10 * i}
    assert exchanged(own.train, **parts)(4) == 60
    once = exchanged(own.train, deal=parts["deal"])
    assert exchanged(once, step=parts["step"])(4) == 60


def test_it_reaches_through_functions_of_other_notebooks():
    earlier = written(PLAIN)
    later = written("def run(n):\n    return train(n) + 1", train=earlier.train)
    assert exchanged(later.run, deal=all_but_the_last)(4) == 7 and later.run(4) == 13


def test_it_reaches_ours_where_it_stands_in():
    from autograder.checking.ours import standing_in

    earlier = written(PLAIN)
    later = written("def run(n):\n    return train(n)", train=standing_in("train", earlier.train))
    assert exchanged(later.run, deal=all_but_the_last)(4) == 6


WAYS = {
    "a nested function": "def train(n):\n    def inner():\n        return sum(deal(n))\n    return inner()",
    "a lambda": "train = lambda n: sum(deal(n))",
    "a comprehension": "def train(n):\n    return sum([i for i in deal(n)])",
    "a closure": """
def make(once):
    def train(n):
        return once(n)
    return train

def total(n):
    return sum(deal(n))

train = make(total)
""",
    "a closure with a value that is None": """
def make(start=None):
    def train(n):
        return sum(deal(n)) if start is None else start
    return train

train = make()
""",
    "a closure over a name that has no value yet": """
def make():
    def train(n):
        return sum(deal(n)) if n else later
    return train
    later = 0

train = make()
""",
    "a closure that calls itself": """
def make():
    def train(n, started=False):
        return sum(deal(n)) if started else train(n, True)
    return train

train = make()
""",
    "a default": "def total(n):\n    return sum(deal(n))\n\ndef train(n, how=total):\n    return how(n)",
    "a default by name": """
def total(n):
    return sum(deal(n))

def train(n, *, how=total):
    return how(n)
""",
    "a generator": """
def running(n):
    yield from deal(n)

def train(n):
    return sum(running(n))
""",
    "recursion": """
def add(left):
    return left[0] + add(left[1:]) if left else 0

def train(n):
    return add(list(deal(n)))
""",
    "two that call each other": """
def train(n, more=1):
    return other(n) if more else sum(deal(n))

def other(n):
    return train(n, 0)
""",
    "a decorator": """
def twice_checked(function):
    @functools.wraps(function)
    def inner(*args):
        assert function(*args) == function(*args)
        return function(*args)
    return inner

@twice_checked
def train(n):
    return sum(deal(n))
""",
    "a cached helper": """
@functools.cache
def total(n):
    return sum(deal(n))

def train(n):
    return total(n)
""",
    "a partial function": """
def total(start, n):
    return sum(deal(n), start)

from_zero = functools.partial(total, 0)

def train(n):
    return from_zero(n)
""",
    "a table of functions": """
def total(n):
    return sum(deal(n))

HOW = {"sum": (total, [total])}

def train(n, how="sum"):
    return HOW[how][1][0](n)
""",
    "a table that its own functions use": """
def total(n):
    return sum(deal(n)) if "sum" in HOW else 0

HOW = {"sum": total}

def train(n):
    return HOW["sum"](n)
""",
    "a class": """
class Loop:
    def __init__(self, n):
        super().__init__()
        self.n = n

    def run(self):
        return sum(deal(self.n))

def train(n):
    return Loop(n).run()
""",
    "a class that deals when it is made": """
class Loop:
    __slots__ = ("dealt",)

    def __init__(self, n):
        super().__init__()
        self.dealt = list(deal(n))

def train(n):
    return sum(Loop(n).dealt)
""",
    "methods of other kinds": """
class Loop:
    n = 4

    @staticmethod
    def still(n):
        return sum(deal(n))

    @classmethod
    def of(cls, n):
        return cls.still(n)

    @property
    def total(self):
        return self.of(self.n)

class Longer(Loop):
    pass

def train(n):
    return Longer().total
""",
    "a method under a name": """
class Loop:
    def run(self, n):
        return sum(deal(n))

run = Loop().run

def train(n):
    return run(n)
""",
}


@pytest.mark.parametrize("way", WAYS)
def test_however_it_is_written(way):
    own = written("def deal(n):\n    return list(range(n))\n" + WAYS[way])
    assert own.train(4) == 6
    assert exchanged(own.train, deal=all_but_the_last)(4) == 3
    assert own.train(4) == 6, "the original is another one now"


def test_a_generator_and_its_global_variables_are_copied():
    own = written("calls = 0\ndef count():\n    global calls\n    calls += step\n    yield calls\nstep = 1")
    assert list(exchanged(own.count, step=5)()) == [5] and own.all["calls"] == 0


def test_a_copy_keeps_what_describes_the_function():
    def rate(x: float, *, by: float = 2) -> float:
        """What it costs."""
        return x * by + offset  # noqa: F821

    copy = exchanged(rate, offset=1)
    assert (
        copy(3) == 7
        and copy.__doc__ == "What it costs."
        and inspect.signature(copy) == inspect.signature(rate)
    )


def test_a_function_that_never_meets_the_name_stays_itself():
    own = written(PLAIN)
    assert exchanged(own.deal, step=None) is own.deal


def test_a_part_that_was_never_defined_may_be_handed_in():
    own = written("def train(n):\n    return missing(n)")
    assert exchanged(own.train, missing=lambda n: n + 1)(1) == 2


def test_a_stub_still_raises_what_it_raises():
    own = written("def train(n):\n    raise NotImplementedError")
    with pytest.raises(NotImplementedError):
        exchanged(own.train, deal=all_but_the_last)(4)
