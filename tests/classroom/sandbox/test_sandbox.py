"""Each submission has a sandbox, or a part of one, that nobody was in before."""

import os

import pytest
from support.attacks import BEGINS, TELLING
from support.handing_in import LESSON, needs_sandbox

pytest.importorskip("nh3")  # it comes with the classroom's packages

from autograder.classroom.grading.remote_student import RemoteStudent
from autograder.classroom.limits import Limits
from autograder.classroom.sandbox.sandbox import Sandbox
from autograder.lesson import Cell

pytestmark = needs_sandbox
LIMITS = Limits(seconds=5, total=30, files=8)
NO_NAMESPACES = """

def isolate(limits):
    raise OSError("the system grants no namespaces here")
"""
VISITOR = """
import glob, os, time
PLACES = ["/tmp/left", "/dev/shm/left"]
SEEN = [[place for place in PLACES if os.path.exists(place)], len(glob.glob("/proc/[0-9]*"))]
for place in PLACES:
    open(place, "w").close()
if not os.fork():
    os.setsid()
    time.sleep(600)
def relu(z):
    return SEEN
"""
FILLS = """
import os
def written(folder):
    total = 0
    for number in range(400):
        path = f"{folder}/{number}"
        try:
            with open(path, "wb", buffering=0) as file:
                file.write(bytes(2**16))
        except OSError:
            pass
        total += os.path.getsize(path)
    return total
def relu(z):
    return [written("/tmp"), written("/dev/shm")]
"""


@pytest.fixture(params=["each child has namespaces", "no child has any"])
def sandbox(request):
    """(sandbox, whether its children have namespaces of their own); some systems grant no nested ones."""
    nested = request.param == "each child has namespaces"
    with Sandbox(LESSON, LIMITS) as made:
        if not nested:
            with open(made.kit / "autograder/classroom/inside/isolation.py", "a") as file:
                file.write(NO_NAMESPACES)
        yield made, nested


def visit(sandbox, code=VISITOR):
    """(what relu of a submission answers, the sandbox's process)."""
    student = RemoteStudent(sandbox, [Cell("code", code)], LIMITS)
    try:
        assert student.problem("relu") is None
        return student.function("relu")(0), sandbox.process.pid
    finally:
        student.close()


def test_a_submission_sees_nothing_of_the_one_before(sandbox):
    walls, nested = sandbox
    (first, process), (second, next_process) = visit(walls), visit(walls)
    assert first == second and first[0] == []
    assert (process == next_process) == nested, "where children share all namespaces, each has a sandbox"


def test_a_submission_writes_no_more_than_its_limit_in_all(sandbox):
    (temporary, shared), _ = visit(sandbox[0], FILLS)
    most = LIMITS.inside()["files"]
    assert temporary + shared <= most < Limits().inside()["files"], "not the default: it must be told inside"
    assert temporary > most * 0.7 and shared > most * 0.2, "it has less room than it was given"


def test_every_wall_holds_also_where_namespaces_do_not_nest(sandbox, tmp_path):
    (tmp_path / "canary").touch()
    host = {"canary": str(tmp_path / "canary"), "port": 9, "parent": os.getpid(), **vars(LIMITS)}
    attacks = "".join(lines.format(**host) for lines in TELLING.values())
    reached, _ = visit(sandbox[0], BEGINS + attacks + "def relu(z): return reached\n")
    assert reached == []
