"""The learner's own modules beside the notebooks: they import as in JupyterLab, and stand in nobody else's way."""

import contextlib
import importlib
import importlib.util
import sys
from functools import lru_cache
from importlib.machinery import PathFinder
from pathlib import Path

from autograder.lesson import ROOT

_open = []


@contextlib.contextmanager
def beside(folder):
    """In the body the modules in the folder can be imported; afterwards they are forgotten, so that an edited one is read anew."""
    place, before, written = str(Path(folder).resolve()), set(sys.modules), sys.dont_write_bytecode
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
        new = {name.partition(".")[0] for name in sys.modules} - {name.partition(".")[0] for name in before}
        own = {name for name in new if _lies_in(sys.modules.get(name), place)}
        for name in [name for name in sys.modules if name.partition(".")[0] in own]:
            del sys.modules[name]


def _load_our_playground():
    """Have ours before a `playground.py` of the learner's can be found: an installed package of ours comes after all folders on the path."""
    if "playground" not in sys.modules:
        spec = PathFinder.find_spec("playground", [str(ROOT)])
        sys.modules["playground"] = module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)


def _lies_in(module, place):
    """Whether a module is place/name.py, or a package place/name."""
    origins = [getattr(module, "__file__", None), *getattr(module, "__path__", ())]
    return any(
        place in (str(Path(origin).parent), str(Path(origin).parent.parent)) for origin in origins if origin
    )


@lru_cache
def hiding(folder):
    """The learner's files whose names other modules have, in one line; empty where there are none."""
    place = Path(folder).resolve()
    elsewhere = [entry for entry in sys.path if Path(entry).resolve() != place]
    names = {path.stem for path in place.glob("*.py")} | {
        path.parent.name for path in place.glob("*/__init__.py")
    }
    known = sys.stdlib_module_names | set(sys.modules) | {"autograder", "playground"}
    taken = [name for name in sorted(names) if name in known or PathFinder.find_spec(name, elsewhere)]
    files = ", ".join(f"{name}.py" if (place / f"{name}.py").exists() else f"{name}/" for name in taken)
    return (
        f"{files} in {place}: another module has that name; here the other is imported, in JupyterLab perhaps yours: rename it"
        if taken
        else ""
    )
