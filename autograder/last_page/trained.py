"""A learner's network at work: looked at after each epoch, within a time limit."""

import contextlib
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from numpy.typing import NDArray

from autograder.running.confined import confined
from autograder.running.defaults import numpy_defaults
from autograder.running.output import Kept, text_of
from autograder.running.timeout import TimeLimit, time_limit

SECONDS = 10.0  # of processor time for each of the two; ours takes two
Network = Callable[..., Any]  # a class with fit, predict and predict_proba


class NotTrained(Exception):
    """Why a network has nothing to show; one line."""


@dataclass
class Run:
    """What was seen of a training, epoch by epoch."""

    epochs: int  # that there should be
    seen: list[Any] = field(default_factory=list)  # what `look` gave, one entry an epoch
    stopped: str = ""  # why it ended early; empty where it did not

    @property
    def told(self) -> str:
        """A sentence where the training ended early."""
        return self.stopped and f"Stopped after {len(self.seen)} of {self.epochs} epochs: it {self.stopped}."


def run(network: Network, settings: dict[str, Any], look: Callable[[Any], Any], *data: NDArray) -> Run:
    """Train a network, looking at it after each epoch.

    Raises
    ------
    NotTrained
        Where it raises, or has not finished one epoch in time.
    """
    ran = Run(settings["max_iter"])
    try:
        with _guarded():
            network(**settings, random_state=0).fit(*data, callback=lambda net: ran.seen.append(look(net)))
    except TimeLimit as late:
        ran.stopped = str(late)
    except NotImplementedError:
        raise NotTrained("a part of it is not written yet") from None
    except (Exception, SystemExit) as error:
        said = " ".join(text_of(error).split())[:200]
        raise NotTrained(f"it raised {type(error).__name__}{said and f': {said}'}") from None
    if not ran.seen:
        raise NotTrained(f"it {ran.stopped or 'called no callback'}, and no epoch was seen")
    return ran


@contextlib.contextmanager
def _guarded() -> Iterator[None]:
    """In the body code of the learner's is timed, prints nowhere, and finds that nobody types."""
    with contextlib.ExitStack() as stack:
        output = Kept()
        stack.enter_context(contextlib.redirect_stdout(output))
        stack.enter_context(contextlib.redirect_stderr(output))
        stack.enter_context(warnings.catch_warnings())
        warnings.simplefilter("ignore")
        stack.enter_context(numpy_defaults())
        stack.enter_context(confined())
        stack.enter_context(time_limit(SECONDS))
        yield
