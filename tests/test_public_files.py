"""What a public host runs: short and pinned workflows, buttons that say what was not tried, one lock."""

import json
import re
import tomllib

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement

from autograder import address
from autograder import lesson as lessons

ROOT = lessons.ROOT
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
PINNED = re.compile(r"uses: [\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")
LOCK = [Requirement(line) for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def normal(name):
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_a_workflow_is_short_pinned_and_may_no_more_than_it_says(path):
    yaml = pytest.importorskip("yaml")
    lines = path.read_text(encoding="utf-8").splitlines()
    assert len(lines) < 60
    assert not [line for line in lines if "uses:" in line and not PINNED.search(line)]
    workflow = yaml.safe_load("\n".join(lines))
    assert workflow["permissions"] == {"contents": "read"}
    assert all("timeout-minutes" in job or len(job["steps"]) < 7 for job in workflow["jobs"].values())


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_what_a_workflow_makes_is_there_to_be_made(path):
    text, makefile = path.read_text(encoding="utf-8"), (ROOT / "Makefile").read_text(encoding="utf-8")
    assert all(f"\n{target}:" in makefile for target in re.findall(r"run: make (\w+)", text))
    named = re.findall(r"(?<!\S)(?:tests|autograder)/[\w/.]+", text)
    assert all((ROOT / name).exists() for name in named)


@pytest.mark.parametrize("name", [".binder/postBuild", ".devcontainer/devcontainer.json", "Dockerfile"])
def test_a_button_says_at_once_what_of_it_was_not_run(name):
    first = [line for line in (ROOT / name).read_text(encoding="utf-8").splitlines() if "!" not in line][0]
    assert re.search(r"not (run|started)|no docker engine", first.lower()) and "run in a fresh" in first


def test_the_container_s_settings_can_be_read():
    text = (ROOT / ".devcontainer" / "devcontainer.json").read_text(encoding="utf-8")
    told = json.loads(re.sub(r"^\s*//.*$", "", text, flags=re.MULTILINE))
    assert "--constraint constraints.txt" in told["postCreateCommand"]


def test_the_lock_has_a_version_for_every_requirement_and_no_address():
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    assert "://" not in text and "--" not in text
    pinned = {normal(one.name): one for one in LOCK}
    asked = [*PROJECT["dependencies"], *sum(PROJECT["optional-dependencies"].values(), [])]
    for requirement in map(Requirement, asked):
        if requirement.name != PROJECT["name"]:
            (version,) = pinned[normal(requirement.name)].specifier
            assert version.operator == "==" and requirement.specifier.contains(version.version), requirement


@pytest.mark.parametrize(
    "system, package", [("win32", "pywinpty"), ("win32", "colorama"), ("darwin", "appnope")]
)
def test_the_lock_serves_other_systems_too(system, package):
    there = default_environment() | {
        "sys_platform": system,
        "os_name": "nt" if system == "win32" else "posix",
    }
    here = default_environment() | {"sys_platform": "linux", "os_name": "posix"}
    (one,) = [one for one in LOCK if one.name == package]
    assert one.marker.evaluate(there) and not one.marker.evaluate(here)


@pytest.mark.parametrize(
    "setting, count", [("", 0), ("nobody", 0), ("o/n\n[x](javascript:1)", 0), ("some/where", 3)]
)
def test_a_lesson_opens_elsewhere_only_where_a_public_place_is_named(setting, count, monkeypatch):
    monkeypatch.setenv(address.REPOSITORY_SETTING, setting)
    found = address.launches("02_loss")
    assert len(found) == count and all(place.startswith("https://") for place in found.values())
