"""The report of a whole course: what is open, what is alike, pages there and back, and nobody's name."""

import re
from html.parser import HTMLParser
from urllib.parse import unquote

import pytest

pytest.importorskip("nbgrader")

from support.handing_in import LESSON, answer, notebook
from support.programs import needs_browser

from autograder import lesson as lessons
from autograder.classroom.course_folder import Course
from autograder.classroom.gradebook.gradebook import Gradebook
from autograder.classroom.grading.graded_notebook import finished, rejection
from autograder.classroom.report.class_rows import collected, handed_in_nothing
from autograder.classroom.report.report import make
from autograder.classroom.submissions import normalize
from autograder.classroom.task import Outcome

ADA, BOB, CY, DI, NEVER = "ada-zyx", "bob zyx&<script>", "cy-zyx", "di-zyx", "never-zyx"
NAMES = ("zyx", "lovelace", "20011", "uni.example", "script>alert")
ROSTER = f"id,name,email,number\n{ADA},'Lovelace, Ada',ada@uni.example,20011\n{NEVER},Zyx Gauss,,\n"
LATE = "2026-01-03 12:00:00 UTC"
OWN = """
def tanh(z):
    # zyx </pre><script>alert(1)</script> of Lovelace, 20011
    zyx_rows, number = [], 20011
    for row in np.atleast_2d(z):
        up, down = [np.exp(v) for v in row], [np.exp(-v) for v in row]
        zyx_rows.append([(a - b) / (a + b) for a, b in zip(up, down)])
    print("zyx", zyx_rows)
    return np.array(zyx_rows).reshape(np.shape(z))
"""
COPY = OWN.replace("zyx_rows", "out").replace("# zyx", "# my own")


def graded(template, *sources):
    """What a grading of these cells gives; no code runs."""
    exercises = lessons.lesson(LESSON).exercises
    book = normalize.rebuilt(
        normalize.cells_of(notebook("import numpy as np", *sources), LESSON), template, exercises
    )
    outcome = Outcome("graded", None, seed=987654321, wall="bubblewrap")
    outcome.exercises = [
        {"name": "dense", "state": "failed", "passed": 2, "total": 6, "mistake": "dense__weights_transposed"}
    ]
    outcome.notebook = finished(book, [], outcome)
    return outcome


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    folder = tmp_path_factory.mktemp("term") / "course"
    (folder / "submitted").mkdir(parents=True)
    (folder / "nbgrader_config.py").write_text("c = get_config()\nc.CourseDirectory.course_id = 'tested'\n")
    (folder / "roster.csv").write_text(ROSTER.replace("'", '"'))
    course = Course(folder)
    template = course.template(LESSON)
    with Gradebook(course) as book:
        book.prepare(LESSON, template, course.points(LESSON, course.options()))
        book.nb.update_or_create_assignment(LESSON, duedate="2026-01-01 12:00:00 UTC")
        book.save(ADA, LESSON, graded(template, answer("dense"), OWN), (LATE, None))
        book.save(BOB, LESSON, graded(template, answer("dense"), COPY))
        book.save(CY, LESSON, graded(template, answer("dense"), answer("tanh")))
        book.save(DI, LESSON, rejection(LESSON, template, "zyx.ipynb is no notebook", 7))
        book.nb.find_grade("check_dense", LESSON, LESSON, CY).needs_manual_grade = True
        book.nb.db.commit()
    return course


class Page(HTMLParser):
    """The tags of a page, its addresses and its text."""

    def __init__(self, path):
        super().__init__()
        self.tags, self.links, self.ids, self.text = set(), [], set(), ""
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attrs):
        has = dict(attrs)
        self.tags.add(tag)
        self.links += [has[name] for name in ("href", "src") if name in has]
        self.ids.add(has.get("id"))
        assert not [name for name in has if name.startswith("on")]

    def handle_data(self, data):
        self.text += data


@pytest.fixture(scope="module")
def written(course):
    """(folder of the report with names, folder of the one without)."""
    return make(course)[0].parent, make(course, anonymous=True)[0].parent


def pages(folder):
    return {
        path: Page(path) for path in (folder / "report.html", *sorted((folder / "report").glob("*.html")))
    }


