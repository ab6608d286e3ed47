"""Marks do not depend on what else the machine does.

Limits are processor time, sandboxes keep to cores of their own, a time-out is tried again.
"""

import contextlib
import os
import subprocess
import sys

import pytest

pytest.importorskip("nh3")  # it comes with the classroom's packages

from support.handing_in import LESSON, answer, environment, graded, hand_in, needs_sandbox, notebook

from autograder.classroom.grading import pool
from autograder.classroom.grading.grader import Grader
from autograder.classroom.limits import Limits
from autograder.classroom.sandbox import cores
from autograder.classroom.task import Outcome, Task, Wishes

HOLDS = 0.5  # seconds of processor time, the limit of a check in these tests
USES = "import time\nbegan = time.process_time()\nwhile time.process_time() - began < {}: pass\n"


def sandboxed(test):
    """A test that needs the sandbox."""
    for mark in needs_sandbox:
        test = mark(test)
    return test


@contextlib.contextmanager
def busy(processes):
    """In the body so many processes compute all the time."""
    started = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(processes)]
    try:
        yield
    finally:
        for process in started:
            process.kill()
            process.wait()


def slow(share):
    """A notebook with a right `relu`, whose first call takes this share of the limit."""
    tired = (
        f"    if not tired:\n        tired.append(1)\n{_indented(USES.format(share * HOLDS), 8)}    return"
    )
    return notebook("import numpy as np\ntired = []", answer("relu").replace("    return", tired))


def _indented(text, blanks):
    return "".join(" " * blanks + line for line in text.splitlines(keepends=True))


CROWD = "import os\nfor i in range(24):\n    if os.fork() == 0:\n        while True: pass\n"
HONEST = [slow(0.5 + number / 100) for number in range(30)]


def passed(template, *notebooks):
    """Notebook's number → how many checks each of its exercises passes, as two workers find it."""
    wishes = Wishes(Limits(seconds=HOLDS, total=6))
    tasks = [
        Task(key, str(key), LESSON, f"{LESSON}.ipynb", data, template, 7, wishes)
        for key, data in enumerate(notebooks)
    ]
    return {
        task.key: {e["name"]: e["passed"] for e in outcome.exercises} for task, outcome in pool.run(tasks, 2)
    }


@sandboxed
def test_honest_slow_answers_get_full_marks_whatever_the_machine_does(template):
    crowd = notebook("import numpy as np", CROWD, answer("relu"))
    full = passed(template, notebook("import numpy as np", answer("relu")))[0]
    assert full["relu"] > 0
    with busy(8):
        found = passed(template, crowd, *HONEST)
    assert [found[key] for key in range(1, 31)] == [full] * 30


# ---- what a limit of time means


@pytest.fixture(scope="module")
def outcome_of(template):
    """Grades a notebook made of cells under small limits; the outcome, and exercise → result."""
    grader = Grader(Limits(seconds=HOLDS, total=8))

    def run(*cells):
        outcome = grader.grade(LESSON, notebook("import numpy as np", *cells), f"{LESSON}.ipynb", template, 7)
        return outcome, {exercise["name"]: exercise for exercise in outcome.exercises}

    yield run
    grader.close()


DEAF = "import os, signal, time\nsignal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM, signal.SIGPROF])\n"
STUBBORN = {
    "ignores both alarms": (
        "import signal\n"
        "for s in (signal.SIGALRM, signal.SIGPROF): signal.signal(s, signal.SIG_IGN)\n"
        "while True: pass\n"
    ),
    "blocks both alarms": DEAF + "while True: pass\n",
    "blocks both alarms and sleeps": DEAF + "time.sleep(1000)\n",
    "sets the timers to nothing": (
        "import signal\n"
        "for t in (signal.ITIMER_REAL, signal.ITIMER_PROF): signal.setitimer(t, 0)\n"
        "while True: pass\n"
    ),
    "loops in C": "import itertools\nsum(itertools.repeat(1))\n",
    "stops itself": (
        "import os, signal\n"
        "os.kill(os.getpid(), signal.SIGSTOP)\n"
        "time = __import__('time')\n"
        "time.sleep(1000)\n"
    ),
    "swallows everything": (
        "while True:\n    try:\n        while True: sum(range(9))\n    except BaseException: pass\n"
    ),
    "sleeps": "import time\ntime.sleep(1000)\n",
}


