"""The book's pictures are files: they weigh on no page, and come when they are looked at."""

import base64
import io
import re

import numpy as np
import pytest

from autograder.authoring.site import pictures

Image = pytest.importorskip("PIL.Image")


def encoded(seed, kind="webp"):
    """A picture as it stands in an executed notebook."""
    pixels, buffer = np.random.default_rng(seed).integers(0, 255, (40, 60, 3), dtype=np.uint8), io.BytesIO()
    Image.fromarray(pixels).save(buffer, kind)
    return f"data:image/{kind};base64,{base64.b64encode(buffer.getvalue()).decode()}"


def written(text, tmp_path):
    page = tmp_path / "lessons" / "page.html"
    page.parent.mkdir()
    return pictures.as_files(text, page, tmp_path / "pictures"), page


def test_a_picture_is_loaded_when_it_is_scrolled_to_and_its_place_kept_free(tmp_path):
    text, page = written(f'<p>Before.<img src="{encoded(0)}" alt="A hill."></p>', tmp_path)
    address = re.search(r'src="([^"]+)"', text)[1]
    assert Image.open(page.parent / address).size == (60, 40)
    assert text == f'<p>Before.<img loading="lazy" width="60" height="40" src="{address}" alt="A hill."></p>'


def test_a_sliders_pictures_are_named_and_what_two_places_show_is_one_file(tmp_path):
    one, other = encoded(1), encoded(2, "png")
    text, page = written(
        f'<img class="still" src="{one}"><script>show(["{one}", "{other}"])</script>', tmp_path
    )
    assert "base64" not in text and '<img class="still" loading="lazy"' in text
    names = re.findall(r"\.\./pictures/\w+\.(?:webp|png)", text)
    assert names[0] == names[1] != names[2] and len(list((tmp_path / "pictures").iterdir())) == 2
    assert all((page.parent / name).is_file() for name in names)


def test_the_place_of_a_second_layout_is_kept_free_as_well(tmp_path):
    text, _ = written(f'<source media="m" srcset="{encoded(4)}"><img src="{encoded(5)}">', tmp_path)
    assert re.match(r'<source media="m" width="60" height="40" srcset="\S+"><img loading="lazy" width', text)


def test_a_page_whose_pictures_are_files_already_stays_as_it_is(tmp_path):
    text, page = written(f'<img src="{encoded(3)}">', tmp_path)
    assert pictures.as_files(text, page, tmp_path / "pictures") == text


def test_a_picture_beside_the_page_gets_its_size_unless_it_says_one(tmp_path):
    Image.new("RGB", (30, 20)).save(tmp_path / "one.png")
    (tmp_path / "logo.svg").write_text('<svg viewBox="0 0 240 90"></svg>', encoding="utf-8")
    page = tmp_path / "page.html"
    for before, after in [
        ('<img alt="x" src="one.png">', '<img alt="x" width="30" height="20" src="one.png">'),
        ('<img src="logo.svg" class="a">', '<img width="240" height="90" src="logo.svg" class="a">'),
        ('<img width="3" src="one.png">', '<img width="3" src="one.png">'),
        ('<img src="gone.png">', '<img src="gone.png">'),
        ('<img src="data:image/png;base64,AA">', '<img src="data:image/png;base64,AA">'),
    ]:
        assert pictures.with_sizes(before, page) == after
