"""Makes what people install: the sdist, which is the whole clone, and of it the wheel."""

import importlib.util
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from autograder import lesson as lessons
from autograder.errors import Refusal
from autograder.release import with_extra

DIST = lessons.ROOT / "dist"
KINDS = {"sdist": "*.tar.gz", "wheel": "*.whl"}


def make(answers: bool) -> list[Path]:
    """Write the wheel into dist/, and the sdist where the answers may go out; return their paths.

    Raises
    ------
    Refusal
        Where hatchling is not installed or fails.
    """
    if not importlib.util.find_spec("hatchling"):
        raise Refusal(f"hatchling, which makes the wheel, is not installed: {with_extra('package')}")
    into = DIST if answers else DIST / "without-answers"  # both wheels have one name
    into.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="hardway-wheel-") as folder:
        return [Path(shutil.copy(path, into)) for path in _made(Path(folder), answers)]


def _made(folder: Path, answers: bool) -> list[Path]:
    """The wheel is made of the unpacked sdist: whoever has only that gets the same one."""
    sdist = _hatched("sdist", lessons.ROOT, folder)
    with tarfile.open(sdist) as archive:
        archive.extractall(folder, filter="data")
    source = folder / sdist.name.removesuffix(".tar.gz")
    if not answers:
        shutil.rmtree(source / "solutions", ignore_errors=True)
    return [_hatched("wheel", source, folder), *([sdist] if answers else [])]


def _hatched(target: str, source: Path, folder: Path) -> Path:
    command = [sys.executable, "-m", "hatchling", "build", "--target", target, "--directory", str(folder)]
    done = subprocess.run(command, cwd=source, capture_output=True, text=True, check=False)
    if done.returncode:
        said = (done.stderr.strip().splitlines() or ["it says nothing"])[-1]
        raise Refusal(f"hatchling made no {target}: {said}", status=1)
    return next(folder.glob(KINDS[target]))
