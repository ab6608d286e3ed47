"""`hardway status`: bars, milestones and checkpoints with their day, and the next command."""

import json
import os
import re

import pytest
from support.copies import FIRST

from autograder import lesson as lessons

SECOND = lessons.course()[1]
DAYS = {FIRST: {"milestone": "2026-03-01", "checkpoint": "2026-03-02"}}


def keep(folder, kept):
    """Write down the days as the kit does."""
    (folder / ".hardway").mkdir(exist_ok=True)
    (folder / ".hardway" / "days.json").write_text(kept if isinstance(kept, str) else json.dumps(kept))


@pytest.fixture
def solved(copy_of):
    """A folder whose only lesson is the first, which passes."""
    return copy_of().solve().path.parent


def test_a_bar_is_as_long_as_what_passes(copy_of, hardway):
    half = copy_of().solve("dense", "relu", "sigmoid").path.parent
    line = next(line for line in hardway("status", "--lessons", half).stdout.splitlines() if FIRST in line)
    assert line.count("━") == 8 and line.count("╌") == 16 and line.endswith("3 of 9")


def test_exercises_stand_by_how_they_fare(copy_of, hardway):
    copy = copy_of().write("relu", "def relu(z):\n    return z").solve("dense", "sigmoid")
    said = hardway("status", "--lessons", copy.path.parent).stdout
    assert "  ✓ passed     dense, sigmoid\n" in said and "  ✗ wrong      relu\n" in said
    assert "  · not yet    tanh, softmax, init_params" in said


def test_milestone_and_checkpoint_have_their_day(solved, hardway):
    keep(solved, DAYS)
    said = hardway("status", "--lessons", solved).stdout
    assert "✓ milestone  reached on 2026-03-01" in said and "✓ checkpoint passed on 2026-03-02" in said


def test_the_first_day_counts(solved, hardway):
    keep(solved, {FIRST: {"milestone": "2026-03-01"}})
    assert hardway("checkpoint", FIRST, "--lessons", solved).returncode == 0
    said = hardway("status", "--lessons", solved).stdout
    assert "reached on 2026-03-01" in said and re.search(r"passed on \d{4}-\d\d-\d\d", said)


def test_a_checkpoint_that_is_not_passed_has_no_day(copy_of, hardway):
    folder = copy_of().solve(but=["count_params"]).path.parent
    assert hardway("checkpoint", FIRST, "--lessons", folder).returncode == 1
    said = hardway("status", "--lessons", folder).stdout
    assert "milestone  reached on" in said and "checkpoint passed" not in said


@pytest.mark.parametrize("damaged", ["[", "[1]", json.dumps({FIRST: {"milestone": 5, "checkpoint": "soon"}})])
def test_damaged_days_are_as_good_as_none(damaged, solved, hardway):
    keep(solved, damaged)
    done = hardway("status", "--lessons", solved)
    assert done.returncode == 0 and "· milestone  not reached yet" in done.stdout


def test_next_is_the_command_to_type(solved, copy_of, hardway):
    where = f"--lessons {solved}"
    assert f"next: hardway checkpoint {FIRST} {where} (" in hardway("status", "--lessons", solved).stdout
    assert f"next: hardway checkpoint {FIRST} (" in hardway("status").stdout
    keep(solved, DAYS)
    copy_of(SECOND)
    first = next(iter(lessons.lesson(SECOND).exercises))
    assert f"next: {first} in {SECOND}; hardway check {first} judges it" in hardway("status").stdout


@pytest.mark.slow
def test_at_the_end_next_are_the_network_and_the_page(copy_of, hardway):
    for lesson in lessons.course():
        folder = copy_of(lesson).solve().path.parent
    keep(folder, dict.fromkeys(lessons.course(), DAYS[FIRST]))
    for file, following in (("nn.py", "hardway assemble"), ("my-network.html", "hardway finish")):
        assert f"next: {following} (" in hardway("status").stdout
        (folder / file).touch()
    assert "next: nothing: nn.py and my-network.html are yours" in hardway("status").stdout


def test_it_fits_sixty_columns_without_escape_codes(copy_of, hardway):
    for lesson in lessons.course():
        copy_of(lesson)
    done = hardway("status", env={**os.environ, "COLUMNS": "60"})
    *lines, following = done.stdout.splitlines()
    assert max(map(len, lines)) <= 60 and "\x1b" not in done.stdout
    assert following.startswith("next: dense")  # in one line, whatever the width: it is copied


def test_a_terminal_has_the_same_words_in_colour(solved, hardway):
    keep(solved, DAYS)
    coloured = hardway("status", env={**os.environ, "FORCE_COLOR": "1", "TERM": "xterm-256color"}).stdout
    plain = hardway("status").stdout
    assert "\x1b[" in coloured and re.sub(r"\x1b\[[\d;]*m", "", coloured) == plain
