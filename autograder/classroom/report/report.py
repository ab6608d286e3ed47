"""The class at a glance: one HTML page that needs nothing else, and a CSV for spreadsheets."""

import collections
import csv
import io
import statistics
from html import escape

from autograder import lesson as lessons
from autograder.checking import diagnosis
from autograder.classroom.gradebook.atomic_write import write
from autograder.classroom.gradebook.gradebook import opened
from autograder.classroom.report import charts
from autograder.display.html import hint, ticked
from autograder.errors import Refusal

STATES = {
    "passed": "passed",
    "failed": "not right",
    "crashed": "stopped with an error",
    "not_attempted": "not attempted",
    "missing": "missing",
}
NEEDS_HELP = 0.5  # of the points that one's classmates get at the median
MOST_LISTED = 15


def make(course):
    """Write report.html and report.csv into the course's folder; returns their paths."""
    rows = list(collected(course))
    if not rows:
        raise Refusal(f"nothing in {course.root} has been graded yet: hardway grade {course.root}", status=1)
    html, table = course.root / "report.html", course.root / "report.csv"
    write(html, page(course.course_id or course.root.name, rows), 0o644)
    write(table, as_csv(rows), 0o644)
    return html, table


def collected(course):
    """A dict for each graded submission, from the gradebook and what the last grading remembered."""
    with opened(course) as book:
        for lesson in [a.name for a in book.assignments if a.name in lessons.course()]:
            for saved in book.notebook_submissions(lesson, lesson):
                known = course.before(saved.student.id, lesson)
                exercises = [e for e in known.get("exercises", []) if isinstance(e, dict)]
                penalty = saved.late_submission_penalty or 0
                yield {
                    "student": saved.student.id, "lesson": lesson, "state": known.get("state", "graded"), "reason": known.get("reason"),
                    "score": max(0.0, saved.score - penalty), "max_score": saved.max_score, "late_penalty": penalty,
                    "seconds": known.get("seconds", 0.0), "seed": known.get("seed"), "exercises": exercises,
                }  # fmt: skip


