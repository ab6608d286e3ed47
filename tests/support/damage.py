"""Damaged and unusual notebooks."""

import copy
import json

from support.handing_in import answer, solved

ALL = {"dense", "relu", "sigmoid", "tanh", "softmax", "init_params", "count_params", "forward", "predict"}


def code_of(book, name):
    return next(cell for cell in book["cells"] if cell["id"] == name)


def changed(change):
    """The solved notebook after `change` was done to it."""

    def make():
        book = solved()
        return change(book) or book

    return make


def old_format(book):
    def old(cell):
        kind = {"cell_type": cell["cell_type"], "metadata": {}}
        text = "".join(cell["source"])
        return (
            {**kind, "input": text, "outputs": [], "language": "python", "collapsed": False}
            if cell["cell_type"] == "code"
            else {**kind, "source": text}
        )

    return {
        "metadata": {"name": ""},
        "nbformat": 3,
        "nbformat_minor": 0,
        "worksheets": [{"cells": [old(c) for c in book["cells"]], "metadata": {}}],
    }


def without_ids(book):
    for cell in book["cells"]:
        del cell["id"]
    book["nbformat_minor"] = 4


def same_ids(book):
    for cell in book["cells"]:
        cell["id"] = "same"


def bad_ids(book):
    for i, cell in enumerate(book["cells"]):
        cell["id"] = [None, 7, "a b", "x" * 90, {"a": 1}][i % 5]


def without_checks(book):
    book["cells"] = [cell for cell in book["cells"] if not cell["id"].startswith("check_")]


def without_metadata(book):
    for cell in book["cells"]:
        del cell["metadata"]
    del book["metadata"], book["nbformat"], book["nbformat_minor"]


def metadata_of_another_kind(book):
    for i, cell in enumerate(book["cells"]):
        cell["metadata"] = [[], None, "x", {"nbgrader": "gone"}, {"nbgrader": {"grade_id": 5}}][i % 5]
    book["metadata"] = "none"


def checks_first(book):
    book["cells"].sort(key=lambda cell: not cell["id"].startswith("check_"))


def doubled(book):
    book["cells"] += [copy.deepcopy(cell) for cell in book["cells"] if cell["metadata"].get("nbgrader")]


def metadata_swapped(book):
    graded = [cell for cell in book["cells"] if cell["metadata"].get("nbgrader")]
    infos = [cell["metadata"]["nbgrader"] for cell in graded]
    for cell, info in zip(graded, infos[3:] + infos[:3]):
        cell["metadata"]["nbgrader"] = info


def checks_edited(book):
    for cell in book["cells"]:
        if cell["id"].startswith("check_"):
            cell["source"] = "1000.0"


def reversed_cells(book):
    cells = [cell for cell in book["cells"] if cell["id"] in ALL]
    book["cells"] = [
        {"cell_type": "code", "source": "import numpy as np", "metadata": {}, "outputs": []},
        *reversed(cells),
    ]


def one_cell(book):
    book["cells"] = [
        {
            "cell_type": "code",
            "source": "import numpy as np\n" + "\n\n".join(answer(n) for n in sorted(ALL)),
            "metadata": {},
            "outputs": [],
        }
    ]


def by_colab(book):
    book["metadata"] = {
        "colab": {"provenance": [], "toc_visible": True},
        "kernelspec": {"name": "python3", "display_name": "Python 3"},
        "accelerator": "GPU",
    }
    for i, cell in enumerate(book["cells"]):
        cell["metadata"] = {"id": f"c{i}", "colab": {"base_uri": "https://localhost/"}, "outputId": "x"}
        cell.pop("id")
    book["nbformat_minor"] = 0


def by_vscode(book):
    for cell in book["cells"]:
        cell["metadata"] = {"vscode": {"languageId": "python"}}
        cell["source"] = "".join(cell["source"]).splitlines(keepends=True)
        if cell["cell_type"] == "code":
            cell["outputs"] = [{"name": "stderr", "output_type": "stream", "text": ["RuntimeWarning"]}]


def odd_cells(book):
    book["cells"] += [
        None,
        5,
        "x",
        [],
        {},
        {"cell_type": "code"},
        {"cell_type": "raw", "source": "x"},
        {"cell_type": "code", "source": 7},
        {"cell_type": "heading", "source": "x"},
    ]


def odd_outputs(book):
    for cell in book["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"] = [
                None,
                1,
                {},
                {"output_type": "stream"},
                {"output_type": "display_data", "data": None},
                {"output_type": "error", "traceback": 5},
                {"output_type": "execute_result", "data": {"text/plain": 7, "text/html": ["<b>", 3]}},
            ]


def windows_lines(book):
    for cell in book["cells"]:
        cell["source"] = "".join(cell["source"]).replace("\n", "\r\n")


def long_cells(book):
    sources = (
        "picture = '" + "iVBORw0KGgo" * 30_000 + "'",
        "x = a" + ".b" * 100_000,
        "x = " + "-" * 100_000 + "1",
    )
    book["cells"] += [
        {"cell_type": "code", "id": f"long{i}", "metadata": {}, "outputs": [], "source": source}
        for i, source in enumerate(sources)
    ]


