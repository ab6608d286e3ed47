"""What a time limit stands on without signals and threads: the interpreter tells of each jump back and call.

Python in a browser, or in another WebAssembly host, is such a place. One call of a library, a product of huge
matrices say, is not ended in its middle there: only the loop around it is.
"""

import contextlib
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import CodeType
from typing import Any

TOOL = 3  # sys.monitoring knows six; debuggers, coverage, profilers and optimizers have numbers of their own
EVERY = 0.02  # seconds
MOST = 1000  # jumps and calls until the next look at the clock, where they are fast
ENGINE = Path(__file__).parents[1]
LIBRARIES = (sys.prefix, sys.base_prefix, str(Path(contextlib.__file__).parent), str(ENGINE))
MISTAKES = str(ENGINE / "mistakes")  # stand for a learner's code, loops without end among them


@contextlib.contextmanager
def watched(look: Callable[[], None]) -> Iterator[None]:
    """In the body `look` is called again and again while code runs that is not a library's.

    What it raises is raised in the line that runs. Python 3.11 cannot tell: nothing is watched there.
    """
    monitoring: Any = getattr(sys, "monitoring", None)
    if monitoring is None or monitoring.get_tool(TOOL) is not None:  # within another body the outer one looks
        yield
        return

    looked, step, left = time.monotonic(), 1, 1

    def called(code: CodeType, *_: int) -> Any:
        nonlocal looked, step, left
        left -= 1
        if left > 0:
            return None
        left = 1
        if _of_a_library(sys._getframe(1).f_globals):
            return monitoring.DISABLE  # at this place, from now on
        if time.monotonic() - looked > EVERY:
            looked, step = time.monotonic(), max(step // 2, 1)
            look()
        else:
            step = min(2 * step, MOST)
        left = step
        return None

    events = monitoring.events
    told = (events.JUMP, events.PY_START, events.PY_RESUME)
    monitoring.use_tool_id(TOOL, "hardway")
    try:
        for event in told:
            monitoring.register_callback(TOOL, event, called)
        monitoring.set_events(TOOL, sum(told))
        yield
    finally:
        monitoring.set_events(TOOL, events.NO_EVENTS)
        monitoring.free_tool_id(TOOL)


def _of_a_library(names: dict[str, Any]) -> bool:
    file = names.get("__file__")
    return isinstance(file, str) and file.startswith(LIBRARIES) and not file.startswith(MISTAKES)
