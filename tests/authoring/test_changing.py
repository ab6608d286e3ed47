"""A course is changed in all of its files at once, and has no slip before and after."""

import json

import pytest
from support.slips import ONE, TWO

from autograder import lesson as lessons
from autograder.authoring import scaffold
from autograder.authoring.changing import beside, entry, rename, users
from autograder.authoring.changing.answers import Answer, answers, errors
from autograder.authoring.changing.insert import new_exercise
from autograder.authoring.changing.places import renamed
from autograder.authoring.lint.rules import slips
from autograder.authoring.trial import changed
from autograder.authoring.trial.answer import told as examined
from autograder.errors import Refusal

USES = """from autograder.mine import double
from playground import quiz
"""


def write(texts):
    for path, text in texts.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


@pytest.fixture
def course(tmp_path):
    """Two lessons, the second of which imports from the first."""
    write(scaffold.files(ONE, tmp_path) | scaffold.files(TWO, tmp_path, exercise="triple"))
    second = tmp_path / "solutions" / f"{TWO}.py"
    write({second: second.read_text(encoding="utf-8").replace("from playground import quiz\n", USES)})
    return tmp_path


def told(course):
    return "\n".join(map(str, slips(root=course)))


def text(course, file):
    return (course / file).read_text(encoding="utf-8")


def test_a_new_exercise_stands_below_the_last_one_with_checks_and_mistakes(course):
    write(new_exercise(ONE, "treble", course))
    assert not told(course)
    source = text(course, f"solutions/{ONE}.py")
    assert source.index("check(double)") < source.index("def treble") < source.index("demo.try_number")


def test_a_renamed_exercise_is_renamed_where_it_is_imported_checked_and_mistaken(course):
    write(rename.exercise(ONE, "double", "twice", course))
    assert not told(course)
    assert "import twice" in text(course, f"solutions/{TWO}.py")
    assert "def test_twice_worked_by_hand(twice)" in text(course, f"autograder/checks/test_{ONE}.py")
    assert "def twice__halved(z)" in text(course, f"autograder/mistakes/wrong_{ONE}.py")


@pytest.mark.parametrize(
    "code, becomes",
    [
        ("def double(z): ...", "def twice(z): ..."),
        (
            "def double(z): ...\ndef f(double): return double",
            "def twice(z): ...\ndef f(double): return double",
        ),
        ("def double(z): ...\nf(double=double)", "def twice(z): ...\nf(double=twice)"),
        ("def double(z): ...\nx.double, reference.double", "def twice(z): ...\nx.double, reference.twice"),
        ("double = 1", "double = 1"),
        ("def double(z):\n    'π `double(1)`, a double'", "def twice(z):\n    'π `twice(1)`, a double'"),
    ],
)
def test_only_what_means_the_exercise_is_renamed(code, becomes):
    assert renamed(code, "double", "twice") == becomes


def test_a_renamed_lesson_takes_its_files_number_and_pictures_along(course):
    moves, texts = rename.lesson(TWO, "07_threefold", course)
    for path, place in moves.items():
        path.rename(place)
    write(texts)
    assert not told(course)
    source = text(course, "solutions/07_threefold.py")
    assert "# # 7 · Tripling" in source and "pictures import threefold as demo" in source
    assert 'milestone("07_threefold")' in source and [*course.rglob("threefold.py")]


def test_the_recipes_keep_their_example_when_a_lesson_of_that_name_gets_another(course):
    (course / "book" / "more").mkdir(parents=True, exist_ok=True)
    pages = [course / "book" / "more" / name for name in ("changing.md", "evidence.md")]
    for page in pages:
        page.write_text(f"`hardway new-lesson 09_dropout`, and {TWO}\n", encoding="utf-8")
    recipes, other = pages
    assert beside.with_lesson("09_dropout", "10_dropout", course).keys() == {other}
    assert beside.with_lesson(TWO, "07_threefold", course).keys() >= {recipes, other}


def test_who_uses_a_lesson_is_named_with_its_line(course):
    (used,) = users.importing(ONE, course)
    assert used == f"solutions/{TWO}.py:10: double" and users.lesson_in(used) == TWO
    assert not list(users.importing(TWO, course))


def test_what_belongs_to_a_lesson_goes_with_it(course):
    for path in [*rename.belonging(TWO, course), *rename.pictures(TWO, course)]:
        path.unlink()
    assert not told(course) and not list(course.rglob("*tripling*"))


