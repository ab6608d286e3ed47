"""A translation has the lesson's code and other words, and reaches a student as the lesson does."""

import json
import re

import pytest
from support.slips import ONE

from autograder import lesson as lessons
from autograder.authoring import build, scaffold
from autograder.authoring.lint.rules import slips
from autograder.workspace import releases

GERMAN = {  # what may differ: markdown, a docstring, the words of a quiz
    "# ## Checkpoint": "# ## Zwischenstand",
    "Of the same shape.": "Von derselben Form.",
    '"Which number is its own double?"': '"Welche Zahl ist ihr eigenes Doppeltes?"',
    '{"0": "Twice nothing is nothing."}': '{"0": "Zweimal nichts ist nichts."}',
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
    assert not course("Which number stays where it is?", "Welche Zahl bleibt, wo sie ist?")


@pytest.mark.parametrize(
    "old, new, words",
    [
        ("return 2 * np.asarray(z)", "return 3 * np.asarray(z)", "differs from the lesson's in its code"),
        ("demo.growth(double)", "demo.growth(double, 2)", "differs from the lesson's in its code"),
        ("number=40", "number=41", "differs from the lesson's in its code"),
        ('wrong={"1": "The double of 1 is 2."},\n', "", "differs from the lesson's in its code"),
        ("# %%\ncheck(double)\n", "", "a cell of markdown, where the lesson has one of code"),
        (f'\n# %%\nmilestone("{ONE}")\n', "", "cells, where the lesson has"),
        ("# <details><summary>Hint 1</summary>\n", "", "0 folds, where the lesson has 1"),
    ],
)
def test_other_code_is_one_slip_in_the_translation(course, old, new, words):
    found = course(old, new)
    assert len(found) == 1 and words in found[0].what and found[0].file == f"solutions/{ONE}.de.py"


TRANSLATIONS = lessons.translations()


@pytest.mark.parametrize("name, language", TRANSLATIONS)
def test_a_translation_differs_from_the_lesson_in_every_text(name, language):
    ours, theirs = lessons.lesson(name).cells, lessons.translated(name, language).cells
    texts = [(a.source, b.source) for a, b in zip(ours, theirs) if a.kind == "markdown" or a.call_of("quiz")]
    assert not [a for a, b in texts if a == b], "not translated yet"


@pytest.mark.parametrize("name, language", TRANSLATIONS)
def test_a_translation_has_the_formulas_of_the_lesson(name, language):
    pairs = zip(lessons.lesson(name).cells, lessons.translated(name, language).cells)
    for ours, theirs in ((a.source, b.source) for a, b in pairs if a.kind == "markdown"):
        shown = [re.findall(r"^\$\$.*?\$\$", text, re.M | re.S) for text in (ours, theirs)]
        assert len(shown[0]) == len(shown[1]) and ours.count("$") == theirs.count("$"), theirs[:200]


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