def as_csv(rows):
    """One line for each student, lesson and exercise."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(
        "student lesson score max_score late_penalty state exercise passed total exercise_state mistake seconds seed".split()
    )
    for row in rows:
        start = [
            row["student"],
            row["lesson"],
            row["score"],
            row["max_score"],
            row["late_penalty"],
            row["state"],
        ]
        for e in row["exercises"] or [{}]:
            middle = [
                e.get("name", ""),
                e.get("passed", ""),
                e.get("total", ""),
                e.get("state", ""),
                e.get("mistake") or "",
            ]
            writer.writerow([_cell(value) for value in [*start, *middle, row["seconds"], row["seed"]]])
    return text.getvalue()


def _cell(value):
    """A value that no spreadsheet takes for a formula."""
    return "'" + value if isinstance(value, str) and value[:1] in "=+-@\t\r" and value else value


def page(title, rows):
    """The page as HTML."""
    by_lesson = collections.defaultdict(list)
    for row in rows:
        by_lesson[row["lesson"]].append(row)
    students = {row["student"] for row in rows}
    parts = [f"<h1>{escape(title)}: the class at a glance</h1>"]
    parts.append(
        f"<p>{_counted(len(students), 'student')}, {_counted(len(rows), 'submission')}, {_counted(len(by_lesson), 'lesson')}.</p>"
    )
    parts.append(_help_section(rows))
    parts += [_lesson_section(lesson, group) for lesson, group in sorted(by_lesson.items())]
    return PAGE.format(title=escape(title), body="\n".join(parts))


def needing_help(rows):
    """[(student, lesson, why)] of those far below the others, the furthest first."""
    found = []
    for lesson in sorted({row["lesson"] for row in rows}):
        group = [row for row in rows if row["lesson"] == lesson]
        middle = statistics.median(fraction(row) for row in group)
        for row in group:
            failing = [e["name"] for e in row["exercises"] if e.get("state") in ("failed", "crashed")]
            if row["state"] == "rejected":
                found.append((fraction(row), row, f"could not be graded: {row['reason']}"))
            elif fraction(row) < NEEDS_HELP * middle or (middle == 0 and fraction(row) == 0):
                stuck = f"stuck at {failing[0]}" if failing else "little attempted"
                found.append(
                    (fraction(row), row, f"{row['score']:g} of {row['max_score']:g} points, {stuck}")
                )
    found.sort(key=lambda entry: (entry[0], entry[1]["student"]))
    return [(row["student"], row["lesson"], why) for _, row, why in found]


def fraction(row):
    """The part of the points that a submission has."""
    return row["score"] / row["max_score"] if row["max_score"] else 0.0


def mistakes(group):
    """[(mistake, how many students made it, its hint)], the most common first."""
    counted = collections.Counter(e["mistake"] for row in group for e in row["exercises"] if e.get("mistake"))
    return [
        (name, count, _hint(group[0]["lesson"], name)) for name, count in counted.most_common(MOST_LISTED)
    ]


def _hint(lesson, mistake):
    try:
        return diagnosis.hint(diagnosis.catalogue(lesson)[mistake])
    except (ImportError, KeyError):
        return ""


def _help_section(rows):
    listed = needing_help(rows)
    if not listed:
        return "<h2>Who needs help</h2><p>Nobody is far below the others.</p>"
    lines = [[student, lesson, why] for student, lesson, why in listed]
    more = (
        ""
        if len(lines) <= 3 * MOST_LISTED
        else f"<p>And {len(lines) - 3 * MOST_LISTED} more; report.csv has all.</p>"
    )
    return "<h2>Who needs help</h2>" + _table(("student", "lesson", "why"), lines[: 3 * MOST_LISTED]) + more


def _lesson_section(lesson, group):
    fractions = [fraction(row) for row in group]
    seconds = [row["seconds"] or 0 for row in group]
    middle = statistics.median(row["score"] for row in group)
    rejected = sum(row["state"] == "rejected" for row in group)
    facts = f"{_counted(len(group), 'submission')}, {rejected} that could not be graded. Median {middle:g} of {group[0]['max_score']:g} points. "
    facts += (
        f"Grading one took {statistics.median(seconds):.2g} s at the median, {max(seconds):.2g} s at most."
    )
    parts = [f"<h2>{escape(lesson)}</h2><p>{escape(facts)}</p>", '<div class="row">']
    parts.append(_figure("Marks", charts.histogram(fractions, f"How the marks of {lesson} are spread")))
    counts = exercise_counts(lesson, group)
    parts.append(
        _figure(
            "Exercises", charts.stacks(counts, list(STATES.values()), f"How each exercise of {lesson} went")
        )
        + "</div>"
    )
    headings = ("exercise", *STATES.values())
    parts.append(
        f"<details><summary>The same as a table</summary>{_table(headings, [[name, *values] for name, values in counts])}</details>"
    )
    common = mistakes(group)
    parts.append("<h3>Common mistakes</h3>")
    if common:
        parts.append(
            _figure(
                "",
                charts.bars(
                    [(name, count) for name, count, _ in common],
                    f"Students who made each mistake in {lesson}",
                ),
            )
        )
        parts.append(
            _table(("mistake", "students", "what it is"), [[f"`{n}`", c, h] for n, c, h in common], hint)
        )
    else:
        parts.append("<p>No mistake of the catalogue was seen.</p>")
    return "\n".join(parts)


def exercise_counts(lesson, group):
    """[(exercise, how many submissions in each state)] in the lesson's order."""
    order = list(lessons.lesson(lesson).exercises)
    seen = collections.defaultdict(collections.Counter)
    for row in group:
        told = {e["name"]: e["state"] for e in row["exercises"] if e.get("name") in order}
        for name in order:
            seen[name][told.get(name, "missing")] += 1
    return [(name, [seen[name][state] for state in STATES]) for name in order]


def _counted(count, what):
    return f"{count} {what}{'' if count == 1 else 's'}"


def _figure(caption, svg):
    return f"<figure>{f'<figcaption>{escape(caption)}</figcaption>' if caption else ''}{svg}</figure>"


def _table(headings, lines, shown=ticked):
    head = "".join(f'<th scope="col">{escape(str(h))}</th>' for h in headings)
    body = "".join(f"<tr>{''.join(f'<td>{shown(str(v))}</td>' for v in line)}</tr>" for line in lines)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}: the class at a glance</title>
<style>
body {{ font: 16px/1.5 system-ui, sans-serif; max-width: 68rem; margin: 2rem auto; padding: 0 1rem; color: #1b1b1b; background: #fff }}
h2 {{ margin-top: 2.5rem; border-bottom: 2px solid #ddd }}
.row {{ display: flex; flex-wrap: wrap; gap: 1.5rem; align-items: flex-start }}
figure {{ margin: 0 }} figcaption {{ font-weight: 600 }} svg {{ max-width: 100%; height: auto }}
table {{ border-collapse: collapse; margin: .6rem 0 }}
th, td {{ text-align: left; vertical-align: top; padding: .25rem .8rem .25rem 0; border-bottom: 1px solid #e4e4e4 }}
td {{ overflow-wrap: break-word; max-width: 40rem }}
code {{ background: #f3f3f3; padding: 0 .2em }}
</style>
</head>
<body>
<main>
{body}
</main>
</body>
</html>
"""