def test_an_exercise_has_changed_where_its_text_a_check_or_a_mistake_has(course):
    before = changed.exercises(course)
    mistakes = course / f"autograder/mistakes/wrong_{ONE}.py"
    write({mistakes: text(course, mistakes).replace("return z / 2", "return z / 3")})
    after = changed.exercises(course)
    assert [one for one in after if after[one] != before[one]] == [(ONE, "double")]


def test_a_wrong_answer_becomes_an_entry_that_is_still_to_be_named(course):
    answer = 'def double(z):\n    """Mine."""\n    return z + z + 1'
    path, line, more = entry.entry(ONE, Answer("double", answer, ()), course)
    write({path: more})
    assert more.splitlines()[line - 1] == "def double__say_what_went_wrong(z):"
    assert "Mine" not in more and "return z + z + 1" in more
    assert told(course).count("still to be named") == 1


def test_what_is_said_of_an_answer_without_an_entry_is_said_of_its_own_code():
    answer = "def mse(y_pred, y_true):\n    d = np.ravel(y_pred - y_true)\n    return d @ d / (len(d) + 1)\n"
    assert "`len(d) + 1`" in examined("02_loss", "mse", answer).hint


def test_an_answer_that_does_not_run_is_refused_with_its_error():
    with pytest.raises(Refusal, match="`mse` does not run.*NameError"):
        examined("02_loss", "mse", "LIMIT = unknown\ndef mse(y_pred, y_true):\n    return LIMIT\n")


STUDENTS = """import math

import numpy as np
from autograder.mine import dense

SCALE = 2


def scaled(z):
    return SCALE * np.asarray(z) + math.tau


def unused(z):
    return z


def mse(y_pred, y_true):
    return scaled(y_pred)
"""


@pytest.mark.parametrize("file", ["wrong.py", "wrong.ipynb"])
def test_an_answer_is_found_with_the_helpers_constants_and_imports_that_it_needs(file, tmp_path):
    path = tmp_path / file
    cells = [{"cell_type": "code", "source": one} for one in STUDENTS.split("\n\n\n")]
    path.write_text(json.dumps({"cells": cells}) if file.endswith("b") else STUDENTS, encoding="utf-8")
    ((exercise, answer),) = answers(path).items()
    assert exercise == "mse" and answer.source.startswith("def mse(") and exercise in lessons.exercises()
    assert [one.split("\n")[0] for one in answer.needs] == [
        *("import math", "import numpy as np", "SCALE = 2", "def scaled(z):")
    ]


def test_helpers_are_kept_with_the_entry_and_what_the_catalogue_has_is_not_doubled(course):
    mistakes = course / f"autograder/mistakes/wrong_{ONE}.py"
    write({mistakes: text(course, mistakes) + "\n\nLIMIT = 3\n"})
    needs = ("import math", "LIMIT = 3", "def helped(z):\n    return LIMIT * z + math.tau")
    answer = Answer("double", "def double(z):\n    return helped(z)", needs)
    path, line, more = entry.entry(ONE, answer, course)
    write({path: more})
    assert more.splitlines()[line - 1] == "def double__say_what_went_wrong(z):"
    assert more.count("LIMIT = 3") == 1 and more.count("def helped(z)") == 1 and "\nimport math\n" in more
    assert told(course).count("\n") == 0 and "still to be named" in told(course)


def test_a_helper_whose_name_the_catalogue_has_for_something_else_is_refused_in_one_line(course):
    mistakes = course / f"autograder/mistakes/wrong_{ONE}.py"
    write({mistakes: text(course, mistakes) + "\n\nLIMIT = 3\n"})
    answer = Answer("double", "def double(z):\n    return LIMIT * z", ("LIMIT = 4",))
    with pytest.raises(
        ValueError, match="^`LIMIT` stands for something else in .*: rename it in the answer$"
    ):
        entry.entry(ONE, answer, course)


