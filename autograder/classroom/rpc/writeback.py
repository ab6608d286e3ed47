"""Changes that one side made in its copy of the arguments, made in the other side's too."""

from typing import Any

import numpy as np

from autograder.classroom.rpc import generators


def write_back(thing: Any, after: Any) -> None:
    """Make the mutable parts of `thing` equal to `after`, where they can be: what was changed is seen."""
    if isinstance(thing, np.ndarray) and isinstance(after, np.ndarray):
        if thing.shape != after.shape and thing.size == after.size and thing.flags.c_contiguous:
            thing.shape = after.shape
        if thing.shape == after.shape and thing.flags.writeable and thing.dtype == after.dtype:
            thing[...] = after
    elif isinstance(thing, np.random.Generator) and isinstance(after, np.random.Generator):
        generators.advance(thing, after)
    elif isinstance(thing, dict) and isinstance(after, dict):
        kept = {key: _updated(thing.get(key), value) for key, value in after.items()}
        thing.clear()
        thing.update(kept)
    elif isinstance(thing, list) and isinstance(after, list):
        thing[:] = [_updated(old, new) for old, new in zip(thing, after)] + after[len(thing) :]
    elif isinstance(thing, tuple) and isinstance(after, tuple):
        for old, new in zip(thing, after):
            write_back(old, new)


def _updated(old: Any, new: Any) -> Any:
    """`old` itself, brought up to date, where it is a container of the same kind; else `new`."""
    if type(old) is type(new) and isinstance(old, (list, dict, tuple)):
        write_back(old, new)
        return new if isinstance(old, tuple) and len(old) != len(new) else old
    if (
        isinstance(old, np.ndarray)
        and isinstance(new, np.ndarray)
        and old.shape == new.shape
        and old.dtype == new.dtype
        and old.flags.writeable
    ):
        old[...] = new
        return old
    return new
