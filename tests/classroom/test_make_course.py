"""`hardway course` once more: the kit's changes come in, and what is the instructor's stays."""

import csv
import json

import pytest

pytest.importorskip("nbgrader")

from support.handing_in import LESSON, RELU, graded, hand_in, hardway, nbgrader, needs_sandbox

from autograder.classroom.course_file import EXAMPLE
from autograder.classroom.merge_source import merge


def cell(name, text, **info):
    graded = {"nbgrader": {"grade_id": name, **info}} if info else {}
    return {"cell_type": "code", "id": name, "metadata": graded, "source": text}


def book(**cells):
    return {"cells": [cell(name, text) for name, text in cells.items()], "metadata": {}}


def merged(now, last, kit):
    found = merge(book(**now), book(**last) if last is not None else None, book(**kit))
    texts = {cell["id"]: cell["source"] for cell in found.notebook["cells"]}
    return list(texts.items()), found


KIT = {"a": "1", "b": "2", "c": "3"}


def test_the_kits_changes_come_in_where_nothing_was_edited():
    new = {"a": "1", "b": "20", "d": "4"}
    cells, found = merged(KIT, KIT, new)
    assert cells == list(new.items()) and not (found.own or found.left_out or found.replaced)


def test_own_and_edited_cells_stay_where_they_stand_and_what_was_taken_out_stays_out():
    now = {"mine": "x", "a": "1", "b": "my 2", "mine too": "y"}
    cells, found = merged(now, KIT, KIT | {"d": "4"})
    assert cells == [("mine", "x"), ("a", "1"), ("b", "my 2"), ("mine too", "y"), ("d", "4")]
    assert found.left_out == ["c"] and set(found.own) == {"mine", "b", "mine too"} and not found.replaced


def test_a_cell_that_both_changed_is_the_kits_and_that_is_told():
    cells, found = merged(KIT | {"b": "my 2"}, KIT, KIT | {"b": "20"})
    assert dict(cells)["b"] == "20" and found.replaced == ["b"]


def test_without_the_last_text_nothing_of_the_instructors_is_dropped():
    cells, found = merged({"a": "1", "mine": "x", "b": "my 2"}, None, KIT)
    assert cells == [("a", "1"), ("mine", "x"), ("b", "2"), ("c", "3")] and found.replaced == ["b"]


def test_points_that_were_edited_stay():
    kit = {"cells": [cell("check_a", "check(a)", points=3)], "metadata": {}}
    now = {"cells": [cell("check_a", "check(a)", points=5, checksum="of nbgrader's")], "metadata": {}}
    assert merge(now, kit, kit).notebook["cells"] == now["cells"]


class TestACourse:
    pytestmark = needs_sandbox

    def test_own_cells_survive_the_command_and_lessons_not_handed_out_are_in_no_export(self, tmp_path):
        course = tmp_path / "course"
        assert hardway("course", course).returncode == 0
        decided = course / "course.toml"
        assert decided.read_text() == EXAMPLE.read_text(), "written with everything commented out"
        decided.write_text('use = ["1"]\n')
        source = course / "source" / LESSON / f"{LESSON}.ipynb"
        ours = json.loads(source.read_text())
        mine = cell("mine", "my_own = 1") | {"outputs": [], "execution_count": None}
        edited = {**ours, "cells": [*ours["cells"][:3], mine, *ours["cells"][3:]]}
        edited["cells"][1] = {**edited["cells"][1], "source": "My own words."}
        source.write_text(json.dumps(edited))
        hand_in(course, "ann", RELU)
        graded(course, status=0)
        done = hardway("course", course)
        assert decided.read_text() == 'use = ["1"]\n' and done.stdout.count("released:") == 1
        assert done.returncode == 0 and "`mine` stays as you have it" in done.stdout
        for path in (source, course / "release" / LESSON / f"{LESSON}.ipynb"):
            text = path.read_text()
            assert "my_own = 1" in text and "My own words." in text
        last = course / ".hardway-source" / f"{LESSON}.ipynb"
        newer = json.loads(last.read_text())
        newer["cells"][1]["source"] = "Older words of the kit."
        last.write_text(json.dumps(newer))
        said = hardway("course", course).stdout
        kept = course / "source-before" / f"{LESSON}.1.ipynb"
        assert str(kept.relative_to(course)) in said and "My own words." in kept.read_text()
        assert "my_own = 1" in source.read_text() and "My own words." not in source.read_text()
        assert nbgrader(course, "export")[0] == 0
        with (course / "grades.csv").open() as file:
            assert {row["assignment"] for row in csv.DictReader(file)} == {LESSON}

    def test_what_cannot_be_handed_out_is_refused_by_its_reason_and_the_last_release_stays(self, tmp_path):
        course = tmp_path / "course"
        assert hardway("course", course).returncode == 0
        release, decided = course / "release" / LESSON / f"{LESSON}.ipynb", course / "course.toml"
        handed_out = release.read_text()
        decided.write_text('use = ["1"]\npackages = ["no_such_package"]\n')
        refused = hardway("course", course)
        assert refused.returncode != 0 and "not installed here: no_such_package" in refused.stderr
        decided.write_text('use = ["1"]\n')
        source = course / "source" / LESSON / f"{LESSON}.ipynb"
        ours = json.loads(source.read_text())
        empty = cell("check_mine", "check(mine)", grade=True, solution=False, points=2, schema_version=3)
        ours["cells"].append(empty | {"outputs": [], "execution_count": None})
        source.write_text(json.dumps(ours))
        refused = hardway("course", course)
        assert refused.returncode != 0 and "`check_mine`" in refused.stderr
        assert "has nothing to run" in refused.stderr and len(refused.stderr.splitlines()) == 1
        assert release.read_text() == handed_out
