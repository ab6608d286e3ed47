"""Lesson pages are run by real kernels, and only when what they show can have changed."""

import os

import pytest

from autograder.authoring.execution import executed
from autograder.errors import Refusal

pytest.importorskip("nbclient")
pytestmark = pytest.mark.slow


def page(*sources, text="A sentence."):
    cells = [
        {"cell_type": "code", "execution_count": None, "metadata": {}, "outputs": [], "source": [source]}
        for source in sources
    ]
    told = {"cell_type": "markdown", "metadata": {}, "source": [text]}
    kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    return {"cells": [told, *cells], "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 4}


def shown(pages):
    return {
        name: ["".join(output["text"]) for cell in page["cells"] for output in cell.get("outputs", ())]
        for name, page in pages.items()
    }


def test_a_page_is_run_once_until_its_code_changes(tmp_path):
    count = tmp_path / "runs"
    code = f"print(open({str(count)!r}, 'a').write('x'), open({str(count)!r}).read())"
    run = [
        shown(executed({"one": page(code, text=text), "two": page(other)}, tmp_path / "kept", os.environ))
        for text, other in (("A sentence.", "print(1)"), ("Another one.", "print(1)"), ("", "print(2)"))
    ]
    assert run == [
        {"one": ["1 x\n"], "two": ["1\n"]},
        {"one": ["1 x\n"], "two": ["1\n"]},
        {"one": ["1 x\n"], "two": ["2\n"]},
    ]


def test_a_changed_sentence_stands_beside_what_was_shown_before(tmp_path):
    executed({"one": page("print(1)")}, tmp_path, os.environ)
    after = executed({"one": page("print(1)", text="Another one.")}, tmp_path, os.environ)["one"]
    assert after["cells"][0]["source"] == ["Another one."] and shown({"one": after}) == {"one": ["1\n"]}


def test_kernels_get_the_variables_that_they_are_given(tmp_path):
    told = executed(
        {"one": page("import os; print(os.environ['LESSONS'])")}, tmp_path, {**os.environ, "LESSONS": "ours"}
    )
    assert shown(told) == {"one": ["ours\n"]}


def test_whoever_hears_that_a_page_fails_has_not_waited_for_another(tmp_path):
    over = tmp_path / "over"
    pages = {"long": page(f"import time; time.sleep(100); open({str(over)!r}, 'w')"), "short": page("1 / 0")}
    with pytest.raises(Refusal, match="ZeroDivisionError"):
        executed(pages, tmp_path / "kept", os.environ)
    assert not over.exists()


def test_a_cell_that_fails_is_named_with_its_lesson_and_error(tmp_path):
    pages = {"03_chain_rule": page("a = 1", "# The slope.\nprint(a)\nslope(a)", "b = 2")}
    with pytest.raises(Refusal) as refused:
        executed(pages, tmp_path, os.environ)
    assert str(refused.value) == (
        "the book was not built: in solutions/03_chain_rule.py the cell that begins with `# The slope.` "
        "fails: NameError: name 'slope' is not defined; mend it, then: hardway book"
    )


def test_a_kernel_that_dies_is_said_with_the_cell_that_ran(tmp_path):
    with pytest.raises(Refusal, match=r"begins with `import os; os._exit\(3\)` fails: Kernel died"):
        executed({"03_chain_rule": page("a = 1", "import os; os._exit(3)")}, tmp_path, os.environ)
