"""An exercise of the instructor's own, with an ordinary test cell of nbgrader's or with checks in a file."""

import json

import pytest

pytest.importorskip("nbgrader")

from support.handing_in import (
    LESSON,
    graded,
    hand_in,
    hardway,
    in_gradebook,
    nbgrader,
    needs_sandbox,
    notebook,
)

pytestmark = needs_sandbox
TESTS = "assert double(3) == 6\n### BEGIN HIDDEN TESTS\nassert double(4) == 8\n### END HIDDEN TESTS"
PART = "points = 0\nif triple(2) == 6:\n    points += 1\nif triple(-2) == -6:\n    points += 3\npoints"
CHECKS = '''
import numpy as np

from autograder.comparison import close


def test_cube_of_two_is_eight(cube):
    close(cube(2.0), 8.0)


def test_cube_of_many(cube, rng):
    """has the sign of its argument"""
    x = -rng.uniform(1, 2, size=5)
    assert (np.sign(cube(x)) == np.sign(x)).all(), "the cube of a negative number should be negative"
'''
RIGHT = (
    "def double(x):\n    return 2 * x",
    "def triple(x):\n    return 3 * x",
    "def cube(x):\n    return x**3",
)
STUB = 'def cube(x):\n    """The cube."""\n    # YOUR CODE HERE\n    raise NotImplementedError()'
HANDED_IN = {  # student → (cells, points for double, triple and cube)
    "right": (RIGHT, [3, 4, 2]),
    "wrong": (
        (RIGHT[0].replace("2 * ", ""), "def triple(x):\n    return abs(3 * x)", RIGHT[2] + " * x"),
        [0, 1, 0],
    ),
    "half": ((RIGHT[1], "import numpy as np\ndef cube(x):\n    return np.abs(x) * x * x + 0.0"), [0, 4, 1]),
    "without": (RIGHT[:2], [3, 4, 0]),
    "stubs": ((STUB,), [0, 0, 0]),
    "loop": (("def double(x):\n    while True:\n        pass", *RIGHT[1:]), [0, 4, 2]),
    "exit": (("def double(x):\n    import os\n    os._exit(0)", *RIGHT[1:]), [0, 4, 2]),
}  # fmt: skip


def cell(name, source, points=None):
    info = {
        "schema_version": 3, "grade_id": name, "locked": points is not None, "grade": points is not None,
        "solution": points is None, "task": False, "cell_type": "code",
    } | ({"points": points} if points else {})  # fmt: skip
    code = {"outputs": [], "execution_count": None}
    return {"cell_type": "code", "id": name, "metadata": {"nbgrader": info}, "source": source} | code


def solution(source):
    head, body = source.split("\n", 1)
    return f"{head}\n    ### BEGIN SOLUTION\n{body}\n    ### END SOLUTION"


def source_of(course):
    return course / "source" / LESSON / f"{LESSON}.ipynb"


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course whose first lesson has three exercises of the instructor's own, graded."""
    course = tmp_path_factory.mktemp("own") / "course"
    assert hardway("course", course).returncode == 0
    book = json.loads(source_of(course).read_text())
    book["cells"] += [
        cell("cube", solution(RIGHT[2])), cell("check_cube", "check(cube)", 2),  # with no test cell before it
        cell("double", solution(RIGHT[0])), cell("test_double", TESTS, 3),
        cell("triple", solution(RIGHT[1])), cell("test_triple", PART, 4),
    ]  # fmt: skip
    source_of(course).write_text(json.dumps(book))
    (course / "checks").mkdir()
    (course / "checks" / "test_01.py").write_text(CHECKS)
    with open(course / "nbgrader_config.py", "a") as file:
        file.write("c.SafeGrading.seconds = 1\n")
    for student, (cells, _) in HANDED_IN.items():
        hand_in(course, student, notebook(*cells, RELU))
    return course


RELU = "import numpy as np\ndef relu(z):\n    return np.maximum(z, 0)"


def marks(course):
    """Student → points for the instructor's own tests."""
    query = (
        "select a.student_id, b.name, g.auto_score from grade g join base_cell b on g.cell_id = b.id"
        " join submitted_notebook n on g.notebook_id = n.id"
        " join submitted_assignment a on n.assignment_id = a.id"
    )
    found = {(student, name): score for student, name, score in in_gradebook(course, query)}
    return {s: [found[s, name] for name in ("test_double", "test_triple", "check_cube")] for s in HANDED_IN}


def test_own_exercises_are_run_and_judged_by_every_door(course):
    rows = graded(course, status=0)
    expected = {student: points for student, (_, points) in HANDED_IN.items()}
    assert marks(course) == expected
    own = {
        e["name"]: e
        for e in rows["wrong"]["exercises"]
        if e["name"] in ("test_double", "test_triple", "cube")
    }
    assert "stopped with AssertionError: at `assert double(3) == 6`" in own["test_double"]["message"]
    assert "gives 1 of 4 points" in own["test_triple"]["message"]
    assert "cube(2) returned 16" in own["cube"]["message"] and own["cube"]["total"] == 2
    [without] = (e for e in rows["without"]["exercises"] if e["name"] == "cube")
    assert "`cube` is not defined: write it" in without["message"] and without["state"] == "missing"
    states = {
        student: [e["state"] for e in rows[student]["exercises"] if e["name"] in own]
        for student in ("wrong", "half", "stubs", "loop")
    }
    assert states == {
        "wrong": ["failed"] * 3, "half": ["failed", "missing", "passed"],
        "stubs": ["not_attempted", "missing", "missing"], "loop": ["passed", "failed", "passed"],
    }  # fmt: skip
    page = (course / "feedback/right" / LESSON / f"{LESSON}.html").read_text()
    assert page.count("it runs beside your code") == 2 and "has the sign of its argument" in page
    status, said = nbgrader(course, "autograde", LESSON, "--force")
    assert status == 0 and marks(course) == expected, said[-2000:]
    assert "not recognized" not in said, "nbgrader knows c.SafeGrading.seconds"


@pytest.mark.parametrize(
    "source, points_to", [("check(cube)", "checks that ask for `cube`"), ("assert (", "cannot be run")]
)
def test_what_cannot_be_run_is_refused_by_name_when_it_is_handed_out_and_when_it_is_graded(
    course, source, points_to
):
    before, checks = source_of(course).read_text(), course / "checks" / "test_01.py"
    book = json.loads(before)
    next(c for c in book["cells"] if c["id"] == "check_cube")["source"] = source
    source_of(course).write_text(json.dumps(book))
    checks.unlink()
    try:
        done = hardway("grade", course)
        assert done.returncode != 0 and done.stderr.startswith(
            "hardway: `check_cube` in the course's notebook"
        )
        assert points_to in done.stderr and len(done.stderr.splitlines()) == 1
        for command in ("generate_assignment", "autograde"):
            status, said = nbgrader(course, command, LESSON, "--force")
            assert status != 0 and "`check_cube` in the course's notebook" in said
    finally:
        source_of(course).write_text(before)
        checks.write_text(CHECKS)
