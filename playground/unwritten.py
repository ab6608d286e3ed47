"""A picture whose function is still to be written says so in one line, and leaves nothing half drawn."""

import functools
import inspect
import sysconfig
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

STUB = "NotImplementedError"
FIRST = "Write `{}` first: `raise NotImplementedError` still stands in it. Then run this cell again."
DRAWN_WITH = (
    "This picture is drawn with your {}: run `check` first, a wrong answer may be all that is the matter."
)
PATHS = sysconfig.get_paths()
# Whoever raises from one of these folders is no learner: the playground, Python's library, what is installed.
NOT_THEIRS = (Path(__file__).parent, *(Path(PATHS[kind]) for kind in ("stdlib", "purelib", "platlib")))


def guard(topic: types.ModuleType) -> None:
    """Guard all pictures of a lesson: the public functions of its module that return nothing."""
    for name, thing in vars(topic).items():
        if isinstance(thing, types.FunctionType) and not name.startswith("_") and _returns_nothing(thing):
            setattr(topic, name, guarded(thing))


def guarded(picture: Callable[..., None]) -> Callable[..., None]:
    """The picture, which ends in one printed line where a function that it calls is not written yet."""

    @functools.wraps(picture)
    def drawn(*args: Any, **kwargs: Any) -> None:
        import matplotlib.pyplot as plt

        before = set(plt.get_fignums())
        try:
            picture(*args, **kwargs)
        except Exception as error:
            for number in set(plt.get_fignums()) - before:
                plt.close(number)
            if name := stub_of(error):
                print(FIRST.format(name))
                return
            if names := _of_the_learner(picture, args, kwargs):
                error.add_note(DRAWN_WITH.format(", ".join(f"`{name}`" for name in names)))
            raise

    return drawn


def stub_of(error: BaseException) -> str | None:
    """The name of the learner's function that raised as it was handed out; None for any other error."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    if trace is None or not isinstance(error, NotImplementedError):
        return None
    code = trace.tb_frame.f_code
    return code.co_qualname.rpartition("<locals>.")[2] if _theirs(code) and STUB in code.co_names else None


def _theirs(code: types.CodeType) -> bool:
    return not any(Path(code.co_filename).is_relative_to(folder) for folder in NOT_THEIRS)


def _of_the_learner(picture: Callable[..., None], args: Any, kwargs: Any) -> list[str]:
    """The names of the learner's functions that the picture was handed."""
    given = inspect.signature(picture).bind(*args, **kwargs).arguments.values()
    functions = (one for one in given if isinstance(one, types.FunctionType))
    own = (one for one in functions if not hasattr(one, "__wrapped__") and _theirs(one.__code__))
    return [one.__name__ for one in own if one.__name__.isidentifier()]


def _returns_nothing(function: Callable) -> bool:
    """Whether it only draws: what hands something on must stop its cell, whose next line needs it."""
    return inspect.signature(function).return_annotation in (None, "None")
