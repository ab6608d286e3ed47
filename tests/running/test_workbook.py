"""Whatever a student's file holds, each exercise gets its own line, and the others are still checked."""

import pytest
from support.copies import FIRST

from autograder import lesson as lessons
from autograder.checking.runner import examine
from autograder.workspace import learner

CASES = {
    "a syntax error": ("def softmax(z):\n    return z +", "crashed", "syntax error in line 2"),
    "an error while the cell runs": ("softmax = undefined_name", "crashed", "NameError"),
    "a value instead of a function": ("softmax = 3", "failed", "int, not a function"),
    "nothing at all": ("pass", "missing", "not defined"),
    "a wrong name": ("def sofmax(z):\n    return z", "missing", "There is a `sofmax`"),
    "a question to nobody": ("def softmax(z):\n    return float(input())", "crashed", "EOFError"),
    "the stub as it was": (None, "not_attempted", "not attempted"),
    "an exception": ("def softmax(z):\n    raise ValueError('no idea')", "crashed", "ValueError: no idea"),
    "an exit": ("def softmax(z):\n    raise SystemExit(0)", "crashed", "SystemExit"),
    "a pytest skip": ("import pytest\ndef softmax(z):\n    pytest.skip('please')", "crashed", "Skipped"),
    "no return": ("def softmax(z):\n    np.exp(z)", "failed", "return"),
    "a string": ("def softmax(z):\n    return 'half'", "failed", "str"),
    "a list": ("def softmax(z):\n    return [[0.5]]", "failed", "list"),
    "a wrong shape": ("def softmax(z):\n    return np.ones(3)", "failed", "shape"),
    "too few parameters": ("def softmax():\n    return 0", "crashed", "TypeError"),
    "an endless loop": ("def softmax(z):\n    while True:\n        pass", "crashed", "did not finish"),
    "an endless loop that swallows errors": (
        (
            "def softmax(z):\n"
            "    while True:\n"
            "        try:\n"
            "            sum(range(9))\n"
            "        except:\n"
            "            pass"
        ),
        "crashed",
        "did not finish",
    ),
    "an endless recursion": ("def softmax(z):\n    return softmax(z)", "crashed", "RecursionError"),
    "os._exit": ("import os\ndef softmax(z):\n    os._exit(0)", "crashed", "SystemExit"),
    "os._exit in the cell": ("import os\nos._exit(0)", "missing", "not defined"),
    "half a character": (
        "def softmax(z):\n    print(chr(0xD800))\n    raise ValueError(chr(0xD800))",
        "crashed",
        "ValueError: ?",
    ),
    "a method without its parentheses": ("def softmax(z):\n    return z.mean", "failed", "parentheses"),
    "a list turned in place": (
        "def softmax(z):\n    return list(z).reverse()",
        "failed",
        "`reverse` give back None",
    ),
    "lines above the leftover line": (
        "def softmax(z):\n    e = np.exp(z)\n    raise NotImplementedError",
        "crashed",
        "so is `raise NotImplementedError`",
    ),
    "only a comment above it": (
        "def softmax(z):\n    # e to z\n    raise NotImplementedError('so')",
        "not_attempted",
        "not attempted",
    ),
    "a parameter renamed": (
        "def softmax(scores, extra):\n    return scores",
        "crashed",
        "keep the first line",
    ),
    "another folder": (
        "import os\nos.chdir('/')\ndef softmax(z):\n    raise ValueError",
        "crashed",
        "ValueError",
    ),
    "its argument changed": (
        (
            "def softmax(z):\n"
            "    z -= z.max(axis=1, keepdims=True)\n"
            "    e = np.exp(z)\n"
            "    return e / e.sum(axis=1, keepdims=True)"
        ),
        ("failed", "crashed"),
        "",
    ),
}


LONG = ("an endless loop that swallows errors",)


@pytest.mark.parametrize("case", [pytest.param(c, marks=pytest.mark.slow) if c in LONG else c for c in CASES])
def test_one_bad_exercise_gets_its_own_message_and_the_others_are_checked(case, copy_of, checked):
    source, state, words = CASES[case]
    copy = copy_of().solve(but=["softmax"])
    if source:
        copy.write("softmax", source)
    results = checked(copy.path.parent)
    assert results["softmax"]["state"] in state, results["softmax"]
    assert words in results["softmax"]["message"] and "\n" not in results["softmax"]["message"]
    assert {name for name, result in results.items() if result["state"] == "passed"} == set(results) - {
        "softmax"
    }


def test_a_changed_argument_is_named_before_a_value_that_only_follows_from_it(copy_of, checked):
    result = checked(
        copy_of()
        .solve()
        .write("dense", "def dense(X, W, b):\n    b += 1\n    return X @ W + b - 1")
        .path.parent
    )["dense"]
    assert (
        "changed what it was given: `b` should be as it was" in result["message"]
        and "expected" not in result["message"]
    )


TAKEN = {
    "from numpy import *": "from numpy import *",
    "%matplotlib inline\nfrom numpy import tanh, exp": "from numpy import tanh, exp",
    "# try it\nfor tanh in range(3):\n    pass": "for tanh in range(3):",
}


@pytest.mark.parametrize("later", TAKEN)
def test_a_later_cell_that_gives_the_name_to_something_else_is_quoted(later, copy_of, checked):
    results = checked(copy_of().solve().add(later).path.parent)
    assert results["tanh"]["state"] == "failed"
    assert (
        f"the cell that starts with `{TAKEN[later]}` gives the name to something else"
        in results["tanh"]["message"]
    )
    assert results["forward"]["state"] == results["softmax"]["state"] == "passed"


