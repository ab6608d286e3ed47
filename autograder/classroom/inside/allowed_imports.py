"""Lets a student's code import no package but those that the course allows, where it names any.

This is a rule and no wall: what matters is behind walls already, and what a package imports is its own.
"""

import sys
from collections.abc import Iterable
from types import FrameType

# What the kit itself brings to a lesson; Python's own modules come on top.
KIT = frozenset(
    {
        "numpy",
        "matplotlib",
        "mpl_toolkits",
        "scipy",
        "sklearn",
        "IPython",
        "ipywidgets",
        "autograder",
        "playground",
    }
)


class Allowed:
    """Stands in front of Python's own finders.

    Parameters
    ----------
    packages : iterable of str
        Besides the kit's.
    """

    def __init__(self, packages: Iterable[str]) -> None:
        self.packages = frozenset(packages)

    def find_spec(self, name: str, path: object = None, target: object = None) -> None:
        """Refuse, or leave it to the others."""
        if is_own(name, self.packages) or not _by_a_cell(sys._getframe(1)):
            return
        raise ModuleNotFoundError(f"the course does not allow to import `{name}`", name=name)


def is_own(name: str, packages: Iterable[str]) -> bool:
    """Whether a module is Python's own, the kit's or one of the packages; parts of one are as the whole."""
    whole = name.partition(".")[0]
    return "." in name or whole in sys.stdlib_module_names or whole in KIT or whole in packages


def _by_a_cell(frame: FrameType | None) -> bool:
    """Whether the import stands in a text that is no file: the first frame that is not importlib's tells."""
    while frame is not None and frame.f_globals.get("__name__", "").partition(".")[0] in (
        "importlib",
        "_frozen_importlib",
    ):
        frame = frame.f_back
    return frame is not None and frame.f_code.co_filename.startswith("<")


def restrict(packages: Iterable[str] | None) -> None:
    """From now on cells import no other packages; None for any."""
    if packages is not None:
        sys.meta_path.insert(0, Allowed(packages))
