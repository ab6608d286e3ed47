"""The page that a student gets: what stands on it, in which order, and that nothing of theirs acts."""

import base64
import html
import re
from html.parser import HTMLParser

import pytest

pytest.importorskip("nbgrader")

from nbgrader.api import Gradebook
from support.handing_in import LESSON, graded, hand_in, hardway, nbgrader, needs_sandbox, solved
from support.programs import needs_browser

from autograder import lesson as lessons
from autograder.classroom.gradebook import as_html

DOT = base64.b64encode(b"\x89PNG\r\n\x1a\n" + bytes(20)).decode()
EVIL = (
    "<script>alert(1)</script><svg onload=alert(2)><style>*{display:none}</style><iframe src=//x></iframe>"
    "<img src=x onerror=alert(3)><a href='javascript:alert(4)'>x</a>"
)
MINE = (
    "## My notes\n\n$z = XW + b$ and\n\n$$\\begin{pmatrix} 1 & 2 \\end{pmatrix}$$\n\n"
    "| layer | shape |\n|---|---|\n| first | (2, 3) |\n"
)
TANH = f"def tanh(z):\n    # {EVIL}\n    text = '''{EVIL}'''\n    return (np.exp(z) - 1) / np.exp(z)"
RULES = (
    'timezone = "UTC"\nroster = "roster.csv"\n[late]\npercent_per_day = 10\nat_most = 50\n'
    f"[lessons.{LESSON}]\ndue = 2026-10-05 12:00:00\n"
)
COMMENT = "Nearly. **Look** at `z`, and at $e^z$."
TAGS = set(
    "html head meta title style body main h1 h2 h3 h4 h5 h6 dl dt dd span br strong em div p a code pre table"
    " thead tbody tr th td article section ul ol li small details summary img hr blockquote del figure"
    " figcaption math mrow mi mo mn mtext msup msub msubsup mfrac msqrt mroot mtable mtr mtd mspace mstyle"
    " mover munder munderover mpadded menclose".split()
)
HARMLESS = set(
    "lang charset name content http-equiv class id href role tabindex scope style start open src alt colspan"
    " rowspan".split()
)


class Page(HTMLParser):
    """Reads a page; fails at a tag, an attribute or an address that no page of ours has."""

    def __init__(self, text):
        super().__init__()
        self.headings, self.open, self.words = [], [], []
        self.feed(text)
        self.text = " ".join(" ".join(self.words).split())

    def handle_starttag(self, tag, attributes):
        assert tag in TAGS, tag
        self.open += [] if tag in ("meta", "br", "hr", "img") else [tag]
        for name, value in attributes:
            in_formula = "math" in self.open and name in {*as_html.ATTRIBUTES, "form"}
            assert name in HARMLESS or name.startswith("aria-") or in_formula, (tag, name)
            assert name != "href" or value.startswith(("#", "https://")), value
            assert name != "src" or value.startswith("data:image/"), value
        if re.fullmatch("h[1-6]", tag):
            self.headings.append((int(tag[1]), ""))
        if tag == "img":
            assert dict(attributes).get("alt"), "a picture without words"

    def handle_endtag(self, tag):
        assert self.open.pop() == tag, tag

    def handle_data(self, data):
        if self.open and re.fullmatch("h[1-6]", next((t for t in self.open[::-1] if t[0] == "h"), "")):
            level, said = self.headings[-1]
            self.headings[-1] = (level, f"{said}{data}")
        if "style" not in self.open:
            self.words.append(data)


