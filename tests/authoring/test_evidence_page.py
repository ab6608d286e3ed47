"""The book's page on what is known: its figures are those of the files that they come from."""

import collections
import json
import re

import pytest
from support import attacks

from autograder import lesson as lessons

ALL_RATES = dict.fromkeys(("named", "explained", "led", "useless", "false", "accepted"), 0)
OF_USE = (
    "{named} named, {explained} explained, {led} led to the mend, {useless} useless, {false} false, "
    "{accepted} accepted"
)
PAGE = (lessons.ROOT / "book" / "more" / "evidence.md").read_text(encoding="utf-8")


def test_the_share_of_refused_mutants_is_that_of_the_page_on_mutants():
    mutation = (lessons.ROOT / "book" / "more" / "mutation.md").read_text(encoding="utf-8")
    told = re.search(r"Of (\d+) mutants that are wrong, (\d+) are refused \(([\d.]+%)\)", mutation).groups()
    assert "Of {} wrong mutants of our answers {} are refused ({})".format(*told) in PAGE


def test_counts_are_those_of_the_bank_of_answers_and_of_the_attacks():
    lines = (lessons.ROOT / "benchmarks" / "wrong_answers.jsonl").read_text(encoding="utf-8").splitlines()
    answers = [json.loads(line) for line in lines]
    for later in (False, True):
        rates = collections.Counter(row["rate"] for row in answers if row.get("holdout", False) is later)
        assert f"{rates.total()} were written" in PAGE
        assert OF_USE.format(**ALL_RATES | rates) in PAGE
    assert "More than a hundred cells" in PAGE and len(attacks.EVERY) > 100


def test_what_mistakes_do_to_a_training_is_what_was_measured():
    trained = json.loads((lessons.ROOT / "book" / "trained.json").read_text(encoding="utf-8"))
    n = collections.Counter(trained.values())
    assert f"{len(trained)} of the mistakes" in PAGE
    assert f"{n['shapes']} stop it by shapes and {n['error']} by another error, {n['nan']} give nan" in PAGE
    assert f"{n['chance']} leave it at chance, {n['slowly']} slow it, {n['alike']} cannot be told" in PAGE


@pytest.mark.parametrize("command", sorted(set(re.findall(r"`((?:python|pytest) [^`]+)`", PAGE))))
def test_each_figure_names_a_command_that_is_there(command):
    assert (lessons.ROOT / command.split()[1]).exists()
