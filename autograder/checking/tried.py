"""Changed code of a student is tried only where it cannot do harm: it may never end, or fill the memory."""

import contextlib
import signal
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from autograder.checking.conditions import Conditions
from autograder.running.recorder import StudentTimeout
from autograder.running.tape import Tape

try:
    import resource
except ImportError:  # Windows has none
    resource = None  # type: ignore[assignment]

SECONDS = 3  # for all that is tried
MEMORY = 2**29  # bytes that it may take more than there are now
USED = Path("/proc/self/statm")  # pages, the first number of all


def can_be_held() -> bool:
    """Whether both limits hold here: an alarm reaches the main thread alone, memory is bounded on Linux."""
    in_main = threading.current_thread() is threading.main_thread()
    return in_main and hasattr(signal, "setitimer") and resource is not None and USED.exists()


@contextlib.contextmanager
def held(conditions: Conditions) -> Iterator[None]:
    """In the body code is tried: it has little time and memory, prints nothing, and asks for no key."""
    before = resource.getrlimit(resource.RLIMIT_AS)
    most = int(USED.read_text().split()[0]) * resource.getpagesize() + MEMORY
    if before[0] != resource.RLIM_INFINITY:
        most = min(most, before[0])
    resource.setrlimit(resource.RLIMIT_AS, (most, before[1]))
    try:
        with contextlib.suppress(StudentTimeout), replace(conditions, seconds=SECONDS).on_tape(Tape()):
            yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)
