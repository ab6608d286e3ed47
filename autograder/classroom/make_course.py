"""Makes a ready nbgrader course: config, source, release."""

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from nbgrader.apps.api import NbGraderAPI
from nbgrader.coursedir import CourseDirectory

from autograder import lesson as lessons
from autograder.authoring import build
from autograder.classroom import course_file, nbgrader_compat
from autograder.classroom.atomic_write import write
from autograder.classroom.course_folder import Course
from autograder.classroom.grading.own_tests import require_runnable
from autograder.classroom.merge_source import Merged, merge
from autograder.classroom.settings import settings_in
from autograder.classroom.task import Notebook
from autograder.errors import Refusal

CONFIG = '''\
"""The course's nbgrader settings; `hardway course` wrote them once and leaves your changes alone."""

c = get_config()  # noqa: F821

c.CourseDirectory.course_id = "hardway"
c.ClearSolutions.code_stub = {"python": "raise NotImplementedError"}
# Without these, the time of the author's last run would leak into the release.
c.ClearOutput.remove_metadata_fields = {"collapsed", "scrolled", "execution"}
'''

WRITTEN, BEFORE = ".hardway-source", "source-before"  # beside source/: what is in it nbgrader hands out
SAFE = """
# Student code runs in a sandbox, and nowhere else, whichever way you grade.
from autograder.classroom.plugin import configure  # noqa: E402

configure(c)
"""


def make(folder: Path) -> Iterator[str]:
    """Write or bring up to date a course; yields a line for each thing done.

    Parameters
    ----------
    folder : Path
        New, empty, or a course that this command made: its config, gradebook and submissions are left alone,
        and so are an instructor's own cells in its notebooks.
    """
    folder, config = Path(folder).absolute(), Path(folder).absolute() / "nbgrader_config.py"
    if folder.exists() and (not folder.is_dir() or (any(folder.iterdir()) and not config.exists())):
        raise Refusal(
            f"{folder} holds other things and no nbgrader_config.py: name a new folder, as in hardway"
            " course my-course"
        )
    settings_in(folder)  # refuses what nbgrader could not go on with, before anything is written
    used = course_file.read(folder).lessons
    folder.mkdir(parents=True, exist_ok=True)
    if not config.exists():
        config.write_text(CONFIG + SAFE, encoding="utf-8")
        yield f"written: {config.name}"
    if not os.path.lexists(folder / course_file.NAME):
        write(folder / course_file.NAME, course_file.EXAMPLE.read_text(encoding="utf-8"), 0o644)
        yield f"written: {course_file.NAME}"
    nbgrader_compat.apply()
    for name in used:
        yield from _write_source(folder, name)
        _release(folder, name)
        yield f"released: release/{name}/{name}.ipynb"
    for name in sorted(set(lessons.course()) - set(used)):
        if (folder / "release" / name).exists():
            yield f"release/{name} stays, though {course_file.NAME} leaves the lesson out: do not hand it out"
    hand_out = "nbgrader release_assignment LESSON, or hand out release/ yourself"
    yield f"next: cd {folder}; {hand_out}; then hardway grade ."


def _write_source(folder: Path, name: str) -> Iterator[str]:
    """Write a lesson's notebook, or bring it up to date; a line for what an instructor should know."""
    source = folder / "source" / name / f"{name}.ipynb"
    written = folder / WRITTEN / f"{name}.ipynb"  # as the kit wrote it last
    kit = build.nbgrader_source(lessons.lesson(name))
    text = build.as_text(kit)
    now = _read(source)
    if now is not None:
        merged = merge(now, _read(written), kit)
        text = build.as_text(merged.notebook)
        yield from _said(folder, source, merged)
    elif source.exists():
        yield f"{source.relative_to(folder)} was no notebook: it is kept as {_kept(folder, source)}"
    write(source, text, 0o644)
    write(written, build.as_text(kit), 0o644)


def _read(path: Path) -> Notebook | None:
    """A notebook, or None where there is none."""
    try:
        book: Notebook = json.loads(path.read_text(encoding="utf-8"))
        return book if all(isinstance(cell["metadata"], dict) for cell in book["cells"]) else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _said(folder: Path, source: Path, merged: Merged) -> Iterator[str]:
    where = source.relative_to(folder)
    for names, what in (
        (merged.own, "stays as you have it"),
        (merged.left_out, "stays out, as you took it out"),
    ):
        if names:
            yield f"{where}: {_listed(names)} {what}"
    if merged.replaced:
        kept = _kept(folder, source)
        yield (
            f"{where}: {_listed(merged.replaced)} differed from the kit's new text, which stands there now;"
            f" yours is kept in {kept}: copy back what you want"
        )


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _kept(folder: Path, source: Path) -> Path:
    """Keep a copy of a notebook: not in source/, whose files nbgrader hands out."""
    place = folder / BEFORE
    place.mkdir(exist_ok=True)
    number = 1 + len(list(place.glob(f"{source.stem}.*.ipynb")))
    kept = place / f"{source.stem}.{number}.ipynb"
    kept.write_bytes(source.read_bytes())
    return kept.relative_to(folder)


def _release(folder: Path, name: str) -> None:
    config = settings_in(folder)
    course = Course(folder, config)
    require_runnable(course, name, course.options())  # where nbgrader fails, the old release is gone, too
    config.NbGrader.logfile = ""
    # A lesson comes into the gradebook with its first submission: until then it counts in no total.
    config.GenerateAssignment.no_database, config.SaveCells.enabled = True, False
    coursedir = CourseDirectory(config=config)
    outcome = NbGraderAPI(coursedir=coursedir, config=config).generate_assignment(name)
    if not outcome["success"]:
        _, ours, why = _last_line(outcome).partition("NbGraderException: ")
        if ours:
            raise Refusal(f"{name} could not be released: {why}", status=1)
        raise Refusal(
            f"nbgrader could not release {name}: {_last_line(outcome)}; try: nbgrader"
            f" generate_assignment {name}",
            status=1,
        )


def _last_line(outcome: Mapping[str, Any]) -> str:
    text = str(outcome.get("error") or outcome.get("log") or "no reason given").strip()
    return text.splitlines()[-1]
