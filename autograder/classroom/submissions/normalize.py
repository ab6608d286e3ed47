"""Puts a submission back into the course's form: the student's cells, and our checks where they belong.

An exercise is known by its name, not by metadata: what a student moved, copied, renamed or deleted costs only what it defines.
"""

import ast
import copy
import hashlib
import json
import re

from autograder import lesson as lessons
from autograder.classroom.submissions import sanitize
from autograder.lesson import LessonUnreadable

GOOD_ID = re.compile(r"[a-zA-Z0-9_-]{1,64}")
MOST_CELLS = 2000
RARE, MOST = (
    0.25,
    0.75,
)  # of a lesson's exercises: a notebook with so few of one and so many of another is the other's


def cells_of(data, name):
    """[(Cell, the cell as it was saved)] of a notebook's bytes, of any format version.

    Raises
    ------
    LessonUnreadable
        One line: what is wrong with the file.
    """
    text = _decoded(data, name)
    lessons.notebook_cells(text, name)  # says what is wrong with it
    book = json.loads(text)
    sheets = (
        book["cells"]
        if book.get("cells") is not None
        else [c for s in book["worksheets"] if isinstance(s, dict) for c in s.get("cells") or []]
    )
    pairs = [(lessons.notebook_cells(json.dumps({"cells": [raw]}), name), raw) for raw in sheets[:MOST_CELLS]]
    return [(cell[0], raw) for cell, raw in pairs if cell]


def _decoded(data, name):
    for encoding in ("utf-8-sig", "utf-16"):
        if encoding == "utf-16" and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
            continue
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise LessonUnreadable(f"{name} is not text: it is damaged, or no notebook at all")


def belongs(cells, lesson):
    """The name of the lesson that the cells are of where it is plainly another one, or None."""
    names = {name for cell, _ in cells for name in defined(cell)}
    share = {
        other: len(names & set(lessons.lesson(other).exercises)) / len(lessons.lesson(other).exercises)
        for other in lessons.course()
    }
    best = max(share, key=share.get)
    return (
        best if share[best] and (not share[lesson] or (share[lesson] < RARE and share[best] > MOST)) else None
    )


def defined(cell):
    """The names that a cell's own lines define; where it does not parse, those of them that are exercises."""
    if cell.tree is None:
        return _seen_in(cell.source)
    names = set()
    for node in cell.tree.body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            names.add(node.name)
        elif isinstance(node, ast.Assign):
            names |= {target.id for target in node.targets if isinstance(target, ast.Name)}
    return names


def _seen_in(source):
    """The exercises that some line of a text seems to define; only these, since a text may seem to define millions of names."""
    exercises = "|".join(name for lesson in lessons.course() for name in lessons.lesson(lesson).exercises)
    lines = re.finditer(
        rf"^(?:(?:async\s+def|def|class)\s+({exercises})\b|({exercises})\s*=(?!=))", source, re.MULTILINE
    )
    return {line[1] or line[2] for line in lines}


