"""The book's pages of mistakes: each has its address, stands under what one sees of it, and is found."""

import html
import json
import re
import shutil

import pytest
from support.processes import wait_for
from support.programs import needs_browser

pytest.importorskip("docutils")  # what makes the book's addresses

from autograder import lesson as lessons
from autograder.address import of_mistake
from autograder.authoring.pages import mistakes, sections
from autograder.checking import catalogue

SCRIPTS = lessons.ROOT / "book" / "scripts"
ITEM = re.compile(r'<li id="(\w+)">(.*?)</li>', re.S)


@pytest.fixture(scope="module")
def pages():
    return {name: mistakes.page(name) for name in lessons.course()}


def test_each_mistake_has_an_address_on_the_page_of_its_lesson_with_its_hint(pages):
    for lesson, page in pages.items():
        items = dict(ITEM.findall(page))
        assert sorted(items) == sorted(catalogue.mistakes(lesson)) and len(page.encode()) < 250_000
        for name, told in items.items():
            first = re.split(r"[`*]", catalogue.hint(catalogue.mistakes(lesson)[name]))[0]
            assert (
                first in html.unescape(told) and f"<code>{name}</code>" in told and "mistakes.html#" in told
            )
            assert of_mistake(lesson, name) == f"mistakes/{lesson}.html#{name}"


def test_each_mistake_stands_under_a_symptom_and_each_symptom_leads_to_a_section_that_there_is():
    found = mistakes.by_symptom()
    assert {entry.name for group in found.values() for entry in group} == {
        name for lesson in lessons.course() for name in catalogue.mistakes(lesson)
    }
    assert all(len(group) >= 3 for group in found.values()), {key: len(found[key]) for key in found}
    for symptom in mistakes.symptoms():
        assert symptom.place.title in sections.titles(lessons.lesson(symptom.place.lesson)), symptom.id


def test_what_a_training_shows_was_measured_for_mistakes_that_are_there():
    trained = json.loads((lessons.ROOT / "book" / "trained.json").read_text(encoding="utf-8"))
    there = {name for lesson in lessons.course() for name in catalogue.mistakes(lesson)}
    gone = trained.keys() - there
    assert len(gone) < 20, f"python benchmarks/symptoms.py --write measures them anew; gone: {sorted(gone)}"
    kinds = {symptom.trained for symptom in mistakes.symptoms()} - {""}
    assert kinds | {"alike"} == set(trained.values())


def test_the_page_of_symptoms_works_as_a_plain_list():
    page = mistakes.symptom_sections()
    for symptom in mistakes.symptoms():
        assert f"({symptom.id})=" in page and f"## {symptom.see}" in page
    every = [name for lesson in lessons.course() for name in catalogue.mistakes(lesson)]
    assert page.count('<a href="mistakes/') >= len(every)
    assert '<form class="hw-find" role="search" aria-label="Mistakes" hidden' in page


@pytest.mark.slow
@needs_browser
def test_words_of_a_name_or_a_hint_find_a_mistake(browser, tmp_path):
    (tmp_path / "_static").mkdir()
    shutil.copytree(SCRIPTS / "mistakes", tmp_path / "_static" / "mistakes")
    (tmp_path / "_static" / "mistakes" / "all.js").write_text(mistakes.all_of_them(), encoding="utf-8")
    lines = [line for line in mistakes.symptom_sections().splitlines() if not line.startswith("````")]
    head = '<!doctype html><html lang="en"><meta charset="utf-8"><title>Mistakes</title>'
    (tmp_path / "mistakes.html").write_text(f"{head}<article>{''.join(lines)}", encoding="utf-8")
    browser.get((tmp_path / "mistakes.html").as_uri())
    field = browser.find_element("css selector", ".hw-find input")
    field.send_keys("softmax__over_the_batch")
    wait_for(lambda: browser.find_elements("css selector", ".hw-find li"))
    hits = browser.find_elements("css selector", ".hw-find li a")
    assert hits[0].get_attribute("href").endswith("01_forward_pass.html#softmax__over_the_batch")
    field.clear()
    field.send_keys("column adds up")
    assert "mistake" in browser.find_element("css selector", ".hw-find [role=status]").text
