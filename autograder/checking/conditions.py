"""What a check runs under, on the student's function or, for the diagnosis, on a mistake."""

import contextlib
import warnings
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pytest

from autograder.running.confined import confined
from autograder.running.defaults import process_defaults
from autograder.running.open_figures import close_figure_left
from autograder.running.recorder import StudentTimeout
from autograder.running.tape import Tape
from autograder.running.timeout import TimeLimit, time_limit


@dataclass(frozen=True)
class Conditions:
    """The seed of all random inputs of a run, and the time limit of a check."""

    seed: int
    seconds: float

    def generator(self, item: pytest.Item) -> np.random.Generator:
        """A generator of the check's own: its numbers do not depend on which other checks run."""
        return np.random.default_rng([self.seed, zlib.crc32(item.name.encode())])

    @contextlib.contextmanager
    def on_tape(self, tape: Tape) -> Iterator[None]:
        """In the body: a time limit, no keyboard, the process as by default; prints are on the tape."""
        with (
            warnings.catch_warnings(),
            contextlib.redirect_stdout(tape.printed),
            confined(),
            process_defaults(),
        ):
            warnings.simplefilter("ignore")  # the tape has kept those that are the student's
            try:
                with time_limit(self.seconds):
                    yield
            except TimeLimit as limit:
                raise StudentTimeout(str(limit)) from None
            finally:
                close_figure_left()