@pytest.mark.parametrize("where", ["in an answer", "in a cell"])
@pytest.mark.parametrize("kind", STUBBORN)
@sandboxed
def test_what_never_ends_is_ended_and_the_rest_is_graded(outcome_of, kind, where):
    code = STUBBORN[kind]
    cell = (
        f"def dense(X, W, b):\n{_indented(code, 4)}"
        if where == "in an answer"
        else f"{code}\ndef dense(X, W, b): return 0"
    )
    outcome, results = outcome_of(answer("relu"), cell, answer("tanh"))
    assert (
        outcome.timed_out
        and results["dense"]["state"] == "crashed"
        and "did not finish within" in results["dense"]["message"]
    )
    assert (results["relu"]["state"], results["tanh"]["state"]) == ("passed", "passed")


GRANDCHILD = DEAF + (
    "if os.fork() == 0:\n"
    "    if os.fork() == 0:\n"
    "        while True: pass\n"
    "    os._exit(0)\n"
    "time.sleep(1000)\n"
)
ENDED = f"""{DEAF}
while True:
    child = os.fork()
    if child == 0:
{_indented(USES.format(0.2), 8)}
        os._exit(0)
    os.waitpid(child, 0)
"""
THREAD = (
    DEAF
    + """
import threading
def loop():
    while True: pass
threading.Thread(target=loop, daemon=True).start()
time.sleep(1000)
"""
)


@pytest.mark.parametrize("code", [GRANDCHILD, ENDED, THREAD], ids=["grandchild", "ended children", "thread"])
@sandboxed
def test_the_time_of_all_that_an_answer_starts_is_its_own(outcome_of, code):
    outcome, results = outcome_of(answer("relu"), f"def dense(X, W, b):\n{_indented(code, 4)}")
    assert outcome.timed_out and "of processor time" in results["dense"]["message"]
    assert results["relu"]["state"] == "passed"


@sandboxed
def test_a_submission_that_uses_up_its_time_in_all_is_ended_and_says_so(outcome_of):
    outcome, results = outcome_of(
        *(f"{USES.format(HOLDS * 0.8)}# {number}" for number in range(24)), answer("relu")
    )
    assert (
        outcome.timed_out
        and results["relu"]["state"] == "crashed"
        and "8 s in all" in results["relu"]["message"]
    )


# ---- cores

LEAVES = """
import os, subprocess, sys
cores = os.sched_getaffinity(0)
def leave():
    try:
        os.sched_setaffinity(0, range(1000))
    except OSError:
        return False
    return True
left = leave() or len(cores) != 1
if os.fork() == 0:
    os._exit(leave() or os.sched_getaffinity(0) != cores)
left = left or os.wait()[1] != 0
def relu(z):
    if left or os.sched_getaffinity(0) != cores:
        raise RuntimeError("another core")
    return np.maximum(0, z)
"""


@sandboxed
def test_a_sandbox_keeps_to_one_core_and_cannot_leave_it(outcome_of):
    assert outcome_of(LEAVES)[1]["relu"]["state"] == "passed"


TWO = """
import subprocess, sys
code = "from autograder.classroom.sandbox import cores; print(cores.claim()[0], flush=True); input()"
pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
workers = [subprocess.Popen([sys.executable, "-c", code], **pipes) for _ in range(2)]
print(*(worker.stdout.readline().strip() for worker in workers))
for worker in workers:
    worker.communicate("\\n")
"""


@pytest.mark.skipif(len(cores.allowed()) < 2, reason="there is one core")
@sandboxed
def test_two_workers_take_different_cores():
    apart = [
        "bwrap",
        "--dev-bind",
        "/",
        "/",
        "--unshare-net",
        "--",
    ]  # other gradings on this machine hold cores, too
    done = subprocess.run(
        [*apart, sys.executable, "-c", TWO], capture_output=True, text=True, check=True, env=environment()
    )
    taken = {int(core) for core in done.stdout.split()}
    assert len(taken) == 2 and taken <= set(cores.allowed())


def one_core(code):
    """What a process that may run on one core prints."""
    command = [
        sys.executable,
        "-c",
        f"import os\nos.sched_setaffinity(0, [min(os.sched_getaffinity(0))])\n{code}",
    ]
    return subprocess.run(
        command, capture_output=True, text=True, check=True, env=environment()
    ).stdout.strip()


def test_the_number_of_workers_follows_the_affinity():
    assert one_core("from autograder.classroom.sandbox import cores; print(cores.count())") == "1"


