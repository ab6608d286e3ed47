"""The kinds of values in a course file: each takes what TOML gives, or raises `Wrong`."""

import builtins
import importlib.util
import math
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from autograder import lookup

UNITS = {"minute": 60, "hour": 3600, "day": 86400, "week": 604800}
LASTING = re.compile(rf"\s*(\d+(?:\.\d+)?)\s*({'|'.join(UNITS)})s?\s*")
DOTTED = re.compile(r"[^\W\d]\w*(\.[^\W\d]\w*)*")
SHORT = {"np": "numpy", "plt": "matplotlib.pyplot"}  # as the lessons import them


class Wrong(ValueError):
    """What is wrong with a value, and what was expected: the words after it."""


def number(least: float = 0, most: float = math.inf) -> Callable[[Any], float]:
    """A number from `least` to `most`."""

    def kind(value: Any) -> float:
        if type(value) not in (int, float) or not least <= value <= most or math.isinf(value):
            raise Wrong(f"give a number from {least:g}{'' if math.isinf(most) else f' to {most:g}'}")
        return float(value)

    return kind


def yes_or_no(value: Any) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise Wrong("give true or false, without quotation marks")
    return value


def lasting(value: Any) -> timedelta:
    """A length of time."""
    found = LASTING.fullmatch(value) if isinstance(value, str) else None
    if not found:
        raise Wrong('give a length of time, as in "3 days", "12 hours" or "30 minutes"')
    try:
        return timedelta(seconds=float(found[1]) * UNITS[found[2]])
    except OverflowError:
        raise Wrong("give a length of time that ends in this millennium") from None


def zone(value: Any) -> ZoneInfo:
    """A time zone."""
    try:
        return ZoneInfo(value)
    except Exception:  # of many kinds
        raise Wrong('give the name of a time zone, as in "Europe/Berlin" or "UTC"') from None


def moment(value: Any, local: ZoneInfo | None) -> datetime:
    """A date and time, in UTC without a zone; of a day alone, its end."""
    if isinstance(value, date) and not isinstance(value, datetime):
        try:
            value = datetime.combine(value + timedelta(days=1), time())
        except OverflowError:
            raise Wrong("give a day of this millennium") from None
    if not isinstance(value, datetime):
        raise Wrong("give a date without quotation marks, as in 2026-10-05 or 2026-10-05 18:00:00")
    if value.tzinfo is None and local is None:
        raise Wrong('has no time zone: write timezone = "Europe/Berlin" (yours) at the top of the file')
    try:
        return (value if value.tzinfo else value.replace(tzinfo=local)).astimezone(UTC).replace(tzinfo=None)
    except OverflowError:
        raise Wrong("give a day of this millennium") from None


def texts(value: Any) -> list[str]:
    """A list of texts, each of them once."""
    if not isinstance(value, list) or not all(isinstance(one, str) and one for one in value):
        raise Wrong('give a list of names, as in ["one", "another"]')
    return list(dict.fromkeys(value))


def place(value: Any, root: Path, what: str, is_one: Callable[[Path], bool] = Path.exists) -> Path:
    """A file or folder, which has to be there; what is not absolute lies in the course's folder."""
    if not isinstance(value, str) or not value or "\0" in value:
        raise Wrong(f"give the name of {what}")
    path = root / Path(value).expanduser()
    if not is_one(path):
        raise Wrong(f"is not there: put {what} at {path}, or mend the name")
    return path


def packages(value: Any) -> tuple[str, ...]:
    """Names of packages as they are imported; where students are graded, they have to be installed."""
    for name in texts(value):
        if not name.isidentifier():
            raise Wrong(f'`{name}` is no name to import: write "sklearn" for scikit-learn, "PIL" for Pillow')
    return tuple(texts(value))


def banned(value: Any) -> tuple[str, ...]:
    """Full names of what must not be used: of a module, or of a function of Python's own."""
    return tuple(_full_name(name) for name in texts(value))


def _full_name(name: str) -> str:
    if not DOTTED.fullmatch(name):
        raise Wrong(f'`{name}` is no name: write "np.tanh" for a function, "scipy" for all of a module')
    head, dot, rest = name.partition(".")
    full = SHORT.get(head, head) + dot + rest
    head, dot, rest = full.partition(".")
    if head in ("numpy", "math") and rest:
        _require(rest, importlib.import_module(head), name)
    elif not dot and hasattr(builtins, name):
        return f"builtins.{name}"
    elif not importlib.util.find_spec(head):
        raise Wrong(f'`{name}` is neither a module here nor Python\'s own: write its module, as in "np.tanh"')
    return full


def _require(path: str, module: Any, name: str) -> None:
    """Refuse what a module does not have: a slip in a name would ban nothing."""
    there: Any = module
    for part in path.split("."):
        if not hasattr(there, part):
            near = lookup.nearest(part, [one for one in dir(there) if not one.startswith("_")])
            raise Wrong(lookup.then(f"there is no `{name}`{near}", "give the name of a function"))
        there = getattr(there, part)
