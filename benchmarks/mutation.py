"""Every reference answer with one slip in it, made mechanically: is it refused, and is it said why?

    python benchmarks/mutation.py                     all of them; writes book/more/mutation.md
    python benchmarks/mutation.py 04_backprop dense   some lessons or exercises; prints their rows

Prints what gets past the checks, and fails where something does. `--details FILE` writes a line of JSON a
mutant. `equivalent_mutants.toml` lists those that are right: they change nothing, or only what the text
leaves free; `--again N` tries each of these on N more seeds. `--quick` does not ask why an answer is wrong,
which takes most of the time; `--read FILE` counts such a FILE anew; `--page` writes the page of those named.
"""

import argparse
import json
import os
import resource
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any

from autograder import lesson as lessons
from autograder.authoring.mutants import Mutant, mutants
from autograder.checking import diagnosis
from autograder.checking.runner import examine
from autograder.lesson import Cell
from autograder.running.workbook import Workbook

SECONDS = 5  # of processor time for a check: ours need less than one
MEMORY = 4 << 30  # bytes of address space for a process
EQUIVALENT = Path(__file__).with_name("equivalent_mutants.toml")
TEMPLATE, PAGE = Path(__file__).with_name("mutation_page.md"), lessons.ROOT / "book" / "more" / "mutation.md"
COLUMNS = (
    "mutants", "same", "free", "refused", "got past", "named", "explained", "slip", "raised", "told only",
)  # fmt: skip
SLIP = ("with one slip in it", "All checks pass once")  # so a hint says that names the slip, or its place
Row = dict[str, Any]
Task = tuple[str, Mutant, int]  # exercise, mutant, seed


def judged(exercise: str, mutant: Mutant, seed: int) -> Row:
    """What the checks of an exercise say of a student who hands in a mutant, and else our answers."""
    lesson = lessons.lesson(str(lessons.lesson_of(exercise)))
    cells = [Cell("code", mutant.source) if cell.defines == exercise else cell for cell in lesson.cells]
    known = {other: True for other in lesson.exercises if other != exercise}
    student = Workbook(lesson, cells, SECONDS).run()
    result = examine(lesson.name, student, seed, seconds=SECONDS, only={exercise}, known=known)[exercise]
    told = {key: getattr(result, key) for key in ("state", "passed", "total", "timed_out", "mistake", "hint")}
    message = result.explained.message if result.explained else ""
    return {"exercise": exercise, "kind": mutant.kind, "slip": mutant.slip, **told, "message": message}


def all_judged(tasks: Sequence[Task], workers: int, quick: bool = False) -> Iterator[Row]:
    """One row a task, in order."""
    with ProcessPoolExecutor(workers, initializer=confine, initargs=(quick,)) as pool:
        yield from pool.map(judged, *zip(*tasks), chunksize=4) if tasks else ()


def confine(quick: bool) -> None:
    """A mutant that asks for all the memory there is gets an error; whoever is in a hurry is not told why."""
    if quick:
        diagnosis.explain = lambda *_: None
    os.environ["MPLBACKEND"] = "agg"
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


@cache
def equivalent() -> dict[tuple[str, str], tuple[str, str]]:
    """(exercise, slip) → ("same" or "free", why)."""
    listed = tomllib.loads(EQUIVALENT.read_text(encoding="utf-8"))
    return {
        (name, slip): (group["kind"], group["why"])
        for name, groups in listed.items()
        for group in groups
        for slip in group["slips"]
    }


def column(row: Row) -> str:
    """What a row counts as, besides a mutant."""
    if (row["exercise"], row["slip"]) in equivalent():
        return equivalent()[row["exercise"], row["slip"]][0]
    if row["state"] == "passed":
        return "got past"
    if row["mistake"]:
        return "named"
    if row["hint"]:
        return "slip" if any(says in row["hint"] for says in SLIP) else "explained"
    return "raised" if row["state"] == "crashed" else "told only"


def counted(rows: Sequence[Row]) -> Counter[str]:
    """Column of the table → number."""
    found = Counter(map(column, rows))
    refused = sum(found[name] for name in COLUMNS[COLUMNS.index("named") :])
    return found + Counter({"mutants": len(rows), "refused": refused})


def table(rows: Sequence[Row]) -> str:
    """The table of the page."""
    names = list(dict.fromkeys(row["exercise"] for row in rows))
    counts = {f"`{name}`": counted([row for row in rows if row["exercise"] == name]) for name in names}
    counts["**all**"] = counted(rows)
    lines = [f"| exercise | {' | '.join(COLUMNS)} |", f"| --- |{' ---: |' * len(COLUMNS)}"]
    return "\n".join(
        [
            *lines,
            *(f"| {name} | {' | '.join(str(found[c]) for c in COLUMNS)} |" for name, found in counts.items()),
        ]
    )


