"""Which failed check of an exercise is explained: the most telling one.

The checks stand on a ladder, easiest first: kind, shape, a value worked by hand, a property, random
numbers, hard inputs. So the first failed one is the most telling, with two exceptions, in this order:

1. An answer that changes from call to call, where the ladder looks for that first: every later value is
   wrong for that reason.
2. The worked example ("by hand" in the title): its numbers are those of the text, and whoever reads the
   message can do it again. Whatever goes wrong there, an error, the kind, the shape or a value, says more
   than the same or another thing on random numbers.

A check of the worked example that only fails as an earlier one did counts as not reached; its words stand
at that one. What was never called, because there is nothing to call or no time left, tells nothing; nor does
what stands back, of a class of which a method is still to be written (`checking/stages.py`). A record that is
not there yet, such as `history_`, tells less than a wrong answer.
"""

from collections.abc import Sequence

from autograder.checking.outcome import Outcome
from autograder.checking.stages import misses_a_record
from autograder.comparison import Unsteady

BY_HAND = "by hand"


def most_telling(outcomes: Sequence[Outcome]) -> Outcome | None:
    """The outcome that is explained; None where nothing failed.

    An instructor's own check is explained where nothing else failed: it may be a hidden one.
    """
    failed = [one for one in outcomes if one.passed is False and not one.stands_back]
    wrong = [one for one in failed if not misses_a_record(one)]
    known = (one for one in wrong or failed if one.ours and one.tape.calls)
    telling = (one for one in known if BY_HAND in one.title or isinstance(one.error, Unsteady))
    return next(telling, next(iter(wrong or failed), None))
