"""The command that brings a learner's lessons up to date: update."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from autograder import lesson as lessons
from autograder.checking.runner import examine, new_seed
from autograder.commands.check import Folder, with_lessons
from autograder.lesson import Lesson
from autograder.running.workbook import Workbook
from autograder.workspace import learner, local_modules, releases, replace, saved
from autograder.workspace.carry import Carried, carried, parts


def update(lessons_folder: Folder = None) -> int:
    """Carry your answers into lessons that were improved since you began; your old notebooks are kept."""
    folder = with_lessons(lessons_folder)
    left = list(_left_alone(folder))
    for line in left:
        print(line)
    improved = [name for name in lessons.course() if releases.improved(folder, name)]
    unsaved = [name for name in improved if any(saved.newer(folder / f"{name}.ipynb", name))]
    for name in improved:
        if name in unsaved:
            print(f"{name}   save it in Jupyter first: the notebook has gone on since; then hardway update")
        else:
            print("\n".join(_updated(folder, name)), flush=True)
    if not improved and not left:
        print(f"nothing to update: the lessons in {folder} are as they are handed out now")
    return 1 if unsaved or any("hardway reset" in line for line in left) else 0


def _left_alone(folder: Path) -> Iterator[str]:
    """A line for each lesson that cannot be looked at."""
    for name in lessons.course():
        path = lessons.find(folder, name)
        if path and path.suffix == ".py":
            yield f"{name}   {path.name} is left as it is: answers are carried over between notebooks only"
        elif path and (damaged := learner.damage(path)):
            yield f"{name}   {damaged}"


def _updated(folder: Path, name: str) -> list[str]:
    path = folder / f"{name}.ipynb"
    new = releases.handed_out(path, name).read_bytes()
    lesson, old = lessons.lesson(name), json.loads(path.read_text(encoding="utf-8-sig"))
    done, worse = _carried_best(folder, lesson, old, json.loads(new))
    kept = replace.place_aside(path)
    anything = done.answers or done.own or done.changed or done.no_exercises or done.without_place
    replace.put(_as_bytes(done.book) if anything else new, path, kept)
    again = "where it is open in Jupyter, load it again"
    return [*_said(name, done, worse), f"  your notebook of before is kept as {kept}; {again}"]


def _carried_best(
    folder: Path, lesson: Lesson, old: dict[str, Any], new: dict[str, Any]
) -> tuple[Carried, list[str]]:
    """The new notebook in which as many checks pass as before, and the exercises where that cannot be."""
    seed = new_seed()
    before, first = _passed(folder, lesson, old, seed), carried(old, new, lesson)
    worse = _worse(before, _passed(folder, lesson, first.book, seed))
    if not worse:
        return first, []
    second = carried(old, new, lesson, in_place=False)
    still = _worse(before, _passed(folder, lesson, second.book, seed))
    return (second, still) if len(still) < len(worse) else (first, worse)


def _passed(folder: Path, lesson: Lesson, book: dict[str, Any], seed: int) -> dict[str, int]:
    """Exercise → how many of its checks pass with a notebook's cells."""
    cells = lessons.notebook_cells(json.dumps(book), lesson.name)
    with local_modules.beside(folder):
        result = examine(lesson.name, Workbook(lesson, cells).run(), seed=seed)
    return {exercise.name: exercise.passed for exercise in result.exercises}


def _worse(before: dict[str, int], after: dict[str, int]) -> list[str]:
    return [name for name, passed in before.items() if after[name] < passed]


def _as_bytes(book: dict[str, Any]) -> bytes:
    return (json.dumps(book, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode("utf-8", "replace")


def _said(name: str, done: Carried, worse: list[str]) -> list[str]:
    counted = [
        f"{len(found)} {what if len(found) == 1 else plural}"
        for found, what, plural in (
            (done.answers, "answer", "answers"),
            (done.own, "cell of your own", "cells of your own"),
        )
        if found
    ]
    carried_over = f"{' and '.join(counted)} carried over" if counted else "nothing of yours was in it"
    lines = [f"{name}   improved: {carried_over}"]
    if done.changed:
        which = parts(done.changed)
        lines.append(f"  cells of ours that you had changed stand, as yours, below the new ones: {which}")
    if done.rescued:
        lines.append(f"  kept, since yours use it and the lesson has it no more: {parts(done.rescued)}")
    if done.no_exercises:
        lines.append(f"  no exercise any more, your cell stands where it stood: {parts(done.no_exercises)}")
    if done.without_place:
        lines.append(f"  at the end, since the lesson has no place for it: {parts(done.without_place)}")
    if done.left:
        lines.append(f"  left behind, since the course has it no more: {parts(done.left)}")
    if worse:
        lines.append(f"  fewer checks pass than before: {parts(worse)}; hardway check {worse[0]} says more")
    return lines
