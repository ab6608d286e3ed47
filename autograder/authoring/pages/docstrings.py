"""A docstring in numpydoc's form as HTML: its text, and a list for each of its sections."""

import inspect
import re
from collections.abc import Callable
from html import escape
from typing import Any

from autograder.display.html import ticked

SECTION = re.compile(r"^(\w[\w ]*)\n-{3,}\n", re.MULTILINE)
ADDRESS = re.compile(r"<function (\w+) at 0x\w+>")  # where a default lies, another place each time
WIDEST = 84  # characters of a signature in one line


def described(thing: Any) -> str:
    """HTML of all that a docstring says."""
    text, *rest = SECTION.split(inspect.getdoc(thing) or "")
    sections = zip(rest[::2], rest[1::2])
    return _paragraphs(text) + "".join(_section(title, body) for title, body in sections)


def signature(name: str, thing: Callable) -> str:
    """name(arguments), without types, functions by their names; several lines where it is long."""
    parameters = inspect.signature(thing).parameters.values()
    bare = [parameter.replace(annotation=inspect.Parameter.empty) for parameter in parameters]
    kept = inspect.Signature([parameter for parameter in bare if parameter.name != "self"])
    call = name + ADDRESS.sub(r"\1", str(kept))
    if len(call) <= WIDEST:
        return call
    lines = (f"    {parameter},\n" for parameter in kept.parameters.values())
    return ADDRESS.sub(r"\1", f"{name}(\n{''.join(lines)})")


def _section(title: str, body: str) -> str:
    """Parameters, Returns and so on: `name : kind` with what is indented below it."""
    if title == "Examples":
        return f"<p><strong>Example</strong></p>\n{_examples(body)}"
    items = re.findall(r"^(\S.*)\n?((?:[ \t]+.*\n?|\n)*)", body, re.MULTILINE)
    if not any(text.strip() or " : " in head for head, text in items):
        return f"<p><strong>{escape(title)}</strong></p>\n" + "".join(
            f"<p>{_head(one)}</p>\n" for one, _ in items
        )
    listed = "".join(_item(head, text) for head, text in items)
    return f"<p><strong>{escape(title)}</strong></p>\n<dl>\n{listed}</dl>\n"


def _item(head: str, text: str) -> str:
    """A name and what is said of it; where nothing is, its kind."""
    names, _, kind = head.partition(" : ")
    if not text.strip() and kind:
        return f"<dt><code>{escape(names)}</code></dt>\n<dd>{ticked(kind)}</dd>\n"
    return f"<dt>{_head(head)}</dt>\n<dd>{_inline(text)}</dd>\n"


def _examples(body: str) -> str:
    """What is typed as it stands, without what it tells doctest; what is said between as text."""
    blocks = re.split(r"\n\s*\n", re.sub(r" +# doctest: .*", "", body).strip())
    return "".join(
        f"<pre>{escape(one, quote=False)}</pre>\n" if one.startswith(">>>") else _paragraphs(one)
        for one in blocks
    )


def _head(text: str) -> str:
    names, colon, kind = text.partition(" : ")
    return f"<code>{escape(names)}</code> {ticked(kind)}" if colon else str(ticked(text))


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{_inline(one)}</p>\n" for one in re.split(r"\n\s*\n", text.strip()) if one)


def _inline(text: str) -> str:
    return str(ticked(" ".join(text.split())))