WRAPPED = [
    "from functools import wraps\nrelu = wraps(relu)(lambda z: np.maximum(z, 0))",
    "keep = relu\nrelu = (lambda f: lambda z: f(z))(keep)",
]


@pytest.mark.parametrize(
    "source", ["from numpy import *\n" + WRAPPED[0], *WRAPPED, "def relu(z):\n    return np.maximum(z, 0)"]
)
def test_what_the_learner_makes_of_a_function_is_still_the_learners(source, copy_of, checked):
    assert checked(copy_of().solve().add(source).path.parent)["relu"]["state"] == "passed"


def test_a_line_that_no_call_reaches_any_more_costs_nothing(copy_of, checked):
    source = "def relu(z):\n    return np.maximum(z, 0)\n    raise NotImplementedError"
    assert checked(copy_of().write("relu", source).path.parent)["relu"]["state"] == "passed"


def test_the_line_of_an_error_is_quoted_from_its_own_lesson(copy_of, checked):
    second, third = map(copy_of, lessons.course()[1:3])
    third.write("sigmoid_grad", "def sigmoid_grad(z):\n    return z - nothing").add(
        "from autograder.mine import mse"
    )
    number = third.book["cells"].index(third.cell("sigmoid_grad"))
    second.book["cells"].insert(
        number, {**second.cell("mse"), "id": "own", "source": "# a cell of\nprint('another lesson')"}
    )
    second.save()
    assert (
        "in the line `return z - nothing`"
        in checked(third.path.parent, third.lesson.name)["sigmoid_grad"]["message"]
    )


def test_a_cell_is_named_by_its_first_line_that_says_something(copy_of, checked):
    copy = (
        copy_of()
        .solve(but=["relu"])
        .write("relu", "%%time\n\n# my own `relu`\nLIMIT = nothing\n\ndef relu(z):\n    return z")
    )
    message = checked(copy.path.parent)["relu"]["message"]
    assert (
        message.startswith(
            "the cell that starts with `LIMIT = nothing`, which defines `relu`, raised NameError"
        )
        and "ell 1" not in message
    )


def test_a_loop_in_a_cell_costs_only_what_the_cell_defines(copy_of, checked):
    copy = copy_of().solve().write("relu", "while True:\n    pass\ndef relu(z):\n    return z")
    results = checked(copy.path.parent)
    assert results["relu"]["state"] == "crashed" and "did not finish" in results["relu"]["message"]
    assert sum(result["state"] == "passed" for result in results.values()) == len(results) - 1


def test_the_last_of_two_definitions_counts(copy_of, checked):
    copy = copy_of().solve().add("def relu(z):\n    return -z")
    assert checked(copy.path.parent)["relu"]["state"] == "failed"


def test_printing_and_warning_are_shown_and_not_counted(copy_of):
    noisy = (
        "import warnings\n"
        "def relu(z):\n"
        "    print('looking at z')\n"
        "    warnings.warn('careful')\n"
        "    return np.maximum(z, 0)"
    )
    copy = copy_of().solve().write("relu", noisy)
    result = examine(FIRST, learner.open_lesson(copy.path.parent, FIRST))["relu"]
    assert result.state == "passed" and "looking at z" in result.printed and "careful" in result.warned


@pytest.mark.parametrize(
    "text, words",
    [
        ("", "not JSON"),
        ("{", "not JSON"),
        ("[]", "not a notebook"),
        ('{"cells": 3}', "not a notebook"),
        ("\udcff", "text"),
    ],
)
def test_a_file_that_is_no_notebook_is_one_line_about_each_exercise(text, words, copy_of, checked):
    copy = copy_of()
    copy.path.write_bytes(text.encode("utf-8", "surrogateescape"))
    results = checked(copy.path.parent)
    assert all(words in result["message"] and result["state"] == "crashed" for result in results.values())


def test_a_missing_file_is_missing_exercises(tmp_path, checked):
    results = checked(tmp_path)
    assert {result["state"] for result in results.values()} == {"missing"}


def test_magics_await_helpers_and_constants_work(copy_of, checked):
    copy = copy_of().solve()
    copy.add("%matplotlib inline\nONE = 1\nimport asyncio\nawait asyncio.sleep(0)\n!true", before="relu")
    copy.add("def positive(z):\n    return z > 0")
    copy.write("relu", "%%time\ndef relu(z):\n    return z * positive(z) * ONE")
    assert checked(copy.path.parent)["relu"]["state"] == "passed"


def test_a_mistake_costs_once_wherever_the_code_keeps_the_function(copy_of, checked):
    copy = copy_of().solve(but=["relu"]).write("relu", "def relu(z):\n    return z")
    source = "".join(copy.cell("forward")["source"]).replace(
        "def forward(", "TABLE = {'relu': relu}\ndef forward(", 1
    )
    copy.write("forward", source)
    results = checked(copy.path.parent)
    assert (
        results["relu"]["state"] == "failed"
        and results["forward"]["state"] == results["predict"]["state"] == "passed"
    )


@pytest.mark.parametrize(
    "name, near", [("sofmax", "softmax"), ("01_foward_pass", "01_forward_pass"), ("loss", "02_loss")]
)
def test_unknown_names_get_the_nearest_real_name(name, near, copy_of, hardway):
    done = hardway("check", name, "--lessons", copy_of().path.parent)
    if done.returncode == 2:
        assert near in done.stderr and len(done.stderr.splitlines()) == 1
    else:
        assert near in done.stdout
