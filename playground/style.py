"""The look of every figure: colours, markers and Matplotlib defaults.

The colours are Okabe and Ito's, which stay apart for colour-blind readers; each class has its own marker as well.
"""

import warnings

import matplotlib
import numpy as np

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
        "axes.prop_cycle": matplotlib.cycler(color=COLORS),  # type: ignore[attr-defined]
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.grid": True,
        "grid.alpha": 0.3,
        "axes.titlesize": 11,
        "figure.figsize": (6.0, 3.8),
        "figure.dpi": 110,
        "figure.constrained_layout.use": True,
        "font.size": 10,
        "legend.frameon": False,
    }
)
# A learner's own fig.tight_layout() is welcome: it replaces the layout set above, and needs no warning.
warnings.filterwarnings("ignore", message="The figure layout has changed to tight")


def numbers(classes):
    """Which colour and marker each class has: the label itself where all are whole numbers from 0, else the place in the order."""
    classes = np.asarray(classes)
    whole = classes.dtype.kind in "iub" and classes.min(initial=0) >= 0
    return [int(label) for label in classes] if whole else list(range(len(classes)))


def rgb(numbers):
    """The colours with these numbers as an array (k, 3) of numbers from 0 to 1."""
    return np.array([matplotlib.colors.to_rgb(COLORS[k % len(COLORS)]) for k in numbers])


def shades(probabilities, numbers):
    """Mix the colours with these numbers by their probabilities (…, k), lightened so that points stand out: (…, 3); white where no class is likely."""
    dark = 0.45 * (1 - rgb(numbers))
    return 1 - probabilities @ dark.astype(probabilities.dtype)
