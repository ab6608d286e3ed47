"""While a student's workbook runs, all that it calls knows whose lesson it is and where the lessons lie."""

import threading
from pathlib import Path

import pytest
from support.copies import FIRST

from autograder import lesson as lessons
from autograder.lesson import Cell
from autograder.running import context
from autograder.running.workbook import Workbook
from autograder.workspace import learner

FOURTH = "04_backprop"


def ran(source, lesson=FIRST):
    """The names that one cell leaves in a workbook of a lesson."""
    return Workbook(lessons.lesson(lesson), [Cell("code", source)]).run().namespace


def test_outside_there_is_no_lesson_and_no_certain_folder(monkeypatch):
    monkeypatch.setenv("HARDWAY_LESSONS", "elsewhere")
    assert context.current() == context.Context()
    assert learner.folder_in_use() == Path("elsewhere")


def test_contexts_nest_and_end_with_their_body_whatever_happens(tmp_path):
    with context.entered(folder=tmp_path), pytest.raises(SystemExit):
        with context.entered(lesson=FIRST):
            assert context.current() == context.Context(FIRST, tmp_path)
            raise SystemExit
    assert context.current() == context.Context()


def test_a_workbook_that_runs_another_is_itself_again_afterwards():
    source = f"""
from autograder import lesson as lessons
from autograder.running import context
from autograder.running.workbook import Workbook
inner = Workbook(lessons.lesson({FIRST!r}), []).run()
after = context.current().lesson
"""
    assert ran(source, FOURTH)["after"] == FOURTH


def test_check_does_nothing_in_a_workbook_nor_in_a_thread_of_it():
    source = """
from threading import Thread
from autograder import check
said = [check(relu)]
thread = Thread(target=lambda: said.append(check(relu)))
thread.start(); thread.join()
"""
    assert ran("def relu(z): return z\n" + source)["said"] == [None, None]


def test_an_exercise_of_the_lesson_itself_is_not_imported_there():
    names = ran(
        "try:\n    from autograder.mine import relu\nexcept ImportError as error:\n    said = str(error)"
    )
    assert "write it yourself" in names["said"] and "relu" not in names


def test_the_folder_in_use_is_that_of_the_lesson_that_is_opened(copy_of):
    source = "from autograder.workspace.learner import folder_in_use\nused = folder_in_use()"
    copy = copy_of().add(source)
    assert learner.open_lesson(copy.path.parent, FIRST).namespace["used"] == copy.path.parent
    assert learner.folder_in_use() != copy.path.parent


def test_a_thread_sees_the_context():
    seen = []
    with context.entered(lesson=FIRST):
        thread = threading.Thread(target=lambda: seen.append(context.current().lesson))
        thread.start()
        thread.join()
    assert seen == [FIRST]
