"""The animated race: its still picture, its moving picture, its saved form."""

import json
import re

import matplotlib.pyplot as plt
import numpy as np
import pytest

from playground.race import Race

PATHS = {"straight": [[10.0, 1.0], [5.0, 0.5], [0.0, 0.0]], "short": [[10.0, 1.0], [4.0, -1.0]]}


def bowl(x, y):
    return x**2 + 50 * y**2


def race(**changes):
    given = dict(
        height=bowl,
        paths=PATHS,
        title="A race",
        xlabel="weight w",
        ylabel="bias b",
        alt="Two paths <down> a bowl.",
    )
    return Race(**(given | changes))


@pytest.fixture(autouse=True)
def no_figure_stays_open():
    yield
    plt.close("all")


@pytest.fixture(scope="module")
def page():
    return race()._repr_html_()


def data(page):
    return json.loads(re.search(r"var race = (.*);\n", page).group(1))


def test_still_picture_has_title_labels_and_a_legend():
    ax = race().still().axes[0]
    assert (ax.get_title(), ax.get_xlabel(), ax.get_ylabel()) == ("A race", "weight w", "bias b")
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["straight", "short"]


def test_page_is_small_and_loads_nothing(page):
    assert len(page) < 300_000
    assert not re.search(r"""(src|href)=["']?(?!data:)\w|https?://(?!www\.w3\.org/2000/svg)""", page)


def test_page_carries_the_alternative_text_and_works_without_script(page):
    assert 'alt="Two paths &lt;down&gt; a bowl."' in page
    assert page.index('<img src="data:image/png;base64,') < page.index("<script>")
    assert '<div hidden style="display:none' in page  # the controls wait for the script


def test_page_says_where_everyone_is_and_how_high(page):
    straight, short = data(page)["tracks"]
    assert [len(straight["points"]), len(short["points"])] == [3, 2]
    assert straight["heights"] == ["150", "38", "0"]
    (x0, y0), _, (x2, y2) = straight["points"]
    assert x0 > x2 and y0 < y2  # pixels count from the top


def test_with_equal_axes_a_step_to_the_right_is_as_long_as_one_upwards():
    ax = race(equal=True).still().axes[0]
    (x0, y0), (x1, y1) = ax.transData.transform([(0, 0), (1, 1)])
    assert x1 - x0 == pytest.approx(y1 - y0)


def test_nothing_of_the_still_picture_is_cut_off():
    fig = race(paths={f"a path, lr 0.0{i}": PATHS["short"] for i in range(1, 5)}, equal=True).still()
    fig.canvas.draw()
    drawn = fig.get_tightbbox().padded(-0.001)
    assert (
        drawn.x0 >= 0 and drawn.y0 >= 0 and drawn.x1 <= fig.get_figwidth() and drawn.y1 <= fig.get_figheight()
    )


def test_page_turns_dark_with_the_page_and_scrolls_where_it_is_narrow(page):
    assert 'class="hw-figure"' in page and ".hw-figure :is(img,svg){filter:" in page and "min-width:" in page


def test_show_prints_the_alternative_text_in_a_terminal(capsys):
    race().show()
    assert capsys.readouterr().out == "[race] Two paths <down> a bowl.\n"


def test_two_equal_races_make_equal_pages(page):
    assert race()._repr_html_() == page


def test_text_cannot_end_the_script():
    page = race(paths={"</script><b>": PATHS["short"]})._repr_html_()
    assert page.count("</script>") == 1


def test_path_that_leaves_the_numbers_is_cut():
    flown = race(paths={"wild": [[1.0, 1.0], [-9.0, 3.0], [np.inf, np.nan], [0.0, 0.0]]})
    assert flown.steps == 1
    assert flown._repr_html_()


def test_terminal_gets_the_alternative_text():
    assert repr(race()) == "[race] Two paths <down> a bowl."


def test_empty_alternative_text_is_refused():
    with pytest.raises(ValueError, match="alt"):
        race(alt=" ")


def test_saves_an_animation(tmp_path):
    from PIL import Image

    race().save(tmp_path / "race.webp", seconds=1.0)
    with Image.open(tmp_path / "race.webp") as picture:
        assert picture.n_frames == 3
    assert (tmp_path / "race.webp").stat().st_size < 300_000


def test_more_paths_than_markers_are_refused():
    with pytest.raises(ValueError, match="one to 4 paths"):
        Race(
            lambda x, y: x**2 + y**2,
            {f"path {i}": [[0, 0], [1, 1]] for i in range(5)},
            "title",
            "x",
            "y",
            alt="Five paths.",
        )
