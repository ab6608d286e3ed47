"""Whether pictures are the same when Matplotlib remembers what it has found once."""

import matplotlib.pyplot as plt

from playground.pixels import encoded


def drawn(figure, change, remembering=lambda: None):
    """A figure's picture, and the one after it has changed; `remembering` is called before it is made."""
    remembering()
    fig = figure()
    first = encoded(fig)
    change(fig)
    pictures = first, encoded(fig)
    plt.close(fig)
    return pictures
