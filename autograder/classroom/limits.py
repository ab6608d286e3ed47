"""What a submission may take; to be changed in nbgrader_config.py, as in `c.SafeGrading.seconds = 20`."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from autograder.classroom.inside.settings import InnerLimits

MEGA = 2**20
Wall: TypeAlias = Literal["bubblewrap", "wasm", "none"]  # what stands around a student's code


@dataclass(frozen=True)
class Limits:
    """Limits of one submission.

    Parameters
    ----------
    seconds : float
        Of processor time, for one cell and for one check; all processes that it starts count.
        What sleeps is ended by the clock.
    total : float
        Seconds of processor time for everything: running the notebook and all checks.
    memory : int
        Megabytes of address space of a process, and of memory of all its processes together.
    processes : int
        Processes and threads at one time.
    files : int
        Megabytes that may be written to files, all of which are thrown away: a quarter in /dev/shm, the
        rest in /tmp. Without walls, of each file.
    notebook : int
        Megabytes of a notebook file.
    grace : float
        Seconds on top of `total` after which each process, the grader's own too, is ended:
        NumPy's own loops hear no alarm.
    """

    seconds: float = 10
    total: float = 120
    memory: int = 3000
    processes: int = 64
    files: int = 64
    notebook: int = 20
    grace: float = 30

    def inside(self) -> InnerLimits:
        """The limits that hold inside the sandbox, in bytes and seconds."""
        return {
            "memory": self.memory * MEGA,
            "processes": self.processes,
            "seconds": self.total + self.grace,
            "files": self.files * MEGA,
        }
