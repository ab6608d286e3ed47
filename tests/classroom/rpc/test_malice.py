"""Whatever a peer says on the wire, the grader's side ends in time, stays small and passes nothing.

Afterwards it is as good as new.
"""

import contextlib
import functools
import io
import json
import os
import time

import pytest
from support.handing_in import LESSON

from autograder import lesson as lessons
from autograder import reference
from autograder.checking.runner import examine
from autograder.classroom.grading import meter
from autograder.classroom.grading.remote_student import RemoteStudent
from autograder.classroom.limits import Limits
from autograder.classroom.rpc import channel
from autograder.classroom.sandbox.processes import read
from autograder.lesson import Cell

pytest.importorskip("hypothesis")  # it comes with the dev extra
from hypothesis import HealthCheck, given, seed, settings
from support.malice import MARK, STEPS, Malice

pytestmark = pytest.mark.slow
EXAMPLES = int(os.environ.get("HARDWAY_EXAMPLES", 200))  # a long run: HARDWAY_EXAMPLES=10000
SEED = int(os.environ.get("HARDWAY_SEED", 0))
LIMITS = Limits(seconds=0.05, total=0.2)
# Seconds that an examination may take on any machine: the loose limits of the clock, and our own work.
LONGEST = 20
# Bytes that an examination may add to the process, the peer's own among them; a worker begins with less
# than 200 MB.
MOST = 450 * 2**20
EXAMINED = ("dense", "relu")
KNOWN = dict.fromkeys(lessons.lesson(LESSON).exercises, True)
figures = {"examples": 0, "longest": 0.0, "largest": 0}


@pytest.fixture(autouse=True, scope="module")
def silence_ends_soon():
    with pytest.MonkeyPatch.context() as patch:
        for module, name, seconds in (
            (meter, "GRACE", 0.05),
            (meter, "OFTEN", 0.02),
            (channel, "OFTEN", 0.02),
        ):
            patch.setattr(module, name, seconds)
        yield


class Terminal(io.TextIOBase):
    """What the instructor sees."""

    def __init__(self):
        self.text = ""

    def write(self, text):
        self.text += text
        return len(text)


class Honest:
    """A student with a right `relu` and a `dense` without its bias."""

    def problem(self, name):
        return None

    def function(self, name):
        return (lambda X, W, b: X @ W) if name == "dense" else getattr(reference, name)

    def definition(self, name):
        return None

    def substitute(self, name, function):
        pass


def examined(student):
    """The results of a few exercises, as `--json` prints them."""
    return [
        exercise.to_json()
        for exercise in examine(
            LESSON, student, seed=7, seconds=LONGEST, only=EXAMINED, known=KNOWN
        ).exercises
    ]


def measured(what):
    """Bytes of this process: VmRSS now, VmHWM at its largest since the last call; 0 where nobody tells."""
    found = [
        int(line.split()[1]) * 1024
        for line in read("/proc/self/status").splitlines()
        if line.startswith(what)
    ]
    with contextlib.suppress(OSError), open("/proc/self/clear_refs", "w") as file:
        file.write("5")
    return sum(found)


@functools.cache
def alone():
    """What the honest one gets where nobody was before."""
    return json.dumps(examined(Honest()))


@given(STEPS)
@seed(SEED)
@settings(max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck))
def test_whatever_a_peer_says_the_graders_side_holds(steps):
    alone()
    terminal = Terminal()
    student = RemoteStudent(Malice(steps), [Cell("code", "x = 1")] * 3, LIMITS)
    began, size = time.monotonic(), measured("VmRSS")
    with contextlib.redirect_stdout(terminal), contextlib.redirect_stderr(terminal):
        try:
            results = examined(student)
        finally:
            student.close()
    took, grown = time.monotonic() - began, measured("VmHWM") - size
    assert took < LONGEST and grown < MOST
    assert not [result["name"] for result in results if result["state"] == "passed"]
    said = json.dumps(results, ensure_ascii=False)
    said.encode()
    assert "\x1b" not in said and len(said) < 50_000
    assert MARK[:6] not in terminal.text
    assert json.dumps(examined(Honest())) == alone()
    figures.update(
        examples=figures["examples"] + 1,
        longest=max(figures["longest"], took),
        largest=max(figures["largest"], grown),
    )


def teardown_module():
    print(figures)  # seen with pytest -s
