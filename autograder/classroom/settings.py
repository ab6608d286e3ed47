"""A course's settings: nbgrader_config.py, read, and refused in one line where grading could not go by it."""

import difflib
import math
from dataclasses import Field, dataclass, fields
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from autograder.classroom.limits import Limits, Wall
from autograder.errors import Refusal

# What `c.SafeGrading` may say; the last belongs to every preprocessor of nbgrader's.
SETTINGS = {field.name for field in fields(Limits)} | {"extra_checks", "hide_extra", "enabled"}


@dataclass(frozen=True)
class Options:
    """How to grade: what the course's files say, and the command's own options."""

    limits: Limits = Limits()
    wall: Wall = "bubblewrap"
    extra: tuple[str, ...] = ()
    hide_extra: bool = False
    packages: tuple[str, ...] | None = None


def settings_in(folder: Path) -> Config:
    """The settings in a course's folder, with the folder as root."""
    config = Config()
    if (folder / "nbgrader_config.py").exists():
        try:
            config = Config(PyFileConfigLoader("nbgrader_config.py", path=str(folder)).load_config())
        except Exception as error:
            said = f"{type(error).__name__}: {' '.join(str(error).split())}"
            raise Refusal(f"nbgrader_config.py stops with {said}; mend it and try again") from None
    config.CourseDirectory.root = str(folder)
    if not config.CourseDirectory.get("db_url"):
        _require_plain(str(folder))
    return config


def _require_plain(path: str) -> None:
    """Refuse a path that nbgrader would take for something else in the address of its database."""
    if "?" in path or unquote(path) != path:
        raise Refusal(
            f"nbgrader keeps no gradebook in {path}: the path has a ? or a % with digits in it; rename"
            " the folder"
        )


def limits_in(config: Config) -> Limits:
    """The limits that a config's `SafeGrading` section sets; the others are as they are.

    Raises
    ------
    Refusal
        Where a value is no limit, or a name no setting.
    """
    for name in config.keys() - SETTINGS:
        near = difflib.get_close_matches(name, SETTINGS, n=1)
        meant = f"did you mean {near[0]}?" if near else f"there are {', '.join(sorted(SETTINGS))}"
        raise Refusal(f"c.SafeGrading.{name} in nbgrader_config.py is no setting: {meant}")
    return Limits(
        **{
            field.name: _positive(field, config[field.name])
            for field in fields(Limits)
            if field.name in config
        }
    )


def _positive(field: Field[Any], value: Any) -> Any:
    """The value of a limit; a Refusal where it is none."""
    kinds = (int,) if field.type is int else (int, float)
    if type(value) not in kinds or not 0 < value < math.inf:
        wanted = "a whole number" if field.type is int else "a number"
        raise Refusal(
            f"c.SafeGrading.{field.name} = {value!r} in nbgrader_config.py is no limit: give {wanted} above 0"
        )
    return value
