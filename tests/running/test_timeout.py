"""A time limit: processor time, whatever the machine does beside; sleeping code ends by the clock."""

import contextlib
import signal
import subprocess
import sys
import time

import pytest

from autograder.running.timeout import TimeLimit, held_up, overdue, time_limit, waiting

ALARMS = [(signal.ITIMER_REAL, signal.SIGALRM), (signal.ITIMER_PROF, signal.SIGPROF)]


def compute():
    while True:
        sum(range(99))


def nothing_is_left():
    for timer, number in ALARMS:
        assert signal.getitimer(timer) == (0.0, 0.0) and signal.getsignal(number) == signal.SIG_DFL


# (processor time, time by the clock, seconds of it waited for others) under a limit of 10 s → what is said
OVERDUE = {
    "computes within its limit": (9.9, 9.9, 0, None),
    "computes too long": (10.1, 10.1, 0, "10 s of processor time"),
    "computes on a machine that is ten times too busy": (9.9, 99, 0, None),
    "computes with eight threads": (40, 5, 0, None),
    "computes with eight threads too long": (81, 10.1, 0, "10 s of processor time"),
    "sleeps a little": (0.1, 29, 0, None),
    "sleeps too long": (0.1, 31, 0, "30 s, and slept or waited"),
    "waits for code with a limit of its own": (0.1, 300, 280, None),
    "computes while it serves such code": (10.1, 300, 299, "10 s of processor time"),
}


@pytest.mark.parametrize("case", OVERDUE)
def test_when_code_has_to_end(case):
    *used, said = OVERDUE[case]
    found = overdue(10, *used)
    assert (said in found) if said else found is None


def test_code_that_computes_is_ended():
    with pytest.raises(TimeLimit, match="0.2 s of processor time"), time_limit(0.2):
        compute()


def test_code_that_sleeps_is_ended():
    with pytest.raises(TimeLimit, match="slept or waited"), time_limit(0.1):
        time.sleep(1000)


CROWDED_OUT = """
import os, time
from autograder.running.timeout import time_limit
os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
first = os.getpid()
if os.fork() == 0:
    while os.getppid() == first: pass
    os._exit(0)
os.nice(19)
began = time.monotonic()
with time_limit(0.2):
    while time.monotonic() - began < 2: pass
print(f"{time.process_time():.3f} s of processor time")
"""


@pytest.mark.skipif(not held_up(), reason="this system does not tell how long a process waits for a core")
def test_code_that_computes_where_others_have_the_core_does_not_sleep():
    done = subprocess.run([sys.executable, "-c", CROWDED_OUT], capture_output=True, text=True, timeout=60)
    assert "of processor time" in done.stdout, done.stderr


def test_code_that_swallows_everything_is_struck_again_and_again():
    struck = 0
    with pytest.raises(TimeLimit), time_limit(0.1):
        while True:
            try:
                compute()
            except BaseException:
                struck += 1
                if struck == 3:
                    raise


def test_the_outer_limit_holds_within_an_inner_one():
    with pytest.raises(TimeLimit, match="0.2 s"), time_limit(0.2):
        with time_limit(100):
            compute()


@pytest.mark.parametrize("inner", [0, 1, 2])
def test_alarms_that_are_due_at_once_strike_once_and_leave_nothing(inner):
    with pytest.raises(TimeLimit, match="0.05 s of processor time"), time_limit(0.05):
        with contextlib.ExitStack() as stack:
            for _ in range(inner):
                stack.enter_context(time_limit(100))
            sum(range(3 * 10**7))  # Python looks for alarms when this is over
            compute()
    nothing_is_left()


def test_nothing_more_begins_within_a_limit_that_has_passed():
    with pytest.raises(TimeLimit, match="0.1 s"), time_limit(0.1):
        with contextlib.suppress(TimeLimit):
            compute()
        with time_limit(100):
            pytest.fail("it has begun")


def test_the_outer_limit_holds_however_many_lie_within_it():
    with pytest.raises(TimeLimit, match="0.2 s"), time_limit(0.2):
        for _ in range(100_000):
            with time_limit(100):
                pass


def test_the_outer_limit_holds_after_an_inner_one_has_struck():
    with pytest.raises(TimeLimit, match="0.3 s"), time_limit(0.3):
        with pytest.raises(TimeLimit, match="0.1 s"), time_limit(0.1):
            compute()
        compute()


def test_waiting_for_code_with_a_limit_of_its_own_is_no_sleep():
    with time_limit(0.1), waiting:
        time.sleep(1)
    with pytest.raises(TimeLimit, match="slept or waited"), time_limit(0.1):
        with waiting:
            time.sleep(1)
        time.sleep(1000)


@pytest.mark.parametrize("timer, number", ALARMS)
def test_an_alarm_that_was_set_before_is_still_due(timer, number):
    heard = []
    before = signal.signal(number, lambda *_: heard.append(1))
    try:
        signal.setitimer(timer, 1000)
        with pytest.raises(TimeLimit), time_limit(0.1):
            compute()
        assert 0 < signal.getitimer(timer)[0] < 1000
        signal.raise_signal(number)
        assert heard == [1]
    finally:
        signal.setitimer(timer, 0)
        signal.signal(number, before)


def test_nothing_is_left_of_a_limit_that_is_over():
    with pytest.raises(TimeLimit), time_limit(0.1):
        compute()
    nothing_is_left()
