"""Jupyter Book in a process of its own, which reads its libraries while pages are still written."""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType

SCRIPT = Path(__file__).with_name("build_when_told.py")


class Builder:
    """Waits to be told what to build; what was begun is over at the end of the block.

    Parameters
    ----------
    log : Path
        What Sphinx prints goes there.
    environment : dict
        The variables of the process.
    """

    def __init__(self, log: Path, environment: Mapping[str, str]) -> None:
        with log.open("w", encoding="utf-8") as output:
            self._process = subprocess.Popen(
                [sys.executable, "-P", str(SCRIPT)],  # -P: what lies beside the script is not imported
                env=environment,
                stdin=subprocess.PIPE,
                stdout=output,
                stderr=subprocess.STDOUT,
                text=True,
            )

    def build(self, *arguments: str) -> int:
        """The status of `jupyter-book build` with these arguments; to be called once."""
        self._process.communicate(json.dumps(["build", *arguments]) + "\n")
        return self._process.returncode

    def __enter__(self) -> "Builder":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.communicate()
