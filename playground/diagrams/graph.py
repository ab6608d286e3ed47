"""A computational graph: values above the nodes, derivatives below, a factor at each arrow."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from playground import style

if TYPE_CHECKING:
    from matplotlib.axes import Axes

FORWARD, BACKWARD = style.COLORS[0], style.COLORS[8]
RADIUS = 15  # of a node, in points

Link = tuple[str, str]  # from, to


def graph(
    ax: "Axes",
    nodes: Mapping[str, tuple[float, float]],
    links: Mapping[Link, str],
    values: Mapping[str, Any],
    derivatives: Mapping[str, Any] | None = None,
    factors: Mapping[Link, Any] | None = None,
    *,
    title: str = "",
    along: float = 0.5,
) -> None:
    """Draw a computational graph: what is computed from left to right, and how the loss feels it, back again.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    nodes : name → place (x, y)
    links : (from, to) → what stands above the arrow, as "σ"
    values : name → the number, or text, above the node
    derivatives : name → the number below it, ∂L/∂node
    factors : (from, to) → the number below the arrow, by which the way back multiplies
    title : str
    along : float
        Where on an arrow its texts stand, from 0, its beginning, to 1.
    """
    for (start, end), text in links.items():
        _arrow(ax, nodes[start], nodes[end])
        at = tuple(a + along * (b - a) for a, b in zip(nodes[start], nodes[end]))
        _words(ax, at, text, 8, FORWARD)
        if factors and (start, end) in factors:
            _words(ax, at, f"× {spelled(factors[start, end])}", -8, BACKWARD)
    for name, (x, y) in nodes.items():
        ax.scatter([x], [y], s=(2 * RADIUS) ** 2, color="white", edgecolor="black", zorder=3)
        ax.text(x, y, name, ha="center", va="center", zorder=4)
        _words(ax, (x, y), spelled(values.get(name, "")), RADIUS + 8, FORWARD)
        _words(ax, (x, y), spelled((derivatives or {}).get(name, "")), -RADIUS - 9, BACKWARD)
    xs, ys = zip(*nodes.values())
    ax.set(xlim=(min(xs) - 0.5, max(xs) + 0.5), ylim=(min(ys) - 0.6, max(ys) + 0.6), title=title)
    ax.axis("off")


def spelled(value: Any) -> str:
    """A number with at most four decimals and a real minus sign; a text as it is."""
    return value if isinstance(value, str) else f"{round(float(value), 4) + 0.0:g}".replace("-", "−")


def _arrow(ax, start, end):
    look = {"arrowstyle": "-|>", "shrinkA": RADIUS + 1, "shrinkB": RADIUS + 1, "color": "#767676"}
    ax.annotate("", end, start, arrowprops=look)


def _words(ax, at, text, lift, color):
    """A text so many points above a place."""
    box = {"facecolor": "white", "edgecolor": "none", "pad": 0.6}
    if text:
        ax.annotate(
            text, at, (0, lift), textcoords="offset points", ha="center", va="center", color=color, bbox=box
        )
