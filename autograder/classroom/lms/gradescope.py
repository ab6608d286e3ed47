"""Makes the autograder of a lesson as Gradescope takes it: a zip archive with setup.sh and run_autograder.

By its specification both lie at the archive's top, which becomes /autograder/source.
"""

import io
import json
import secrets
import zipfile
from collections.abc import Iterator
from pathlib import Path

from autograder import lesson as lessons
from autograder.authoring import build
from autograder.classroom.atomic_write import write
from autograder.classroom.submissions.files import is_litter
from autograder.errors import Refusal

SCRIPTS = Path(__file__).with_name("gradescope_scripts")
FOLDERS = ("autograder", "playground", "solutions")  # what grading needs of the kit
FILES = ("pyproject.toml", "constraints.txt", "README.md", "LICENSE")  # and its installation
KIT, SETTINGS = "kit", "settings.json"


def make(lesson: str, path: Path) -> int:
    """Write the archive, and return the points that there are.

    Each archive has random inputs of its own, the same for one student every time.

    Raises
    ------
    Refusal
        Where this copy of the kit has not all that grading needs.
    """
    for needed in (lessons.ROOT / "pyproject.toml", lessons.SOLUTIONS / f"{lesson}.py"):
        if not needed.exists():
            raise Refusal(
                f"there is no {needed}, which the autograder needs: use a whole clone of the course"
            )
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name in ("setup.sh", "run_autograder"):
            _add(archive, name, (SCRIPTS / name).read_bytes(), 0o755)
        settings = json.dumps({"lesson": lesson, "secret": secrets.token_hex(16)})
        _add(archive, SETTINGS, settings.encode(), 0o600)
        for file in _kit():
            _add(archive, f"{KIT}/{file.relative_to(lessons.ROOT).as_posix()}", file.read_bytes(), 0o644)
    write(path, data.getvalue(), 0o600)
    return sum(build.points(lessons.lesson(lesson)).values())


def _kit() -> Iterator[Path]:
    """The files of the kit that go with it."""
    yield from (lessons.ROOT / name for name in FILES)
    for folder in FOLDERS:
        for path in sorted((lessons.ROOT / folder).rglob("*")):
            if path.is_file() and not any(map(is_litter, path.relative_to(lessons.ROOT).parts)):
                yield path


def _add(archive: zipfile.ZipFile, name: str, data: bytes, mode: int) -> None:
    info = zipfile.ZipInfo(name)
    info.external_attr = (0o100000 | mode) << 16
    archive.writestr(info, data, zipfile.ZIP_DEFLATED)
