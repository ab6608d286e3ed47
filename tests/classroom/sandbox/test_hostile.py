"""Submissions that cheat or attack: none gets more than its honest part, and nothing outside changes."""

import concurrent.futures as futures
import functools
import json
import multiprocessing
import os
import socket
import threading
import time

import pytest

pytest.importorskip("nh3")  # it comes with the classroom's packages

from support.attacks import (
    ASKING,
    ATTACKS,
    BEGINS,
    BREACH,
    CALLS_BACK,
    ENDS,
    EVERY,
    HELD,
    STUBS,
    TELLING,
    code,
)
from support.handing_in import LESSON, answer, graded, needs_sandbox, notebook
from support.stoppers import HONEST_STUDENT, STOPPERS, batch

from autograder.classroom.grading import budget
from autograder.classroom.limits import Limits
from autograder.classroom.sandbox.processes import descendants, read

pytestmark = needs_sandbox

HONEST = {"relu"}  # each submission below has a right relu, and attacks to get or to harm the rest


@pytest.fixture(scope="module")
def host(tmp_path_factory):
    """A file, and a server on the loopback, that nobody may touch."""
    canary = tmp_path_factory.mktemp("host") / "canary.py"
    canary.write_text("dense = softmax = None  # untouched\n")
    server = socket.create_server(("127.0.0.1", 0))
    server.settimeout(0.2)
    heard, stop = [], threading.Event()

    def listen():
        while not stop.is_set():
            try:
                heard.append(server.accept())
            except TimeoutError:
                continue

    thread = threading.Thread(target=listen)
    thread.start()
    told = {"canary": str(canary), "port": server.getsockname()[1], "parent": os.getpid(), "heard": heard}
    yield told | vars(Limits())
    stop.set()
    thread.join()
    server.close()


@pytest.fixture
def little_to_spend(monkeypatch):
    """What our functions may take for student code, cut short: these tests are many."""
    monkeypatch.setattr(budget, "Spending", functools.partial(budget.Spending, calls=200, seconds=0.2))


@pytest.mark.parametrize("attack", EVERY)
def test_an_attack_gains_nothing(grade, little_to_spend, neighbour, capfd, host, attack):
    started = time.monotonic()
    outcome, passed = grade(notebook(STUBS, answer("relu"), code(attack, host), answer("relu")))
    assert outcome.state == "graded", outcome.reason
    assert passed <= HONEST, f"it passed {passed - HONEST}"
    assert BREACH not in str(outcome.exercises), outcome.exercises
    assert attack not in TELLING or HELD in str(outcome.exercises), "it did not come to its end"
    page = "".join(str(cell.get("outputs")) for cell in outcome.notebook["cells"])
    assert "<script" not in page and len(page) < 100_000
    assert "\x1b" not in json.dumps(outcome.exercises, ensure_ascii=False)
    assert "FORGED" not in "".join(capfd.readouterr()), "it reached the terminal"
    assert time.monotonic() - started < 600, "its limit did not end it"
    assert open(host["canary"]).read() == "dense = softmax = None  # untouched\n"
    assert not os.path.exists(host["canary"] + ".owned")
    assert not host["heard"], "it reached the network"
    if attack in ASKING:
        assert next(e["state"] for e in outcome.exercises if e["name"] == "forward") in (
            "failed",
            "crashed",
        )


def test_an_attack_that_succeeds_is_heard(grade):
    outcome, _ = grade(notebook(STUBS, BEGINS + "tries('a wall', lambda: None)" + ENDS))
    assert f"{BREACH}: a wall" in str(outcome.exercises)


@pytest.mark.parametrize(
    "attack",
    [
        "leaves the process",
        "loops for ever",
        "crashes the interpreter",
        "takes memory",
        "leaves while the notebook runs",
    ],
)
def test_the_honest_part_counts(grade, host, attack):
    _, passed = grade(notebook(STUBS, answer("relu"), ATTACKS[attack].format(**host)))
    assert passed == HONEST


