"""The theme's icons as drawings in the page: its script, with all of them, weighs 1.5 MB and draws nine."""

import functools
import re
from pathlib import Path

ICON = re.compile(r'<(i|span) class="([^"]*\bfa-solid\b[^"]*)"([^>]*)></\1>')
SHAPE = re.compile(r'[{,]"?([a-z][a-z0-9-]*)"?:\[(\d+),(\d+),\[[^]]*\],"[0-9a-f]+","([^"]+)"\]')
STYLES = {"fa-solid", "fa-lg", "fa-fw"}  # classes that name no icon


def drawn(text: str, script: Path) -> str:
    """A page in whose places for icons their drawings stand, from the theme's own script."""
    return ICON.sub(lambda place: _drawing(place[2], place[3], script), text)


def _drawing(classes: str, attributes: str, script: Path) -> str:
    name = next(one for one in classes.split() if one.startswith("fa-") and one not in STYLES)
    width, height, path = _shapes(script)[name.removeprefix("fa-")]
    hidden = "" if "aria-hidden" in attributes else ' aria-hidden="true"'
    start = f'<svg class="{classes} svg-inline--fa"{attributes}{hidden} focusable="false"'
    return f'{start} viewBox="0 0 {width} {height}"><path fill="currentColor" d="{path}"/></svg>'


@functools.cache
def _shapes(script: Path) -> dict[str, tuple[str, str, str]]:
    """Name → width, height and path; of names with two drawings the last, which is the solid one."""
    found = SHAPE.findall(script.read_text(encoding="utf-8"))
    return {name: (width, height, path) for name, width, height, path in found}
