"""A translation has the lesson's code and other words, and reaches a student as the lesson does."""

import json

import pytest
from support.slips import ONE

from autograder import lesson as lessons
from autograder.authoring import build, scaffold
from autograder.authoring.lint import translated_words
from autograder.authoring.lint.rules import slips
from autograder.lesson import Cell
from autograder.workspace import releases

GERMAN = {  # what differs: markdown, a docstring, the words of a quiz
    "# What you will be able to do, and what you need first.": "# Was du können wirst, und was du brauchst.",
    "for an array $Z$ of any shape. By hand: (1, −2) becomes (2, −4).": "für ein Array $Z$ beliebiger Form.",
    "z : array of any shape": "z : array beliebiger Form",
    "Of the same shape.": "Von derselben Form.",
    "<summary>Hint 1<": "<summary>Hinweis 1<",
    "One multiplication acts on every element.": "Eine Multiplikation wirkt auf jedes Element.",
    "**Predict first.** Which number stays where it is?": "**Erst vorhersagen.** Welche Zahl bleibt?",
    "<summary>Answer<": "<summary>Antwort<",
    "Zero: twice nothing is nothing.": "Null: zweimal nichts ist nichts.",
    "Does the direction of an arrow change when both of its coordinates are doubled?": "Und ein Pfeil?",
    "No, only its length: it is twice as long.": "Nein, nur seine Länge.",
    "The same as a picture that does not move.": "Dasselbe als Bild.",
    "# ## Checkpoint": "# ## Zwischenstand",
    '"Which number is its own double?"': '"Welche Zahl ist ihr eigenes Doppeltes?"',
    '{"0": "Twice nothing is nothing."}': '{"0": "Zweimal nichts ist nichts."}',
    '{"1": "The double of 1 is 2."}': '{"1": "Das Doppelte von 1 ist 2."}',
    '"What are three doublings of 5?"': '"Was sind drei Verdopplungen von 5?"',
    '"Three factors of 2 are one factor of 8."': '"Dreimal der Faktor 2 ist einmal der Faktor 8."',
    "You multiplied by 3 · 2; the factors multiply, they are not added.": "Du hast mit 3 · 2 multipliziert.",
    "The milestone: ten doublings of 1 give 1024.": "Der Meilenstein: zehnmal verdoppelt.",
}


@pytest.fixture
def course(tmp_path):
    """A lesson and its translation; returns a function that changes the latter."""
    for path, text in scaffold.files(ONE, tmp_path).items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    source = (tmp_path / "solutions" / f"{ONE}.py").read_text(encoding="utf-8")
    for ours, theirs in GERMAN.items():
        assert ours in source
        source = source.replace(ours, theirs)
    translation = tmp_path / "solutions" / f"{ONE}.de.py"

    def slips_after(old, new):
        assert old in source
        translation.write_text(source.replace(old, new, 1), encoding="utf-8")
        return slips(root=tmp_path)

    return slips_after


def test_other_words_are_no_slip(course):
    assert not course("Welche Zahl bleibt?", "Welche Zahl bleibt, wo sie ist?")


@pytest.mark.parametrize(
    "old, new, words",
    [
        ("return 2 * np.asarray(z)", "return 3 * np.asarray(z)", "differs from the lesson's in its code"),
        ("demo.growth(double)", "demo.growth(double, 2)", "differs from the lesson's in its code"),
        ("number=40", "number=41", "differs from the lesson's in its code"),
        ('wrong={"1": "Das Doppelte von 1 ist 2."},\n', "", "differs from the lesson's in its code"),
        ("# %%\ncheck(double)\n", "", "a cell of markdown, where the lesson has one of code"),
        (f'\n# %%\nmilestone("{ONE}")\n', "", "cells, where the lesson has"),
        ("# <details><summary>Hinweis 1</summary>\n", "", "0 folds, where the lesson has 1"),
    ],
)
def test_other_code_is_one_slip_in_the_translation(course, old, new, words):
    found = course(old, new)
    assert len(found) == 1 and words in found[0].what and found[0].file == f"solutions/{ONE}.de.py"


