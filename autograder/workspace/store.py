"""What the kit keeps beside a learner's lessons: dicts, each in a file of the folder `.hardway`."""

import contextlib
import json
import os
from pathlib import Path
from typing import Any


def read(folder: str | Path, name: str) -> dict[str, Any]:
    """The dict that is kept under this name; empty where there is none, or its file is damaged."""
    try:
        kept = json.loads(_file(folder, name).read_text(encoding="utf-8"))
        return kept if isinstance(kept, dict) else {}
    except (OSError, ValueError, RecursionError):
        return {}


def write(folder: str | Path, name: str, kept: dict[str, Any]) -> None:
    """Keep a dict; where nothing can be written, nothing is kept, and that is only slower."""
    path = _file(folder, name)
    with contextlib.suppress(OSError):
        path.parent.mkdir(exist_ok=True)
        part = path.with_name(f"{path.name}.{os.getpid()}")
        part.write_text(json.dumps(kept, indent=1), encoding="utf-8")
        part.replace(path)


def _file(folder: str | Path, name: str) -> Path:
    return Path(folder) / ".hardway" / f"{name}.json"
