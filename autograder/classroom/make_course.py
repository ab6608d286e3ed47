"""Makes a ready nbgrader course: config, source, release."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from nbgrader.apps.api import NbGraderAPI
from nbgrader.coursedir import CourseDirectory

from autograder import lesson as lessons
from autograder.authoring import build
from autograder.classroom import nbgrader_compat
from autograder.classroom.settings import settings_in
from autograder.errors import Refusal

CONFIG = '''\
"""The course's nbgrader settings; `hardway course` wrote them once and leaves your changes alone."""

c = get_config()  # noqa: F821

c.CourseDirectory.course_id = "hardway"
c.ClearSolutions.code_stub = {"python": "raise NotImplementedError"}
# Without these, the time of the author's last run would leak into the release.
c.ClearOutput.remove_metadata_fields = {"collapsed", "scrolled", "execution"}
'''

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
        New, empty, or a course that this command made: its config, gradebook and submissions are left alone.
    """
    folder, config = Path(folder).absolute(), Path(folder).absolute() / "nbgrader_config.py"
    if folder.exists() and (not folder.is_dir() or (any(folder.iterdir()) and not config.exists())):
        raise Refusal(
            f"{folder} holds other things and no nbgrader_config.py: name a new folder, as in hardway"
            " course my-course"
        )
    settings_in(folder)  # refuses what nbgrader could not go on with, before anything is written
    folder.mkdir(parents=True, exist_ok=True)
    if not config.exists():
        config.write_text(CONFIG + SAFE, encoding="utf-8")
        yield f"written: {config.name}"
    nbgrader_compat.apply()
    for name in lessons.course():
        _write_source(folder, name)
        _release(folder, name)
        yield f"released: release/{name}/{name}.ipynb"
    hand_out = "nbgrader release_assignment LESSON, or hand out release/ yourself"
    yield f"next: cd {folder}; {hand_out}; then hardway grade ."


def _write_source(folder: Path, name: str) -> None:
    source = folder / "source" / name / f"{name}.ipynb"
    source.parent.mkdir(parents=True, exist_ok=True)
    source.write_text(build.as_text(build.nbgrader_source(lessons.lesson(name))), encoding="utf-8")


def _release(folder: Path, name: str) -> None:
    config = settings_in(folder)
    config.NbGrader.logfile = ""
    coursedir = CourseDirectory(config=config)
    outcome = NbGraderAPI(coursedir=coursedir, config=config).generate_assignment(name)
    if not outcome["success"]:
        raise Refusal(
            f"nbgrader could not release {name}: {_last_line(outcome)}; try: nbgrader"
            f" generate_assignment {name}",
            status=1,
        )


def _last_line(outcome: Mapping[str, Any]) -> str:
    text = str(outcome.get("error") or outcome.get("log") or "no reason given").strip()
    return text.splitlines()[-1]
