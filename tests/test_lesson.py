"""Lessons are read from either form, and become notebooks with the same bytes everywhere."""

import json

import pytest

from autograder import lesson as lessons
from autograder.authoring import build
from autograder.lesson import Cell, LessonUnreadable, answer, notebook_cells, stub


@pytest.mark.parametrize("name", lessons.course())
def test_a_source_is_read_as_jupytext_reads_it(name):
    jupytext = pytest.importorskip("jupytext")
    book = jupytext.read(lessons.SOLUTIONS / f"{name}.py", fmt="py:percent")
    expected = [Cell(cell.cell_type, cell.source.strip("\n")) for cell in book.cells]
    assert list(lessons.lesson(name).cells) == expected


@pytest.mark.parametrize("name", lessons.course())
def test_a_notebook_reads_back_as_the_lesson_it_was_made_from(name):
    lesson, text = lessons.lesson(name), build.as_text(build.nbgrader_source(lessons.lesson(name)))
    assert notebook_cells(text) == list(lesson.cells)


@pytest.mark.parametrize("name", lessons.course())
def test_a_student_notebook_is_valid_for_jupyter(name):
    nbformat = pytest.importorskip("nbformat")
    nbformat.validate(
        nbformat.reads(build.as_text(build.student_notebook(lessons.lesson(name))), as_version=4)
    )


def test_a_stub_keeps_signature_and_docstring_and_the_indentation_of_each_region():
    source = (
        "class A:\n"
        '    """Doc."""\n\n'
        "    def f(self):\n"
        '        """f."""\n'
        "        ### BEGIN SOLUTION\n"
        "        return 1\n"
        "        ### END SOLUTION\n\n"
        "    def g(self):\n"
        "        ### BEGIN SOLUTION\n"
        "        return 2\n"
        "        ### END SOLUTION"
    )
    assert stub(source) == (
        "class A:\n"
        '    """Doc."""\n\n'
        "    def f(self):\n"
        '        """f."""\n'
        "        raise NotImplementedError\n\n"
        "    def g(self):\n"
        "        raise NotImplementedError"
    )
    assert "SOLUTION" not in answer(source) and "return 1" in answer(source)


def test_ids_stay_when_another_cell_comes_in():
    lesson = lessons.lesson(lessons.course()[0])
    longer = lessons.Lesson(lesson.name, (Cell("markdown", "A new first cell."), *lesson.cells))
    ids = [[cell["id"] for cell in build.student_notebook(each)["cells"]] for each in (lesson, longer)]
    assert ids[1][1:] == ids[0] and len(set(ids[1])) == len(ids[1])


def test_an_old_notebook_format_is_read():
    old = {
        "nbformat": 3,
        "worksheets": [
            {"cells": [{"cell_type": "code", "input": ["x = 1\n", "y = 2"]}, {"cell_type": "heading"}, 7]}
        ],
    }
    assert notebook_cells(json.dumps(old)) == [Cell("code", "x = 1\ny = 2")]


@pytest.mark.parametrize("text", ["", "{", "null", "[1]", '{"cells": {}}', "[" * 100_000])
def test_what_is_no_notebook_is_refused_in_one_line(text):
    with pytest.raises(LessonUnreadable) as refusal:
        notebook_cells(text)
    assert "\n" not in str(refusal.value)
