"""Where two places speak the course file counts, and what may not have been meant is told."""

import pytest

pytest.importorskip("nbgrader")

from support.handing_in import LESSON, RELU, hand_in

from autograder.classroom.course_folder import Course
from autograder.errors import Refusal

CONFIG = """
c.SafeGrading.extra_checks = ["of_config"]
c.LateSubmissionPlugin.penalty_method = "zero"
"""
FILE = """
use = ["1"]
extra_checks = ["of_file"]
hide_extra = true
[late]
percent_per_day = 10
[lessons.1]
due = 2030-01-01T00:00:00Z
[lessons.1.exercises.relu]
weight = 3
[lessons.1.exercises.tanh]
points = 0.5
[extensions.an]
1 = "3 days"
"""


@pytest.fixture
def home(course):
    """A course in which the config and the file both decide."""
    for folder in ("of_config", "of_file"):
        (course / folder).mkdir()
        (course / folder / f"test_{LESSON}.py").write_text("def test_relu_mine(relu):\n    pass\n")
    with (course / "nbgrader_config.py").open("a") as file:
        file.write(CONFIG)
    for lesson in (LESSON, "02_loss"):
        hand_in(course, "ann", RELU, lesson)
    (course / "course.toml").write_text(FILE)
    return Course(course)


def test_the_files_checks_and_points_count(home):
    options = home.options()
    assert [path.split("/")[-2] for path in options.extra] == ["of_file"] and options.hide_extra
    (home.root / "course.toml").unlink()
    without = Course(home.root)
    before, points = without.points(LESSON, without.options()), home.points(LESSON, options)
    assert points["check_relu"] == 3 * before["check_relu"] and points["check_tanh"] == 0.5
    assert points["check_dense"] == before["check_dense"]


def test_what_no_longer_counts_and_what_helps_nobody_is_told(home):
    told = list(home.doubtful())
    for said in (
        "extra_checks, which counts: take c.SafeGrading.extra_checks out of nbgrader_config.py",
        "[late], which counts: take c.LateSubmissionPlugin.penalty_method out of nbgrader_config.py",
        "more time to `an`, who has handed in nothing: did you mean `ann`?",
        "02_loss was handed in and is not graded",
    ):
        assert any(said in line for line in told), told
    assert len(told) == 4


def test_a_lesson_that_is_left_out_and_a_package_that_is_missing_are_refused(home):
    with pytest.raises(Refusal, match=r"course\.toml leaves 02_loss out"):
        home.require_used("02_loss")
    (home.root / "course.toml").write_text("packages = ['of_nobody']")
    with pytest.raises(Refusal, match="not installed here: of_nobody"):
        Course(home.root).options()


def test_a_seed_that_was_chosen_stays_and_a_damaged_list_of_them_is_refused(home):
    usual = home.seed("ann", LESSON)
    home.choose_seed("ann", LESSON, usual + 1)
    assert home.seed("ann", LESSON) == Course(home.root).seed("ann", LESSON) == usual + 1
    assert home.seed("ann", "02_loss") != usual + 1 and home.seed("ann", LESSON, 7) == 7
    (home.root / ".hardway" / "seeds.json").write_text("[1]")
    with pytest.raises(Refusal, match=r"seeds\.json is damaged"):
        Course(home.root).seed("ann", LESSON)
