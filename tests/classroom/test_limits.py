"""The limits of a submission: each is told to instructors, with the default that it has."""

import re
from dataclasses import fields

import pytest
from traitlets.config import Config

from autograder import lesson as lessons
from autograder.classroom.inside.settings import InnerLimits
from autograder.classroom.limits import Limits
from autograder.classroom.settings import SETTINGS, limits_in
from autograder.errors import Refusal

ROW = re.compile(r"^\| `c\.SafeGrading\.(\w+)` \| ([\d.]+) \|", re.MULTILINE)


def test_the_book_tells_each_limit_with_its_default():
    page = (lessons.ROOT / "book" / "more" / "classroom.md").read_text(encoding="utf-8")
    told = {name: float(default) for name, default in ROW.findall(page)}
    assert told == {field.name: field.default for field in fields(Limits)}, "mend the table of limits"


def test_each_limit_that_holds_inside_is_handed_in():
    assert set(Limits().inside()) == set(InnerLimits.__annotations__)


def test_nbgrader_knows_the_name_of_each_setting():
    pytest.importorskip("nbgrader")
    from autograder.classroom.plugin import SafeGrading

    assert set(SafeGrading.class_trait_names(config=True)) >= SETTINGS


@pytest.mark.parametrize(
    "name, words", [("second", "did you mean seconds?"), ("colour", "there are enabled,")]
)
def test_a_name_that_is_no_setting_is_refused_by_name(name, words):
    config = Config()
    config.SafeGrading[name] = 3
    with pytest.raises(
        Refusal, match=rf"^c\.SafeGrading\.{name} in nbgrader_config\.py is no setting"
    ) as said:
        limits_in(config.SafeGrading)
    assert words in str(said.value)
