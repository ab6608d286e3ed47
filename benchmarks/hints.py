"""What the grader says of wrong answers that people might write, and how fast.

    python benchmarks/hints.py          counts, times, and how many have to be read again
    python benchmarks/hints.py --all    every answer with its cause and what is said

wrong_answers.jsonl has one answer a line: the exercise, the source, the true cause by whoever wrote it from
the lesson's text alone, whether there are `two`, what was told when last read, and how a reader rated that:
named, explained, led (the message leads to the mend), useless, false, accepted. Where something else is told
now, the rating does not count: `--read FILE` writes those lines, `--rated FILE` takes them back with a `rate`
in each.

The hints have been bettered by what these answers showed. Those marked `holdout` were written later, and
were read when the code was finished: they are counted apart, and nothing was mended for them.
"""

import argparse
import contextlib
import json
import statistics
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from autograder import lesson as lessons
from autograder.checking import diagnosis
from autograder.checking.runner import examine
from autograder.lesson import Cell
from autograder.running.workbook import Workbook

BANK = Path(__file__).with_name("wrong_answers.jsonl")
Row = dict[str, Any]


def rows(file: Path) -> list[Row]:
    """The lines of a file of JSON lines."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def judged(answers: list[Row], seed: int) -> Iterator[Row]:
    """Each answer with what the grader says of it now, as a student's whose other answers are ours."""
    for answer in answers:
        exercise = answer["exercise"]
        lesson = lessons.lesson(str(lessons.lesson_of(exercise)))
        cells = [Cell("code", answer["source"]) if c.defines == exercise else c for c in lesson.cells]
        student = Workbook(lesson, cells).run()
        known = dict.fromkeys(set(lesson.exercises) - {exercise}, True)
        began = time.process_time()
        with searching() as searched:
            result = examine(lesson.name, student, seed, only=[exercise], known=known)[exercise]
        yield answer | {
            "state": result.state,
            "mistake": result.mistake,
            "hint": result.hint,
            "message": result.message,
            "seconds": time.process_time() - began,
            "searched": sum(searched),
        }


@contextlib.contextmanager
def searching() -> Iterator[list[float]]:
    """In the body the list gets the processor time of each search for a hint, given up or not."""
    search, took = diagnosis.explain, list[float]()

    def timed(*args: Any) -> None:
        began = time.process_time()
        try:
            search(*args)
        finally:
            took.append(time.process_time() - began)

    diagnosis.explain = timed
    try:
        yield took
    finally:
        diagnosis.explain = search


def told(row: Row) -> str:
    """What is said of it, to be held against what was said when it was read."""
    return row["hint"] or row["state"]


def kind(row: Row) -> str:
    """What becomes of an answer, without reading what it is told."""
    if row["state"] == "passed":
        return "accepted"
    return "named" if row["mistake"] else "explained" if row["hint"] else "message only"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--read", type=Path)
    parser.add_argument("--rated", type=Path)
    asked = parser.parse_args()
    found = list(judged(rows(BANK), asked.seed))
    if asked.rated:
        rates = {(row["exercise"], row["source"]): row for row in rows(asked.rated)}
        found = [row | rates.get((row["exercise"], row["source"]), {}) for row in found]
        kept = ("exercise", "source", "cause", "two", "holdout", "told", "rate")
        lines = [json.dumps({k: row[k] for k in kept if row.get(k)}, ensure_ascii=False) for row in found]
        BANK.write_text("\n".join(lines) + "\n", encoding="utf-8")
    anew = [row for row in found if row.get("told") != told(row)]
    for row in found if asked.all else ():
        print(f"{row['exercise']}: {row['cause']}\n    {kind(row)}: {told(row)}\n    {row['message']}")
    if asked.read:
        asked.read.write_text("".join(json.dumps(row | {"told": told(row)}) + "\n" for row in anew), "utf-8")
    for name, some in (
        ("answers", [row for row in found if not row.get("holdout")]),
        ("answers written after the code was finished", [row for row in found if row.get("holdout")]),
    ):
        as_read = Counter(row["rate"] for row in some if row not in anew)
        print(len(some), f"{name}:", dict(Counter(map(kind, some))))
        print("as read:", dict(as_read), "· to be read again:", len(some) - as_read.total())
    for what, times in (("checks and hint", "seconds"), ("search for the hint", "searched")):
        seconds = [row[times] for row in found]
        print(f"seconds of {what}: median {statistics.median(seconds):.3f}, longest {max(seconds):.2f}")


if __name__ == "__main__":
    main()