def rebuilt(cells, template, exercises):
    """The notebook for the gradebook.

    Parameters
    ----------
    cells : list of (Cell, dict)
        The student's cells.
    template : dict
        The course's own notebook, with nbgrader's metadata.
    exercises : collection of str
        The names of the lesson's exercises.

    Returns
    -------
    dict
        A notebook in format 4.5 in which each graded cell of the template stands exactly once.
    """
    shipped = {normal(source_of(cell)) for cell in template["cells"]}
    made = [_made(cell, raw, shipped) for cell, raw in cells]
    places, last, after = _Places(cells), -1, {}
    for cell in filter(_is_graded, template["cells"]):
        name = cell["metadata"]["nbgrader"]["grade_id"]
        at = (
            places.of_exercise(name, cell["cell_type"])
            if name in exercises
            else places.of_check(name, cell["cell_type"])
        )
        if at is None:
            after.setdefault(last, []).append(_restored(cell))
            continue
        last = at
        if at not in places.taken:  # of two exercises in one cell the first gives its heading
            places.taken.add(at)
            made[at] |= _heading(cell)
    ordered = after.get(-1, []) + [one for i, cell in enumerate(made) for one in (cell, *after.get(i, []))]
    for cell, cell_id in zip(ordered, _fresh_ids(ordered)):
        cell["id"] = cell_id
    metadata = copy.deepcopy(
        {k: v for k, v in template["metadata"].items() if k in ("kernelspec", "language_info")}
    )
    return {"cells": ordered, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


class _Places:
    """Where the template's graded cells stand among the student's, by number; `taken` are those that have their heading."""

    def __init__(self, cells):
        self.kinds = [cell.kind for cell, _ in cells]
        self.names = [defined(cell) if cell.kind == "code" else set() for cell, _ in cells]
        self.checks = [cell.checks if cell.kind == "code" else None for cell, _ in cells]
        self.ids = [_old_id(raw) for _, raw in cells]
        self.taken = set()

    def of_exercise(self, name, kind):
        """The last cell that defines the name, else the last that was handed out for it and is still of its kind, else None."""
        found = [i for i, names in enumerate(self.names) if name in names] or self._handed_out(name, kind)
        return found[-1] if found else None

    def of_check(self, grade_id, kind):
        """The first cell still free that checks the exercise, else the first that was handed out for it, else None."""
        free = [i for i in range(len(self.ids)) if i not in self.taken]
        found = [i for i in free if self.checks[i] == grade_id.removeprefix("check_")] or [
            i for i in self._handed_out(grade_id, kind) if i in free
        ]
        return found[0] if found else None

    def _handed_out(self, grade_id, kind):
        return [i for i, old in enumerate(self.ids) if old == grade_id and self.kinds[i] == kind]


def _is_graded(cell):
    info = cell["metadata"].get("nbgrader")
    return info and (info["grade"] or info["solution"] or info.get("task") or info.get("locked"))


def _heading(cell):
    """What a student's cell takes over from the template's: the heading, and where the student has nothing to write, all of it."""
    info = cell["metadata"]["nbgrader"]
    heading = {"metadata": {"nbgrader": dict(info)}}
    if info["solution"]:
        return heading
    own = {"outputs": [], "execution_count": None} if cell["cell_type"] == "code" else {}
    return heading | {"cell_type": cell["cell_type"], "source": source_of(cell)} | own


def source_of(cell):
    """A saved cell's text."""
    return cell["source"] if isinstance(cell["source"], str) else "".join(cell["source"])


def normal(source):
    """The text without trailing blanks and outer blank lines."""
    return "\n".join(line.rstrip() for line in source.strip().splitlines())


def _made(cell, raw, shipped):
    """A student's cell in the present format, made harmless."""
    ours = normal(cell.source) in shipped
    if cell.kind == "markdown":
        source = cell.source if ours else sanitize.markdown(cell.source)
        return {"cell_type": "markdown", "metadata": {}, "source": source, "id": raw.get("id")}
    saved = sanitize.outputs(raw.get("outputs"))
    return {
        "cell_type": "code",
        "metadata": {},
        "source": sanitize.printable(cell.source),
        "outputs": saved,
        "execution_count": None,
        "id": raw.get("id"),
    }


def _restored(cell):
    """A cell of ours that the submission lacks; for an exercise, a line that says so."""
    info = dict(cell["metadata"]["nbgrader"])
    source = source_of(cell)
    if info["solution"] and cell["cell_type"] == "code":
        source = f"# `{info['grade_id']}` is not in the submission."
    made = {"cell_type": cell["cell_type"], "metadata": {"nbgrader": info}, "source": source, "id": None}
    return made | ({"outputs": [], "execution_count": None} if cell["cell_type"] == "code" else {})


def _old_id(raw):
    metadata = raw.get("metadata")
    info = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    return info.get("grade_id") if isinstance(info, dict) and isinstance(info.get("grade_id"), str) else None


def _fresh_ids(cells):
    """An id for each cell: its own where it is good and not used before, the graded cell's name where it is graded."""
    used = {cell["metadata"]["nbgrader"]["grade_id"] for cell in cells if cell["metadata"]}
    for number, cell in enumerate(cells):
        if cell["metadata"]:
            yield cell["metadata"]["nbgrader"]["grade_id"]
            continue
        own = cell.get("id")
        if not (isinstance(own, str) and GOOD_ID.fullmatch(own)) or own in used:
            own = hashlib.sha256(f"{number} {cell['source']}".encode("utf-8", "replace")).hexdigest()[:12]
        used.add(own)
        yield own
