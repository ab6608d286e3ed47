"""What `make bench` measures: its bars, its part of the page, and what Colab is handed beside it."""

import json

import pytest

pytest.importorskip("told", reason="benchmarks/ is not here")

import run
from told import best

from autograder import lesson as lessons
from autograder.authoring import colab
from autograder.authoring.pages import measured

FOUND = {
    "moons (4, 4): ours": 1.0,
    "moons (4, 4): scikit-learn": 4.5,
    "digits (128, 64): ours": 1.8,
    "digits (128, 64): scikit-learn": 1.7,
    "digits (128, 64): products alone": 1.0,
}


def test_a_bar_that_is_missed_is_said():
    rows = {row["what"]: row["kept"] for row in run.bars(FOUND)}
    assert rows["moons (4, 4): scikit-learn / ours, same work"]
    assert not rows["digits (128, 64): ours / products alone"]
    assert not rows["digits (128, 64): scikit-learn / ours, same work, never below"]


def test_what_was_not_measured_has_no_bar():
    assert not any("PyTorch" in row["what"] or "import" in row["what"] for row in run.bars(FOUND))


def test_the_best_repeat_is_the_least_time_and_the_most_pictures():
    assert best("s", [2.0, 1.0]) == 1 and best("a second", [2.0, 1.0]) == 2


def test_the_page_says_machine_spread_and_bars(tmp_path, monkeypatch):
    figures = {
        name: {"unit": "s", "best": v, "values": [v, 2 * v], "by": "network_speed"}
        for name, v in FOUND.items()
    }
    told = {"day": "2026-11-30", "machine": run.machine(), "versions": run.versions(), "figures": figures}
    (tmp_path / "results.json").write_text(json.dumps(told | {"bars": run.bars(FOUND)}), encoding="utf-8")
    monkeypatch.setattr(measured, "RESULTS", tmp_path / "results.json")
    page = measured.section()
    assert "| moons (4, 4): ours | 1 s | 1 to 2 | `network_speed.py` |" in page
    assert "missed" in page and page.count("<rect") == 4 and "Processor time to train" in page


def test_the_committed_results_name_no_host_and_keep_every_repeat():
    if not measured.RESULTS.exists():
        pytest.skip("nothing was measured yet")
    told = json.loads(measured.RESULTS.read_text(encoding="utf-8"))
    assert set(told["machine"]) == {"processor", "cores", "system", "python"}
    assert all(one["best"] in (min(one["values"]), max(one["values"])) for one in told["figures"].values())


@pytest.mark.parametrize("there", [True, False])
def test_the_first_cell_for_colab_installs_only_what_is_missing(there, monkeypatch):
    cells = colab.notebook("02_loss")["cells"]
    source, asked = "".join(cells[1]["source"]), []
    monkeypatch.setattr("importlib.util.find_spec", lambda name: object() if there else None)
    exec(source.replace("%pip", "asked.append(1)  #"), {"asked": asked})
    assert bool(asked) is not there
    assert [cell["id"] for cell in cells if cell["id"] != "install"] == [
        cell["id"] for cell in colab.build.student_notebook(lessons.lesson("02_loss"))["cells"]
    ]
