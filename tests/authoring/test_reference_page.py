"""The book's reference: every function of the lessons and of the two packages, as its docstring tells it."""

import re

import pytest

pytest.importorskip("docutils")  # what makes the book's addresses

import autograder
import playground
from autograder import lesson as lessons
from autograder.authoring.pages import mistakes, reference, sections
from autograder.authoring.pages.docstrings import described, signature


@pytest.fixture(scope="module")
def page():
    return reference.page()


def test_every_function_of_the_course_is_there_with_its_call_its_section_and_its_mistakes(page):
    parts = dict(re.findall(r"^### (\S+)$(.*?)(?=^##|\Z)", page, re.M | re.S))
    for lesson in lessons.course():
        for name, exercise in lessons.lesson(lesson).exercises.items():
            parameters = (
                [one.arg for one in exercise.cell.tree.body[0].args.args] if name[0].islower() else []
            )
            call = re.search(r"```python\n(.*?)```", parts[name], re.S)[1]
            assert call.startswith(f"{name}(") and all(one in call for one in parameters)
            address = re.search(r"mistakes/(\w+)\.html#([\w-]+)", parts[name])
            assert address[1] == lesson and f"\n## {name}\n" in mistakes.page(lesson)
            assert address[2] == sections.make_id(name)
    assert {*autograder.__all__, *playground.__all__} - {"datasets", "style"} <= parts.keys()
    assert {"datasets.moons", "datasets.digits"} <= parts.keys()


def test_what_stands_in_a_docstring_stands_on_the_page_and_cannot_be_markup():
    def made(a, b=2):
        """Add `a` < b.

        Parameters
        ----------
        a : array (n, d)
            Two lines
            of text.
        b : int

        Returns
        -------
        float
        """

    page = described(made)
    assert page.startswith("<p>Add <code>a</code> &lt; b.</p>")
    assert "<dt><code>a</code> array (n, d)</dt>\n<dd>Two lines of text.</dd>" in page
    assert "<dt><code>b</code></dt>\n<dd>int</dd>" in page and "<p>float</p>" in page
    assert signature("made", made) == "made(a, b=2)"


def test_a_default_that_is_a_function_is_told_by_its_name(page):
    assert "    loss_grad=cross_entropy_grad,\n" in page and " at 0x" not in page


def test_no_answer_is_told(page):
    assert not re.search(r"^\s+return ", page, re.M)
