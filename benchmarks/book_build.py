"""Processor time of `hardway book`: every page run and drawn anew, and once more where nothing has changed.

python benchmarks/book_build.py
"""

import os
import shutil
import subprocess
import sys

from told import tell

from autograder import lesson as lessons

KEPT = lessons.ROOT / "book" / "_build" / "executed"  # what pages showed; derived, so it may go


def seconds():
    """Of one build, with all that it starts."""
    before = os.times()
    book = [sys.executable, "-m", "autograder", "book"]
    subprocess.run(book, cwd=lessons.ROOT, check=True, capture_output=True)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


if __name__ == "__main__":
    shutil.rmtree(KEPT, ignore_errors=True)
    tell({"book, all anew": ("s", [seconds()]), "book, nothing changed": ("s", [seconds()])})
