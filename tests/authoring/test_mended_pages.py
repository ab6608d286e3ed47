"""What is mended in the pages that Jupyter Book has built."""

import pytest

pytest.importorskip("jupyter_book")

from autograder.authoring.site.mend import mended


@pytest.mark.parametrize("name", ["mistakes/all", "mistakes/search", "cover/answered", "playground/page"])
def test_a_script_stays_only_on_the_page_that_names_it_itself(name):
    everywhere = f'<script src="../_static/{name}.js?v=b0c5e6b4"></script>'
    own = f'<script src="_static/{name}.js" defer></script>'
    assert mended(f"<head>\n    {everywhere}</head>{own}") == f"<head></head>{own}"


def test_what_other_pages_need_stays():
    kept = '<script src="_static/print.js?v=6db64866"></script><link href="_static/book.css?v=d559f974" />'
    assert mended(kept) == kept


def test_what_is_shown_without_words_says_them_to_a_screen_reader():
    folded = '<details><summary><span class="toctree-toggle" role="presentation"></span></summary></details>'
    assert "Show or hide its pages" in mended(folded)
    assert 'aria-hidden="true"' in mended('<i class="theme-switch fa-solid" title="Light"></i>')
