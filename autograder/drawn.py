"""Yours beside expected: the figures of a failed check, drawn again."""

import contextlib
import copy
import io
import sys
import warnings

from autograder import reference
from autograder.limits import time_limit


def side_by_side(result, function):
    """(caption, alternative text, PNG) of the student's figure and of ours, where a failed check got a figure; else nothing.

    Parameters
    ----------
    result : ExerciseResult
    function : callable
        The student's.
    """
    failure = result.first_failure
    calls = [call for tape in (failure.tapes if failure else ()) for call in tape.calls if _is_picture(call.answer)]
    if not calls:
        return ()
    pictures = []
    for caption, draw in (("yours", function), ("expected", getattr(reference, result.name, None))):
        with contextlib.suppress(Exception), warnings.catch_warnings(), time_limit():
            warnings.simplefilter("ignore")
            pictures.append((caption, f"The figure of `{result.name}`: {caption}.", _png(draw, calls[-1])))
    return tuple(pictures)


def _is_picture(answer):
    return type(answer).__module__ == "autograder.picture"


def _png(draw, call):
    args, kwargs = copy.deepcopy((call.args, call.kwargs))
    figure, file = draw(*args, **kwargs), io.BytesIO()
    figure.savefig(file, format="png", dpi=60)
    if "matplotlib.pyplot" in sys.modules:
        sys.modules["matplotlib.pyplot"].close(figure)
    return file.getvalue()
