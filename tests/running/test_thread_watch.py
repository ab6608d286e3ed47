"""The time limit where the system has no alarms: the same limits, by a thread that looks."""

import signal
import threading
import time

import pytest

from autograder.running import timeout
from autograder.running.timeout import TimeLimit, time_limit


@pytest.fixture(autouse=True)
def no_alarms(monkeypatch):
    monkeypatch.delattr(signal, "setitimer", raising=False)
    monkeypatch.delattr(signal, "SIGALRM", raising=False)


def compute():
    while True:
        sum(range(99))


def test_code_that_computes_is_ended_by_its_processor_time():
    with pytest.raises(TimeLimit, match="0.2 s of processor time"), time_limit(0.2):
        compute()


def test_code_that_sleeps_and_wakes_is_ended_by_the_clock(monkeypatch):
    monkeypatch.setattr(timeout, "HARDLY", 0.5)  # to wake so often takes a little
    with pytest.raises(TimeLimit, match="slept or waited"), time_limit(0.2):
        while True:
            time.sleep(0.01)


def test_code_that_swallows_everything_is_struck_again():
    struck = 0
    with pytest.raises(TimeLimit), time_limit(0.1):
        while True:
            try:
                compute()
            except BaseException:
                struck += 1
                if struck == 3:
                    raise


def test_limits_within_limits_hold_each_by_itself():
    with pytest.raises(TimeLimit, match="0.5 s"), time_limit(0.5):
        with pytest.raises(TimeLimit, match="0.1 s"), time_limit(0.1):
            compute()
        with time_limit(100):
            compute()


@pytest.fixture
def heard():
    """Ctrl-C is heard, also where the tests run in the background and SIGINT is ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def test_ctrl_c_is_still_the_learner_s(heard):
    with pytest.raises(KeyboardInterrupt), time_limit(100):
        signal.raise_signal(signal.SIGINT)
        time.sleep(0)


def test_nothing_is_left_of_a_limit_that_is_over():
    handler, threads = signal.getsignal(signal.SIGINT), threading.active_count()
    for _ in range(20):
        with pytest.raises(TimeLimit), time_limit(0.01):
            compute()
    assert signal.getsignal(signal.SIGINT) is handler and threading.active_count() == threads
