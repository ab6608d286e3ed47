"""The part of the page *How we know* that `make bench` writes: what was measured, where, and its spread."""

import html
import json
from typing import Any

from autograder import lesson as lessons

RESULTS = lessons.ROOT / "benchmarks" / "results.json"
RIVALS = ("ours", "scikit-learn", "PyTorch")
WIDE, HIGH, LEFT = 420, 22, 250  # pixels: a bar's most, a row, and where bars begin


def section() -> str:
    """A table of all figures and their bars, below a drawing of the training times."""
    if not RESULTS.exists():
        return "Nothing was measured on this copy: `make bench` does.\n"
    told = json.loads(RESULTS.read_text(encoding="utf-8"))
    on, with_ = told["machine"], ", ".join(f"{name} {version}" for name, version in told["versions"].items())
    where = f"{on['processor']}, {on['cores']} cores, {on['system']}, Python {on['python']}; {with_}"
    return (
        "\n\n".join([f"Measured {told['day']} on {where}.", _drawn(told), _figures(told), _bars(told)]) + "\n"
    )


def _figures(told: dict[str, Any]) -> str:
    lines = ["| figure | best | of all repeats | by `benchmarks/` |", "| --- | --- | --- | --- |"]
    for name, one in told["figures"].items():
        values, apart = one["values"], ""
        if len(values) > 1:
            apart = f"{min(values):.3g} to {max(values):.3g}"
        lines.append(f"| {name} | {one['best']:.3g} {one['unit']} | {apart} | `{one['by']}.py` |")
    return "\n".join(lines)


def _bars(told: dict[str, Any]) -> str:
    lines = ["| bar | measured | due | |", "| --- | --- | --- | --- |"]
    for bar in told["bars"]:
        due = f"at least {bar['least']}" if bar["most"] is None else f"at most {bar['most']}"
        lines.append(
            f"| {bar['what']} | {bar['value']:.2f} | {due} | {'kept' if bar['kept'] else 'missed'} |"
        )
    return "\n".join(lines)


def _drawn(told: dict[str, Any]) -> str:
    """Times to train on the same work, in times of ours."""
    best = {name: one["best"] for name, one in told["figures"].items()}
    problems = [name.removesuffix(": ours") for name in best if name.endswith(": ours")]
    rows = [
        (p, rival, best[f"{p}: {rival}"] / best[f"{p}: ours"])
        for p in problems
        for rival in RIVALS
        if f"{p}: {rival}" in best
    ]
    if not rows:
        return ""
    most = max(times for *_, times in rows)
    parts = [_row(at * HIGH, *row, most) for at, row in enumerate(rows)]
    size = f'viewBox="0 0 {LEFT + WIDE + 60} {len(rows) * HIGH}" role="img"'
    title = "<title>Processor time to train, in times of ours, on the same work</title>"
    look = 'class="hw-bench" fill="currentColor" font-size="13"'
    return f"```{{raw}} html\n<svg {look} {size}>{title}{''.join(parts)}</svg>\n```"


def _row(y: int, problem: str, rival: str, times: float, most: float) -> str:
    words, long = html.escape(f"{problem}: {rival}"), WIDE * times / most
    strength = 1 if rival == "ours" else 0.5
    bar = f'<rect x="{LEFT}" y="{y + 4}" width="{long:.1f}" height="{HIGH - 8}" opacity="{strength}"/>'
    end = f'<text x="{LEFT + long + 6:.1f}" y="{y + 15}">{times:.2g}</text>'
    return f'<text x="{LEFT - 8}" y="{y + 15}" text-anchor="end">{words}</text>{bar}{end}'
