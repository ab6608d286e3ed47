"""How a result looks as HTML: marks are words as well as colours, and it reads in light and dark themes."""

import base64
import collections
import re
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from autograder.address import is_link
from autograder.checking.results import FAILED, MARKS, PASSED, CheckResult, ExerciseResult
from autograder.running.states import NOTHING_THERE, State

RIGHT, WRONG, QUIET = "#2e8b57", "#c8553d", "#7a7a7a"
OF_STATES: dict[State, str] = {
    "passed": RIGHT,
    "failed": WRONG,
    "crashed": WRONG,
    "not_attempted": QUIET,
    "missing": WRONG,
}
COLOURS = collections.defaultdict(  # of an exercise, a check or a mark
    lambda: QUIET, OF_STATES | {PASSED: RIGHT, FAILED: WRONG, "✓": RIGHT, "✗": WRONG}
)
EMPHASIS = re.compile(r"(?<!\w)\*(\w(?:[^*]*\w)?)\*(?!\w)")


def exercise(result: ExerciseResult) -> str:
    """One exercise: its score, its checks, the messages of failures, the hint, what the code printed."""
    return _render("exercise", result=result)


def milestone(check: CheckResult) -> str:
    """The verdict on a milestone."""
    return _render("milestone", check=check, colour=RIGHT if check.passed else WRONG)


def progress(head: str, rows: list[tuple[str, str, str]], after: str) -> str:
    """A lesson's exercises as rows of (mark, word, name), and what is next."""
    done = all(mark == "✓" for mark, _, _ in rows)
    return _render("progress", head=head, rows=rows, after=after, colour=RIGHT if done else QUIET)


def paragraph(text: str) -> str:
    """A line of text with `code` in it."""
    return _render("paragraph", text=text)


def code(text: str) -> str:
    """A block of Python."""
    return str(Markup("<pre><code>{}</code></pre>").format(text))


def ticked(text: str) -> Markup:
    """Text in which `…` is code."""
    return _with_code(text, escape)


def hint(text: str) -> Markup:
    """A hint of ours: `…` is code, *…* is emphasized."""
    return _with_code(text, lambda piece: Markup(EMPHASIS.sub(r"<em>\1</em>", str(escape(piece)))))


def _with_code(text, plain):
    """Text in which `…` is code; `plain` says how the rest is shown."""
    pieces = re.split("`([^`]*)`", text)
    return Markup("").join(
        Markup("<code>{}</code>").format(piece) if i % 2 else plain(piece) for i, piece in enumerate(pieces)
    )


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def environment(*folders: Path) -> Environment:
    """Templates in folders: all that they are given is text, and escaped, unless it is Markup."""
    made = Environment(
        loader=FileSystemLoader(folders),
        autoescape=True,
        auto_reload=False,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"ticked": ticked, "hint": hint, "base64": _base64}
    return made


ENVIRONMENT = environment(Path(__file__).with_name("templates"))
ENVIRONMENT.tests["link"] = is_link
ENVIRONMENT.globals |= {"colours": COLOURS, "marks": MARKS, "nothing_there": NOTHING_THERE}


def _render(name, **values):
    return ENVIRONMENT.get_template(f"{name}.html.j2").render(values)
