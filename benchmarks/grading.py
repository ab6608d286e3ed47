"""How fast a class is graded: plain nbgrader, otter-grader, the plug-in, `hardway grade`, side by side.

    python benchmarks/grading.py [--submissions 100] [--plain 10] [--folder DIR]
                                 [--ways plain otter plugin hardway-1 hardway-2 dask] [--json]

Each way gets its own copy of one course of honest lesson-1 submissions, in which a different part is
solved from student to student. Printed: submissions a minute, wall-clock and processor seconds a
submission, and the peak of memory (the sum of proportional set sizes, where the kernel tells). Feedback
pages are part of every way but otter-grader's, which makes none: with nbgrader they are `generate_feedback`.
What is slow is measured on fewer; its rate does not depend on the number. otter-grader is measured where it
is installed (`pip install otter-grader`).
"""

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import otter_course
from told import tell

from autograder import lesson as lessons
from autograder.authoring import build
from autograder.classroom.sandbox.processes import descendants, proportional, read

LESSON = "01_forward_pass"
SLOW = ("plain", "otter", "plugin")
NAMES = {
    "plain": "plain nbgrader",
    "otter": "otter-grader",
    "plugin": "nbgrader with the plug-in",
    "hardway-2": "hardway grade",
}
PLAIN = 'c = get_config()\nc.CourseDirectory.course_id = "bench"\nc.OverwriteCells.add_missing_cells = True\n'
SAFE = PLAIN + "from autograder.classroom.plugin import configure\nconfigure(c)\n"


def main():
    """Measure each way and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--submissions", type=int, default=100)
    parser.add_argument("--plain", type=int, default=10, help="submissions for the ways that are slow")
    parser.add_argument("--ways", nargs="+", default=[*SLOW, "hardway-1", "hardway-2", "dask"])
    parser.add_argument("--folder", type=Path, default=None)
    parser.add_argument("--json", action="store_true", help="Processor time a submission alone, as JSON.")
    options = parser.parse_args()
    folder = options.folder or Path(tempfile.mkdtemp(prefix="hardway-bench-"))
    out, found = sys.stderr if options.json else sys.stdout, {}
    busy = f"a loop of 3e6 squares takes {calibrate():.2f} s of processor"
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; {busy}", file=out)
    print(
        f"{'way':12} {'count':>5} {'a minute':>9} {'wall s':>8} {'cpu s each':>11} {'peak MB':>8}", file=out
    )
    for way in options.ways:
        if way == "otter" and not otter_course.THERE:
            print("otter-grader is not installed: left out", file=out)
            continue
        count = options.plain if way in SLOW else options.submissions
        course = make_course(folder / way, count, PLAIN if way == "plain" else SAFE)
        wall, cpu, peak = measure(way, course)
        pages = f"submitted/*/{LESSON}/results.json" if way == "otter" else f"feedback/*/{LESSON}/*.html"
        graded = len(list(course.glob(pages)))
        assert graded == count, f"{way}: {graded} results for {count} submissions"
        figures = f"{60 * count / wall:9.0f} {wall:8.1f} {cpu / count:11.3f} {peak / 2**20:8.0f}"
        print(f"{way:12} {count:5} {figures}", flush=True, file=out)
        found[f"grading, {NAMES.get(way, way)}, a submission"] = ("s", [cpu / count])
    if options.folder is None:
        shutil.rmtree(folder, ignore_errors=True)
    if options.json:
        tell(found)


def calibrate():
    """Processor seconds of a fixed loop: how busy or slow the machine is."""
    before = time.process_time()
    sum(i * i for i in range(3 * 10**6))
    return time.process_time() - before


def make_course(folder, count, config):
    """A course with so many submissions; student k has solved the first 3 + k mod 7 exercises."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / "nbgrader_config.py").write_text(config)
    lesson = lessons.lesson(LESSON)
    source, stub = build.nbgrader_source(lesson), build.student_notebook(lesson)
    write(folder / "source" / LESSON, source)
    for k in range(count):
        solved = set(list(lesson.exercises)[: 3 + k % 7])
        cells = [full if full["id"] in solved else bare for full, bare in zip(source["cells"], stub["cells"])]
        write(folder / "submitted" / f"student{k:04}" / LESSON, {**stub, "cells": cells})
    return folder


def write(folder, book):
    """Write a lesson's notebook into its folder."""
    folder.mkdir(parents=True)
    (folder / f"{LESSON}.ipynb").write_text(json.dumps(book))


def commands(way, course):
    """The commands of a way; the first of nbgrader's, which fills the gradebook, is not measured."""
    nbgrader = [sys.executable, "-m", "nbgrader"]
    if way in ("plain", "plugin"):
        run([*nbgrader, "generate_assignment", LESSON], course)
        return [[*nbgrader, "autograde", LESSON], [*nbgrader, "generate_feedback", LESSON]]
    if way == "otter":
        otter_course.write_tests(course, LESSON)
        run(otter_course.PACK, course)
        return [otter_course.run(path) for path in sorted(course.glob("submitted/*/*/*.ipynb"))]
    grade = [sys.executable, "-m", "autograder", "grade", str(course), "--json"]
    if way == "dask":
        return [[sys.executable, __file__, "--dask", str(course)]]
    return [[*grade, "--workers", way.rpartition("-")[2]]]


def run(command, course):
    """Run a command in the course's folder; it fails where the command fails."""
    subprocess.run(command, cwd=course, env=environment(), check=True, capture_output=True)


def measure(way, course):
    """(wall seconds, processor seconds, peak bytes) of a way."""
    todo, used, stop = commands(way, course), {"peak": 0, "cpu": {}}, threading.Event()
    watcher = threading.Thread(target=watch, args=(used, stop), daemon=True)
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    watcher.start()
    for command in todo:
        run(command, course)
    wall = time.monotonic() - began
    stop.set()
    watcher.join()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    waited = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    # What was waited for is known exactly; processes that were not, as the sandboxes, are known from samples.
    return wall, max(waited, sum(used["cpu"].values())), used["peak"]


def watch(used, stop):
    """Twice a second: the memory of all processes that this one has started, and their processor time."""
    tick = os.sysconf("SC_CLK_TCK")
    while not stop.wait(0.5):
        pids = [pid for pid in descendants(os.getpid()) if pid != os.getpid()]
        used["peak"] = max(used["peak"], sum(proportional(pid) for pid in pids))
        for pid in pids:
            fields = read(f"/proc/{pid}/stat").rpartition(")")[2].split()
            if fields:
                used["cpu"][pid, fields[19]] = (int(fields[11]) + int(fields[12])) / tick


def environment():
    """The environment of the commands."""
    return {
        **os.environ,
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")]),
    }


def on_dask(course):
    """Grade on a scheduler and two workers on this machine."""
    from distributed import LocalCluster

    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        grade = [sys.executable, "-m", "autograder", "grade", course, "--json"]
        subprocess.run([*grade, "--cluster", cluster.scheduler_address], check=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--dask"]:
        on_dask(sys.argv[2])
    else:
        main()
