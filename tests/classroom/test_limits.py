"""The limits of a submission: each is told to instructors, with the default that it has."""

import re
from dataclasses import fields

from autograder import lesson as lessons
from autograder.classroom.inside.settings import InnerLimits
from autograder.classroom.limits import Limits

ROW = re.compile(r"^\| `c\.SafeGrading\.(\w+)` \| ([\d.]+) \|", re.MULTILINE)


def test_the_book_tells_each_limit_with_its_default():
    page = (lessons.ROOT / "book" / "more" / "classroom.md").read_text(encoding="utf-8")
    told = {name: float(default) for name, default in ROW.findall(page)}
    assert told == {field.name: field.default for field in fields(Limits)}, "mend the table of limits"


def test_each_limit_that_holds_inside_is_handed_in():
    assert set(Limits().inside()) == set(InnerLimits.__annotations__)
