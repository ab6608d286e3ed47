"""What the grader tells the process inside before all else, as plain data."""

from typing import TypedDict


class InnerLimits(TypedDict):
    """What a submission may take inside, in bytes and seconds."""

    memory: int
    processes: int
    seconds: float
    files: int


class Settings(TypedDict):
    """The lessons before this one, this one as it was handed out, and how each child is to be held."""

    earlier: list[tuple[str, list[str]]]  # (lesson, its definitions with answers)
    shipped: tuple[str, list[tuple[str, str]]]  # its name, and (kind, source) of its cells
    limits: InnerLimits
    walls: bool  # whether bubblewrap stands around it
    packages: list[str] | None  # that cells may import besides the kit's; None for any


def room(limits: InnerLimits) -> dict[str, int]:
    """The folders that a submission can write to, and the bytes that each may hold: together `files`."""
    shared = limits["files"] // 4  # what processes share is small; no lesson needs any
    return {"/tmp": limits["files"] - shared, "/dev/shm": shared}