GROUPS, TENTH = "sys/fs/cgroup", "100000\n"


def quota(folder, microseconds):
    """The files of a control group of version 1."""
    return {
        f"{GROUPS}/{folder}/cpu.cfs_quota_us": f"{microseconds}\n",
        f"{GROUPS}/{folder}/cpu.cfs_period_us": TENTH,
    }


QUOTAS = {  # (what /proc says of this process's groups, their files, cores' worth of time)
    "v2, of the group": ("0::/a/b\n", {f"{GROUPS}/a/b/cpu.max": f"300000 {TENTH}"}, 3),
    "v2, of a group above": (
        "0::/a/b\n",
        {f"{GROUPS}/a/b/cpu.max": f"max {TENTH}", f"{GROUPS}/a/cpu.max": f"250000 {TENTH}"},
        2,
    ),
    "v2, of a container": ("0::/\n", {f"{GROUPS}/cpu.max": f"50000 {TENTH}"}, 1),
    "v1": ("4:memory:/x\n3:cpu,cpuacct:/x\n", quota("cpu,cpuacct/x", 400000), 4),
    "v1, of a container": ("3:cpu:/docker/x\n", quota("cpu", 200000), 2),
    "v1, without a quota": ("3:cpu:/\n", quota("cpu", -1), 8),
    "no control groups": ("", {}, 8),
}


@pytest.mark.parametrize("case", QUOTAS)
def test_the_number_of_workers_follows_the_quota(tmp_path, monkeypatch, case):
    groups, files, number = QUOTAS[case]
    for name, text in {"proc/self/cgroup": groups, **files}.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    monkeypatch.setattr(os, "sched_getaffinity", lambda pid: set(range(8)))
    assert cores.count(tmp_path) == number


# ---- a second try, alone


def named(key):
    """A task of which only its key counts."""
    return Task(key, "ann", LESSON, f"{LESSON}.ipynb", b"", {}, 7)


class Tries:
    """Stands for the workers: what each task gives at each try, and how many tasks were out."""

    def __init__(self, outcomes):
        self.outcomes, self.log = outcomes, []

    def __call__(self, tasks, most):
        for task in tasks:
            tried = sum(key == task.key for key, _ in self.log)
            self.log.append((task.key, most))
            yield task, self.outcomes[task.key][tried]


def test_what_timed_out_or_lost_its_worker_is_tried_once_more_when_all_else_is_done_and_alone():
    late, fine = (Outcome("graded", None, 7, False, timed_out=late) for late in (True, False))
    tries = Tries(
        {
            "late": [late, fine],
            "lost": [None, fine],
            "endless": [late, late],
            "deadly": [None, None],
            "good": [fine],
            "quick": [fine],
        }
    )
    came = [
        (task.key, outcome) for task, outcome in pool.twice(tries, [named(key) for key in tries.outcomes], 6)
    ]
    assert came == [
        ("good", fine),
        ("quick", fine),
        ("late", fine),
        ("lost", fine),
        ("endless", late),
        ("deadly", None),
    ]
    assert tries.log[6:] == [("late", 1), ("lost", 1), ("endless", 1), ("deadly", 1)]


SECOND_TIME = """
from pathlib import Path


def test_relu_in_time(relu):
    with open({log!r}, "a") as log:
        print(relu([1.0])[0], file=log)
    if {never} or Path({log!r}).read_text().count("1.0") < 2:
        while True:
            relu([0.0])
"""


@pytest.mark.parametrize("never", [False, True])
@sandboxed
def test_a_time_out_costs_a_point_only_where_it_happens_alone_too(course, tmp_path, never):
    (tmp_path / f"test_{LESSON}_mine.py").write_text(
        SECOND_TIME.format(log=str(tmp_path / "log"), never=never)
    )
    with open(course / "nbgrader_config.py", "a") as file:
        file.write("c.SafeGrading.seconds = 1\n")
    hand_in(course, "ann", notebook("import numpy as np", answer("relu")))
    row = graded(course, "--extra-checks", tmp_path)["ann"]
    relu = next(exercise for exercise in row["exercises"] if exercise["name"] == "relu")
    assert (relu["passed"], relu["state"]) == (
        (relu["total"] - 1, "crashed") if never else (relu["total"], "passed")
    )
    assert (tmp_path / "log").read_text().split() == ["1.0", "1.0"], "it was tried twice"
