"""Answers that use more than themselves, as learners write them: what nn.py can take along, and what it cannot."""

FORWARD = """\
def forward(X, params, activation="relu"):
    cache = []
    for i, (W, b) in enumerate(params):
        z = dense(X, W, b)
        cache.append((X, z))
        X = {} if i < len(params) - 1 else z
    return X, cache"""
BY_TABLE = FORWARD.format("TABLE[activation](z)")
SIZES = "def count_params(params):\n    return sum({} for pair in params for p in pair)"
RELU = "def relu(z):\n    return {}"

ZERO = RELU.format("np.maximum(z, {})")

CARRIED = {  # kind → cells before the answers, answers of lesson 1
    "a module imported in a cell": (["import math"], {"count_params": SIZES.format("math.prod(p.shape)")}),
    "a module imported beside the answer": (
        [],
        {"count_params": "import math\n" + SIZES.format("math.prod(p.shape)")},
    ),
    "a module imported in the function": (
        [],
        {"relu": "def relu(z):\n    import copy\n    z = copy.copy(z)\n    return np.maximum(z, 0)"},
    ),
    "a part of a module": (
        ["import numpy.linalg as la"],
        {"count_params": SIZES.format("int(la.norm(np.ones(p.size), 0))")},
    ),
    "a module by its whole name": (
        ["import os.path\nimport os"],
        {"count_params": SIZES.format("p.size + 0 * len(os.path.sep)")},
    ),
    "a function of a module": (
        ["from functools import partial"],
        {"relu": RELU.format("_ramp(z)") + "\n_ramp = partial(np.maximum, 0.0)"},
    ),
    "an import that may fail": (
        ["try:\n    import numba\nexcept ImportError:\n    numba = None"],
        {"relu": RELU.format("np.maximum(z, 0 if numba is None else 0)")},
    ),
    "an import under a condition": (
        ["import sys\nif sys.version_info > (3, 0):\n    from math import prod"],
        {"count_params": SIZES.format("prod(p.shape)")},
    ),
    "a constant": (["LOW = 0.0"], {"relu": RELU.format("np.maximum(z, LOW)")}),
    "several constants at once": (
        ["LOW, (HIGH, _) = 0.0, (np.inf, 3)"],
        {"relu": RELU.format("np.clip(z, LOW, HIGH)")},
    ),
    "two constants in a line": (["LOW = 0.0; HIGH = np.inf"], {"relu": RELU.format("np.clip(z, LOW, HIGH)")}),
    "a constant with its kind": (["LOW: float = 0.0"], {"relu": RELU.format("np.maximum(z, LOW)")}),
    "helpers of helpers": (
        ["def _low():\n    return 0.0", "def _at_least(z):\n    return np.maximum(z, _low())"],
        {"relu": RELU.format("_at_least(z)")},
    ),
    "a helper that is defined twice": (
        ["def _low():\n    return 5.0", "def _low():\n    return 0.0"],
        {"relu": RELU.format("np.maximum(z, _low())")},
    ),
    "a decorator of one's own": (
        [
            "import functools\ndef named(f):\n    @functools.wraps(f)\n    def inner(*a, **k):\n        return f(*a, **k)\n    return inner"
        ],
        {"relu": "@named\n" + RELU.format("np.maximum(z, 0)")},
    ),
    "a name that takes the function's place": (
        ["import functools"],
        {"relu": RELU.format("np.maximum(z, 0)") + "\n_plain = relu\ndef relu(z):\n    return _plain(z)"},
    ),
    "another name for an exercise": (
        [],
        {
            "forward": "d = dense\n"
            + FORWARD.format("{'relu': relu, 'sigmoid': sigmoid, 'tanh': tanh}[activation](z)").replace(
                "dense(", "d("
            )
        },
    ),
    "a lambda": ([], {"relu": "relu = lambda z: np.maximum(z, 0)"}),
    "a table": (["TABLE = {'relu': relu, 'sigmoid': sigmoid, 'tanh': tanh}"], {"forward": BY_TABLE}),
    "a table that is filled in a loop": (
        ["TABLE = {}\nfor f in (relu, sigmoid, tanh):\n    TABLE[f.__name__] = f"],
        {"forward": BY_TABLE},
    ),
    "a table that is filled later": (
        ["TABLE = {'relu': relu}", "TABLE['sigmoid'] = sigmoid\nTABLE.update(tanh=tanh)"],
        {"forward": BY_TABLE},
    ),
    "a table that a function fills": (
        [
            "TABLE = {}\ndef register(f):\n    TABLE[f.__name__] = f",
            "register(relu)\nregister(sigmoid)",
            "register(tanh)",
        ],
        {"forward": BY_TABLE},
    ),
    "a table that is handed to a function": (
        [
            "def fill(table, *functions):\n    for f in functions:\n        table[f.__name__] = f",
            "TABLE = {}\nfill(TABLE, relu, sigmoid, tanh)",
        ],
        {"forward": BY_TABLE},
    ),
    "a table that a decorator fills": (
        [
            "TABLE = {'sigmoid': sigmoid, 'tanh': tanh}\ndef register(f):\n    TABLE['relu'] = f\n    return f",
            "@register\ndef _ramp(z):\n    return np.maximum(z, 0)",
        ],
        {"forward": BY_TABLE},
    ),
    "a value made below `with`": (
        ["with np.errstate(all='ignore'):\n    LOW = np.float64(1) * 0"],
        {"relu": RELU.format("np.maximum(z, LOW)")},
    ),
    "a list that grows": (
        ["NAMES = ['relu', 'sigmoid']\nNAMES += ['tanh']"],
        {"forward": FORWARD.format("[relu, sigmoid, tanh][NAMES.index(activation)](z)")},
    ),
    "a count that functions set": (
        ["CALLS = 0\ndef _count():\n    global CALLS\n    CALLS += 1"],
        {"relu": "def relu(z):\n    _count()\n    return np.maximum(z, 0 * CALLS)"},
    ),
    "a value that a function sets": (
        ["def prepare():\n    global LOW\n    LOW = 0.0", "prepare()"],
        {"relu": RELU.format("np.maximum(z, LOW)")},
    ),
    "a class": (
        [
            "class Ramp:\n    low = 0.0\n    def __call__(self, z):\n        return np.maximum(z, self.low)",
            "ramp = Ramp()",
        ],
        {"relu": RELU.format("ramp(z)")},
    ),
    "a dataclass": (
        ["from dataclasses import dataclass\n@dataclass\nclass Layer:\n    W: np.ndarray\n    b: np.ndarray"],
        {"dense": "def dense(X, W, b):\n    layer = Layer(W, b)\n    return X @ layer.W + layer.b"},
    ),
    "annotations that are not evaluated": (
        [
            "from __future__ import annotations\ndef _at_least(z: Array) -> Array:\n    return np.maximum(z, 0)"
        ],
        {"relu": RELU.format("_at_least(z)")},
    ),
    "a cell with IPython's own lines": (
        [
            "%%time\nimport math\ndef _low():\n    return 0 * math.pi",
            "!true\n%precision 3\ndef _high():\n    return np.inf",
        ],
        {"relu": RELU.format("np.clip(z, _low(), _high())")},
    ),
    "a formula with % at the start of a line": (
        ["LOW = (4\n% 2)"],
        {"relu": RELU.format("np.maximum(z, LOW)")},
    ),
}

