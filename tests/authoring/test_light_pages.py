"""A page of the book is light and found: icons drawn in it, styles that it needs, formulas as text."""

from pathlib import Path

import pytest

pytest.importorskip("jupyter_book")
theme = pytest.importorskip("pydata_sphinx_theme")

from autograder.authoring.site import about, icons, mend, plain, search, styles  # noqa: E402

SCRIPT = Path(theme.__file__).parent / "theme/pydata_sphinx_theme/static/scripts/fontawesome.js"
PAGE = """<html><head><title>Loss — The book</title></head><body><article class="bd-article">
<section id="loss"><h1>Loss<a class="headerlink">#</a></h1><p>How wrong.</p>
<img src="../_static/pictures/a.png"><section id="surprise"><h2>Surprise</h2>
<p>It is <span class="math">\\(-\\log \\frac{1}{n}\\)</span>.</p></section><ul class="hw-mistakes">
<li id="mse__halved"><a href="#mse__halved">halved</a> You <b>halve</b> it.<small>seen</small></li></ul>
</section></article></body></html>"""


@pytest.mark.parametrize("tag", ["i", "span"])
def test_an_icon_is_drawn_where_the_script_would_draw_it(tag):
    icon = f'<{tag} class="fa-solid fa-bars fa-lg" data-mode="x"></{tag}>'
    page = icons.drawn(f"<button>{icon}</button>", SCRIPT)
    assert page.startswith('<button><svg class="fa-solid fa-bars fa-lg svg-inline--fa" data-mode="x"')
    assert 'aria-hidden="true"' in page and 'viewBox="0 0 448 512"' in page and f"<{tag}" not in page


@pytest.mark.parametrize("letter", ['"\\f107"', '"\uf107"', "var(--pst-icon-angle-left)"])
def test_no_letter_of_the_icons_font_is_shown(letter):
    kept = styles.needed(f'p:after{{content:{letter}}}p:before{{content:"§"}}', set())
    assert kept == 'p:before{content:"§"}'


def test_styles_stay_where_a_page_has_what_they_ask_for():
    css = ".a,.b>i{x:1}.gone{x:2}@media print{.gone{x:3}.a:not(.no){x:4}}@media tv{.gone{x:5}}p{x:6}#top{x:7}"
    kept = styles.needed(css, styles.words(['<p class="a">', "add('b')"]))
    assert kept == ".a,.b>i{x:1}@media print{.a:not(.no){x:4}}p{x:6}"


@pytest.mark.parametrize(
    "tex, text",
    [
        (r"so \(\frac{1}{n}\sum_i \ell_i\)", "so 1/nΣ_i ℓ_i"),
        (r"\[\mathrm{softmax}(z)_j = \frac{e^{z_j}}{\sum_k e^{z_k}}\]", "softmax(z)_j = e^z_j/Σ_k e^z_k"),
        (r"\(\left(W^\top\right)\)", "(W^ᵀ )"),
        ("without: f(x) = 2", "without: f(x) = 2"),
    ],
)
def test_a_formula_is_told_as_plain_text(tex, text):
    assert " ".join(plain.formula(tex).split()) == " ".join(text.split())


def test_each_section_and_each_mistake_is_a_row_of_the_search():
    assert list(search.rows(PAGE, "lessons/02.html")) == [
        ("lessons/02.html#mse__halved", "Loss", "halved", "You halve it."),
        ("lessons/02.html", "Loss", "Loss", "How wrong."),
        ("lessons/02.html#surprise", "Loss", "Surprise", "It is -log 1/n."),
    ]


def test_a_page_is_shown_by_its_own_figure_or_else_by_the_cover(tmp_path, monkeypatch):
    page = tmp_path / "lessons" / "02.html"
    text = about.told(PAGE, page, tmp_path, "How wrong a network is.")
    assert '<meta name="description" content="How wrong a network is." />' in text
    assert 'og:image" content="../_static/pictures/a.png"' in text and 'og:title" content="Loss"' in text
    bare = about.told(PAGE.replace("<img", "<b"), page, tmp_path, "")
    assert 'og:image" content="../_static/cover/still.webp"' in bare
    monkeypatch.setenv("HARDWAY_BOOK", "https://book.example/course/")
    assert 'content="https://book.example/course/_static/pictures/a.png"' in about.told(
        PAGE, page, tmp_path, ""
    )


def test_styles_of_outputs_stand_in_the_head_once_and_a_summary_holds_no_paragraph():
    body = "<figure><style>a{}</style></figure><style>a{}</style><svg><style>b{}</style></svg>"
    page = mend.mended(f'<head></head><body>{body}<summary><p class="c">Show</p></summary></body>')
    head, _, rest = page.partition("</head>")
    assert head == "<head><style>a{}</style>" and rest.count("<style>") == 1
    assert '<summary><span class="c">Show</span></summary>' in rest
