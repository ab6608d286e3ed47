"""What a course bans in an exercise is found by whatever name it goes, and nothing else is."""

import pytest

from autograder.classroom.grading.banned_calls import uses
from autograder.lesson import Cell

DEF = "def tanh(x):\n    return {}"
BANNED = ("numpy.tanh", "math", "builtins.sum")
FOUND = {  # cells → what is said
    ("import numpy as np", DEF.format("np.tanh(x)")): "`np.tanh`",
    ("import numpy as xp", DEF.format("xp.tanh(x)")): "`xp.tanh` (that is `np.tanh`)",
    ("import numpy", DEF.format("numpy.tanh.at(x)")): "`numpy.tanh.at`",
    ("from numpy import tanh as t", DEF.format("t(x)")): "`t` (that is `np.tanh`)",
    ("from numpy import tanh",): "`numpy.tanh`",
    ("import numpy as np\ntanh = np.tanh",): "`np.tanh`",
    ("import numpy as np\nf = g = np.tanh", DEF.format("g(x)")): "`g` (that is `np.tanh`)",
    ("import numpy as np\nf, g = np.tanh, 1", DEF.format("f(x)")): "`f` (that is `np.tanh`)",
    ("import numpy as np\ntanh = np.vectorize(lambda x: np.tanh(x))",): "`np.tanh`",
    ("from numpy import *", "def tanh(x, f=exp):\n    return f(x)", "def helper(x): return tanh(x)"): "",
    ("from numpy import *", "def tanh2(x): return 1", DEF.format("cosh(x)")): "",
    (
        "import numpy as np\ndef helper(x): return np.tanh(x)",
        DEF.format("helper(x)"),
    ): "`np.tanh` in `helper`",
    ("import numpy as np", "class H:\n    def f(self, x): return np.tanh(x)", DEF.format("H().f(x)")): (
        "`np.tanh` in `H`"
    ),
    ("import numpy as np", "def tanh(x):\n    f = np\n    return f.tanh(x)"): "`f.tanh` (that is `np.tanh`)",
    ("def tanh(x):\n    from numpy import tanh as t\n    return t(x)",): "`t` (that is `np.tanh`)",
    ("def tanh(x):\n    import numpy\n    return numpy.tanh(x)",): "`numpy.tanh`",
    ("import numpy as np", DEF.format("getattr(np, 'tanh')(x)")): "`getattr(np, 'tanh')` (that is `np.tanh`)",
    ("import numpy as np", DEF.format("vars(np)['tanh'](x)")): "`vars(np)['tanh']` (that is `np.tanh`)",
    (DEF.format("__import__('numpy').tanh(x)"),): "`__import__('numpy').tanh` (that is `np.tanh`)",
    ("import numpy as np", "@np.vectorize\ndef tanh(x, f=np.tanh): return f(x)"): "`np.tanh`",
    ("import numpy as np", "%%time\n" + DEF.format("np.tanh(x)")): "`np.tanh`",
    ("import math", DEF.format("math.exp(x)")): "`math.exp`",
    (DEF.format("sum([x])"),): "`sum`",
    ("if True:\n    import numpy as np\nelse:\n    import jax as np", DEF.format("np.tanh(x)")): "`np.tanh`",
}
FREE = {
    "another function": ("import numpy as np", DEF.format("np.sinh(x) / np.cosh(x)")),
    "a comment and a text": (DEF.format("x  # np.tanh").replace("return", '"""np.tanh"""\n    return'),),
    "outside of the exercise": ("import numpy as np\nprint(np.tanh(1))", DEF.format("x")),
    "a definition that no longer counts": ("import numpy as np", DEF.format("np.tanh(x)"), DEF.format("x")),
    "another exercise": ("import numpy as np\ndef relu(x): return np.tanh(x)", DEF.format("relu(x)")),
    "a name of its own": ("def tanh(x):\n    sum = 0\n    sum += x\n    return sum",),
    "a parameter": ("def tanh(x, sum):\n    return sum",),
    "in a comprehension": (DEF.format("[sum for sum in x]"),),
    "a function of the student's": ("def sum(x): return x", DEF.format("sum(x)")),
    "a name rebound": ("import numpy as np", "class np:\n    tanh = 1", DEF.format("np.tanh")),
    "a name that means itself": (
        "def tanh(x):\n    x = x.reshape(x.size)\n    x = x.a.b\n    while x: x = x.c\n    return x",
    ),
}


def found(cells, banned=BANNED):
    exercises = ("relu", "tanh")
    return ", ".join(map(str, uses("tanh", [Cell("code", cell) for cell in cells], banned, exercises)))


@pytest.mark.parametrize("cells", FOUND)
def test_a_banned_call_is_found_by_whatever_name_it_goes(cells):
    assert found(cells) == FOUND[cells]


@pytest.mark.parametrize("what", FREE)
def test_nobody_is_accused_of(what):
    assert found(FREE[what]) == ""


def test_another_name_of_the_same_function_is_banned_with_it():
    cells = ("import numpy as np", DEF.format("np.absolute(x)"))
    assert found(cells, ["numpy.abs"]) == "`np.absolute` (that is `np.abs`)"


def test_all_of_a_module_may_be_banned():
    cells = ("from scipy.special import expit as e", DEF.format("e(x)"))
    assert found(cells, ["scipy"]) == "`e` (part of `scipy`)"


def test_code_that_no_person_writes_costs_no_time():
    helper = "h" * 1000
    many = "\n".join("x = x" for _ in range(5000)) + f"\ndef {helper}():\n    math\n" + "    x\n" * 5000
    assert len(found(("import math", many, f"def tanh(x):\n    return {helper}(x)"))) < 100
    chain = "\n".join(f"a{n} = a{n - 1}" for n in range(1, 3000))
    loop = "\n".join(f"    x = x.a{n}" for n in range(2000))
    deep = "(" * 150 + "x" + ")" * 150 + ".a" * 5000
    found(("a0 = 1", chain, f"def tanh(x):\n{loop}\n    y = {deep}\n    return a2999(x)"))
