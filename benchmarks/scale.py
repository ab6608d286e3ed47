"""Whether grading stays as fast and as small when a run is large: one run, looked at in each quarter.

    python benchmarks/scale.py [--submissions 2000] [--workers 2] [--database sqlite|postgresql]
                               [--folder DIR]

The submissions are those of `benchmarks/grading.py`. Printed for each quarter: seconds by the clock,
processor seconds a submission so far (sandboxes and a PostgreSQL server included), and the largest resident
memory of a process of each kind so far: the one that writes, a worker, one in a sandbox, the database's.
"""

import argparse
import functools
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

import grading

from autograder import lesson as lessons
from autograder.classroom.sandbox.processes import descendants, processor_time, read, resident

KINDS = ("writer", "worker", "sandbox", "database")
PAUSE = 0.5  # seconds between two looks


def main():
    """Grade the course once, and print a line for each quarter."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--submissions", type=int, default=2000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--folder", type=Path, default=None)
    options = parser.parse_args()
    folder = options.folder or Path(tempfile.mkdtemp(prefix="hardway-scale-"))
    course = grading.make_course(folder / options.database, options.submissions, grading.SAFE)
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, {options.database}")
    memory = "".join(f"{kind + ' MB':>13}" for kind in KINDS)
    print(f"{'graded':>7} {'wall s':>8} {'cpu s each':>11}{memory}")
    with ExitStack() as stack:
        if options.database == "postgresql":
            sys.path.append(str(lessons.ROOT / "tests"))  # which start a server, too
            from support.postgresql import postgresql

            stack.enter_context(postgresql(course))
        watch(course, options.submissions, options.workers)
    graded = len(list((course / "feedback").glob(f"*/{grading.LESSON}/*.html")))
    assert graded == options.submissions, f"{graded} feedback pages for {options.submissions} submissions"
    if options.folder is None:
        shutil.rmtree(folder, ignore_errors=True)


def watch(course, count, workers):
    """Run the command, and print a line whenever another quarter is done."""
    command = [sys.executable, "-m", "autograder", "grade", str(course), "--json", "--workers", str(workers)]
    servers = functools.partial(pids_of, "postgres")
    began, before = time.monotonic(), processor_time(servers())
    running = subprocess.Popen(command, env=grading.environment(), stdout=subprocess.DEVNULL)
    peak, due, used = dict.fromkeys(KINDS, 0), [count * quarter // 4 for quarter in (1, 2, 3)], 0.0
    while running.poll() is None:
        time.sleep(PAUSE)
        pids = descendants(running.pid)
        used = max(used, processor_time(pids) + processor_time(servers()) - before)
        for pid in (*pids, *servers()):
            kind = kind_of(pid, running.pid)
            peak[kind] = max(peak[kind], resident(pid))
        graded = len(os.listdir(course / "feedback")) if (course / "feedback").exists() else 0
        while due and graded >= due[0]:
            del due[0]
            line(graded, time.monotonic() - began, used / graded, peak)
    waited = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = max(used, waited.ru_utime + waited.ru_stime)
    line(count, time.monotonic() - began, used / count, peak)
    assert running.returncode == 0, f"the command ended with {running.returncode}"


def line(graded, wall, each, peak):
    """Print what there is to say of a quarter."""
    memory = "".join(f"{peak[kind] / 2**20:13.0f}" for kind in KINDS)
    print(f"{graded:7} {wall:8.0f} {each:11.3f}{memory}", flush=True)


def kind_of(pid, writer):
    """Which of KINDS a process is of."""
    if pid == writer:
        return "writer"
    command = read(f"/proc/{pid}/cmdline")
    if "postgres" in command.split("\0")[0]:
        return "database"
    return "sandbox" if "fork_server.py" in command else "worker"


def pids_of(name):
    """The processes of a program."""
    pids = [int(entry) for entry in os.listdir("/proc") if entry.isdigit()]
    return [pid for pid in pids if read(f"/proc/{pid}/comm").strip() == name]


if __name__ == "__main__":
    main()
