"""What a benchmark found, in one form: as lines for people, or as JSON for `make bench`."""

import json
import sys

Figures = dict[str, tuple[str, list[float]]]  # what was measured → its unit, and the value of each repeat


def best(unit: str, values: list[float]) -> float:
    """The repeat that other programs on the machine disturbed least."""
    return max(values) if unit == "a second" else min(values)


def tell(figures: Figures) -> None:
    """Print them: the best repeat, and how far they lie apart."""
    if "--json" in sys.argv:
        print(json.dumps(figures))
        return
    for name, (unit, values) in figures.items():
        apart = f"   ({min(values):.3g} to {max(values):.3g})" if len(values) > 1 else ""
        print(f"{name:44} {best(unit, values):8.3g} {unit}{apart}")
