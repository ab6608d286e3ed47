"""The pages for instructors: each command is one that there is; all run in order from an empty folder."""

import re
import shlex
import subprocess

import pytest
import typer
import yaml
from support.programs import needs
from support.warm import environment

from autograder import lesson as lessons
from autograder.cli import app

BOOK = lessons.ROOT / "book"
COMMANDS = typer.main.get_command(app).commands
PARTS = {one["caption"]: one["chapters"] for one in yaml.safe_load((BOOK / "_toc.yml").read_text())["parts"]}
PAGES = {one["file"]: (BOOK / f"{one['file']}.md").read_text(encoding="utf-8") for one in PARTS["Teach"]}
RUN = re.compile(r"^```bash\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SHOWN = {
    line.partition(" #")[0].strip().replace("SEED", "7")
    for text in PAGES.values()
    for line in text.splitlines()
    for line in [line, *re.findall(r"`(hardway [^`]+)`", line)]
    if line.startswith("hardway ")
}
TASKS = {
    "set_up", "hand_out", "collect", "grade", "by_hand", "students", "own_exercises", "four_lessons",
    "jupyterhub", "give_back", "export", "next_year",
}  # fmt: skip


@pytest.mark.parametrize("line", sorted(SHOWN))
def test_a_command_of_the_guide_is_understood(line):
    name, *words = shlex.split(line)[1:]
    command = COMMANDS[name]
    if words:  # a name alone stands in a sentence
        context = command.make_context(name, words)
        assert context.params


def test_each_task_has_a_page_in_the_table_of_contents():
    there = {path.stem for path in (BOOK / "teach").glob("*.md")}
    assert TASKS <= there == {name.partition("/")[2] for name in PAGES if name.startswith("teach/")}


def test_nothing_stands_twice():
    texts = [
        line
        for text in PAGES.values()
        for line in text.splitlines()
        if len(line) > 80 and line[0] not in "|#"
    ]
    assert sorted({line for line in texts if texts.count(line) > 1}) == []


@pytest.mark.slow
@needs("bubblewrap")
def test_the_commands_of_all_pages_run_in_their_order_from_an_empty_folder(tmp_path):
    pytest.importorskip("nbgrader")
    from support.handing_in import HALF, RELU  # needs the classroom's packages

    (tmp_path / "downloads").mkdir()
    for name, data in (("ada", HALF), ("emmy", RELU)):
        (tmp_path / "downloads" / f"{name}.ipynb").write_bytes(data)
    said = {}
    for page, text in PAGES.items():
        script = "\n".join(RUN.findall(text))
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", script],
            cwd=tmp_path,
            env=environment(),
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, (page, done.stdout[-1500:], done.stderr[-3000:])
        assert "Traceback" not in done.stderr, (page, done.stderr)
        said[page.partition("/")[2]] = done.stdout
    course = tmp_path / "my-course"
    assert "course.toml" in said["set_up"] and "1 graded" in said["grade"]
    assert "ada,Ada Lovelace" in (course / "give-back" / "index.csv").read_text()
    assert "emmy" not in (course / "totals.csv").read_text() + (course / "grades-csv.csv").read_text()
    assert "release/05_minibatch_sgd stays" in said["four_lessons"]
    assert (tmp_path / "loss.zip").exists() and "source-before" not in said["next_year"]
    assert (tmp_path / "next-course" / "release" / "01_forward_pass").is_dir()
    assert not (tmp_path / "next-course" / "release" / "05_minibatch_sgd").exists()
