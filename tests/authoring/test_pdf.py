"""The course as a PDF: all pages as one, nothing folded, links within it, contents with true page numbers."""

import re

import pytest
from support.programs import needs_browser

pytest.importorskip("bs4")
pypdf = pytest.importorskip("pypdf")

from autograder import lesson as lessons  # noqa: E402
from autograder.authoring import pdf  # noqa: E402
from autograder.errors import Refusal  # noqa: E402

PAGE = """<!doctype html><html><head><link rel="stylesheet" href="x.css">
<style>.quiz-of-{name} {{ color: red }}</style><style>.bd-article {{ }} .hw-set {{ }}</style></head>
<body><article>
<section id="top"><h1>Title of {name}</h1><section id="part"><h2>Part of {name}</h2>
<p><a href="{link}">there</a> <a href="elsewhere.html">gone</a> <a href="https://example.org/">out</a></p>
<details><summary>Hint 1</summary><p>Folded text</p></details><img src="{up}_static/a.png" loading="lazy">
<button>Check</button><script>alert(1)</script></section></section></article></body></html>"""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A small site with a page for each that belongs to the PDF."""
    folder = tmp_path_factory.mktemp("site")
    names = [*(f"lessons/{name}" for name in lessons.course()), *pdf.AFTER]
    for name in names:
        up = "../" * name.count("/")
        text = PAGE.format(name=name, up=up, link=f"{up}notation.html#part")
        (folder / f"{name}.html").parent.mkdir(exist_ok=True)
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
    return folder


def test_the_pages_are_one_with_nothing_folded_and_links_within_it(site):
    whole = pdf.Whole(site).text({"notation--part": 12})
    first = lessons.course()[0]
    assert f'id="lessons-{first}--part"' in whole and whole.count('href="#notation--part"') > len(pdf.AFTER)
    assert whole.count("<details open") == len(lessons.course()) + len(pdf.AFTER)
    assert 'href="https://example.org/"' in whole and "elsewhere.html" not in whole
    assert 'src="_static/a.png"' in whole and "<button" not in whole and "alert(1)" not in whole
    assert "<span>Part of notation</span><span>12</span>" in whole


def test_what_pages_show_looks_on_paper_as_it_does_there(site):
    head = pdf.Whole(site).text({}).partition("</head>")[0]
    assert all(f".quiz-of-lessons/{name} {{" in head for name in lessons.course()) and "hw-set" not in head


def test_without_a_chromium_is_said_what_to_install(monkeypatch):
    monkeypatch.setattr(pdf.shutil, "which", lambda _: None)
    with pytest.raises(Refusal, match="apt install chromium"):
        pdf.browser()


@needs_browser
def test_contents_tell_the_page_on_which_each_part_is(site, tmp_path):
    pages = pdf.make(site, tmp_path / "course.pdf")
    read = pypdf.PdfReader(tmp_path / "course.pdf")
    texts = [page.extract_text() for page in read.pages]
    told = re.findall(r"^Part of (\S+?) ?(\d+)$", "\n".join(texts[:3]), re.M)
    assert pages == len(texts) and len(told) == len(lessons.course()) + len(pdf.AFTER)
    assert all(f"Part of {name}" in texts[int(number) - 1] for name, number in told)
    assert "Folded text" in texts[-1] and len(read.outline) == 2 * len(told)
    assert not (site / "course-on-paper.html").exists()
