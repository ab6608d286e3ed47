"""The book's page on the commands says what --help says, to those who need it."""

import re

import typer

from autograder.authoring.commands import described
from autograder.cli import COMMANDS, app

PAGE = described(typer.main.get_command(app).commands)


def test_commands_stand_under_those_who_need_them():
    groups = dict(re.findall(r"^## (.+?)$(.*?)(?=^## |\Z)", PAGE, re.M | re.S))
    told = {group: re.findall(r"^### `hardway (.+)`$", text, re.M) for group, text in groups.items()}
    assert told == {
        group: [command.__name__.replace("_", "-") for command in commands]
        for group, commands in COMMANDS.items()
    }


def test_a_command_shows_its_call_and_what_each_part_of_it_means():
    grade = re.search(r"### `hardway grade`(.*?)###", PAGE, re.S)[1]
    assert "hardway grade COURSE [--lesson LESSON]" in grade and "| `--extra-checks" in grade
