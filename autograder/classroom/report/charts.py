"""Small charts as SVG text, with a title for those who cannot see them; every word in them is escaped."""

from collections.abc import Sequence
from html import escape

COLORS = (
    "#0072B2",
    "#D55E00",
    "#CC79A7",
    "#E8E1C8",
    "#BBBBBB",
)  # Okabe and Ito's, which stay apart for colour-blind readers
FONT = 'font-family="system-ui, sans-serif" font-size="13"'


def histogram(
    fractions: Sequence[float], alt: str, bins: int = 10, width: int = 380, height: int = 240
) -> str:
    """How many of the numbers from 0 to 1 lie in each tenth."""
    counts = [0] * bins
    for fraction in fractions:
        counts[min(bins - 1, max(0, int(fraction * bins)))] += 1
    left, bottom, top = 45, height - 45, 20
    step, most = (width - left - 20) / bins, max([*counts, 1])
    parts = []
    for i, count in enumerate(counts):
        tall = (bottom - top) * count / most
        parts.append(_rect(left + i * step + 1, bottom - tall, step - 2, tall, COLORS[0]))
        if count:
            parts.append(_text(left + (i + 0.5) * step, bottom - tall - 4, count, "middle"))
    parts.append(f'<path d="M{left} {bottom}H{width - 20}" class="axis"/>')
    parts += [
        _text(left + i * step, bottom + 16, f"{100 * i // bins}", "middle") for i in range(0, bins + 1, 2)
    ]
    parts.append(_text((left + width) / 2, height - 8, "percent of the points", "middle"))
    turned = f"translate(14 {(top + bottom) / 2:.0f}) rotate(-90)"
    parts.append(f'<g transform="{turned}">{_text(0, 0, "students", "middle")}</g>')
    return _svg(
        width,
        height,
        parts,
        alt + ": " + ", ".join(f"{c} from {10 * i} %" for i, c in enumerate(counts) if c),
    )


def stacks(
    rows: Sequence[tuple[str, Sequence[int]]], kinds: Sequence[str], alt: str, width: int = 600
) -> str:
    """A bar for each (name, counts), one piece for each kind."""
    left, tall, gap = 10 + _room([name for name, _ in rows]), 20, 8
    parts, under = _legend(kinds, width)
    height = under + 64 + len(rows) * (tall + gap)
    most = max([sum(counts) for _, counts in rows] + [1])
    for i, (name, counts) in enumerate(rows):
        y, at = under + 28 + i * (tall + gap), left
        parts.append(_text(left - 8, y + 15, name, "end"))
        for count, color in zip(counts, COLORS):
            wide = (width - left - 15) * count / most
            if count:
                parts.append(_rect(at, y, wide, tall, color, 'stroke="#444" stroke-width=".5"'))
                if wide > 18:
                    dark = color in COLORS[:2]
                    parts.append(_text(at + wide / 2, y + 15, count, "middle", "#fff" if dark else "#1b1b1b"))
            at += wide
    parts.append(_text((left + width) / 2, height - 10, "students", "middle"))
    said = "; ".join(
        f"{name}: " + ", ".join(f"{c} {k}" for c, k in zip(counts, kinds) if c) for name, counts in rows
    )
    return _svg(width, height, parts, f"{alt}. {said}")


def bars(rows: Sequence[tuple[str, int]], alt: str, width: int = 760) -> str:
    """A bar for each (name, count)."""
    left, tall, gap = 10 + _room([name for name, _ in rows]), 18, 6
    height, most, parts = 34 + len(rows) * (tall + gap), max(count for _, count in rows), []
    for i, (name, count) in enumerate(rows):
        y, wide = 6 + i * (tall + gap), (width - left - 50) * count / most
        parts += [_text(left - 8, y + 14, name, "end"), _text(left + wide + 6, y + 14, count)]
        parts.append(_rect(left, y, wide, tall, COLORS[1]))
    parts.append(_text((left + width) / 2, height - 8, "students", "middle"))
    return _svg(width, height, parts, alt + ": " + ", ".join(f"{name} {count}" for name, count in rows))


def term(
    lessons: Sequence[tuple[str, float, float, float]], alt: str, width: int = 380, height: int = 240
) -> str:
    """Of each (lesson, first quartile, median, third quartile) the middle half as a bar, with its median."""
    left, bottom, top = 45, height - 45, 20
    step, tall = (width - left - 20) / len(lessons), bottom - top
    parts = [f'<path d="M{left} {bottom}H{width - 20}" class="axis"/>']
    parts += [_text(left - 8, bottom - tall * part + 4, f"{part:.0%}", "end") for part in (0, 0.5, 1)]
    places = []
    for i, (name, low, middle, high) in enumerate(lessons):
        x, y = left + (i + 0.5) * step, bottom - tall * middle
        places.append((x, y))
        parts.append(_rect(x - 9, bottom - tall * high, 18, max(2, tall * (high - low)), COLORS[0]))
        parts.append(_text(x, bottom + 16, name.partition("_")[0], "middle"))
    line = "L".join(f"{x:.1f} {y:.1f}" for x, y in places)
    parts.append(f'<path d="M{line}" fill="none" stroke="{COLORS[1]}" stroke-width="2"/>')
    parts += [_rect(x - 4, y - 4, 8, 8, COLORS[1]) for x, y in places]
    parts.append(_text((left + width) / 2, height - 8, "lesson", "middle"))
    said = "; ".join(f"{name} {low:.0%}, {middle:.0%}, {high:.0%}" for name, low, middle, high in lessons)
    return _svg(width, height, parts, f"{alt}: {said}")


def _legend(kinds: Sequence[str], width: int) -> tuple[list[str], int]:
    """(its parts, the height of its last line) of a legend that goes on in the next line."""
    parts, x, y = list[str](), 10, 6
    for kind, color in zip(kinds, COLORS):
        room = 32 + 7 * len(kind)
        if x + room > width + 10:
            x, y = 10, y + 20
        parts += [_rect(x, y, 12, 12, color, 'stroke="#444"'), _text(x + 17, y + 11, kind)]
        x += room
    return parts, y


def _room(names: Sequence[str]) -> float:
    return 7.4 * max((len(name) for name in names), default=0)


def _text(x: float, y: float, text: object, anchor: str = "start", color: str = "") -> str:
    """Text in a colour; without one in the page's own ink, light on dark pages."""
    place = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"'
    ink = f'fill="{color}"' if color else 'class="ink"'
    return f"<text {place} {ink} {FONT}>{escape(str(text))}</text>"


def _rect(x: float, y: float, width: float, height: float, color: str, more: str = "") -> str:
    place = f'x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"'
    return f'<rect {place} fill="{color}" {more}/>'


def _svg(width: float, height: float, parts: Sequence[str], alt: str) -> str:
    title = escape(alt)
    size = f'viewBox="0 0 {width:.0f} {height:.0f}" width="{width:.0f}" height="{height:.0f}"'
    inside = f"<title>{title}</title>{''.join(parts)}"
    return f'<svg {size} role="img" aria-label="{title}">{inside}</svg>'
