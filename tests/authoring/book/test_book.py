"""The book: what each lesson's page holds, and that it works in a real browser without any other host."""

import functools
import re

import pytest

pytest.importorskip("jupyter_book")
bs4 = pytest.importorskip("bs4")
pytestmark = pytest.mark.slow

from support.processes import wait_for  # noqa: E402
from support.programs import needs_browser  # noqa: E402

from autograder import lesson as lessons  # noqa: E402

READY = "const done = arguments[0]; MathJax.startup.promise.then(() => document.fonts.ready).then(done)"


def pages(book):
    return sorted(path for path in book.rglob("*.html") if "_static" not in path.parts)


@functools.cache
def parsed(path):
    return bs4.BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


def in_code(text):
    return re.sub(r"\s+", " ", text)


@pytest.mark.parametrize("name", lessons.course())
def test_lesson_page_holds_stub_hints_answer_and_results(book, name):
    page, lesson = parsed(book / "lessons" / f"{name}.html").article, lessons.lesson(name)
    answers = [fold for fold in page.select("details.hide") if "Show our answer" in fold.summary.text]
    folded = [in_code(fold.pre.text) for fold in answers]
    visible = [in_code(pre.text) for pre in page.find_all("pre") if not pre.find_parent("details")]
    for exercise in lesson.exercises.values():
        answer, stub = (
            in_code(lessons.answer(exercise.cell.source)).strip(),
            in_code(lessons.stub(exercise.cell.source)).strip(),
        )
        assert any(stub in text for text in visible), f"no stub of {exercise.name}"
        assert any(answer in text for text in folded) and not any(answer in text for text in visible), (
            f"the answer of {exercise.name} is not folded"
        )
        result = page.select_one(f'section[aria-label="Checks of {exercise.name}"]')
        assert "(passed)" in result.text and "(failed)" not in result.text
    hints = [fold for fold in page.find_all("details") if fold.summary.text.startswith("Hint")]
    assert len(hints) == sum(len(exercise.hints) for exercise in lesson.exercises.values())
    assert not any(fold.has_attr("open") for fold in [*hints, *answers])
    assert "Milestone reached" in page.text
    assert page.find("img") and all(picture.get("alt") for picture in page.find_all("img"))


def test_pages_name_no_other_host_as_a_source(book):
    for path in pages(book):
        for tag in parsed(path).find_all(["script", "link", "img", "iframe", "video", "source", "object"]):
            assert not re.match(
                r"(https?:)?//", tag.get("src") or tag.get("href") or tag.get("data") or ""
            ), (path.name, tag)
        assert not re.search(r"unpkg|jsdelivr|cdnjs|googleapis|thebe", path.read_text(encoding="utf-8")), (
            path.name
        )


def test_a_page_is_light_and_its_pictures_are_files_that_come_when_they_are_looked_at(book):
    for path in pages(book):
        text = path.read_text(encoding="utf-8")
        assert len(text.encode()) < 300_000, path.name
        named = re.findall(r"[./\w]*/pictures/\w+\.(?:png|webp)", text)
        assert all((path.parent / name).is_file() for name in named), path.name
        shown = parsed(path).select(".hw-figure img")
        assert all(picture["loading"] == "lazy" and picture["width"] for picture in shown), path.name
        assert len(named) >= len(shown), path.name


def test_pages_tell_a_screen_reader_what_they_show(book):
    for path in pages(book):
        page = parsed(path)
        assert all(head.text.strip() for head in page.find_all("th")) and not page.select(
            "summary[aria-label]"
        ), path.name
        levels = (
            [int(heading.name[1]) for heading in page.article.find_all(re.compile("h[1-6]"))]
            if page.article
            else [1]
        )
        assert levels[0] == 1 and all(after <= before + 1 for before, after in zip(levels, levels[1:])), (
            path.name,
            levels,
        )


def test_every_command_is_described(book):
    text = parsed(book / "more" / "commands.html").article.text
    learners = "check watch status checkpoint start reset hint solution assemble finish update".split()
    assert all(f"hardway {name}" in text for name in (*learners, "course", "grade", "report", "build"))
    assert "--extra-checks" in text and "--no-browser" in text


@needs_browser
def test_quiz_answers_and_keeps_what_was_chosen(address, browser):
    def first():
        browser.execute_async_script(READY)
        return browser.find_element("css selector", "form.hw-quiz[data-ready]")

    browser.get(f"{address}/lessons/01_forward_pass.html")
    form = first()
    form.find_element("css selector", "input").click() if form.get_attribute(
        "data-kind"
    ) != "number" else form.find_element("name", "answer").send_keys("1")
    form.find_element("css selector", "button").click()
    said = form.find_element("css selector", "[role=status]").text
    assert said.startswith(("Right.", "Not yet"))
    kept = wait_for(
        lambda: browser.refresh() or first().find_element("css selector", "[role=status]").text
    )  # it is written down a little later
    assert kept == said


@needs_browser
def test_the_list_of_contents_shows_the_line_of_the_page_wherever_it_was_left(address, browser):
    seen = """
    const list = document.getElementById("pst-primary-sidebar").getBoundingClientRect();
    const line = document.querySelector("#pst-primary-sidebar .active > a").getBoundingClientRect();
    return list.top <= line.top && line.bottom <= list.bottom;"""
    for page in ("teach/next_year", "lessons/01_forward_pass", "teach/grade"):
        browser.get(f"{address}/{page}.html")
        assert browser.execute_script(seen), page


@needs_browser
def test_on_paper_nothing_is_folded_or_dark_and_afterwards_all_is_as_it_was(address, browser):
    folded = "document.querySelectorAll('article details:not([open])').length"
    state = f"[{folded}, document.documentElement.dataset.theme]"
    browser.get(f"{address}/lessons/02_loss.html")
    browser.execute_script("document.documentElement.dataset.theme = 'dark'")
    before = browser.execute_script(f"return {state}")
    browser.execute_script(f"addEventListener('beforeprint', () => window.printed = {state})")
    browser.execute_cdp_cmd("Page.printToPDF", {})
    assert before[0] > 0 and browser.execute_script("return window.printed") == [0, "light"]
    assert browser.execute_script(f"return {state}") == before
