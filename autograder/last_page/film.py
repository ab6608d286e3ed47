"""The boundary on the spirals while a network learns, as a film."""

import io
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.last_page.trained import Network, run

SPIRALS: dict[str, Any] = dict(
    hidden_layer_sizes=(32, 32), learning_rate_init=0.01, batch_size=32, max_iter=100
)


@dataclass
class Film:
    """The boundary on the spirals while a network learns: moving, and its last moment."""

    moving: bytes  # WebP
    still: bytes  # WebP
    caption: str
    told: str


def film(network: Network, resolution: int = 80, most: int = 900_000) -> Film:
    """Train on three spirals and draw the boundary as it moves; at most so many bytes."""
    from playground import datasets
    from playground.canvas import Canvas
    from playground.figures import class_probabilities

    X, y = datasets.spirals(300, noise=0.15, seed=0)
    canvas = Canvas(X, y, resolution=resolution, curves=False)

    def look(net: Any) -> tuple[NDArray, float]:
        p = class_probabilities(net, canvas.points, canvas.classes)
        p = np.nan_to_num(p).clip(0, 1).reshape(resolution, resolution, -1)
        return (p * 255).round().astype(np.uint8), float(np.mean(np.asarray(net.predict(X)) == y))

    ran = run(network, SPIRALS, look, X, y)
    last = len(ran.seen)
    shown = [n for n in range(1, last + 1) if n <= 15 or n % 3 == 0 or n == last]
    frames = [canvas.frame(ran.seen[n - 1][0] / np.float32(255), n) for n in shown]
    share = f"{100 * ran.seen[-1][1]:.0f} % of the {len(y)} points"
    caption = f"After {last} epoch{'s' * (last > 1)} {share} on the spirals lie in the region of their class."
    moving = _webp(frames)
    while len(moving) > most and len(frames) > 2:
        frames = frames[:-1:2] + frames[-1:]
        moving = _webp(frames)
    return Film(moving, _webp(frames[-1:]), caption, ran.told)


def _webp(frames: list) -> bytes:
    buffer, pauses = io.BytesIO(), [100] * (len(frames) - 1) + [2500]  # rest on the last one
    frames[0].save(
        buffer,
        "webp",
        save_all=len(frames) > 1,
        append_images=frames[1:],
        duration=pauses,
        loop=0,
        quality=60,
    )
    return buffer.getvalue()
