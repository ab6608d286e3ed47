"""Brings a course's notebook up to the kit's, and leaves in it what is the instructor's.

Three texts tell whose a change is: the notebook as it is, as the kit wrote it last, and as it has it now.
"""

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from autograder.classroom.submissions.normalize import source_of
from autograder.classroom.task import Notebook

Cells: TypeAlias = dict[str, Notebook]  # name → cell, in order


@dataclass
class Merged:
    """The notebook, and what there is to say of it: names of cells."""

    notebook: Notebook
    own: list[str] = field(default_factory=list)  # the instructor's own, and such that they edited: they stay
    left_out: list[str] = field(default_factory=list)  # ours that they took out: they stay out
    replaced: list[str] = field(default_factory=list)  # edited by them and newer in the kit: the kit's stand


def merge(now: Notebook, last: Notebook | None, kit: Notebook) -> Merged:
    """The course's notebook with the kit's changes.

    Parameters
    ----------
    now : dict
        The course's notebook as it is.
    last : dict, optional
        As the kit wrote it last; where nobody knows, what differs is taken for the instructor's.
    kit : dict
        As the kit would write it today.
    """
    theirs, before, ours = _by_name(now), _by_name(last) if last else {}, _by_name(kit)
    merged = Merged({**kit})
    cells: Cells = {}
    for name, cell in ours.items():
        if name not in theirs:
            if name in before:
                merged.left_out.append(name)
            else:
                cells[name] = cell
            continue
        cells[name] = cell
        if _content(theirs[name]) in (_content(cell), _content(before.get(name))):
            continue
        if _content(before.get(name)) == _content(cell):
            cells[name] = theirs[name]
            merged.own.append(name)
        else:
            merged.replaced.append(name)
    _insert_own(cells, theirs, before, ours, merged)
    merged.notebook["cells"] = list(cells.values())
    return merged


def _insert_own(cells: Cells, theirs: Cells, before: Cells, ours: Cells, merged: Merged) -> None:
    """Put the instructor's own cells behind those behind which they stand."""
    order, behind = list(cells), -1
    for name, cell in theirs.items():
        if name in order:
            behind = order.index(name)
        elif name not in ours and _content(cell) != _content(before.get(name)):
            behind += 1
            order.insert(behind, name)
            cells[name] = cell
            merged.own.append(name)
    for name in order:
        cells[name] = cells.pop(name)


def _by_name(book: Notebook) -> Cells:
    """The cells by grade_id, by id, or by what stands in them where they have neither."""
    return {_name(cell): cell for cell in book["cells"]}


def _name(cell: Notebook) -> str:
    info = cell["metadata"].get("nbgrader") or {}
    text = hashlib.sha256(source_of(cell).encode("utf-8", "replace")).hexdigest()[:12]
    return str(info.get("grade_id") or cell.get("id") or text)


def _content(cell: Notebook | None) -> Any:
    """What an instructor may have changed of a cell."""
    if cell is None:
        return None
    info = dict(cell["metadata"].get("nbgrader") or {})
    for derived in ("checksum", "cell_type", "schema_version"):
        info.pop(derived, None)
    return cell["cell_type"], source_of(cell), json.dumps(info, sort_keys=True)
