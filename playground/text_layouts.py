"""Layouts of texts, each found once: for ticks and titles Matplotlib asks for the same a dozen times.

For pages of the book alone: it saves a twentieth to a fifth of their time. Elsewhere nothing changes.
"""

from collections.abc import Callable
from typing import Any

from matplotlib.text import Text

Layout = Callable[[Text, Any], Any]


def remember() -> None:
    """Have Matplotlib find each layout once in this process; a second call changes nothing."""
    find = getattr(Text, "_get_layout", None)  # not public: where it is gone, pages take longer
    if find and not hasattr(find, "found"):
        Text._get_layout = _remembering(find)  # type: ignore[attr-defined]


def _remembering(find: Layout) -> Layout:
    found: dict[tuple, Any] = {}

    def layout(text: Text, renderer: Any) -> Any:
        if text.get_wrap():  # its lines depend on where it stands
            return find(text, renderer)
        key = (type(renderer), *_all_that_counts(text))
        if key not in found:
            found[key] = find(text, renderer)
        return found[key]

    layout.found = found  # type: ignore[attr-defined]
    return layout


def _all_that_counts(text: Any) -> tuple:
    """What a layout depends on; where a text stands is added to it afterwards."""
    aligned = text.get_horizontalalignment(), text.get_verticalalignment(), text._multialignment
    turned = text.get_rotation(), text.get_rotation_mode()
    written = text.get_text(), text.get_usetex(), text.get_parse_math(), text._linespacing
    return (*written, hash(text.get_fontproperties()), *aligned, *turned, text.figure.dpi)
