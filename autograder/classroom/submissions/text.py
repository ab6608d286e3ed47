"""Text of a student's, or a file's name, as it can be shown: in a line, in a terminal, on a page."""

import os
import re

from autograder.classroom.rpc.text import without_controls

# nbconvert's ansi2html stumbles over colours that are not whole.
COLOUR = r"(?:[34]8;5;[0-9]{1,3}|[34]8;2;[0-9]{1,3};[0-9]{1,3};[0-9]{1,3}|(?![34]8)[0-9]{1,2}|10[0-7])"
ESCAPE = re.compile(rf"(\x1b\[(?:{COLOUR}(?:;{COLOUR})*)?m)|\x1b(?:\[[0-?]*[ -/]*[@-~]?)?")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
MOST_REASON = 500  # characters of why a submission was rejected


def shown(name: str) -> str:
    """A name from the file system as text that can be printed in one line."""
    try:
        name = os.fsencode(name).decode("utf-8", "backslashreplace")
    except UnicodeEncodeError:
        pass  # no name, but text with halves of characters
    return without_controls(name, lines="")


def one_line(text: object, most: int = 200) -> str:
    """Text as one line that can be printed, cut after so many characters."""
    return shown(" ".join(str(text).split()))[:most]


def with_whole_colours(text: str) -> str:
    """Text without halves of characters and control characters; tab, line end and whole colours stay.

    Ours, since no library keeps whole colours and drops all other escapes.
    """
    text = text.encode("utf-8", "replace").decode()
    text = ESCAPE.sub(lambda found: found[1] or "", text)
    return CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)
