"""How a result looks as HTML: marks are words as well as colours, and it reads in light and dark themes."""

import base64
import re
from html import escape

from autograder.checking.results import FAILED, MARKS, PASSED, SAID

RIGHT, WRONG, QUIET = "#2e8b57", "#c8553d", "#7a7a7a"
EMPHASIS = re.compile(r"(?<!\w)\*(\w(?:[^*]*\w)?)\*(?!\w)")


def exercise(result):
    """One exercise: its score, its checks, the messages of those that fail, the hint, and what the code printed."""
    colour = {"passed": RIGHT, "not_attempted": QUIET}.get(result.state, WRONG)
    head = f"<p style='margin:0'><strong><code>{escape(result.name)}</code></strong> &nbsp; {result.passed} of {result.total}</p>"
    parts = [head, paragraph(result.whose) if result.whose else "", _body(result)]
    if result.hint:
        parts.append(f"<p style='margin:.4em 0 0'><strong>Hint:</strong> {hint(result.hint)}</p>")
    parts += [f"<p style='margin:.4em 0 0'>Your code warned: {escape(text)}</p>" for text in result.warned]
    if result.printed:
        parts.append(
            f"<details><summary>Your code printed</summary><pre>{escape(result.printed)}</pre></details>"
        )
    parts.append(_side_by_side(result.pictures))
    return _framed("".join(parts), colour, f"Checks of {result.name}")


def _body(result):
    if result.state in ("not_attempted", "missing"):
        return paragraph(result.message)
    return f"<ul style='list-style:none;margin:.3em 0 0;padding:0'>{''.join(_items(result))}</ul>"


def _items(result):
    for check in result.checks:
        colour = {PASSED: RIGHT, FAILED: WRONG}.get(check.state, QUIET)
        word = SAID[check.state] or f" ({check.state})"
        line = f"<span aria-hidden='true' style='color:{colour}'>{MARKS[check.state]}</span> {escape(check.title)}<small>{word}</small>"
        if check is result.first_failure:
            line += f"<div style='margin:.1em 0 .3em 1.4em'>{ticked(check.message)}</div>"
        yield f"<li style='margin:0'>{line}</li>"


def milestone(check):
    """The verdict on a milestone."""
    word, colour = ("reached", RIGHT) if check.passed else ("not reached", WRONG)
    text = f"<p style='margin:0'><strong>Milestone {word}:</strong> {escape(check.title)}</p>"
    return _framed(text + (paragraph(check.message) if check.message else ""), colour, "Milestone")


def progress(head, rows, after):
    """A lesson's exercises as rows of (mark, word, name), and what is next."""
    colours = {"✓": RIGHT, "✗": WRONG}
    items = [
        f"<li style='margin:0'><span aria-hidden='true' style='color:{colours.get(mark, QUIET)}'>{mark}</span> "
        f"<code>{escape(name)}</code> <small>({word})</small></li>"
        for mark, word, name in rows
    ]
    listed = f"<ul style='list-style:none;margin:.3em 0 0;padding:0'>{''.join(items)}</ul>"
    done = all(mark == "✓" for mark, _, _ in rows)
    return _framed(
        f"<p style='margin:0'><strong>{escape(head)}</strong></p>{listed}{paragraph(after)}",
        RIGHT if done else QUIET,
        "Progress",
    )


def paragraph(text):
    """A line of text with `code` in it."""
    return f"<p style='margin:.3em 0 0'>{ticked(text)}</p>"


def code(text):
    """A block of Python."""
    return f"<pre><code>{escape(text)}</code></pre>"


def _framed(inside, colour, label):
    style = f"border-left:4px solid {colour};padding:.4em .9em;margin:.3em 0;line-height:1.45"
    return f"<section aria-label='{escape(label)}' style='{style}'>{inside}</section>"


def _side_by_side(pictures):
    """Figures with their captions; each is (caption, alternative text, PNG bytes)."""
    figures = [
        f"<figure style='margin:.4em 1em 0 0'><figcaption>{escape(caption)}</figcaption>"
        f"<img style='max-width:24em' alt='{escape(alt, quote=True)}' src='data:image/png;base64,{base64.b64encode(png).decode()}'></figure>"
        for caption, alt, png in pictures
    ]
    return f"<div style='display:flex;flex-wrap:wrap'>{''.join(figures)}</div>" if figures else ""


def ticked(text, plain=str):
    """Text in which `…` is code; `plain` says how the rest is shown."""
    pieces = re.split("`([^`]*)`", escape(text))
    return "".join(f"<code>{piece}</code>" if i % 2 else plain(piece) for i, piece in enumerate(pieces))


def hint(text):
    """A hint of ours: `…` is code, *…* is emphasized."""
    return ticked(text, lambda piece: EMPHASIS.sub(r"<em>\1</em>", piece))
