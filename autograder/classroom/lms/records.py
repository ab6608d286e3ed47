"""Remembers in a course's folder what was collected: for the next collection, and for giving back."""

import json
from typing import Any

from autograder.classroom.atomic_write import write
from autograder.classroom.course_folder import Course


class Records:
    """What was collected: lesson → student → how the platform calls it, and what it was."""

    def __init__(self, course: Course) -> None:
        self._path = course.root / ".hardway" / "collected.json"
        try:
            found = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            found = {}
        self._all: dict[str, dict[str, dict[str, Any]]] = found if isinstance(found, dict) else {}

    def of(self, student: str, lesson: str) -> dict[str, Any]:
        """The record of a student's lesson, or {}."""
        return self._all.get(lesson, {}).get(student, {})

    def set(self, student: str, lesson: str, record: dict[str, Any]) -> None:
        """Remember what was collected."""
        self._all.setdefault(lesson, {})[student] = record

    def save(self) -> None:
        """Write it all down."""
        write(self._path, json.dumps(self._all, indent=1), 0o600)
