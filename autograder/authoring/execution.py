"""Runs the lessons' pages, several at once; what was shown is kept until code changes."""

import hashlib
import json
import os
import tempfile
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograder import lesson as lessons
from autograder.errors import Refusal

if TYPE_CHECKING:
    from nbclient import NotebookClient

KIT = ("autograder", "playground", "solutions/nn.py")
ABOVE = ("authoring", "classroom", "commands")  # parts of the engine that no lesson may import
DRAWN_BY = ("numpy", "matplotlib", "scikit-learn")
Notebook = dict[str, Any]
Pages = Mapping[str, Notebook]


def executed(pages: Pages, kept: Path, environment: Mapping[str, str]) -> dict[str, Notebook]:
    """Name → the page with what its code cells show; a page whose code ran before is not run again.

    Parameters
    ----------
    pages : dict
        Name → notebook, as nbformat writes it.
    kept : Path
        The folder of what was shown, a file a page.
    environment : dict
        The variables of the kernels.

    Raises
    ------
    Refusal
        Where a cell fails: page, cell and error.
    """
    kept.mkdir(parents=True, exist_ok=True)
    kit, running = _digest_of_the_kit() + environment.get("PLAYGROUND", ""), set["NotebookClient"]()
    with ThreadPoolExecutor(os.cpu_count()) as pool:  # a thread waits for a kernel, a process
        # Most code first: it takes longest, and what is left for one core at the end is short.
        lasting = sorted(pages, key=lambda name: _length(pages[name]), reverse=True)
        shown = {
            name: pool.submit(_shown, name, pages[name], kept, kit, environment, running) for name in lasting
        }
        try:
            for future in as_completed(shown.values()):
                future.result()
        except BaseException:  # a page has failed, or Ctrl-C: nobody waits for the others
            pool.shutdown(wait=False, cancel_futures=True)
            for client in running:
                _kill(client)
            raise
    return {name: _with(page, shown[name].result()) for name, page in pages.items()}


def _shown(name, page, kept, kit, environment, running):
    """The outputs of each code cell, from the last time if nothing that they come from has changed."""
    code = [cell["source"] for cell in _code(page)]
    path, key = kept / f"{name}.json", hashlib.sha256(json.dumps([kit, code]).encode()).hexdigest()
    if path.exists():
        before = json.loads(path.read_text(encoding="utf-8"))
        if before["key"] == key:
            return before["outputs"]
    outputs = _run(name, page, environment, running)
    path.write_text(json.dumps({"key": key, "outputs": outputs}), encoding="utf-8")
    return outputs


def _run(name, page, environment, running):
    import nbformat
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    notebook, begun = nbformat.reads(json.dumps(page), as_version=4), []  # there, lines become texts
    with tempfile.TemporaryDirectory(prefix="hardway-page-") as folder, open(os.devnull, "w") as nowhere:
        client = NotebookClient(notebook, timeout=600, resources={"metadata": {"path": folder}})
        client.on_notebook_start = lambda notebook: running.add(client)
        client.on_cell_start = lambda cell, cell_index: begun.append(cell["source"])
        try:
            client.execute(env={**environment}, stderr=nowhere)  # the kernel's own log
        except CellExecutionError as error:
            raise _failed(name, begun[-1], f"{error.ename}: {error.evalue}") from None
        except (CellTimeoutError, DeadKernelError) as error:
            raise _failed(name, begun[-1], str(error).strip().splitlines()[0]) from None
    return [cell["outputs"] for cell in _code(notebook)]


def _kill(client):
    provisioner = client.km and client.km.provisioner  # nothing of either once the kernel has ended
    if provisioner and provisioner.process:
        provisioner.process.kill()


def _failed(name, cell, reason):
    line = cell.strip().splitlines()[0]
    where = f"in solutions/{name}.py the cell that begins with `{line}` fails"
    return Refusal(f"the book was not built: {where}: {reason}; mend it, then: hardway book", status=1)


def _with(page, outputs):
    """A page with these outputs in its code cells."""
    left = iter(outputs)
    cells = [
        {**cell, "outputs": next(left)} if cell["cell_type"] == "code" else cell for cell in page["cells"]
    ]
    return {**page, "cells": cells}


def _length(page):
    return sum(len("".join(cell["source"])) for cell in _code(page))


def _code(page):
    return [cell for cell in page["cells"] if cell["cell_type"] == "code"]


def _digest_of_the_kit():
    """Of all that a lesson runs and does not hold itself."""
    digest = hashlib.sha256(" ".join(map(version, DRAWN_BY)).encode())
    for part in (lessons.ROOT / name for name in KIT):
        for path in sorted(part.rglob("*.*")) if part.is_dir() else [part]:
            above = part.is_dir() and path.relative_to(part).parts[0] in ABOVE
            if path.suffix in (".py", ".j2") and not above:
                digest.update(path.read_bytes())
    return digest.hexdigest()
