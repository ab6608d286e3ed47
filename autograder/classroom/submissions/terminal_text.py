"""A student's text without what a terminal obeys.

Ours, since no library keeps whole colours and drops all other escapes.
"""

import re

# nbconvert's ansi2html stumbles over colours that are not whole.
COLOUR = r"(?:[34]8;5;[0-9]{1,3}|[34]8;2;[0-9]{1,3};[0-9]{1,3};[0-9]{1,3}|(?![34]8)[0-9]{1,2}|10[0-7])"
ESCAPE = re.compile(rf"(\x1b\[(?:{COLOUR}(?:;{COLOUR})*)?m)|\x1b(?:\[[0-?]*[ -/]*[@-~]?)?")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


def printable(text: str) -> str:
    """Text without halves of characters and control characters; tab, line end and whole colours stay."""
    text = text.encode("utf-8", "replace").decode()
    text = ESCAPE.sub(lambda found: found[1] or "", text)
    return CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)
