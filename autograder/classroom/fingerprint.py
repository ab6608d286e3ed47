"""Short names for all that a mark depends on: where they differ, a submission is graded again."""

import functools
import hashlib
import sys
from importlib import metadata

from autograder import lesson as lessons

PACKAGES = ("numpy", "matplotlib", "scikit-learn", "pytest")  # their versions can change a mark


@functools.cache
def kit_part() -> str:
    """A short name for the kit as it now is: every module of it, the solutions, Python and the packages."""
    folders = (lessons.ROOT / "autograder", lessons.ROOT / "playground", lessons.source_folder())
    kinds = (".py", ".ipynb", ".j2")
    files = [path for folder in folders for path in sorted(folder.rglob("*")) if path.suffix in kinds]
    versions = [sys.version, *(metadata.version(name) for name in PACKAGES)]
    return digest(
        *versions,
        *(part for path in files for part in (path.relative_to(lessons.ROOT).as_posix(), path.read_bytes())),
    )


def digest(*parts: object) -> str:
    """A short name for all of the parts together."""
    digest = hashlib.sha256()
    for part in parts:
        data = part if isinstance(part, bytes) else repr(part).encode("utf-8", "replace")
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()
