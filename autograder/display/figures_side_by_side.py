"""Yours beside expected: the figures of a failed check, drawn again."""

import contextlib
import copy
import io
import sys
import warnings
from collections.abc import Callable

from autograder import reference
from autograder.checking.results import ExerciseResult
from autograder.running.timeout import time_limit


def side_by_side(result: ExerciseResult, function: Callable) -> tuple[tuple[str, str, bytes], ...]:
    """(caption, alternative text, PNG) of the student's figure and of ours, where a failed check got one."""
    call = getattr(result.explained, "drawing", None)
    if call is None:
        return ()
    pictures = []
    for caption, draw in (("yours", function), ("expected", getattr(reference, result.name, None))):
        with contextlib.suppress(Exception), warnings.catch_warnings(), time_limit():
            warnings.simplefilter("ignore")
            pictures.append((caption, f"The figure of `{result.name}`: {caption}.", _png(draw, call)))
    return tuple(pictures)


def _png(draw, call):
    args, kwargs = copy.deepcopy((call.args, call.kwargs))
    figure, file = draw(*args, **kwargs), io.BytesIO()
    figure.savefig(file, format="png", dpi=60)
    if "matplotlib.pyplot" in sys.modules:
        sys.modules["matplotlib.pyplot"].close(figure)
    return file.getvalue()