def handed_in():
    """A notebook with right, wrong and missing answers, and everything that should not act."""
    book = solved("dense", "relu", "forward")
    cells = {cell["id"]: cell for cell in book["cells"]}
    cells["tanh"]["source"] = TANH
    data = {"text/html": EVIL + "<table><tr><td>kept</td></tr></table>", "text/plain": EVIL}
    cells["relu"]["outputs"] = [
        {"output_type": "stream", "name": "stdout", "text": EVIL},
        {"output_type": "display_data", "metadata": {}, "data": data},
        {"output_type": "display_data", "metadata": {}, "data": {"image/png": DOT}},
        {"output_type": "error", "ename": EVIL, "evalue": EVIL, "traceback": [EVIL]},
    ]
    more = [MINE, EVIL, f"[x](javascript:alert(1)) $\\text{{{EVIL}}}$ $\\href{{javascript:alert(1)}}{{x}}$"]
    texts = [
        {"cell_type": "markdown", "id": f"m{i}", "metadata": {}, "source": s} for i, s in enumerate(more)
    ]
    return {**book, "cells": [*book["cells"], *texts]}


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course with ann's notebook of many kinds, two days late, commented on; and bob's that is none."""
    course = tmp_path_factory.mktemp("paged") / "course"
    assert hardway("course", course).returncode == 0
    (course / "course.toml").write_text(RULES)
    (course / "roster.csv").write_text(f"id,name\nann,Ann <b>{EVIL}</b>\n")
    (hand_in(course, "ann", handed_in()) / "timestamp.txt").write_text("2026-10-07 11:00:00 UTC")
    hand_in(course, "bob", b"{")
    graded(course)
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as book:
        book.find_comment("tanh", LESSON, LESSON, "ann").manual_comment = f"{COMMENT} {EVIL}"
        book.find_comment("relu", LESSON, LESSON, "ann").manual_comment = COMMENT
        book.db.commit()
    graded(course)
    return course


def text_of(course, student="ann"):
    return (course / "feedback" / student / LESSON / f"{LESSON}.html").read_text()


@pytest.mark.slow
@needs_sandbox[1]
class TestOfAGrading:
    def test_nothing_of_a_students_or_an_instructors_can_act(self, course):
        text = text_of(course)
        assert Page(text).text.count("alert(1)") > 5, "it is shown"
        assert "default-src 'none'; style-src 'unsafe-inline'; img-src data:" in text
        assert "kept" in text, "a table stays"

    def test_it_begins_with_who_what_when_and_how_much(self, course):
        row = graded(course)["ann"]
        said = Page(text_of(course)).text
        assert said.index("Ann <b>") < said.index("Handed in") < said.index("Mark") < said.index("Exercises")
        assert "7 October 2026, 11:00 UTC, late by 1 day 23 hours" in said
        assert f"{row['score']:g} of {row['max_score']:g} points" in said
        assert "10 % of the points for each day that has begun; 50 % at most" in said

    def test_the_table_names_each_exercise_its_points_its_state_and_why(self, course):
        rows = re.findall(r"<tr><td><a href=\"#of-(\w+)\">.*?</tr>", text_of(course), re.DOTALL)
        assert rows == list(lessons.lesson(LESSON).exercises)
        said = Page(text_of(course)).text
        assert re.search(r"tanh \d of 9 not right , comment \w+", said), "a line says why"
        assert "softmax 0 of 10 not attempted" in said

    def test_what_is_wrong_comes_first_with_code_checks_and_hint_and_the_rest_last(self, course):
        page = Page(text_of(course))
        order = [said for level, said in page.headings if level == 2]
        assert order == [
            "Exercises", "To be mended", "Not done yet", "Right", "Your notebook", "How this was graded"
        ]  # fmt: skip
        part = page.text.partition("To be mended")[2].partition("Not done yet")[0]
        assert part.index("Your instructor writes:") < part.index("return (np.exp(z) - 1)") < part.index("✗")
        assert "def relu" in page.text.partition("Right")[2]

    def test_headings_come_in_order(self, course):
        levels = [level for level, _ in Page(text_of(course)).headings]
        assert levels[0] == 1 and all(b <= a + 1 for a, b in zip(levels, levels[1:]))

    def test_a_comment_stands_out_and_is_named_above(self, course):
        text = text_of(course)
        assert "<strong>Look</strong>" in text and text.count('class="person"') == 3
        assert re.search(r'<details class="whole" id="of-relu" open>', text), "what is commented on is open"
        assert "Your instructor wrote on relu , tanh ." in Page(text).text

    def test_formulas_and_tables_are_rendered_and_no_host_is_asked(self, course):
        text = text_of(course)
        rest = text.partition('id="rest"')[2]
        assert "<math" in rest and "<mtable" in rest and "<th>layer</th>" in rest
        assert "$z = XW" not in rest and 'src="http' not in text and "<link" not in text

    def test_the_seed_is_said_with_the_command(self, course):
        seed = re.search(r"hardway check 01_forward_pass --seed (\d+)", text_of(course))[1]
        assert f"with the seed {seed}." in text_of(course)

    def test_nbgraders_own_command_writes_the_same(self, course):
        ours = text_of(course)
        status, said = nbgrader(course, "generate_feedback", LESSON, "--force")
        assert status == 0, said
        assert text_of(course) == ours

    def test_what_could_not_be_graded_says_why_and_lists_no_result(self, course):
        page = Page(text_of(course, "bob"))
        assert (
            "This submission could not be graded. not graded: 01_forward_pass.ipynb is not JSON" in page.text
        )
        assert [said for level, said in page.headings if level == 2] == ["Exercises"]

    @needs_browser
    @pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1300, "light")])
    def test_it_fits_a_telephone_and_a_desk(self, course, browser, width, scheme):
        size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
        browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        wanted = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", wanted)
        try:
            browser.get((course / "feedback" / "ann" / LESSON / f"{LESSON}.html").as_uri())
            browser.execute_script("document.querySelectorAll('details').forEach(one => one.open = true)")
            assert browser.execute_script("return document.documentElement.scrollWidth") <= width
            ground = browser.execute_script("return getComputedStyle(document.body).backgroundColor")
            assert (ground == "rgb(255, 255, 255)") == (scheme == "light")
            tops = browser.execute_script(
                "return [...document.querySelector('.beside').children].map(e => e.offsetTop)"
            )
            assert (tops[0] == tops[1]) == (width > 900), "code beside its checks where there is room"
        finally:
            browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
            browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


def formulas():
    for name in lessons.course():
        for cell in lessons.lesson(name).cells:
            if cell.kind == "markdown":
                yield from (a or b for a, b in re.findall(r"\$\$(.+?)\$\$|\$(.+?)\$", cell.source, re.DOTALL))


def test_each_formula_of_the_lessons_is_rendered():
    found = list(formulas())
    assert len(found) > 500
    for tex in found:
        made = as_html.formula(tex)
        assert made.startswith("<math") and "\\" not in made and "<mi>&amp;</mi>" not in made, tex


@pytest.mark.parametrize(
    "tex",
    [f"\\text{{{EVIL}}}", EVIL, "\\href{javascript:alert(1)}{x}", "\\class{x}{y}", "{" * 5000, "\\frac{"],
)
def test_no_formula_brings_a_tag(tex):
    tags = re.findall(r"<(\w+)([^>]*)", as_html.formula(tex))
    assert {tag for tag, _ in tags} <= TAGS - {"a", "img", "style"}
    assert not any("href" in attributes or "class" in attributes for _, attributes in tags)


def test_a_sign_stands_close_to_its_number():
    assert 'form="prefix">\N{MINUS SIGN}' in as_html.formula("2 = (-1)") and "prefix" not in as_html.formula(
        "a-b"
    )


@pytest.mark.parametrize("source", [TANH, EVIL, "'''", '"\\', "x = '#' # '", "r'\\' + f\"{x!r}\"", "if" * 9])
def test_code_keeps_every_sign(source):
    assert html.unescape(re.sub("<[^>]*>", "", as_html.code(source))) == source


def test_comments_texts_and_keywords_of_code_are_told_apart():
    made = html.unescape(as_html.code("if iffy: x = 'a#b' # c"))
    assert re.findall('class="(.)">(.*?)</span>', made) == [("k", "if"), ("s", "'a#b'"), ("c", "# c")]
