"""A race down a height map: paths on a contour plot, played with a button or by hand.

Where nothing moves it is a still picture.
"""

import hashlib
import html
import json
import os
from collections.abc import Callable, Mapping
from string import Template
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from playground import style
from playground.figures import LOOK, Box, address
from playground.where import in_notebook

if TYPE_CHECKING:  # slow to import, and not needed before something is drawn
    from matplotlib.figure import Figure

DPI, INSIDE = 110, 7.2  # inches that the ground is wide
LINES = {"-": "", "--": "9 5", "-.": "11 4 2 4", ":": "2 4"}  # Matplotlib's name → the same dashes in SVG
SHAPES = [
    "M-6,0a6,6 0 1,0 12,0a6,6 0 1,0 -12,0",
    "M-6,-6h12v12h-12z",
    "M0,-7L7,6H-7z",
    "M0,-8L7,0L0,8L-7,0z",
]  # as style.MARKERS


class Race:
    """Several paths over the same ground, one point a step.

    A notebook or a book page shows it with a play button and a slider (where scripts are off, as a still
    picture); a terminal prints `alt`.

    Parameters
    ----------
    height : callable
        f(x, y) on arrays, at least 0. Contour lines lie at even steps of its root, so that the bottom is seen
        as well.
    paths : dict
        Name → array (steps + 1, 2), at most four; a shorter path waits at its end.
    title, xlabel, ylabel : str
    alt : str
        What the picture shows, for readers who do not see it.
    box : (left, right, bottom, top), optional
        The part of the ground that is drawn; all paths with a margin unless told.
    equal : bool
        Whether a step to the right is as long as one upwards, as it should be where slopes are compared.
    """

    def __init__(
        self,
        height: Callable[[NDArray, NDArray], NDArray],
        paths: Mapping[str, ArrayLike],
        title: str,
        xlabel: str,
        ylabel: str,
        alt: str,
        box: Box | None = None,
        equal: bool = False,
    ) -> None:
        if not alt.strip():
            raise ValueError("Race needs alt: say in a sentence what the picture shows.")
        if not 1 <= len(paths) <= len(SHAPES):
            raise ValueError(
                f"a Race has one to {len(SHAPES)} paths, each with a marker of its own; "
                f"these are {len(paths)}."
            )
        self.height, self.title, self.xlabel, self.ylabel, self.alt = height, title, xlabel, ylabel, alt
        self.paths = {name: _finite(np.asarray(path, dtype=float)) for name, path in paths.items()}
        self.steps = max(len(path) for path in self.paths.values()) - 1
        self.box, self.equal = box or _box(np.concatenate(list(self.paths.values()))), equal

    def show(self) -> None:
        """Show the race where a function draws it; a cell that ends in a Race shows it by itself."""
        if in_notebook():
            from IPython.display import display

            display(self)
        else:
            print(repr(self))

    def still(self, step: int | None = None) -> "Figure":
        """A Matplotlib figure of the race after so many steps; after all of them unless told."""
        return self._drawn(self.steps if step is None else step)[0]

    def save(self, path: str | os.PathLike, seconds: float = 5.0, frames: int = 60) -> None:
        """Write the race as an animated picture, WebP or GIF by the file's ending."""
        import matplotlib.pyplot as plt

        fig, _, moving = self._drawn(0)
        steps = np.unique(np.linspace(0, self.steps, frames).round().astype(int))
        pictures = [self._frame(fig, moving, step) for step in steps]
        plt.close(fig)
        durations = [round(1000 * seconds / len(steps))] * (len(steps) - 1) + [2000]
        pictures[0].save(
            path, save_all=True, append_images=pictures[1:], duration=durations, loop=0, quality=50, method=3
        )

    def _frame(self, fig, moving, step):
        """The figure after so many steps, as a Pillow image."""
        from PIL import Image

        for line, dot, path in zip(moving[::2], moving[1::2], self.paths.values()):
            line.set_data(*path[: step + 1].T)
            dot.set_data(*path[: step + 1][-1:].T)
        fig.canvas.draw()
        return Image.fromarray(np.asarray(fig.canvas.buffer_rgba())[..., :3].copy())

    def __repr__(self):
        return f"[race] {self.alt}"

    def _repr_html_(self):
        import matplotlib.pyplot as plt

        fig, ax, moving = self._drawn(self.steps)
        still = _url(fig)
        for line in moving:
            line.set_visible(False)
        ground = _url(fig)
        plt.close(fig)
        tracks = [
            self._track(i, name, ax.transData.transform, fig.bbox.height) for i, name in enumerate(self.paths)
        ]
        size = [round(fig.bbox.width), round(fig.bbox.height)]
        frame = [
            round(n, 1) for n in (ax.bbox.x0, fig.bbox.height - ax.bbox.y1, ax.bbox.width, ax.bbox.height)
        ]
        told = {"size": size, "frame": frame, "steps": self.steps, "tracks": tracks, "ground": ground}
        data = json.dumps(told).replace("</", "<\\/")
        mark = hashlib.sha256((data + self.alt).encode()).hexdigest()[:12]
        return _PAGE.substitute(
            mark=mark,
            look=LOOK,
            width=size[0],
            least=round(0.6 * size[0]),  # smaller, its numbers could not be read
            still=still,
            alt=html.escape(self.alt),
            steps=self.steps,
            data=data,
        )

    def _drawn(self, step):
        """The figure, its axes, and the lines that belong to the paths."""
        fig, ax = _ground(self)
        moving = []
        for i, (name, path) in enumerate(self.paths.items()):
            look = dict(color=style.COLORS[i], linestyle=list(LINES)[i], linewidth=1.8)
            dot = dict(marker=style.MARKERS[i], markersize=9, markeredgecolor="white", markeredgewidth=1.0)
            moving += ax.plot(*path[: step + 1].T, **look, zorder=3)
            moving += ax.plot(*path[: step + 1][-1], **(look | dot), zorder=5 + i)
            ax.plot([], [], **look, **dot, label=name)
        below = -0.5 / (ax.get_position().height * fig.get_figheight())  # half an inch, for the axis' label
        ax.legend(loc="upper center", bbox_to_anchor=(0.5, below), ncols=len(self.paths), handlelength=3.2)
        return fig, ax, moving

    def _track(self, i, name, to_pixels, top):
        """One path as the script draws it: pixels from the top left corner, and the height at each step."""
        path = self.paths[name]
        points = [[round(float(x), 1), round(float(top - y), 1)] for x, y in to_pixels(path)]
        heights = [short(float(self.height(x, y))) for x, y in path]
        look = {"color": style.COLORS[i], "dashes": list(LINES.values())[i], "shape": SHAPES[i]}
        return {"name": name, "points": points, "heights": heights, **look}


