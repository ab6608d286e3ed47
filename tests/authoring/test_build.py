"""The files that say the same thing in two places agree."""

import re
import tomllib

import pytest

from autograder import lesson as lessons
from autograder.authoring import build
from autograder.checking.runner import examine
from autograder.lesson import Cell, stub
from autograder.running.cells import REGION
from autograder.running.workbook import Workbook

ROOT = lessons.ROOT


def test_derived_files_are_fresh_byte_for_byte():
    assert not build.stale(), "run: hardway build"


def test_conda_gets_the_environment_that_make_start_makes():
    conda = (ROOT / "environment.yml").read_text(encoding="utf-8")
    floor = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"][
        "requires-python"
    ].removeprefix(">=")
    packages = re.findall(r"^ +- (.+)$", conda, re.MULTILINE)
    assert packages == [
        "conda-forge",
        f"python={floor}",
        "pip",
        "pip:",
        "--constraint constraints.txt",
        "--editable .",
    ], "one Python, the rest through pip"


def test_every_dependency_is_locked():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [
        *project["dependencies"],
        *(line for lines in project["optional-dependencies"].values() for line in lines),
    ]
    names = {re.match(r"[\w-]+", line).group().lower() for line in asked} - {project["name"]}
    lock = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    locked = {line.partition("==")[0].lower().replace("_", "-") for line in lock.splitlines()}
    assert names <= locked, f"{names - locked}: run make lock"
    assert "://" not in lock and "@" not in lock, "the lock holds versions, no addresses"


def test_the_wheel_is_made_by_what_pip_would_make_it_with():
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert told["build-system"]["requires"] == told["project"]["optional-dependencies"]["package"]


@pytest.mark.parametrize("name", lessons.course())
def test_no_answer_survives_in_a_student_notebook(name):
    lesson, text = lessons.lesson(name), (lessons.LESSONS / f"{name}.ipynb").read_text(encoding="utf-8")
    assert "SOLUTION" not in text
    student = [cell.source for cell in lessons.read(lessons.LESSONS / f"{name}.ipynb").cells]
    for exercise in lesson.exercises.values():
        for _, region in REGION.findall(exercise.cell.source):
            assert not any(region.strip() in source for source in student), (
                f"the answer of {exercise.name} is in another cell"
            )


@pytest.mark.parametrize("name", lessons.course())
def test_the_milestone_cell_names_its_lesson(name):
    cells = lessons.read(lessons.LESSONS / f"{name}.ipynb").cells
    calls = [cell.source for cell in cells if cell.call_of("milestone")]
    assert calls == [f'milestone("{name}")']


@pytest.mark.slow
@pytest.mark.parametrize("name", lessons.course())
def test_a_lesson_is_gradable_where_only_the_lessons_before_it_are_solved(name, monkeypatch):
    earlier = lessons.course()[: lessons.course().index(name) + 1]
    for module in (lessons,):
        monkeypatch.setattr(module, "course", lambda: earlier)
    lesson = lessons.lesson(name)
    assert examine(name, Workbook(lesson, lesson.cells).run()).all_passed, (
        "a check, a mistake or the solution needs a later lesson"
    )


@pytest.mark.parametrize("name", lessons.course())
def test_points_are_the_checks_that_run(name):
    lesson = lessons.lesson(name)
    stubs = [Cell(cell.kind, stub(cell.source)) for cell in lesson.cells]
    result = examine(name, Workbook(lesson, stubs).run())
    assert build.points(lesson) == {exercise.name: exercise.total for exercise in result.exercises}
