"""A real Dask scheduler and real workers that come, go and come back while a class is graded."""

import contextlib
import json
import signal
import socket
import subprocess
import sys
import time

import pytest
from support.handing_in import RELU, environment, graded, hand_in, in_gradebook, needs_sandbox
from support.processes import start, wait_for

pytest.importorskip("distributed")
pytestmark = needs_sandbox
GRADED = "autograded/*/*/*.ipynb"


class Dask:
    """A scheduler on one port, and its workers."""

    def __init__(self, folder):
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.folder, self.address, self.started = folder, f"tcp://127.0.0.1:{self.port}", []

    def start(self, *arguments):
        with open(self.folder / "dask.log", "a") as log:
            self.started.append(
                subprocess.Popen(
                    [sys.executable, "-m", *arguments],
                    env=environment(),
                    stdout=log,
                    stderr=log,
                    cwd=self.folder,
                )
            )
        return self.started[-1]

    def scheduler(self):
        """Start the scheduler; it answers when this returns."""
        process = self.start(
            "distributed.cli.dask_scheduler",
            "--host",
            "127.0.0.1",
            "--port",
            str(self.port),
            "--no-dashboard",
        )
        while True:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=5):
                return process
            assert process.poll() is None
            time.sleep(0.2)

    def worker(self):
        return self.start(
            "distributed.cli.dask_worker", self.address, "--nthreads", "1", "--no-nanny", "--no-dashboard"
        )

    def close(self):
        for process in reversed(self.started):
            process.kill()
            process.wait()


@pytest.fixture
def dask(tmp_path):
    made = Dask(tmp_path)
    yield made
    made.close()


def grading(course, dask, patience=300):
    for number in range(12):
        hand_in(course, f"s{number:02}", RELU)
    env = {**environment(), "DASK_HARDWAY__PATIENCE": str(patience)}
    command = [sys.executable, "-m", "autograder", "grade", str(course), "--cluster", dask.address, "--json"]
    return start(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=env)


def test_a_scheduler_that_is_restarted_in_the_middle_costs_nothing(course, dask):
    scheduler = dask.scheduler()
    running = grading(course, dask)
    assert "waiting for a worker" in running.stderr.readline(), "no worker is not silence"
    dask.worker()
    wait_for(lambda: any(course.glob(GRADED)), running)
    scheduler.kill()
    scheduler.wait()
    assert "is gone: waiting for it" in running.stderr.readline()
    dask.scheduler()
    dask.worker()
    out, err = running.communicate(timeout=600)
    rows = json.loads(out)["submissions"]
    assert running.returncode == 0 and all(
        line.startswith("hardway: waiting") for line in err.splitlines()
    ), err
    assert [row["state"] for row in rows] == ["graded"] * 12 and len({row["score"] for row in rows}) == 1
    assert in_gradebook(course, "select count(*) from submitted_assignment") == [(12,)]


def test_a_scheduler_that_does_not_come_back_ends_in_one_line_with_all_that_was_done(course, dask):
    scheduler = dask.scheduler()
    dask.worker()
    running = grading(course, dask, patience=2)
    wait_for(lambda: any(course.glob(GRADED)), running)
    scheduler.kill()
    out, err = running.communicate(timeout=600)
    assert running.returncode == 1 and "Traceback" not in err
    assert (
        "run the same command again" in err.splitlines()[-1]
        and len([line for line in err.splitlines() if "waiting" not in line]) == 1
    ), err
    done = json.loads(out)
    assert done["submissions"] and "within 2 s" in done["stopped"]
    rows = graded(course)
    assert {row["student"] for row in done["submissions"]} <= {
        student for student, row in rows.items() if row["state"] == "unchanged"
    }
    assert len(rows) == 12 and len({row["score"] for row in rows.values()}) == 1


def test_ctrl_c_while_it_waits_is_one_line(course, dask):
    dask.scheduler()
    running = grading(course, dask)
    running.stderr.readline()
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=600)
    assert (
        running.returncode == 1
        and err
        == "hardway: stopped: 0 of 12 submissions are done, 12 are left;"
        " nothing is lost, run the same command again\n"
    )
    assert json.loads(out)["submissions"] == []


def test_a_scheduler_that_is_not_there_is_one_line(course, dask):
    running = grading(course, dask, patience=2)
    out, err = running.communicate(timeout=600)
    assert (
        running.returncode == 1
        and len(err.splitlines()) == 1
        and "no Dask scheduler answered" in err
        and json.loads(out)["stopped"] in err
    )