def reasons(rows: Sequence[Row]) -> str:
    """A list of what is right, and why."""
    found = Counter(
        (row["exercise"], *why) for row in rows if (why := equivalent().get((row["exercise"], row["slip"])))
    )
    return "\n".join(f"- `{name}`, {number} {kind}: {why}." for (name, kind, why), number in found.items())


def page(rows: Sequence[Row]) -> str:
    """The page of the book."""
    found, there = counted(rows), {row["exercise"] for row in rows}
    absent = ", ".join(f"`{name}`" for name in lessons.exercises() if name not in there)
    wrong, told = found["refused"] + found["got past"], found["named"] + found["explained"]
    slip = found["slip"]
    return TEMPLATE.read_text(encoding="utf-8").format(
        wrong=wrong,
        refused=found["refused"],
        share_refused=f"{found['refused'] / wrong:.1%}",
        told=told,
        share_told=f"{told / found['refused']:.0%}",
        slip=slip,
        share_slip=f"{slip / found['refused']:.0%}",
        table=table(rows),
        absent=f"\nNot measured here: {absent}.\n" if absent else "",
        reasons=reasons(rows),
        seconds=SECONDS,
    )


def complaints(rows: Sequence[Row]) -> list[str]:
    """What has to be looked at: what gets past, and what the list of those that are right has wrong."""
    made = {(row["exercise"], row["slip"]) for row in rows}
    names = {name for name, _ in made}
    past = [f"gets past: {row['exercise']}: {row['slip']}" for row in rows if column(row) == "got past"]
    unmade = [(name, slip) for name, slip in equivalent() if name in names and (name, slip) not in made]
    gone = [f"listed as right, and made no more: {name}: {slip}" for name, slip in unmade]
    return past + gone + refused_though_right(rows)


def refused_though_right(rows: Sequence[Row]) -> list[str]:
    """What is listed as right, and fails a check."""
    listed = [row for row in rows if (row["exercise"], row["slip"]) in equivalent()]
    failed = [row for row in listed if row["state"] != "passed"]
    return [f"listed as right: {row['exercise']}: {row['slip']}: {row['message']}" for row in failed]


def tasks_of(names: Sequence[str], seed: int) -> list[Task]:
    """Every mutant of these exercises."""
    sources = {
        name: lessons.lesson(str(lessons.lesson_of(name))).exercises[name].cell.source for name in names
    }
    return [(name, mutant, seed) for name, source in sources.items() for mutant in mutants(source)]


def read(file: Path, tasks: Sequence[Task]) -> list[Row]:
    """The rows of an earlier run that are of these tasks."""
    found = {
        (row["exercise"], row["slip"]): row for row in map(json.loads, file.read_text("utf-8").splitlines())
    }
    return [found[name, mutant.slip] for name, mutant, _ in tasks]


def main() -> int:
    """Returns the exit status."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("names", nargs="*", help="lessons and exercises; none for all")
    parser.add_argument("--workers", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument(
        "--again", type=int, default=0, metavar="N", help="more seeds for what is listed as right"
    )
    parser.add_argument("--details", type=Path, default=os.devnull)
    parser.add_argument("--quick", action="store_true", help="only whether they are refused, and not why")
    parser.add_argument("--page", action="store_true", help="write the page of the exercises that are named")
    parser.add_argument("--read", type=Path, help="the details of an earlier run, to be counted anew")
    asked = parser.parse_args()
    names = [n for n in lessons.exercises() if not asked.names or {n, lessons.lesson_of(n)} & {*asked.names}]
    tasks = tasks_of(names, asked.seed)
    rows = read(asked.read, tasks) if asked.read else []
    with open(os.devnull if asked.read else asked.details, "w", encoding="utf-8") as file:
        for row in all_judged([] if asked.read else tasks, asked.workers, asked.quick):
            print(json.dumps(row, ensure_ascii=False), file=file, flush=True)
            rows.append(row)
    right = [task for task in tasks if (task[0], task[1].slip) in equivalent()]
    again = [(name, mutant, asked.seed + 1 + i) for i in range(asked.again) for name, mutant, _ in right]
    found = complaints(rows) + refused_though_right(list(all_judged(again, asked.workers, quick=True)))
    print(table(rows), *found, sep="\n")
    if asked.page or not (asked.names or asked.quick):
        PAGE.write_text(page(rows), encoding="utf-8")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
