"""How long it takes to find similar notebooks in a made-up class, which planted copies are found, what else.

Each student writes every exercise in one of the ways that the kit has (our answers, `solutions/ways/`, the
mistakes, the right and the wrong answers of its tests) and puts up to three lines into it. In each lesson
some copy all from another: names of variables changed, comments added, in every second lines put in.

    python benchmarks/similar_notebooks.py [STUDENTS]
"""

import ast
import collections
import json
import random
import re
import sys
import time

from autograder import lesson as lessons
from autograder.classroom.report.similar.compare import pairs
from autograder.classroom.report.similar.ours import ours
from autograder.classroom.report.similar.pieces import parsed, pieces

COPIES = 5  # planted in each lesson
OWN_LINES = (
    *("n = len({0})", "assert {0} is not None", "shape = np.shape({0})", "eps = {1}"),
    *("out = []", "total = {1}", "print({0})", "k = {1} + n"),
)
TEXTS = ("tests/support/right_answers/*/*.py", "solutions/ways/*.py", "autograder/mistakes/wrong_*.py")


def ways():
    """Exercise → all that the kit has for it, as source."""
    found = collections.defaultdict(list)
    sources = [path.read_text("utf-8") for glob in TEXTS for path in sorted(lessons.ROOT.glob(glob))]
    wrong = (lessons.ROOT / "benchmarks" / "wrong_answers.jsonl").read_text("utf-8")
    sources += [json.loads(line)["source"] for line in wrong.splitlines()]
    cells = (cell for name in lessons.course() for cell in lessons.lesson(name).cells)
    sources += [cell.source for cell in cells if cell.kind == "code"]
    for node in (node for source in sources for node in parsed(source)):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            node.name = node.name.partition("__")[0]
            found[node.name].append(ast.unparse(node))
    return found


def with_own_lines(source, rng, most=3):
    """A definition with a few lines put in."""
    tree = ast.parse(source)
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    function = rng.choice(functions)
    name = function.args.args[-1].arg if function.args.args else "np"
    for _ in range(rng.randint(0, most)):
        line = rng.choice(OWN_LINES).format(name, rng.randrange(1000) / 8)
        function.body.insert(rng.randint(0, len(function.body)), ast.parse(line).body[0])
    return ast.unparse(tree)


def disguised(source, rng, more):
    """The same with other names of variables and with comments; with up to `more` lines put in."""
    tree = ast.parse(source)
    bound = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id in bound:
            node.id = f"my_{node.id}"
    return re.sub("$", "  # as I think", with_own_lines(ast.unparse(tree), rng, more), flags=re.MULTILINE)


def handed_in(names, known, students, rng):
    """(student → sources, the pairs of whom the second copied)."""
    made = {
        f"s{i:04}": [with_own_lines(rng.choice(known[name]), rng) for name in names] for i in range(students)
    }
    planted = [(f"s{2 * i:04}", f"s{2 * i + 1:04}") for i in range(COPIES)]
    for i, (left, right) in enumerate(planted):
        made[right] = [disguised(source, rng, i % 2) for source in made[left]]
    return made, planted


def main(students=300):
    """Print a line for each lesson, and the time of all."""
    rng, known, total = random.Random(7), ways(), 0.0
    for lesson in lessons.course():
        names = list(lessons.lesson(lesson).exercises)
        made, planted = handed_in(names, known, students, rng)
        start = time.process_time()
        found = pairs({who: pieces(sources, names) for who, sources in made.items()}, ours([]))
        seconds = time.process_time() - start
        total += seconds
        places = [i for i, pair in enumerate(found, 1) if pair.students in planted]
        print(
            f"{lesson}: {seconds:.1f} s; {len(places)} of {len(planted)} copies found, at places {places}"
            f" of {len(found)}; students share {[round(pair.weight) for pair in found[:9]]}"
        )
    print(f"{students} students, {len(lessons.course())} lessons: {total:.1f} s of processor time")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
