"""What is certain of an answer of another kind or shape than is due, by what the check complains of."""

import re
from collections.abc import Sequence

KINDS = (
    (r"it is a list; expected an array", "A list of numbers is no array: make one of it at the end, with `np.array`."),
    (r"it is a tuple; expected", "Several things come back, as a tuple, where one is due: what stands after `return`?"),
    (r"expected a list or a tuple of \d", "Several things are due, and one comes back: what stands after `return`?"),
    (r"it is a (?:float|int|bool|str)\b.*; expected an array", "One number comes back where an array is due: was an entry taken, or an axis left out?"),
    (r"it is one number; expected an array", "One number comes back where an array is due: was an entry taken, or is an axis missing in a sum, a mean or an `argmax`?"),
    (r"the shape is .*; expected one number", "An array comes back where one number is due: what has to be done over all examples is left out, or done along one axis only."),
)  # fmt: skip
IN_PLACE = (
    "`x -= …`, `x[i] = …` and `x.sort()` change the array itself, and `=` gives it a second name only: make a new one, "
    "or work on a copy."
)
KEPT = "Is something kept from call to call: a list that grows, a name outside the function, the figure of the call before?"
DRAWN = "Is something kept from call to call, or drawn from another source than `rng`: from `np.random`, or a generator of your own?"
SHAPES = re.compile(r"the shape is \(([\d, ]*)\); expected \(([\d, ]*)\)")


def unsteady_hint(parameters: Sequence[str]) -> str:
    """What to ask where the same call is answered otherwise the second time."""
    return DRAWN if "rng" in parameters else KEPT


def form_hint(complaint: str) -> str:
    """What to say besides the kind or the shapes themselves; empty where nothing is certain."""
    shapes = SHAPES.search(complaint)
    if shapes:
        return _of_shapes(*(tuple(map(int, re.findall(r"\d+", sizes))) for sizes in shapes.groups()))
    return next((says for pattern, says in KINDS if re.search(pattern, complaint)), "")


def _of_shapes(found: tuple[int, ...], due: tuple[int, ...]) -> str:
    if len(found) == 2 and found == due[::-1]:
        return "The two sizes stand in the other order: was something transposed, or do two parts or layers stand in each other's place?"
    if len(found) > len(due):
        return "There is an axis too many: was one kept, or added, that should be gone?"
    if len(found) < len(due):
        return "An axis is missing: was one summed over, or taken apart, that should stay?"
    return ""
