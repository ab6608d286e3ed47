"""The look of every figure: colours, markers and Matplotlib defaults.

The colours are Okabe and Ito's, which stay apart for colour-blind readers; each class has its own marker as
well.
"""

import warnings
from collections.abc import Iterable, Sequence

import matplotlib
import numpy as np
from matplotlib.rcsetup import cycler
from numpy.typing import ArrayLike, NDArray

COLORS = [
    "#0072B2",
    "#D55E00",
    "#009E73",
    "#CC79A7",
    "#E69F00",
    "#56B4E9",
    "#7A5C00",
    "#4D4D4D",
    "#882255",
    "#000000",
]
MARKERS = ["o", "s", "^", "D", "v", "P", "X", "<", ">", "*"]

matplotlib.rcParams.update(
    {
        "axes.prop_cycle": cycler(color=COLORS),
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.grid": True,
        "axes.axisbelow": True,
        "grid.alpha": 0.3,
        "axes.titlesize": 11,
        "figure.figsize": (6.0, 3.8),
        "figure.dpi": 110,
        "figure.constrained_layout.use": True,
        "font.size": 10,
        "legend.frameon": False,
        "legend.handlelength": 3.0,  # room for a dash, a dot and a dash
    }
)
# A learner's own fig.tight_layout() is welcome: it replaces the layout set above, and needs no warning.
warnings.filterwarnings("ignore", message="The figure layout has changed to tight")


def numbers(classes: ArrayLike) -> list[int]:
    """Which colour and marker each class has: its label where all are whole numbers from 0, or its place."""
    classes = np.asarray(classes)
    whole = classes.dtype.kind in "iub" and classes.min(initial=0) >= 0
    return [int(label) for label in classes] if whole else list(range(len(classes)))


def rgb(numbers: Iterable[int]) -> NDArray:
    """The colours with these numbers as an array (k, 3) of numbers from 0 to 1."""
    return np.array([matplotlib.colors.to_rgb(COLORS[k % len(COLORS)]) for k in numbers])


def shades(probabilities: NDArray, numbers: Sequence[int]) -> NDArray:
    """Mix the colours with these numbers by their probabilities (…, k): (…, 3), white where none is likely.

    They are lightened, so that points stand out.
    """
    dark = 0.45 * (1 - rgb(numbers))
    return 1 - probabilities @ dark.astype(probabilities.dtype)


def spelled(value: float | str) -> str:
    """A number as it stands in a picture, with a minus sign and not a hyphen; words stay as they are."""
    return value if isinstance(value, str) else f"{value + 0:g}".replace("-", "−")


def percent(share: float) -> str:
    """A share in percent, without digits after the point: 0.884 is "88 %"."""
    return f"{100 * share:.0f} %"