NOT_CARRIED = {  # the same, and what the message names: the cell, the word
    "a package of others": (
        ["import rich"],
        {"relu": ZERO.format("0 * len(rich.__name__)")},
        "import rich",
        "`rich`",
    ),
    "our answers": (
        [],
        {"relu": "from autograder.reference import relu"},
        "from autograder.reference",
        "autograder.reference",
    ),
    "what only a notebook has": (
        [],
        {
            "relu": "def relu(z):\n    if len(np.shape(z)) > 9:\n        display(z)\n    return np.maximum(z, 0)"
        },
        "def relu(z):",
        "`display`",
    ),
    "a name that nothing gives": (
        [],
        {
            "relu": "def relu(z):\n    if len(np.shape(z)) > 9:\n        return nothing(z)\n    return np.maximum(z, 0)"
        },
        "def relu(z):",
        "`nothing`",
    ),
    "a name that is set by a string": (
        ["exec('LOW = 0')"],
        {"relu": ZERO.format("LOW")},
        "def relu(z):",
        "`LOW`",
    ),
    "an answer that is set by a string": (
        [],
        {"relu": "globals()['relu'] = lambda z: np.maximum(z, 0)"},
        "01_forward_pass",
        "`relu`",
    ),
    "IPython's line in a function": (
        [],
        {"relu": "def relu(z):\n    %precision 3\n    return np.maximum(z, 0)"},
        "def relu(z):",
        "`%precision 3`",
    ),
    "a value that IPython makes": (
        ["made = !echo 0"],
        {"relu": ZERO.format("int(made[0])")},
        "made = !echo 0",
        "`get_ipython`",
    ),
    "a value below __name__": (
        ["if __name__ == '__main__':\n    LOW = 0"],
        {"relu": ZERO.format("LOW")},
        "if __name__",
        "`__name__`",
    ),
    "the whole of mine": (
        ["import autograder.mine as mine"],
        {"relu": ZERO.format("0 * len(mine.__name__)")},
        "import autograder.mine",
        "by name",
    ),
    "a value that is waited for": (
        ["async def low():\n    return 0\nLOW = await low()"],
        {"relu": ZERO.format("LOW")},
        "async def low():",
        "`await`",
    ),
}
