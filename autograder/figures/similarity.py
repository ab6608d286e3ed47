"""What two pictures have in common."""

import numpy as np

RASTER = 64  # regions are looked at in RASTER × RASTER places


def alike(a, b):
    """Whether two pictures show the same in whatever style: colours, sizes, scales, most wording and the order of panels do not count."""
    return _legend_counts(a) == _legend_counts(b) and _paired(_drawn(a), _drawn(b), _panels_alike)


def _legend_counts(picture):
    return min(2, len(picture.legend) + sum(len(panel.legend) for panel in picture.panels))


def _drawn(picture):
    """The panels, each with whether its x and its y axis is labelled."""
    return [
        (panel, *map(bool, picture.labels(i))) for i, panel in enumerate(picture.panels) if not panel.colorbar
    ]


def _paired(these, those, alike):
    """Whether each of these has its own partner among those."""
    if len(these) != len(those):
        return False
    left = list(those)
    for one in these:
        partner = next((i for i, other in enumerate(left) if alike(one, other)), None)
        if partner is None:
            return False
        left.pop(partner)
    return True


def _panels_alike(a, b):
    (a, *a_named), (b, *b_named) = a, b
    return (
        a_named == b_named
        and bool(a.outlines) == bool(b.outlines)
        and not _contradict(a.ylabel.lower(), b.ylabel.lower())
        and _paired(_curves(a), _curves(b), _curves_alike)
        and _points_alike(a, b)
        and _regions_alike(a, b)
    )


def _contradict(one, other):
    """Whether one label says loss and the other accuracy."""
    said = [{word for word in ("loss", "acc") if word in label} for label in (one, other)]
    return len(said[0]) == len(said[1]) == 1 and said[0] != said[1]


def _curves(panel):
    return [line for line in panel.lines if line.linestyle]


def _curves_alike(a, b):
    names = [
        [word in line.label.lower() for word in ("train", "val")]
        for line in (a, b)
        if line.label[:1] not in ("", "_")
    ]
    if a.y.shape != b.y.shape or (len(names) == 2 and names[0] != names[1]):
        return False
    return any(
        np.allclose(x, y, equal_nan=True) for x, y in ((a.y, b.y), (100 * a.y, b.y), (a.y, 100 * b.y))
    )  # percent


def _points_alike(a, b):
    a, b = (panel.all_points() for panel in (a, b))
    if a["xy"].shape != b["xy"].shape or a["on_top"] != b["on_top"] or a["in_view"] != b["in_view"]:
        return False
    orders = [np.lexsort(np.round(points["xy"], 9).T) for points in (a, b)]
    near = np.allclose(a["xy"][orders[0]], b["xy"][orders[1]], equal_nan=True)
    return near and agreement(a["style"][orders[0]], b["style"][orders[1]]) == 1


def _regions_alike(a, b):
    if bool(a.regions) != bool(b.regions):
        return False
    if not a.regions:
        return True
    corners = (
        a.all_points()["xy"]
        if a.points
        else np.array([region.extent.reshape(2, 2).T for region in a.regions]).reshape(-1, 2)
    )
    (x0, y0), (x1, y1) = corners.min(axis=0), corners.max(axis=0)
    xy = np.stack(np.meshgrid(middles(x0, x1), middles(y0, y1)), axis=-1).reshape(-1, 2)
    colors = [
        np.unique(panel.color_at(xy).round(3), axis=0, return_inverse=True)[1].ravel() for panel in (a, b)
    ]
    return np.mean(a.filled_at(xy) == b.filled_at(xy)) > 0.95 and agreement(*colors) > 0.95


def agreement(a, b):
    """How far two labellings (n,) are the same up to the names of the labels: from 0 to 1, the fraction of places."""
    if len(a) == 0:
        return 1.0
    a, b = (np.unique(codes, return_inverse=True)[1].ravel() for codes in (a, b))
    counts = np.zeros((a.max() + 1, b.max() + 1))
    np.add.at(counts, (a, b), 1)
    return min(counts.max(axis=0).sum(), counts.max(axis=1).sum()) / len(a)


def middles(low, high):
    """The middles of RASTER cells between low and high."""
    return low + (np.arange(RASTER) + 0.5) * (high - low) / RASTER