def _finite(path):
    """The path up to where it leaves the numbers."""
    lost = ~np.isfinite(path).all(axis=1)
    return path[: int(lost.argmax())] if lost.any() else path


def short(height: float) -> str:
    """A height as it is told: 0.026, 35, 1,234."""
    return f"{height:.2g}" if height < 99.5 else f"{height:,.0f}"


def _box(points):
    low, high = points.min(axis=0), points.max(axis=0)
    margin = 0.12 * np.maximum(high - low, 1e-9)
    return low[0] - margin[0], high[0] + margin[0], low[1] - margin[1], high[1] + margin[1]


def _ground(race):
    """The height map with the start and the lowest contours, without the paths."""
    import matplotlib.pyplot as plt

    left, right, bottom, top = race.box
    tall = INSIDE * (top - bottom) / (right - left) if race.equal else 2.6
    size = (INSIDE + 1.0, tall + 1.3)  # inches, with room for title, labels and legend
    fig = plt.figure(figsize=size, dpi=DPI, layout="none")
    # a fixed place: to find one takes longer than to draw
    ax = fig.add_axes((0.8 / size[0], 0.92 / size[1], INSIDE / size[0], tall / size[1]))
    x, y = np.meshgrid(np.linspace(left, right, 200), np.linspace(bottom, top, 150))
    root = np.sqrt(race.height(x, y))
    levels = np.linspace(0, root.max(), 15)
    ax.contourf(x, y, root, levels, cmap="Greys", alpha=0.35, zorder=0)
    ax.contour(x, y, root, levels[1:], colors="#8a8a8a", linewidths=0.6, zorder=1)
    start = next(iter(race.paths.values()))[0]
    ax.plot(*start, "o", color="black", markersize=5, zorder=4)
    ax.annotate("start", start, xytext=(0, 8), textcoords="offset points", ha="center", zorder=4)
    ax.set(title=race.title, xlabel=race.xlabel, ylabel=race.ylabel, xlim=(left, right), ylim=(bottom, top))
    ax.grid(False)
    return fig, ax


