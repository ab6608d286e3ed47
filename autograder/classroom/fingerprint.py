"""Short names for all that a mark depends on: where they differ, a submission is graded again."""

import functools
import hashlib
import importlib.util
import sys
from importlib import metadata

from autograder import lesson as lessons
from autograder.errors import Refusal

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


@functools.cache
def versions(packages: tuple[str, ...]) -> tuple[str, ...]:
    """The versions of packages, which go by the names in `import`; a Refusal where one is missing."""
    missing = [name for name in packages if not importlib.util.find_spec(name)]
    if missing:
        listed = ", ".join(missing)
        raise Refusal(
            f"course.toml allows packages that are not installed here: {listed}; install them"
            " (pip install), or take them out of packages"
        )
    known = metadata.packages_distributions() if packages else {}
    made = {name: known.get(name, []) for name in packages}
    return tuple(f"{name} {metadata.version(one)}" for name in packages for one in sorted(set(made[name])))


def digest(*parts: object) -> str:
    """A short name for all of the parts together."""
    digest = hashlib.sha256()
    for part in parts:
        data = part if isinstance(part, bytes) else repr(part).encode("utf-8", "replace")
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()
