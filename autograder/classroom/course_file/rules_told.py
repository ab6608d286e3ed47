"""What a course file asks of students' code, in words that they read in the notebook itself."""

from collections.abc import Iterator

from autograder.classroom.course_file.rules import CourseFile

CELL = "hardway-rules"  # the id of the cell
BROUGHT = "Python's own modules and what the kit brings"  # as course.toml says it


def rules_told(file: CourseFile, lesson: str) -> str:
    """Markdown, or nothing where a lesson has no such rules."""
    lines = list(_rules(file, lesson))
    return "\n".join(["**Rules of your course**", "", *lines]) if lines else ""


def _rules(file: CourseFile, lesson: str) -> Iterator[str]:
    for name, rules in file.lesson(lesson).exercises.items():
        if rules.banned:
            banned = ", ".join(f"`{one}`" for one in rules.banned)
            costs = "all" if rules.banned_percent >= 100 else f"{rules.banned_percent:g} %"
            yield f"- `{name}` must not use {banned}: that costs {costs} of its points."
        if rules.all_or_nothing:
            yield f"- `{name}` has points only where all its checks pass."
    if file.packages is not None:
        more = ", ".join(f"`{one}`" for one in file.packages)
        yield f"- You may import {BROUGHT}{f', and {more}' if more else ''}, and nothing else."
