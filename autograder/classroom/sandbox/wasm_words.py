"""What the grader and the process around a WebAssembly instance say to each other."""

from typing import TypedDict

from autograder.classroom.inside.settings import Settings

READY = b"ready\n"  # the guest has loaded
OUT_OF_FUEL = 3  # the process's status where the guest has used up its instructions


class Started(TypedDict):
    """What the process is told before all else."""

    fd: int  # of the socket to the grader
    kit: str  # the folder that the guest sees
    fuel: int  # instructions that it may execute
    settings: Settings
