"""Each command that the book's pages for instructors show is one that there is, with options that it has."""

import re
import shlex

import pytest
import typer

from autograder import lesson as lessons
from autograder.cli import app

COMMANDS = typer.main.get_command(app).commands
SHOWN = {
    line.partition(" #")[0].strip().replace("SEED", "7")
    for page in ("classroom", "platforms")
    for line in (lessons.ROOT / "book" / "more" / f"{page}.md").read_text(encoding="utf-8").splitlines()
    for line in [line, *re.findall(r"`(hardway [^`]+)`", line)]
    if line.startswith("hardway ")
}


@pytest.mark.parametrize("line", sorted(SHOWN))
def test_a_command_of_the_guide_is_understood(line):
    name, *words = shlex.split(line)[1:]
    command = COMMANDS[name]
    if words:  # a name alone stands in a sentence
        context = command.make_context(name, words)
        assert context.params
