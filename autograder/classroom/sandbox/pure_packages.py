"""Installed packages of pure Python, copied for a Python that can load no others."""

import importlib.metadata
import shutil
from pathlib import Path

from packaging.requirements import Requirement


def copy(name: str, target: Path) -> None:
    """Copy an installed distribution, and what it needs, into a folder; what is compiled stays behind."""
    for needed in _with_needs(name, set()):
        for file in importlib.metadata.files(needed) or ():
            if file.suffix == ".py" and ".." not in file.parts:
                (target / file).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(file.locate(), target / file)


def _with_needs(name: str, found: set[str]) -> set[str]:
    if name in found:
        return found
    try:
        needs = importlib.metadata.requires(name) or ()
    except importlib.metadata.PackageNotFoundError:
        return found  # needed elsewhere, by another system say
    found.add(name)
    for need in map(Requirement, needs):
        if need.marker is None or need.marker.evaluate({"extra": ""}):
            _with_needs(need.name, found)
    return found
