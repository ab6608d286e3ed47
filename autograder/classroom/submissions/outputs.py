"""The saved outputs of a cell, in the present format, with only what is harmless."""

import base64
import binascii
from typing import Any, TypeAlias

from autograder.classroom.submissions import sanitize
from autograder.classroom.submissions.text import with_whole_colours

Output: TypeAlias = dict[str, Any]  # as a notebook's file has it

MOST_OUTPUTS = 100  # of a cell
MOST_TEXT, MOST_TRACE, MOST_NAME, MOST_MESSAGE = 20_000, 2000, 100, 1000  # characters
MOST_LINES = 50  # of a traceback
KINDS = {
    "text/plain": "text",
    "text/html": "html",
    "image/png": "png",
    "image/jpeg": "jpeg",
}  # now: in format 3


def harmless(saved: object) -> list[Output]:
    """What stays of the outputs that a notebook holds, whatever it holds in their place."""
    listed = saved if isinstance(saved, list) else []
    return [kept for kept in map(_output, listed[:MOST_OUTPUTS]) if kept]


def _output(output: object) -> Output | None:
    if not isinstance(output, dict):
        return None
    kind = output.get("output_type")
    if kind == "stream":
        name = "stderr" if output.get("name", output.get("stream")) == "stderr" else "stdout"
        return {"output_type": "stream", "name": name, "text": _text(output.get("text"))}
    if kind in ("error", "pyerr"):
        return _error(output)
    if kind in ("display_data", "execute_result", "pyout"):
        data = _data(output["data"] if isinstance(output.get("data"), dict) else output)
        return {"output_type": "display_data", "data": data, "metadata": {}} if data else None
    return None


def _error(output: Output) -> Output:
    lines = output.get("traceback")
    return {
        "output_type": "error",
        "ename": _text(output.get("ename"))[:MOST_NAME],
        "evalue": _text(output.get("evalue"))[:MOST_MESSAGE],
        "traceback": [_text(line)[:MOST_TRACE] for line in lines[:MOST_LINES]]
        if isinstance(lines, list)
        else [],
    }


def _data(data: Output) -> dict[str, str]:
    kept = {}
    for kind, old in KINDS.items():
        text = _joined(data.get(kind, data.get(old)))
        if not text:
            continue
        if kind == "text/html":
            kept[kind] = sanitize.page(with_whole_colours(text))
        elif kind == "text/plain":
            kept[kind] = _text(text)
        elif _is_base64(text):
            kept[kind] = text
    return kept


def _is_base64(text: str) -> bool:
    try:
        return bool(base64.b64decode("".join(text.split()), validate=True))
    except (binascii.Error, ValueError):
        return False


def _text(value: object) -> str:
    text = with_whole_colours(_joined(value))
    return text if len(text) <= MOST_TEXT else text[:MOST_TEXT] + "\n… cut here"


def _joined(value: object) -> str:
    """A text, which a notebook may hold as a list of its lines; empty where it is neither."""
    if isinstance(value, list):
        return "".join(line for line in value if isinstance(line, str))
    return value if isinstance(value, str) else ""
