"""One more exercise in a lesson."""

from pathlib import Path

from autograder import lesson as lessons
from autograder.authoring import scaffold, scaffold_files
from autograder.authoring.lint.files import Course


def new_exercise(lesson: str, name: str, root: Path = lessons.ROOT) -> dict[Path, str]:
    """Path → text of the lesson's three files with an exercise that doubles, below its last exercise."""
    course = Course(root)
    source, words = course.sources[lesson], {"exercise": name, "heading": scaffold.spelled(name)}
    lines = source.text.splitlines(keepends=True)
    checked = [line for line, cell in source.located if cell.checks]
    at = checked[-1] if checked else len(lines)  # a check is one line
    cells = "\n" + scaffold.EXERCISE.format(**words)
    text = {source.path: "".join(lines[:at]) + cells + "".join(lines[at:])}
    for file, more in (
        (course.checks(lesson), scaffold_files.CHECKS_OF_EXERCISE),
        (course.mistakes(lesson), scaffold_files.MISTAKES_OF_EXERCISE),
    ):
        text[file.path] = file.text.rstrip("\n") + "\n" + more.format(**words)
    return {root / path: one for path, one in text.items()}