WHOLE = {
    "untouched form": changed(lambda book: None),
    "format 3": changed(old_format),
    "no ids": changed(without_ids),
    "all ids the same": changed(same_ids),
    "bad ids": changed(bad_ids),
    "no check cells": changed(without_checks),
    "no metadata at all": changed(without_metadata),
    "metadata of another kind": changed(metadata_of_another_kind),
    "checks first": changed(checks_first),
    "every graded cell twice": changed(doubled),
    "grade ids swapped": changed(metadata_swapped),
    "checks edited": changed(checks_edited),
    "cells in reverse": changed(reversed_cells),
    "everything in one cell": changed(one_cell),
    "saved by Colab": changed(by_colab),
    "saved by VS Code": changed(by_vscode),
    "cells that are no cells": changed(odd_cells),
    "outputs that are no outputs": changed(odd_outputs),
    "Windows line ends": changed(windows_lines),
    "cells of 100 000 characters and more": changed(long_cells),
    "byte order mark": lambda: b"\xef\xbb\xbf" + json.dumps(solved()).encode(),
    "UTF-16": lambda: json.dumps(solved(), ensure_ascii=False).encode("utf-16"),
    "halves of characters": lambda: json.dumps(solved()).replace("Run the", "\\ud800 Run the", 1).encode(),
}


RELU = answer("relu")
DENSE = answer("dense")
PARTS = {  # cells → the exercises that pass
    "a syntax error in one cell": (
        ["import numpy as np", RELU, "def dense(X, W, b)\n    return X @ W + b"],
        {"relu"},
    ),
    "a syntax error in the imports": (["import numpy as\n", RELU], {"relu"}),
    "a renamed function": (
        ["import numpy as np", RELU, DENSE.replace("def dense", "def my_dense")],
        {"relu"},
    ),
    "a renamed function, and the name given to it": (
        ["import numpy as np", RELU, DENSE.replace("def dense", "def my_dense"), "dense = my_dense"],
        {"relu", "dense"},
    ),
    "helpers in other cells": (
        [
            "import numpy as np",
            "ZERO = 0",
            "def clip(z): return np.maximum(ZERO, z)",
            "def relu(z): return clip(z)",
        ],
        {"relu"},
    ),
    "a helper further down": (
        ["import numpy as np", "def relu(z): return helper(z)", "def helper(z): return np.maximum(0, z)"],
        {"relu"},
    ),
    "the last definition counts": (["import numpy as np", RELU, "def relu(z): return z"], set()),
    "magics and shell lines": (
        ["%matplotlib inline\nimport numpy as np", "!ls", "%time x = 1", "%%capture\ny = 2", RELU],
        {"relu"},
    ),
    "top-level await": (["import numpy as np, asyncio\nawait asyncio.sleep(0)", RELU], {"relu"}),
    "input": (["import numpy as np", "name = input('Name? ')", RELU], {"relu"}),
    "a missing module": (["import no_such_module", "import numpy as np", RELU], {"relu"}),
    "pip install": (["!pip install numpy", "%pip install numpy", "import numpy as np", RELU], {"relu"}),
    "an exercise as a value": (["import numpy as np", RELU, "dense = 5"], {"relu"}),
    "an exercise overwritten by its result": (
        ["import numpy as np", DENSE, "dense = dense(np.ones((1, 1)), np.ones((1, 1)), np.ones(1))", RELU],
        {"relu"},
    ),
    "a cell that fails": (["import numpy as np", "1 / 0", RELU], {"relu"}),
    "definitions before the error in a cell": (["import numpy as np", RELU + "\n\n1 / 0"], {"relu"}),
    "asks the user's files": (["import numpy as np", "X = np.loadtxt('data.csv')", RELU], {"relu"}),
    "an IPython display": (
        ["import numpy as np", "from IPython.display import display, HTML\ndisplay(HTML('x'))", RELU],
        {"relu"},
    ),
    "a plot that is shown": (
        ["import numpy as np\nimport matplotlib.pyplot as plt", "plt.plot([1, 2]); plt.show()", RELU],
        {"relu"},
    ),
    "a lambda": (["import numpy as np", "relu = lambda z: np.maximum(0, z)"], {"relu"}),
    "a function from a factory": (
        [
            "import numpy as np",
            "def make():\n    def f(z): return np.maximum(0, z)\n    return f",
            "relu = make()",
        ],
        {"relu"},
    ),
    "one exercise deleted": (["import numpy as np", DENSE], {"dense"}),
    "nothing at all": ([], set()),
    "merge marks in a cell": (
        ["import numpy as np", RELU, "<<<<<<< HEAD\n" + DENSE + "\n=======\n>>>>>>> other"],
        {"relu"},
    ),
}


UNREADABLE = {
    "empty": b"",
    "cut in the middle": json.dumps(solved()).encode()[:5000],
    "a web page": b"<!DOCTYPE html><html>Sign in</html>",
    "a zip file": b"PK\x03\x04" + bytes(range(256)) * 10,
    "no list of cells": b'{"metadata": {}, "nbformat": 4}',
    "a list": b"[1, 2, 3]",
    "null": b"null",
    "cells as text": b'{"cells": "none"}',
    "as deep as the sea": b"[" * 100_000,
    "merge marks": b"<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> main",
    "a number of a million digits": b'{"cells": ' + b"9" * 1_000_000 + b"}",
    "Python instead of a notebook": RELU.encode(),
    "latin-1": '{"cells": "é"}'.encode("latin-1"),
}
