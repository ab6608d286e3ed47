"""The learner's own modules beside the notebooks: they import as in JupyterLab, and stand in nobody's way."""

import contextlib
import importlib
import importlib.util
import sys
from collections.abc import Iterator
from functools import lru_cache
from importlib.machinery import PathFinder
from pathlib import Path
from types import ModuleType

from autograder.lesson import ROOT
from autograder.running import context

_open: list[str] = []  # folders whose modules can be imported now


@contextlib.contextmanager
def beside(folder: str | Path) -> Iterator[None]:
    """In the body the folder is the one in use, and the modules in it can be imported.

    Afterwards they are forgotten, so that an edited one is read anew.
    """
    with context.entered(folder=Path(folder)), _importable(str(Path(folder).resolve())):
        yield


@contextlib.contextmanager
def _importable(place: str) -> Iterator[None]:
    before, written = set(sys.modules), sys.dont_write_bytecode
    if place in _open:
        yield
        return
    importlib.invalidate_caches()
    _load_our_playground()
    _open.append(place)
    sys.path.append(place)  # last: a `random.py` is not Python's own to us
    sys.dont_write_bytecode = True  # compiled files go by whole seconds: an edit within one would be missed
    try:
        yield
    finally:
        sys.dont_write_bytecode = written
        with contextlib.suppress(ValueError):  # the learner's code may have changed the path
            sys.path.remove(place)
        _open.remove(place)
        _forget(place, before)


def _forget(place: str, before: set[str]) -> None:
    """Take the modules of a folder out of those that were imported since."""
    new = {name.partition(".")[0] for name in sys.modules} - {name.partition(".")[0] for name in before}
    own = {name for name in new if _lies_in(sys.modules.get(name), place)}
    for name in [name for name in sys.modules if name.partition(".")[0] in own]:
        del sys.modules[name]


def _load_our_playground() -> None:
    """Have ours before a `playground.py` of the learner's is found: an installed one is last on the path."""
    if "playground" not in sys.modules:
        spec = PathFinder.find_spec("playground", [str(ROOT)])
        assert spec and spec.loader, "the playground is part of every copy of the course"
        sys.modules["playground"] = module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)


def _lies_in(module: ModuleType | None, place: str) -> bool:
    """Whether a module is place/name.py, or a package place/name."""
    origins = [getattr(module, "__file__", None), *getattr(module, "__path__", ())]
    return any(
        place in (str(Path(origin).parent), str(Path(origin).parent.parent)) for origin in origins if origin
    )


@lru_cache
def hiding(folder: Path) -> str:
    """The learner's files whose names other modules have, in one line; empty where there are none."""
    place = Path(folder).resolve()
    elsewhere = [entry for entry in sys.path if Path(entry).resolve() != place]
    names = {path.stem for path in place.glob("*.py")}
    names |= {path.parent.name for path in place.glob("*/__init__.py")}
    known = sys.stdlib_module_names | set(sys.modules) | {"autograder", "playground"}
    taken = [name for name in sorted(names) if name in known or PathFinder.find_spec(name, elsewhere)]
    if not taken:
        return ""
    files = ", ".join(f"{name}.py" if (place / f"{name}.py").exists() else f"{name}/" for name in taken)
    which = "here the other is imported, in JupyterLab perhaps yours"
    return f"{files} in {place}: another module has that name; {which}: rename it"