def test_the_one_after_is_not_affected(grade):
    outcome, passed = grade(
        notebook("import numpy as np", answer("relu"), "import os\nprint(os.listdir('/tmp'))")
    )
    assert passed == HONEST


def test_nothing_is_left_behind(grade, host):
    grade(notebook(STUBS, answer("relu"), ATTACKS["leaves a process behind"].format(**host)))
    grade(notebook(answer("relu")))
    mine = [
        command
        for pid in descendants(os.getpid())
        if any(name in (command := read(f"/proc/{pid}/cmdline")) for name in ("fork_server.py", "wasm_host"))
    ]
    mine = [command for command in mine if "bwrap" not in command and "setpriv" not in command]
    assert 0 < len(mine) <= 4, mine


def test_a_file_does_not_reach_the_next_submission(grade):
    places = "['/tmp/x', '/dev/shm/x', '/var/tmp/x', '/opt/x', '/x', '/run/x', '/dev/x']"
    grade(
        notebook(
            f"for p in {places}:\n    try: open(p, 'w').write('left')\n    except OSError: pass",
            answer("relu"),
        )
    )
    look = f"import os\nassert not [p for p in {places} if os.path.exists(p)]\n"
    _, passed = grade(notebook(look + answer("relu")))
    assert passed == HONEST


@pytest.fixture(scope="module")
def marked(tmp_path_factory):
    """(course, student → row) of a run over all of them."""
    folder = tmp_path_factory.mktemp("batch")
    (folder / "nbgrader_config.py").write_text("c = get_config()\n")
    batch(folder)
    return folder, graded(folder)


@pytest.mark.parametrize("student", [*STOPPERS, HONEST_STUDENT])
def test_no_submission_stops_the_batch(marked, student):
    course, rows = marked
    assert rows[student]["state"] == "graded" and rows[student]["score"] == rows[HONEST_STUDENT]["score"] > 0
    page = (course / "feedback" / student / LESSON / f"{LESSON}.html").read_text()
    assert "Checks of relu" in page and f">{rows[student]['score']:g} of " in page


ALL_ONES = """
bits = np.random.PCG64(0)
state, every = bits.state, 2**64 - 1
state["state"] = {"state": every, "inc": (every - every * 0x2360ED051FC65DA44385DF649FCCF645) % 2**128}
bits.state = state
"""


def test_a_generator_that_always_draws_the_same_is_not_taken(grade):
    outcome, passed = grade(
        notebook(
            answer("relu"),
            CALLS_BACK.format(call="init_params([20, 30], np.random.Generator(bits))") + ALL_ONES,
        )
    )
    message = next(e["message"] for e in outcome.exercises if e["name"] == "forward")
    assert passed == HONEST and "generator" in message


def test_more_than_our_functions_can_bear_is_not_taken(grade):
    outcome, passed = grade(
        notebook(
            answer("relu"),
            CALLS_BACK.format(
                call="dense(np.ones((6000, 4000), np.uint8), np.ones((4000, 6000), np.uint8), 0)"
            ),
        )
    )
    message = next(e["message"] for e in outcome.exercises if e["name"] == "forward")
    assert passed == HONEST and "too large" in message


def peak_of(names):
    """Megabytes of a process that grades these attacks, at its largest; `getrusage` adds its parent's."""
    from autograder import lesson as lessons
    from autograder.authoring import build
    from autograder.classroom.grading.grader import Grader
    from autograder.classroom.limits import Limits

    grader, form = Grader(Limits(seconds=1, total=15)), build.nbgrader_source(lessons.lesson(LESSON))
    for name in names:
        grader.grade(LESSON, notebook(STUBS, answer("relu"), code(name, {})), f"{LESSON}.ipynb", form, 7)
    grader.close()
    return (
        int(
            next(
                line.split()[1] for line in read("/proc/self/status").splitlines() if line.startswith("VmHWM")
            )
        )
        / 1024
    )


def test_the_graders_process_stays_small():
    hungry = [name for name in EVERY if name not in ATTACKS]
    with futures.ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as fresh:
        assert fresh.submit(peak_of, hungry).result() < 700
