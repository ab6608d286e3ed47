"""Similar notebooks: what two have and few others, however disguised; what everybody may have is no hint."""

import ast

import pytest

pytest.importorskip("nbgrader")  # with it come the rest of the classroom's packages

from support import right_answers

from autograder import lesson as lessons
from autograder.classroom.report.own_code import own_code
from autograder.classroom.report.similar.compare import MOST_SHARING, pairs
from autograder.classroom.report.similar.nameless import nameless
from autograder.classroom.report.similar.ours import ours
from autograder.classroom.report.similar.pieces import HELPERS, pieces
from autograder.classroom.report.similar.view import compared, summary

LESSON = lessons.course()[0]
NAMES = list(lessons.lesson(LESSON).exercises)

SOFTMAX = '''
def softmax(z):
    """Rows as probabilities."""
    total, rows = 0, []
    for row in z:
        weights = [np.exp(value - row.max()) for value in row]  # one after the other
        total = sum(weights)
        rows.append([weight / total for weight in weights])
    return np.array(rows)
'''
# The same, but for names, comments and layout.
DISGUISED = """
def softmax(z):
    t, out = (0,
              [])
    for r in z:
        # mine
        w = [np.exp(v - r.max()) for v in r]; t = sum(w)
        out.append([x / t for x in w])
    return np.array(out)
"""
LONGER = SOFTMAX.replace("    return", "    assert total > 0\n    return")
OTHER = """
def softmax(z):
    e = np.exp(z - np.max(z, axis=-1)[:, None])
    s = np.einsum("ij->i", e)
    while s.ndim < e.ndim:
        s = s[..., None]
    return np.divide(e, s)
"""
NO_CODE = ("def softmax(z", "def softmax(z):\n    return " + "-" * 90_000 + "z", "\x00", "%time\n", "x = 1")


def found(**handed):
    """The pairs of a class in which each student handed in one text or several."""
    texts = {who: [text] if isinstance(text, str) else text for who, text in handed.items()}
    return pairs({who: pieces(sources, NAMES) for who, sources in texts.items()}, ours([]))


def test_names_comments_and_layout_hide_nothing_and_what_is_identical_comes_first():
    told = found(ann=SOFTMAX, bob=DISGUISED, cy=LONGER, di=OTHER)
    assert [pair.students for pair in told] == [("ann", "bob"), ("ann", "cy"), ("bob", "cy")]
    assert [pair.identical for pair in told] == [True, False, False]
    assert summary(told[0]) == "identical: `softmax`" and summary(told[1]).startswith("alike: `softmax` 8")


def test_what_few_have_weighs_more_and_what_many_have_is_told_only_where_it_is_long():
    two = found(a=SOFTMAX, b=DISGUISED, c=OTHER)
    three = found(a=SOFTMAX, b=DISGUISED, c=SOFTMAX)
    assert two[0].weight == pytest.approx(1.5 * three[0].weight)
    many = {f"s{i:02}": SOFTMAX for i in range(MOST_SHARING + 5)}
    assert not found(**many)
    whole = next(path for path in right_answers.FILES if path.parent.name == LESSON and path.stem == "loops")
    ring = found(**dict.fromkeys(many, whole.read_text()))
    assert len(ring) == 1 and len(ring[0].also) == MOST_SHARING + 3 and len(ring[0].matches) > 5


def test_our_answers_the_usual_ways_and_what_was_handed_out_are_no_hint():
    cells = [cell.source for cell in lessons.lesson(LESSON).cells if cell.kind == "code"]
    answers, stubs = [lessons.answer(cell) for cell in cells], [lessons.stub(cell) for cell in cells]
    assert not found(ann=answers, bob=answers) and not found(ann=stubs, bob=stubs)
    ways = ast.parse((lessons.SOLUTIONS / "ways" / f"{LESSON}.py").read_text()).body[1:]
    usual = [ast.unparse(way).replace(way.name, way.name.partition("__")[0], 1) for way in ways]
    assert not found(ann=usual, bob=usual)
    own = pieces([SOFTMAX], NAMES)["softmax"]
    assert not pairs({who: {"softmax": own} for who in "ab"}, ours([SOFTMAX])), "the course's own notebook"


def test_right_answers_of_people_who_know_nothing_of_each_other_are_not_told():
    for lesson in lessons.course():
        texts = {path.stem: [path.read_text()] for path in right_answers.FILES if path.parent.name == lesson}
        names = list(lessons.lesson(lesson).exercises)
        assert not pairs({who: pieces(text, names) for who, text in texts.items()}, ours([])), lesson


def test_functions_of_ones_own_are_compared_whatever_they_are_called():
    helper = SOFTMAX.replace("softmax", "by_rows") + "softmax = lambda z: by_rows(z)"
    told = found(ann=helper, bob=helper.replace("by_rows", "mine"))
    assert [match.exercise for match in told[0].matches] == [HELPERS] and told[0].identical


def test_what_is_no_python_stops_nothing():
    assert found(ann=[*NO_CODE, SOFTMAX], bob=[SOFTMAX, *NO_CODE], cy=list(NO_CODE))[0].identical


def test_shared_lines_are_marked_on_both_sides_and_shown_as_they_were_written():
    one = compared(found(ann=SOFTMAX, bob="\n# <b>\f\u2028" + LONGER)[0], None)[0]
    marked = [[text for text, shared in side.lines if shared] for side in one.sides]
    assert "    for row in z:" in marked[0] and "    for row in z:" in marked[1]
    assert "    assert total > 0" not in marked[0]
    assert any("# one after the other" in text for text, _ in one.sides[0].lines)


def test_code_without_names_is_the_same_code_and_names_nobody():
    source = (
        SOFTMAX.replace("weights", "zyx_weights")
        .replace("one after the other", "Zyx")
        .replace("total = sum", "import zyx.a as zyx; zyx.zyx = f'Zyx {1234567}', 20011, b'zyx'; total = sum")
    )
    piece = pieces([source], NAMES)["softmax"]
    shown = nameless(piece, frozenset({"zyx", "20011"}))
    assert "zyx" not in shown.source.lower() and "20011" not in shown.source and "1234567" not in shown.source
    assert shown.tokens == piece.tokens and len(shown.lines) == len(piece.lines)
    assert "np.exp(" in shown.source and ".max()" in shown.source


def test_what_was_handed_out_is_nobodys_own_and_of_what_nobody_writes_by_hand_a_part_will_do():
    def book(*sources):
        return {"cells": [{"cell_type": "code", "metadata": {}, "source": source} for source in sources]}

    given = "### BEGIN SOLUTION\nx = 1\n### END SOLUTION"
    stub, long = lessons.stub(given), "# " + 90_000 * "x"
    assert own_code(book(stub, SOFTMAX, "y = 2"), book(given)) == [SOFTMAX, "y = 2"]
    assert own_code(book(SOFTMAX, long, long), book()) == [SOFTMAX, long]
