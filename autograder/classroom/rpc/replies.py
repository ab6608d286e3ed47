"""What a reply says besides its value: errors, warnings, changed arguments; none of it is believed."""

from typing import Any

from autograder.classroom.rpc.channel import Header
from autograder.classroom.rpc.protocol import NAME, WireError, short_text
from autograder.classroom.rpc.remotes import RemoteError, RemoteTimeout
from autograder.classroom.rpc.writeback import write_back
from autograder.running.output import MOST_WARNED


def refusal(error: WireError) -> Header:
    """The reply to a question that cannot be answered."""
    return {"error": ["WireError", str(error), ""]}


def raised(op: str, noted: object) -> Exception:
    """The exception to raise for an error on the other side."""
    name, text, where = noted if isinstance(noted, list) and len(noted) == 3 else ("Error", "", "")
    name = name if type(name) is str and NAME.fullmatch(name) else "Error"
    text, where = short_text(text), short_text(where)
    if name == "TimeLimit":
        return RemoteTimeout(text)
    if (op, name, where) == ("get", "AttributeError", "missing"):
        return AttributeError(text)
    return RemoteError(name, text, where)


def change(given: Any, after: Any) -> None:
    """Make the arguments what the other side says that it has made of them."""
    try:
        write_back(given, after)
    except Exception:
        raise WireError("it changed its arguments to what they cannot be") from None


def pairs(noted: object) -> list[tuple[str, str]]:
    """The pairs of short texts in a list from the other side."""
    listed = noted[:MOST_WARNED] if isinstance(noted, list) else []
    good = [pair for pair in listed if isinstance(pair, list) and [*map(type, pair)] == [str, str]]
    return [(kind, short_text(text)) for kind, text in good]
