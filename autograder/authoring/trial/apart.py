"""Processes of a trial's own: parts of it that run beside the rest, and what they say to it."""

import contextlib
import ctypes
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

TASKS = Path("/proc/self/task")  # the threads of this process, those of NumPy's too

LONGEST = 2  # seconds to end in
PR_SET_PDEATHSIG = 1  # linux/prctl.h: the signal that a process gets when its parent has ended

Work = Callable[..., None]


def splits() -> bool:
    """Whether this process can be split, with all that it has loaded: on Linux, while it has one thread."""
    return sys.platform == "linux" and TASKS.is_dir() and len(list(TASKS.iterdir())) == 1


def context(anew: bool = False) -> Any:
    """How a process is made: split off where that is safe, else begun anew."""
    return multiprocessing.get_context("fork" if splits() and not anew else "spawn")


class Claims:
    """Things that several processes do between them: each is for the first that asks for it.

    Parameters
    ----------
    most : int
        How many things there are.
    """

    def __init__(self, most: int) -> None:
        self.claimed = context().Array("b", most)

    def __call__(self, thing: int) -> bool:
        """Whether it is whoever asks that does this thing."""
        with self.claimed.get_lock():
            before, self.claimed[thing] = self.claimed[thing], 1
        return not before

    @property
    def left(self) -> int:
        """How many nobody has asked for."""
        return list(self.claimed).count(0)


class Part:
    """A process that does a work: it calls work(connection, *given).

    Parameters
    ----------
    work : callable
        A function at the top of a module.
    given : what the work takes
    anew : bool
        Whether it has to begin with nothing loaded.
    """

    def __init__(self, work: Work, *given: Any, anew: bool = False) -> None:
        how = context(anew)
        self.connection, theirs = how.Pipe()
        self.process = how.Process(target=_begin, args=(work, theirs, *given))
        self.process.start()
        theirs.close()

    def tell(self, said: Any) -> None:
        """Say something to it; where it has ended, `said` tells so."""
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            self.connection.send(said)

    def said(self) -> Any:
        """The next that it says; an EOFError where it has ended without."""
        try:
            return self.connection.recv()
        except ConnectionResetError:
            raise EOFError from None

    def end(self) -> None:
        """End it now, and all parts of its own."""
        self.connection.close()
        self.process.terminate()
        self.process.join(LONGEST)
        self.process.kill()  # what an author's code has kept from ending
        self.process.join()


def _begin(work: Work, connection: Connection, *given: Any) -> None:
    """Do the work, print nothing; what is told to end, or has lost its parent, ends with its own parts."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    if sys.platform == "linux":  # elsewhere a loop outlives whoever was killed
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
    with contextlib.suppress(KeyboardInterrupt, BrokenPipeError, EOFError):  # nobody listens any more
        work(connection, *given)
