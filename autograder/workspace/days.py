"""The days on which a learner first reached a milestone and first passed a checkpoint."""

import datetime
from pathlib import Path

from autograder import lesson as lessons
from autograder.workspace import learner, store

DAYS = "days"  # kept under this name
MILESTONE, CHECKPOINT = "milestone", "checkpoint"


def keep(folder: str | Path, lesson: str, *reached: str) -> None:
    """Remember today for what is reached for the first time, where the lesson lies in the folder."""
    days = of(folder, lesson)
    new = {what: datetime.date.today() for what in reached if what not in days}
    if new and lessons.find(folder, lesson) and not learner.is_ours(folder):
        kept = store.read(folder, DAYS)
        kept[lesson] = {what: day.isoformat() for what, day in (days | new).items()}
        store.write(folder, DAYS, kept)


def of(folder: str | Path, lesson: str) -> dict[str, datetime.date]:
    """MILESTONE and CHECKPOINT → the day; what is not reached, or not readable, is missing."""
    kept = store.read(folder, DAYS).get(lesson)
    kept = kept if isinstance(kept, dict) else {}
    days = {what: _day(kept.get(what)) for what in (MILESTONE, CHECKPOINT)}
    return {what: day for what, day in days.items() if day}


def _day(text: object) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None
