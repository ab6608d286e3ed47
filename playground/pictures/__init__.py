"""The pictures of the lessons: a module for each, which draws with the functions that the learner wrote.

A lesson says `from playground.pictures import forward_pass as demo`. One whose function is not written yet
says so in a line: each lesson's module is guarded here as it comes in.
"""

import sys
import types
from typing import Any

from playground.unwritten import guard


class _Pictures(types.ModuleType):
    """This package: Python sets a module that was imported as an attribute of it, by whatever way it came."""

    def __setattr__(self, name: str, value: Any) -> None:
        if isinstance(value, types.ModuleType):
            guard(value)
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Pictures