TRANSLATIONS = lessons.translations()
WORDS = [  # this of the translation becomes that; what is said, and what stands in the line that it names
    ("Dasselbe als Bild.", "The same as a picture that does not move.", "is not translated", "The same as"),
    ("Nein, nur seine Länge.", "No, only its length: it is twice as long.", "is not translated", "No, only"),
    ("Von derselben Form.", "Of the same shape.", "is not translated", "Of the same"),
    ("Das Doppelte von 1 ist 2.", "The double of 1 is 2.", "is not translated", "The double"),
    ("$a_{ij} = 2 z_{ij}$", "$a_{ij} = 2 z_{ji}$", "did you mean `a_{ij} = 2 z_{ij}`?", "z_{ji}"),
    ("ein Array $Z$", "ein Array", "the formula `Z` of the lesson is missing", "## Double"),
    ("Nein, nur seine Länge.", "Nein, nur $r$.", "the lesson has no such formula", "$r$"),
    ("Nein, nur seine Länge.", "Nein, `doppelt(z)`.", "the code `doppelt(z)` is not the lesson's", "doppelt"),
    ("Nein, nur seine Länge.", "Nein, [so](https://example.org).", "the link `https://example.org`", "[so]"),
    ("Zweimal nichts ist nichts.", "Zweimal $z$ ist $z$.", "the formula `z` is not the lesson's", "Zweimal"),
]


@pytest.mark.parametrize("old, new, words, place", WORDS)
def test_words_left_as_they_were_and_another_formula_are_one_slip(course, tmp_path, old, new, words, place):
    [found] = course(old, new)
    lines = (tmp_path / found.file).read_text(encoding="utf-8").splitlines()
    assert words in str(found) and place in lines[found.line - 1]


def test_a_slip_of_the_lesson_is_not_told_of_its_translation_too(course, tmp_path):
    source = tmp_path / f"solutions/{ONE}.py"
    changed = source.read_text(encoding="utf-8").replace("$a_{ij} = 2", r"$a_{ij} = \frc{4}{2}")
    source.write_text(changed, encoding="utf-8")
    [found] = course("Welche Zahl bleibt?", "Welche Zahl bleibt?")
    assert found.file == f"solutions/{ONE}.py"


@pytest.mark.parametrize(
    "ours, theirs",
    [
        ("Costs $0.5, x \\text{ if } y$.", "Kostet $0{,}5;\\ x \\text{ wenn } y$."),
        ("A. Author, *A book of all that is known*.", "A. Author, *A book of all that is known*."),
        ("$$\\log a$$\n\nas `f(x)` says", "$$\\log a$$\n\nwie `f(x)` sagt, `f(x)` allein"),
    ],
)
def test_what_each_language_writes_in_its_own_way_is_no_slip(ours, theirs):
    assert not list(translated_words.wrong(Cell("markdown", ours), Cell("markdown", theirs)))


@pytest.mark.parametrize("name, language", TRANSLATIONS)
def test_no_answer_survives_in_a_translated_notebook(name, language):
    text = lessons.handed_out(name, language).read_text(encoding="utf-8")
    assert "SOLUTION" not in text and text.count("raise NotImplementedError") >= len(
        lessons.lesson(name).exercises
    )


def test_a_notebook_keeps_its_language_when_its_lesson_is_improved(tmp_path):
    name, language = TRANSLATIONS[0]
    path = tmp_path / f"{name}.ipynb"
    path.write_bytes(lessons.handed_out(name, language).read_bytes())
    assert not releases.improved(tmp_path, name)
    older = build.student_notebook(
        lessons.Lesson(name, lessons.translated(name, language).cells[1:]), language
    )
    path.write_text(json.dumps(older), encoding="utf-8")
    assert releases.improved(tmp_path, name)
    assert releases.handed_out(path, name) == lessons.handed_out(name, language)


@pytest.mark.parametrize("language", ["../..", "xx", "", "de/"])
def test_what_is_no_language_of_ours_gives_the_lesson_itself(language):
    assert lessons.handed_out(ONE, language) == lessons.LESSONS / f"{ONE}.ipynb"


def test_start_copies_translated_lessons_and_says_which_are_not(tmp_path, hardway):
    done = hardway("start", tmp_path / "mine", "--no-jupyter", "--language", "de")
    name, _ = TRANSLATIONS[0]
    assert done.returncode == 0 and "in English, since nobody has translated them yet: 01_" in done.stdout
    assert name not in done.stdout
    assert (tmp_path / "mine" / f"{name}.ipynb").read_bytes() == lessons.handed_out(name, "de").read_bytes()
    refused = hardway("start", tmp_path / "mine", "--no-jupyter", "--language", "fr")
    assert refused.returncode == 2 and "there is no translation into `fr`: there are de" in refused.stderr