def test_only_what_is_due_is_missing_and_each_student_has_their_own_time(course):
    everyone = [ADA, BOB, NEVER, "later-zyx"]
    assert handed_in_nothing(course, everyone) == [("later-zyx", LESSON), (NEVER, LESSON)]
    dated = "timezone = 'Etc/UTC'\n[lessons.1]\ndue = {}\n[extensions.later-zyx]\n1 = 2999-01-01\n"
    for due, missing in (("2026-01-01", [NEVER]), ("2998-01-01", [])):
        (course.root / "course.toml").write_text(dated.format(due))
        with_file = Course(course.root)
        assert handed_in_nothing(with_file, everyone) == [(one, LESSON) for one in missing]
        assert {row["over"] for row in collected(with_file)} == {bool(missing)}
    (course.root / "course.toml").unlink()


def test_every_link_leads_somewhere_and_every_page_back(written):
    for folder in written:
        for path, page in pages(folder).items():
            assert path.name == "report.html" or "../report.html" in {
                link.partition("#")[0] for link in page.links
            }
            for link in page.links:
                name, _, part = link.partition("#")
                target = (path.parent / unquote(name)).resolve() if name else path
                assert target.is_file(), link
                assert not part or part in Page(target).ids, link


def test_the_report_says_who_is_missing_late_and_waits_and_has_a_day_and_a_total(written):
    text = re.sub(r"\s+", " ", Page(written[0] / "report.html").text)
    lesson, missing, late, waiting = re.search(
        rf"by hand ({LESSON}) ?(.*?zyx) ?({ADA} by 2 days) ?({CY})", text
    ).groups()
    assert missing == NEVER and "Made on " in text and "5 students, 4 submissions, 1 lesson" in text
    assert "Ada Lovelace" in text and "zyx.ipynb is no notebook" in text


def test_who_made_a_mistake_is_named_with_one_comment_for_all_of_them(written):
    text = Page(written[0] / "report.html").text
    assert "`dense`: " in text and "ada@uni.example" in text


def test_code_that_two_alone_have_stands_side_by_side_as_text(written):
    (path,) = (written[0] / "report").glob("similar-*.html")
    page = Page(path)
    assert "script" not in page.tags and "mark" in page.tags
    assert page.text.count("</pre><script>alert(1)</script>") == 2 and "no verdict" in page.text
    assert {tag for page in pages(written[0]).values() for tag in page.tags}.isdisjoint({"script", "object"})


def test_the_anonymous_report_names_nobody_in_any_byte(written):
    for path in written[1].rglob("*"):
        if path.is_file():
            told = f"{path.relative_to(written[1])}\n{path.read_text(encoding='utf-8')}".lower()
            assert not [name for name in NAMES if name in told] and "987654321" not in told, path
    assert list((written[1] / "report").glob("similar-*.html"))


def test_pseudonyms_are_the_same_each_time_and_old_pages_go(course, written):
    def shown():
        return sorted(set(re.findall(r"s-[0-9a-f]{8}", (written[1] / "report.html").read_text())))

    before, old = shown(), written[1] / "report" / "similar-05_gone-1.html"
    old.write_text("zyx")
    make(course, anonymous=True)
    assert shown() == before and len(before) == 5 and not old.exists()


@needs_browser
@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1300, "light")])
def test_the_pages_fit_a_telephone_and_a_desk_and_lead_there_and_back(written, browser, width, scheme):
    size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    wanted = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", wanted)
    try:
        for path in pages(written[0]):
            browser.get(path.as_uri())
            assert browser.execute_script("return document.documentElement.scrollWidth") <= width, path.name
            ground = browser.execute_script("return getComputedStyle(document.body).backgroundColor")
            assert (ground == "rgb(255, 255, 255)") == (scheme == "light")
        browser.get((written[0] / "report.html").as_uri())
        browser.find_element("css selector", ".term td a").click()
        (frame,) = [one for one in browser.find_elements("tag name", "iframe") if one.is_displayed()]
        assert frame.get_attribute("title") == f"Feedback page of {ADA}"
        browser.find_element("css selector", "section:target nav a").click()
        assert browser.current_url.endswith("report.html#table")
    finally:
        browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
