"""The programs of the system that some tests need, looked for in one place: `make test SYSTEM=no` does without them."""

import os
import shutil
from pathlib import Path

import pytest

PACKAGES = {"bubblewrap": "bwrap", "chromium": "chromium", "chromium-driver": "chromedriver", "ffmpeg": "ffmpeg", "postgresql": "initdb"}  # of Debian, and a program of each
NEEDS = "needs of the system: "


def find(package):
    """Path of a package's program, or None."""
    if os.environ.get("SYSTEM") == "no":
        return None
    servers = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)  # Debian keeps them off the path
    return next(filter(None, (shutil.which(PACKAGES[package], path=path) for path in (None, *servers))), None)


def needs(*packages):
    """The mark of tests that are left out where one of the packages is missing."""
    missing = [package for package in packages if not find(package)]
    return pytest.mark.skipif(bool(missing), reason=NEEDS + ", ".join(missing))
