"""Each slip that an author makes is one line: the file, the line, what is wrong, what mends it."""

import re
import warnings

import pytest
from support.slips import EVERYWHERE, LESSON, ONE, RIGHT, SLIPS, TWO

from autograder.authoring import scaffold
from autograder.authoring.changing.insert import new_exercise
from autograder.authoring.lint.rules import slips
from autograder.errors import Refusal


@pytest.fixture(scope="module")
def texts(tmp_path_factory):
    """Path → text of a course of two lessons, the first with two exercises."""
    root = tmp_path_factory.mktemp("course")
    written = {**scaffold.files(ONE, root), **scaffold.files(TWO, root, exercise="triple")}
    _write(written)
    _write(new_exercise(ONE, "treble", root))
    return {path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in written}


@pytest.fixture
def course(texts, tmp_path):
    _write({tmp_path / path: text for path, text in texts.items()})
    return tmp_path


def _write(texts):
    for path, text in texts.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def _changed(text, old, new):
    if isinstance(old, str):
        assert old in text
        return text.replace(old, new, 1)
    for this, that in [new] if len(new) == 2 and isinstance(new[1], str) else new:
        text = this.sub(that, text) if isinstance(this, re.Pattern) else text.replace(this, that)
    return text


def test_our_course_has_no_slip():
    found = slips()
    assert not found, "\n".join(map(str, found))


def test_a_new_course_has_no_slip(course):
    assert not slips(root=course)


def test_what_python_warns_of_is_told_as_a_slip_and_not_by_python(course):
    path = course / LESSON
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("2 * np.asarray(z)", "z if z is 2 else 2 * z", 1), encoding="utf-8")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        told = [slip for slip in slips(root=course) if "Python warns" in slip.what]
    assert [slip.file for slip in told] == [LESSON]


def test_an_answer_that_is_one_operation_on_two_names_gives_nothing_away_elsewhere(course):
    path = course / LESSON
    text = path.read_text(encoding="utf-8")
    assert "2 * np.asarray(z)" in text
    shown = "\n\n# %%\n# Square a number.\nside = 3\nside * side\n"
    path.write_text(text.replace("2 * np.asarray(z)", "z * z", 1) + shown, encoding="utf-8")
    assert not [slip for slip in slips(root=course) if "given away" in slip.what]


def test_a_byte_that_is_not_utf_8_is_told_with_its_file_and_line(course):
    path = course / LESSON
    path.write_bytes(path.read_bytes().replace(b"2 * np.asarray(z)", b"2 * np.asarray(z)  # \xe9", 1))
    with pytest.raises(Refusal, match=rf"{LESSON}:\d+: the byte 0xe9 is not UTF-8"):
        slips(root=course)


def _checks_of(name):
    return f"autograder/checks/test_{name}.py"


@pytest.mark.parametrize(
    "old, new, words",
    [
        (
            _checks_of(TWO),
            _checks_of("02_trippling"),
            ["`02_trippling`, and there is no such", "are missing"],
        ),
        (f"solutions/{TWO}.py", "solutions/3_tripling.py", ["is no name of a lesson"]),
        (f"solutions/{TWO}.py", "nowhere.py", ["checks of `02_tripling`", "mistakes of `02_tripling`"]),
        (f"autograder/mistakes/wrong_{TWO}.py", "nowhere.py", [f"the mistakes of {TWO} are missing"]),
    ],
    ids=[
        "renamed in one of three",
        "no name of a lesson",
        "removed in one of three",
        "one of three not there",
    ],
)
def test_a_file_that_belongs_to_no_lesson_is_named(course, old, new, words):
    (course / old).rename(course / new)
    told = "\n".join(map(str, slips(root=course)))
    assert all(word in told for word in words), told


def test_a_lesson_without_exercises_is_named(course):
    source = course / f"solutions/{TWO}.py"
    cells = source.read_text(encoding="utf-8").split("# %%")
    kept = [cell for cell in cells if "def triple" not in cell and "check(triple)" not in cell]
    source.write_text("# %%".join(kept), encoding="utf-8")
    assert any(one.what == "the lesson has no exercise" for one in slips(root=course))


def test_two_lessons_of_one_number_are_named(course):
    for path in [*course.rglob(f"*{TWO}.py")]:
        path.rename(path.with_name(path.name.replace("02_", "01_")))
    assert any("two lessons have the number 01" in one.what for one in slips(root=course))


def test_all_slips_are_told_at_once_in_the_order_of_files_and_lines(course):
    for file in (f"solutions/{ONE}.py", _checks_of(ONE)):
        path = course / file
        path.write_text(path.read_text(encoding="utf-8").replace("double", "dubble", 1), encoding="utf-8")
    found = slips(root=course)
    assert len({one.file for one in found}) > 1 and found == sorted(found)


@pytest.mark.parametrize("slip, file, old, new, words, place", SLIPS, ids=[slip[0] for slip in SLIPS])
def test_a_slip_is_one_line(course, slip, file, old, new, words, place):
    stem = (course / file).stem.removeprefix("test_").removeprefix("wrong_")
    for path in course.rglob(f"*{stem}.py") if old == EVERYWHERE else [course / file]:
        text = _changed(path.read_text(encoding="utf-8"), None if old == EVERYWHERE else old, new)
        path.write_text(text, encoding="utf-8")
    text = (course / file).read_text(encoding="utf-8")
    found = slips(root=course)
    told = "\n".join(map(str, found))
    assert len(found) == 1 and words in told and found[0].file == file, told
    assert place is None or place.rstrip("\n") in text.splitlines()[found[0].line - 1], told


@pytest.mark.parametrize("what, old, new", RIGHT, ids=[right[0] for right in RIGHT])
def test_what_is_right_is_left_alone(course, what, old, new):
    path = course / LESSON
    path.write_text(_changed(path.read_text(encoding="utf-8"), old, new), encoding="utf-8")
    assert not slips(root=course)


def test_a_lambda_of_a_loop_that_only_the_check_calls_is_no_slip(course):
    path = course / _checks_of(ONE)
    loop = "for k in (1, 2):\n        close(double(k), sum(map(lambda x: k * x, [2])))\n"
    changed = path.read_text(encoding="utf-8").replace("(double):\n", f"(double):\n    {loop}", 1)
    path.write_text(changed, encoding="utf-8")
    assert not slips(root=course)


@pytest.mark.parametrize("path", ["book/notation.md", "book/teach/grade.md", "README.md"])
@pytest.mark.parametrize(
    "text, words",
    [
        (r"$\simga$", r"did you mean `\sigma`?"),
        ("$z", "is not closed"),
        ("`dubble`", "did you mean `double`?"),
        ("```\nhardway grde\n```", "did you mean `grade`?"),
        ("[here](no_page.md#there)", "the link `no_page.md` leads to no file"),
    ],
)
def test_a_slip_on_a_page_is_one_line(course, path, text, words):
    _write({course / path: f"# A page\n\n{text}\n"})
    [found] = slips(root=course)
    assert found.file == path and words in str(found) and found.line == 3 + text.startswith("```")
