"""Stands in the sandbox for `autograder.mine`: our functions of the lessons before the one being graded."""

import sys
import types
from collections.abc import Iterable
from typing import Any

# The module's own, since functions are imported from it; filled once, before any student's code runs.
_names: dict[str, Any] = {}  # exercise → our function


def load(earlier: Iterable[tuple[str, list[str]]]) -> list[str]:
    """Run the earlier lessons' definitions, a list of (lesson, list of cells); returns the names."""
    for lesson, sources in earlier:
        space = types.ModuleType(f"{lesson}_ours")
        sys.modules[space.__name__] = space  # so that classes find their module
        for source in sources:
            exec(compile(source, f"<{lesson}>", "exec"), vars(space))
        for name, value in vars(space).items():
            if getattr(value, "__module__", "") == space.__name__:
                _names[name] = value
    return list(_names)


def __getattr__(name: str) -> Any:
    if name.startswith("__"):
        raise AttributeError(name)
    try:
        return _names[name]
    except KeyError:
        raise ImportError(
            f"`autograder.mine` has the exercises of earlier lessons, and `{name}` is none of them: define it"
            " in this notebook"
        ) from None
