"""All folders are on the map, all that the pages name is there, and so is what other people import."""

import ast
import importlib
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from autograder import lesson as lessons

ROOT, MAP = lessons.ROOT, "ARCHITECTURE.md"
ENGINE, GIT = ROOT / "autograder", shutil.which("git")
WITH_MODULES = ["autograder", "benchmarks", "playground", "tests"]
PAGES = [MAP, "SECURITY.md", "CONTRIBUTING.md", "README.md"]
# A path, and where a name follows it after a colon, that too: `checking/runner.py: examine`.
PLACE = re.compile(r"(?<![\w./-])((?:\w+/)*\w+\.(?:py|md|toml|txt)\b|(?:\w+/)+(?!\w))(?:: (\w+(?:\.\w+)*))?")
ELSEWHERE = re.compile(r"COURSE/|NN_|TOPIC|nbgrader_config|^nn\.py")  # not ours; a name for several
CONTRACTS = {  # what lessons, checks, mistakes and courses import: it stays where it is
    "autograder": "check finish hint milestone progress solution",
    "autograder.classroom.plugin": "configure",
    "autograder.comparison": "a_kind close difference layered pure quiet same shaped strided",
    "autograder.figures": "Picture agreement described",
    "autograder.lesson": "course find lesson lesson_of read",
    "autograder.mine": "__getattr__",  # gives any exercise by its name
    "autograder.reference": "__getattr__",
    "playground": "LiveBoundary Progress Race boundary datasets explore quiz scatter show style",
}


def places(page):
    """(path, name or None) of all that a page names of this tree."""
    found = PLACE.findall((ROOT / page).read_text(encoding="utf-8"))
    return sorted({(path, name or None) for path, name in found if not ELSEWHERE.search(path)}, key=str)


def located(path):
    """Where a path of a page is: from the top, else in autograder/."""
    return ROOT / path if (ROOT / path).exists() else ENGINE / path


def defined(path):
    """The names that a module defines; methods as Class.method."""
    names = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign | ast.AnnAssign):
            names |= {
                n.id for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)
            }
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
            names |= {f"{node.name}.{getattr(inner, 'name', '')}" for inner in node.body}
    return names


def whereabouts(found):
    """What a page should say instead, in words."""
    listed = ", ".join(sorted(path.relative_to(ENGINE).as_posix() for path in found))
    return f"it is in {listed}" if listed else "it is nowhere in autograder/"


def folders():
    """The folders that must be on the map: those at the top that git keeps, and the engine's with modules."""
    kept = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True) if GIT else None
    top = {line.partition("/")[0] for line in kept.stdout.splitlines() if "/" in line} if kept else set()
    engine = {path.parent.relative_to(ROOT).as_posix() for path in ENGINE.rglob("*.py")}
    return sorted(engine | {folder for folder in top if not folder.startswith(".")})


@pytest.mark.parametrize("folder", folders())
def test_every_folder_is_on_the_map(folder):
    named = {located(path) for path, _ in places(MAP)}
    assert ROOT / folder in named, (
        f"{MAP} says nothing of {folder}/: put it into the picture or the table of folders"
    )


@pytest.mark.parametrize("page", PAGES)
def test_every_path_that_a_page_names_is_there(page):
    gone = sorted({path for path, _ in places(page) if not located(path).exists()})
    told = [f"{path}: {whereabouts(ENGINE.rglob(Path(path).name))}" for path in gone]
    assert not gone, f"{page} names what is not there; mend the page: {'; '.join(told)}"


@pytest.mark.parametrize("folder", WITH_MODULES)
def test_every_path_from_the_top_that_a_module_names_is_there(folder):
    """In a docstring, a comment or a text; a path that begins elsewhere may be a learner's."""
    gone = [
        f"{module.relative_to(ROOT)} names {path}"
        for module in (ROOT / folder).rglob("*.py")
        for path, _ in PLACE.findall(module.read_text(encoding="utf-8"))
        if path.partition("/")[0] in WITH_MODULES and not (ROOT / path).exists()
    ]
    assert not gone, f"what is named is not there: {'; '.join(gone)}"


@pytest.mark.parametrize("page", PAGES)
def test_every_function_that_a_page_names_is_defined_there(page):
    named = [(path, name) for path, name in places(page) if name and located(path).exists()]
    gone = [(path, name) for path, name in named if name not in defined(located(path))]
    told = [f"{path}: {name}, {whereabouts(_defining(name))}" for path, name in gone]
    assert not gone, f"{page} names what is not defined there; mend the page: {'; '.join(told)}"


def _defining(name):
    return [path for path in ENGINE.rglob("*.py") if name in defined(path)]


def test_the_map_can_be_found():
    assert "(ARCHITECTURE.md)" in (ROOT / "README.md").read_text(encoding="utf-8"), (
        "README.md should point to ARCHITECTURE.md"
    )


@pytest.mark.parametrize("module", CONTRACTS)
def test_what_other_people_import_stays(module):
    if "classroom" in module:
        pytest.importorskip("nbgrader")
    found = importlib.import_module(module)
    gone = [name for name in CONTRACTS[module].split() if not hasattr(found, name)]
    assert not gone, f"{module} must offer {', '.join(gone)}: other people import it from there"
