"""When a submission was handed in: what `timestamp.txt` beside the notebook says.

There is no other source: without a time in it nothing is late, and that is said.
"""

import os
import re
import warnings
from datetime import datetime, timedelta
from pathlib import Path

from dateutil import parser, tz
from nbgrader.api import SubmittedAssignment
from nbgrader.utils import parse_utc

from autograder.classroom.submissions.files import contents, mode
from autograder.classroom.submissions.submission import Rejected
from autograder.classroom.submissions.text import shown

NAME, SECRET = "timestamp.txt", "submission_secret.txt"  # what nbgrader's exchange lays beside a notebook
# After a blank, as git writes it, the parser would take it for seconds.
ZONE = re.compile(r"\s+([+-])(\d\d):?(\d\d)$")
# 03.02. is the third of February to some, the second of March to others.
DAY = re.compile(r"\d{4}-\d\d?-\d\d?|\d{8}|[A-Za-z]{3}")
UNTIMED = "so the submission counts as on time"


def timestamp(folder: Path | str) -> tuple[str | None, str | None]:
    """(text, note) of a folder's timestamp.txt: the text of a time, or None, and what is wrong, or None."""
    path = Path(folder) / NAME
    if not mode(path):  # nor can it be looked at in a folder that is closed
        came_by_exchange = os.path.lexists(Path(folder) / SECRET)
        return None, f"{NAME} is gone from beside {SECRET}, {UNTIMED}" if came_by_exchange else None
    try:
        text = contents(path, 200).decode().strip()
    except Rejected as error:
        return None, f"{error}, {UNTIMED}"
    except UnicodeDecodeError:
        return None, f"{NAME} is not text, {UNTIMED}"
    if not text:
        return None, f"{NAME} is empty, {UNTIMED}"
    if time_of(text) is None:
        wanted = "no date and time like 2026-01-31 12:00 UTC"
        return None, f"{NAME} holds {wanted} ({shown(text)[:40]}), {UNTIMED}"
    zone = _unknown_zone(text)
    if zone is None:
        return text, None
    return text, f"the time zone {shown(zone)[:20]} in {NAME} is unknown and was taken as UTC"


def time_of(text: str | None) -> datetime | None:
    """A timestamp's text as nbgrader understands it, in UTC; None where the day can be read in two ways."""
    zone = ZONE.search(text or "")
    plain = (text or "")[: zone.start() if zone else None]
    if not DAY.search(plain):
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of unknown time zones: `timestamp` says it
            days = {
                parser.parse(plain, default=day).date()
                for day in (datetime(2001, 1, 1), datetime(2002, 2, 2))
            }
            if len(days) > 1:
                return None  # it leaves part of the day to us
            time = parse_utc(plain)
        return time - _offset(zone) if isinstance(time, datetime) else None
    except Exception:  # the parser stops with errors of many kinds
        return None


def _offset(zone: re.Match[str] | None) -> timedelta:
    """How far a zone like -0500 is from UTC."""
    sign, hours, minutes = zone.groups() if zone else ("", 0, 0)
    return timedelta(hours=int(f"{sign}{hours}"), minutes=int(f"{sign}{minutes}"))


def _unknown_zone(text: str) -> str | None:
    """The last word of a time where it should name a time zone and does not."""
    words = text.split()
    last = words[-1]
    is_name = len(words) >= 3 and last.isalpha() and last.isupper() and last not in ("AM", "PM")
    return last if is_name and tz.gettz(last) is None else None


def keep(submission: SubmittedAssignment, time: tuple[str | None, str | None]) -> str | None:
    """Let nbgrader's submission have the time of `timestamp`; the note, also on one that is gone."""
    text, note = time
    had, submission.timestamp = submission.timestamp, time_of(text) if text else None
    if had is not None and text is None and note is None:
        return f"{NAME} is gone, {UNTIMED}"
    return note
