"""What people see first: the README's numbers are the tree's, and all files of a release say one version."""

import re
import shlex
import tomllib

import pytest
import typer
from support import attacks

from autograder import lesson as lessons
from autograder.authoring import build
from autograder.checking import catalogue
from autograder.cli import app

ROOT = lessons.ROOT
README = (ROOT / "README.md").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
COMMANDS = typer.main.get_command(app).commands


def text(name):
    return (ROOT / name).read_text(encoding="utf-8")


def test_the_numbers_of_what_is_inside_are_those_of_the_tree():
    every = [lessons.lesson(name) for name in lessons.course()]
    assert f"{len(every)} lessons, {len(lessons.exercises())} exercises" in README
    assert f"{sum(sum(build.points(lesson).values()) for lesson in every)} checks" in README
    assert f"{sum(len(catalogue.mistakes(lesson.name)) for lesson in every)} mistakes known by name" in README


def test_figures_are_those_of_the_page_that_says_how_they_are_measured():
    evidence = text("book/more/evidence.md")
    share, all_mutants = re.search(r"\| ([\d.]+%) of (\d+) \|", README).groups()
    assert f"Of {all_mutants} wrong mutants" in evidence and f"({share})" in evidence
    helped, answers = map(
        int, re.search(r"\| (\d+) of (\d+) \| `python benchmarks/hints.py`", README).groups()
    )
    named, explained = map(
        int, re.search(rf"{answers} were written .*?: (\d+) named, (\d+) explained", evidence).groups()
    )
    assert helped == named + explained and f"{answers} were written" in evidence
    assert "none of more than 100" in README and len(attacks.EVERY) > 100


def test_it_is_two_screens_and_each_link_leads_somewhere():
    assert len(README.splitlines()) <= 60
    links = re.findall(r"\]\(([^)]+)\)", README)
    assert links and not [link for link in links if not (ROOT / link).exists()]


@pytest.mark.parametrize("line", sorted(set(re.findall(r"`(hardway [a-z][^`]*)`", README))))
def test_each_command_of_the_readme_is_understood(line):
    name, *words = shlex.split(line)[1:]
    assert COMMANDS[name].make_context(name, words)


def test_each_command_that_measures_is_there():
    named = re.findall(r"`(?:python|pytest) (\S+)`", README)
    assert named and all((ROOT / path).exists() for path in named)
    assert all(
        f"\n{target}:" in text("Makefile") for target in re.findall(r"`?make (\w+)", README) if target != "or"
    )


def test_all_files_of_a_release_say_one_version():
    version = PROJECT["version"]
    assert f"\nversion: {version}\n" in text("CITATION.cff")
    assert re.search(rf"^## {re.escape(version)}( |$)", text("CHANGELOG.md"), re.MULTILINE)


def test_both_licences_are_there_whole():
    assert PROJECT["license"] == "MIT AND CC-BY-4.0" and "Permission is hereby granted" in text("LICENSE")
    assert "Creative Commons Attribution 4.0 International Public License" in text("LICENSE-CC-BY-4.0")


def test_conda_gets_what_pip_gets():
    yaml = pytest.importorskip("yaml")
    python, pip, by_pip = yaml.safe_load(text("environment.yml"))["dependencies"]
    floor = PROJECT["requires-python"].removeprefix(">=")
    assert (python, pip) == (f"python={floor}", "pip")
    assert by_pip == {"pip": ["--constraint constraints.txt", "--editable ."]}, "pyproject.toml has the rest"
