"""A figure with sliders: it is drawn anew whenever one is moved.

In a live notebook ipywidgets draw it when it is asked for. A page that nobody runs, the book's, holds every
picture ready, and a few lines of script show the one that was chosen.
"""

import itertools
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from playground.figures import image
from playground.narrow import narrowed
from playground.one_layout import settle
from playground.page_slider import page
from playground.style import spelled
from playground.where import in_notebook, is_draft, is_live

if TYPE_CHECKING:
    from matplotlib.figure import Figure

MOST = 36  # pictures that a page may hold
MOST_SOLVED = 5  # combinations whose layouts are found before all have one
Drawing = Callable[..., "tuple[Figure, str]"]


def slide(
    draw: Drawing, *, start: Mapping[str, Any] | None = None, narrow: bool = True, **choices: Sequence[Any]
) -> None:
    """Show the figure of `draw`, with a slider for each list of numbers, and a menu for each list of words.

    Parameters
    ----------
    draw : callable
        `draw(**values)` makes the figure for one value of each choice: `(figure, alt)`, where alt says in a
        sentence what it shows.
    start : dict, optional
        Name → the value that is shown first; the first of its list unless told.
    narrow : bool
        Whether telephones get a figure of their own; where it needs its width, they scroll it.
    **choices : list
        Name → its values, at most 36 combinations of them; blanks stand for the name's underscores.

    Raises
    ------
    ValueError
        Where there is no choice, there are too many, or it starts with none of them.
    """
    combinations = list(itertools.product(*choices.values()))
    if not choices or not 1 < len(combinations) <= MOST:
        raise ValueError(f"slide takes 2 to {MOST} combinations of values; these are {len(combinations)}.")
    first = {name: values[0] for name, values in choices.items()} | dict(start or {})
    for name, value in first.items():
        if value not in choices.get(name, ()):
            raise ValueError(f"slide starts with {name}={value!r}, which is none of its choices.")
    if is_live():
        _widgets(draw, first, choices)
    elif in_notebook():
        from IPython.display import HTML, display

        names = list(choices)
        if is_draft():
            choices = dict(zip(names, _all_ends(choices, first)))
        kept, drawn = set(itertools.product(*choices.values())), []
        for values in combinations:
            fig, alt = draw(**dict(zip(names, values)))
            _close(fig)  # Matplotlib forgets it, and it can be drawn all the same
            if values in kept:
                drawn.append((values, fig, alt))
        frames = _frames(drawn, _extremes(choices, first), narrow)
        display(HTML(page(frames, choices, first)))
    else:
        fig, alt = draw(**first)
        _close(fig)
        print(f"[figure] {alt}")


def _all_ends(choices, first):
    """Of each choice its first value, its last, and the one that is shown at the start."""
    return [
        [value for value in values if value in (values[0], first[name], values[-1])]
        for name, values in choices.items()
    ]


def _extremes(choices, first):
    """The combinations of ends; where these are many, the start and what differs from it by one end."""
    ends, start = set(itertools.product(*_all_ends(choices, first))), tuple(first.values())
    return ends if len(ends) <= MOST_SOLVED else {one for one in ends if _differing(one, start) <= 1}


def _differing(one, other):
    return sum(value != as_before for value, as_before in zip(one, other))


def _widgets(draw, first, choices):
    import ipywidgets
    from IPython.display import display

    controls = {name: _control(name, values, first[name]) for name, values in choices.items()}
    picture = ipywidgets.HTML()

    def redraw(change=None):
        fig, alt = draw(**{name: control.value for name, control in controls.items()})
        picture.value = image(_webp(fig), alt, "webp")
        _close(fig)

    for control in controls.values():
        control.observe(redraw, names="value")
    redraw()
    display(ipywidgets.VBox([*controls.values(), picture]))


def _control(name, values, value):
    import ipywidgets

    kind = ipywidgets.Dropdown if isinstance(values[0], str) else ipywidgets.SelectionSlider
    more = {} if isinstance(values[0], str) else {"continuous_update": False}
    look = {"style": {"description_width": "initial"}, "layout": {"width": "min(28em, 95%)"}}
    options = [(spelled(one), one) for one in values]
    return kind(options=options, value=value, description=name.replace("_", " "), **look, **more)


def _frames(drawn, ends, narrow):
    """The pictures as (WebP, alt, WebP for a narrow page or None), all laid out as those of the ends are."""
    from playground.pixels import Shared

    figures, solved = [fig for _, fig, _ in drawn], [fig for values, fig, _ in drawn if values in ends]
    for fig in figures:
        Shared(fig)  # words are measured for all of them once
        _leave_out_minor_ticks(fig)
    engines = [fig.get_layout_engine() for fig in figures]
    settle(figures, solved)
    wide = [_webp(fig) for fig in figures]
    for fig, engine in zip(figures, engines):
        fig.set_layout_engine(engine)
    first, *others = figures
    second = [narrow and narrowed(first), *(narrow and narrowed(fig, like=first) for fig in others)]
    if all(second):
        settle(figures, solved)
    return [(one, alt, _webp(fig) if it else None) for one, (_, fig, alt), it in zip(wide, drawn, second)]


def _leave_out_minor_ticks(fig):
    """Of long logarithmic axes: nobody reads them, and forty of them take as long as all else to draw."""
    from matplotlib.ticker import NullLocator

    for axis in (axis for ax in fig.axes for axis in (ax.xaxis, ax.yaxis)):
        low, high = sorted(axis.get_view_interval())
        if axis.get_scale() == "log" and high >= 100 * low:
            axis.set_minor_locator(NullLocator())


def _webp(fig):
    from playground.canvas import OPTIONS
    from playground.pixels import encoded

    return encoded(fig, "webp", **OPTIONS["webp"])


def _close(fig):
    import matplotlib.pyplot as plt

    plt.close(fig)
