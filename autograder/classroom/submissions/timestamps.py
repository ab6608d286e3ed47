"""When a submission was handed in: `timestamp.txt` beside the notebook is the one source; without a time in it nothing is late, and that is said."""

import re
import warnings
from datetime import datetime, timedelta
from pathlib import Path

from dateutil import parser, tz
from nbgrader.utils import parse_utc

from autograder.classroom.submissions.vet import Rejected, contents, shown

NAME = "timestamp.txt"
ZONE = re.compile(
    r"\s+([+-])(\d\d):?(\d\d)$"
)  # after a blank, as git writes it, the parser would take it for seconds
DAY = re.compile(
    r"\d{4}-\d\d?-\d\d?|\d{8}|[A-Za-z]{3}"
)  # 03.02. is the third of February to some, the second of March to others
UNTIMED = "so the submission counts as on time"


def timestamp(folder):
    """(text, note) of a folder's timestamp.txt: the text of a time, or None, and what is wrong, or None."""
    path = Path(folder) / NAME
    if not path.is_symlink() and not path.exists():
        return None, None
    try:
        text = contents(path, 200).decode().strip()
    except Rejected as error:
        return None, f"{error}, {UNTIMED}"
    except UnicodeDecodeError:
        return None, f"{NAME} is not text, {UNTIMED}"
    if not text:
        return None, f"{NAME} is empty, {UNTIMED}"
    if time_of(text) is None:
        return (
            None,
            f"{NAME} holds no date and time like 2026-01-31 12:00 UTC ({shown(text)[:40]}), {UNTIMED}",
        )
    zone = _unknown_zone(text)
    return (
        text,
        f"the time zone {shown(zone)[:20]} in {NAME} is unknown and was taken as UTC" if zone else None,
    )


def time_of(text):
    """A timestamp's text as nbgrader understands it, in UTC, or None; a text that leaves out the day, or can be read as two days, is none."""
    zone = ZONE.search(text or "")
    plain = (text or "")[: zone.start() if zone else None]
    if not DAY.search(plain):
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of unknown time zones: `timestamp` says it
            if (
                parser.parse(plain, default=datetime(2001, 1, 1)).date()
                != parser.parse(plain, default=datetime(2002, 2, 2)).date()
            ):
                return None
            time = parse_utc(plain)
        return time - _offset(zone) if isinstance(time, datetime) else None
    except Exception:  # the parser stops with errors of many kinds
        return None


def _offset(zone):
    """How far a zone like -0500 is from UTC."""
    sign, hours, minutes = zone.groups() if zone else ("", 0, 0)
    return timedelta(hours=int(f"{sign}{hours}"), minutes=int(f"{sign}{minutes}"))


def _unknown_zone(text):
    """The last word of a time where it should name a time zone and does not."""
    last = text.split()[-1]
    return (
        last
        if len(text.split()) >= 3
        and last.isalpha()
        and last.isupper()
        and last.casefold() not in ("am", "pm")
        and tz.gettz(last) is None
        else None
    )


def keep(submission, time):
    """Let nbgrader's submission have the time of `timestamp`; the note, also where one that was there before is gone."""
    text, note = time
    had, submission.timestamp = submission.timestamp, time_of(text) if text else None
    if had is not None and text is None and note is None:
        return f"{NAME} is gone, {UNTIMED}"
    return note