def _url(fig):
    """The figure as the address of a PNG."""
    from playground.pixels import encoded

    return address(encoded(fig, optimize=True), "png")


# The still picture stands for itself; the script exchanges it for the ground and draws the paths on that.
_PAGE = Template("""\
<figure class="hw-figure" data-race="$mark" style="margin:0;max-width:${width}px">$look
<div style="position:relative;min-width:${least}px"><img src="$still" alt="$alt"
style="display:block;width:100%;height:auto;background:white"></div>
<div hidden style="display:none;gap:.8em;align-items:center;margin:.4em 0">
<button type="button" style="min-width:5em;padding:.3em .8em">Play</button>
<label style="flex:1;display:flex;gap:.5em;align-items:center">step
<input type="range" min="0" max="$steps" value="$steps" style="flex:1"></label></div>
<p style="margin:0;min-height:1.6em"></p>
<script>
(function () {
  var race = $data;
  document.querySelectorAll('figure[data-race="$mark"]:not([data-ready])').forEach(function (figure) {
    figure.dataset.ready = "yes";
    var boxes = figure.querySelectorAll("div"), bar = boxes[1], button = bar.querySelector("button");
    var slider = bar.querySelector("input"), text = figure.querySelector("p"), playing = null;
    function make(parent, tag, attributes) {
      var element = document.createElementNS("http://www.w3.org/2000/svg", tag);
      Object.keys(attributes).forEach(function (key) { element.setAttribute(key, attributes[key]); });
      return parent.appendChild(element);
    }
    var svg = make(boxes[0], "svg", {viewBox: "0 0 " + race.size.join(" "), "aria-hidden": "true",
      style: "position:absolute;left:0;top:0;width:100%;height:100%"});
    var field = make(svg, "svg", {x: race.frame[0], y: race.frame[1], width: race.frame[2],
      height: race.frame[3], viewBox: race.frame.join(" ")});  // cuts off what leaves the axes
    var lines = race.tracks.map(function (track) {
      return make(field, "polyline", {fill: "none", stroke: track.color, "stroke-width": 2.8,
        "stroke-dasharray": track.dashes});
    });
    var dots = race.tracks.map(function (track) {
      return make(field, "path", {d: track.shape, fill: track.color, stroke: "white", "stroke-width": 1.5});
    });
    function draw(step) {
      slider.value = step;
      var begin = "Height after " + step + (step == 1 ? " step. " : " steps. ");
      text.textContent = begin + race.tracks.map(function (track, i) {
        var last = Math.min(step, track.points.length - 1), at = track.points[last];
        lines[i].setAttribute("points", track.points.slice(0, last + 1).join(" "));
        dots[i].setAttribute("transform", "translate(" + at.join(",") + ")");
        return track.name + ": " + track.heights[last];
      }).join("; ") + ".";
    }
    function pause() { cancelAnimationFrame(playing); playing = null; button.textContent = "Play"; }
    function play() {
      var from = Number(slider.value) % race.steps, began = performance.now();
      var pace = Math.max(race.steps, 40) / 6000;
      button.textContent = "Pause";
      (function frame(now) {
        var step = Math.min(race.steps, from + Math.floor(Math.max(0, now - began) * pace));
        draw(step);
        playing = requestAnimationFrame(frame);
        if (step == race.steps) { pause(); }
      })(began);
    }
    button.onclick = function () { if (playing === null) { play(); } else { pause(); } };
    slider.oninput = function () { pause(); draw(Number(slider.value)); };
    figure.querySelector("img").src = race.ground;
    bar.hidden = false;
    bar.style.display = "flex";
    draw(race.steps);
  });
})();
</script>
</figure>""")
