"""What a timestamp.txt says, and what it does not say."""

import pytest

pytest.importorskip("nbgrader")

from autograder.classroom.submissions.timestamps import time_of, timestamp

NOON = {
    "2026-01-10 12:00:00": 12,
    "2026-01-10 12:00:00 UTC": 12,
    "2026-01-10 12:00:00 -0500": 17,
    "2026-01-10 12:00:00 +0200": 10,
    "2026-01-10 12:00:00 +02:00": 10,
    "2026-01-10T12:00:00+02:00": 10,
    "Sat Jan 10 12:00:00 2026 +0200": 10,
}


@pytest.mark.parametrize("text", NOON)
def test_a_time_is_read_with_its_zone(text):
    found = time_of(text)
    assert (found.year, found.month, found.day, found.hour, found.minute) == (2026, 1, 10, NOON[text], 0)


@pytest.mark.parametrize("text", ["10.01.2026 12:00", "03/02/2026", "12:00", "10", "soon"])
def test_a_day_that_can_be_read_in_two_ways_is_none_and_that_is_said(text, tmp_path):
    (tmp_path / "timestamp.txt").write_text(text)
    found, note = timestamp(tmp_path)
    assert found is None and "2026-01-31 12:00 UTC" in note and "counts as on time" in note


def test_a_zone_that_nobody_knows_is_said(tmp_path):
    (tmp_path / "timestamp.txt").write_text("Sat Jan 10 12:00:00 2026 XYZ")
    assert "time zone XYZ" in timestamp(tmp_path)[1]