def test_a_syntax_error_in_an_answer_is_told_with_its_line(tmp_path):
    (tmp_path / "wrong.py").write_text("x = 1\n\n\ndef mse(a, b)\n    return a\n", encoding="utf-8")
    assert list(errors(tmp_path / "wrong.py")) == ["wrong.py:4: a syntax error, expected ':'"]
    cells = [{"cell_type": "code", "source": one} for one in ("%matplotlib inline", "x = (\n")]
    (tmp_path / "wrong.ipynb").write_text(json.dumps({"cells": cells}), encoding="utf-8")
    (said,) = errors(tmp_path / "wrong.ipynb")
    assert said.startswith("wrong.ipynb, cell of code 2:1: a syntax error")


BESIDE = {
    "book/teaching.toml": f'{ONE} = ["double__halved"]\n{TWO} = ["triple__halved"]\n',
    "book/cards.toml": f'{ONE} = "What?"\n{TWO} = "How?"\n',
    "book/symptoms.toml": (
        '[[symptom]]\nid = "a"\nsee = "b"\nmeans = "c"\nrule = "d"\n'
        f'section = "{TWO}: Checkpoint"\nexercises = ["triple"]\nwords = "e"\n'
    ),
    f"book/cards/{ONE}.svg": "<svg></svg>\n",
    "benchmarks/equivalent_mutants.toml": '[[double]]\nkind = "same"\n\n[[triple]]\nkind = "same"\n',
    "book/trained.json": '{\n"double__halved": "alike",\n"triple__halved": "alike"\n}\n',
    "book/more/page.md": f"The second lesson is `{TWO}`.\n",
}


@pytest.fixture
def with_pages(course):
    write({course / path: one for path, one in BESIDE.items()})
    assert not told(course)
    return course


def test_what_names_a_lesson_beside_it_is_renamed_with_it(with_pages):
    moves, texts = rename.lesson(TWO, "07_threefold", with_pages)
    for path, place in moves.items():
        path.rename(place)
    write(texts)
    assert not told(with_pages)
    for path in ("book/teaching.toml", "book/cards.toml", "book/symptoms.toml", "book/more/page.md"):
        assert "07_threefold" in text(with_pages, path) and TWO not in text(with_pages, path)


def test_what_names_an_exercise_beside_its_lesson_is_renamed_with_it(with_pages):
    write(rename.exercise(TWO, "triple", "treble", with_pages))
    assert not told(with_pages)
    for path in BESIDE:
        assert "triple" not in text(with_pages, path)


def test_what_still_names_a_lesson_that_is_gone_is_a_line_for_each(with_pages):
    without = beside.without_lesson(TWO, with_pages)
    for path in [*rename.belonging(TWO, with_pages), *rename.pictures(TWO, with_pages)]:
        path.unlink()
    before = told(with_pages)
    write(without)
    after = told(with_pages)
    for path in ("book/teaching.toml", "book/cards.toml", "benchmarks/equivalent_mutants.toml"):
        assert path in before and path not in after
    assert "book/more/page.md:1: there is no lesson `02_tripling`" in after  # for a person to write anew
    assert "triple__halved" not in text(with_pages, "book/trained.json")


@pytest.mark.parametrize(
    "file, old, new, words",
    [
        (
            "book/teaching.toml",
            "double__halved",
            "double__halfed",
            ":1: there is no mistake `double__halfed`",
        ),
        ("book/cards.toml", "01_doubling", "01_doublin", "did you mean `01_doubling`?"),
        ("book/symptoms.toml", '["triple"]', '["triples"]', "did you mean `triple`?"),
        ("book/cards.toml", '"How?"', '"How?', ":2: this is no TOML"),
        (
            "book/teaching.toml",
            '["triple__',
            '["double__halved", "triple__',
            ":2: there is no mistake `double__h",
        ),
        ("book/symptoms.toml", "Checkpoint", "Checkpiont", "did you mean `Checkpoint`?"),
        (
            "book/symptoms.toml",
            "rule",
            "rul",
            "symptoms.toml:5: a symptom has no `rul`; did you mean `rule`?",
        ),
        ("book/symptoms.toml", 'see = "b"\n', "", "a symptom without `see`"),
        ("book/symptoms.toml", '"e"', '"(e"', "`words` of a symptom is no pattern"),
        (f"book/cards/{ONE}.svg", "</svg>", "", "this is no SVG"),
    ],
)
def test_a_name_misspelt_beside_the_lessons_is_a_slip(with_pages, file, old, new, words):
    write({with_pages / file: text(with_pages, file).replace(old, new)})
    assert words in told(with_pages)
