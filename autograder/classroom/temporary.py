"""Folders for the time of one process; what a killed one left is removed by the next that makes a kit."""

import contextlib
import os
import shutil
import tempfile
from pathlib import Path

import psutil

NAME = "hardway-{}-{}-"  # what for, and the process whose it is; `tempfile` adds letters that make it new


def make(use: str) -> Path:
    """A new folder of this process for a use, a word without hyphens; the caller removes it."""
    return Path(tempfile.mkdtemp(prefix=NAME.format(use, os.getpid())))


def sweep() -> None:
    """Remove the folders of processes that were killed."""
    for left in Path(tempfile.gettempdir()).glob(NAME.format("*", "*") + "*"):
        pid = left.name.split("-")[2]
        with contextlib.suppress(FileNotFoundError):  # another worker sweeps as well
            if pid.isdecimal() and left.lstat().st_uid == os.getuid() and not psutil.pid_exists(int(pid)):
                shutil.rmtree(left, ignore_errors=True)
