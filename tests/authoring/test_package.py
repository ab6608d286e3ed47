"""What people install: the same bytes whoever makes it, and a course that needs no clone."""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import sysconfig
import tarfile
import time
import tomllib
import zipfile
from pathlib import Path

import matplotlib
import pytest
from support import programs
from support.copies import FIRST, Copy
from support.handing_in import hand_in, solved

from autograder import lesson as lessons
from autograder import release
from autograder.running.cells import REGION

pytest.importorskip("hatchling", reason="hatchling is not installed: pip install -e '.[package]'")
pytestmark = pytest.mark.slow
TOLD = tomllib.loads((lessons.ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PARTS = TOLD["tool"]["hatch"]["build"]["targets"]["sdist"]["only-include"]
LITTER = shutil.ignore_patterns("__pycache__", "_build", ".ipynb_checkpoints", ".hardway")


def clone(folder):
    """A copy of the repository's files, as another person might have them."""
    folder.mkdir(exist_ok=True)
    for path in (lessons.ROOT / part for part in (*PARTS, "pyproject.toml", "README.md", "LICENSE")):
        if path.is_dir():
            shutil.copytree(path, folder / path.name, ignore=LITTER, copy_function=shutil.copyfile)
        else:
            shutil.copyfile(path, folder / path.name)
    return folder


def built(folder, *options, into="dist"):
    """The packages that `hardway build --wheel` makes in a clone, by their last suffix."""
    path = os.pathsep.join([str(folder), os.environ.get("PYTHONPATH", "")])
    subprocess.run(
        [sys.executable, "-m", "autograder", "build", "--wheel", *options],
        cwd=folder.parent,
        env={**os.environ, "PYTHONPATH": path},
        check=True,
        capture_output=True,
    )
    return {path.suffix: path for path in (folder / into).glob("*.*")}


@pytest.fixture(scope="module")
def packages(tmp_path_factory):
    return built(clone(tmp_path_factory.mktemp("clone")))


class Installed:
    """An environment with the wheel alone; dependencies come from the one that runs the tests."""

    def __init__(self, folder, wheel):
        self.home, self.place, self.prefix = folder / "home", folder / "learner", folder / "env"
        for new in (self.home, self.place):
            new.mkdir()
        here, pip = sys.executable, [sys.executable, "-m", "pip", "--disable-pip-version-check"]
        subprocess.run([here, "-m", "venv", "--without-pip", str(self.prefix)], check=True)
        python = str(self.prefix / "bin" / "python")
        options = ["--quiet", "--no-deps", "--no-index", str(wheel)]
        self.alone = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
        subprocess.run([*pip, "--python", python, "install", *options], check=True, env=self.alone)
        names = {"base": str(self.prefix), "platbase": str(self.prefix)}
        packages = Path(sysconfig.get_path("purelib", vars=names))
        (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")

    def _command(self, words, program):
        """Another home, and no word of the clone; Matplotlib has looked for its fonts before."""
        path = f"{self.prefix / 'bin'}{os.pathsep}{os.environ['PATH']}"
        templates = os.path.join(sys.prefix, "share", "jupyter")  # nbconvert's: pip puts them beside Python
        env = self.alone | {"HOME": str(self.home), "PATH": path, "JUPYTER_PATH": templates}
        env["MPLCONFIGDIR"] = matplotlib.get_cachedir()
        words = [self.prefix / "bin" / program, *map(str, words)]
        return {"args": words, "cwd": self.place, "env": env, "text": True}

    def run(self, *words, program="hardway"):
        """The finished command."""
        return subprocess.run(**self._command(words, program), capture_output=True, check=False)

    @contextlib.contextmanager
    def started(self, *words, until):
        """What a command that goes on has said when it says this."""
        with open(self.home / "log", "w+", encoding="utf-8") as log:
            command = self._command(words, "hardway")
            process = subprocess.Popen(**command, stdout=log, stderr=log, start_new_session=True)
            try:
                while until not in (self.home / "log").read_text(encoding="utf-8"):
                    assert process.poll() is None
                    time.sleep(0.1)
                yield (self.home / "log").read_text(encoding="utf-8")
            finally:
                os.killpg(process.pid, signal.SIGTERM)
                process.wait()

    def files(self):
        """Every file outside the learner's place, with its time."""
        paths = [path for top in (self.prefix, self.home) for path in top.rglob("*") if path.is_file()]
        return {path: path.stat().st_mtime_ns for path in paths}


@pytest.fixture(scope="module")
def installed(packages, tmp_path_factory):
    return Installed(tmp_path_factory.mktemp("installed"), packages[".whl"])


def test_the_packages_are_the_same_byte_for_byte_whoever_makes_them(packages, tmp_path, monkeypatch):
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    before = os.umask(0o077)
    try:
        again = built(clone(tmp_path / "another name"))
    finally:
        os.umask(before)
    assert {kind: path.read_bytes() for kind, path in packages.items()} == {
        kind: path.read_bytes() for kind, path in again.items()
    }


def test_the_sdist_is_all_that_git_keeps(packages):
    git = subprocess.run(["git", "ls-files"], cwd=lessons.ROOT, capture_output=True, text=True, check=False)
    if git.returncode:
        pytest.skip("this is no clone")
    with tarfile.open(packages[".gz"]) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    kept = {name for name in git.stdout.splitlines() if (lessons.ROOT / name).exists()}
    assert not kept ^ names - {"PKG-INFO"}, "pyproject.toml names what lies at the top"


def test_a_learner_needs_no_clone_and_only_their_own_folder_changes(installed):
    before = installed.files()
    assert installed.run("--version").stdout == f"hardway {release.version()}\n"
    assert "8 lessons copied" in installed.run("start", "--no-jupyter").stdout
    assert "not attempted" in installed.run("check", "softmax").stdout
    assert "Hint 1 of" in installed.run("hint", "softmax").stdout
    done = installed.run("-m", "autograder", "solution", "relu", "--yes", program="python")
    assert "np.maximum" in done.stdout
    for name in lessons.course():
        Copy(installed.place / "my-lessons", name).solve()
    assert f"next: hardway checkpoint {FIRST}" in installed.run("status").stdout
    assert installed.run("assemble").returncode == 0
    assert (installed.place / "my-lessons" / "nn.py").exists()
    assert installed.files() == before


def test_jupyterlab_opens_at_lesson_one_of_the_copy(installed):
    before = installed.files()
    with installed.started("start", "opened", "--no-browser", until="?token=") as said:
        assert f"/lab/tree/{FIRST}.ipynb" in said and str(installed.place / "opened") in said
    new = installed.files().items() - before.items()
    assert all(path.is_relative_to(installed.home) for path, _ in new), "Jupyter keeps its own at home"


def test_an_installed_copy_is_not_changed_by_an_author_s_command(installed):
    done = installed.run("build")
    assert done.returncode == 2 and "use a clone" in done.stderr and len(done.stderr.splitlines()) == 1


SPY = """def relu(z):
    import pathlib
    raise ValueError(f"seen: {[path.name for path in pathlib.Path('/opt').glob('*/autograder/course/*')]}")"""


@programs.needs("bubblewrap")
def test_an_installed_copy_grades_and_shows_the_sandbox_none_of_its_answers(installed):
    before = installed.files()
    notebook = solved("softmax")
    next(cell for cell in notebook["cells"] if cell["id"] == "relu")["source"] = SPY
    hand_in(installed.place / "course", "ann", notebook)
    (installed.place / "course" / "nbgrader_config.py").write_text("c = get_config()\n", encoding="utf-8")
    done = installed.run("grade", "course", "--workers", "1", "--json")
    (row,) = json.loads(done.stdout)["submissions"]
    found = {exercise["name"]: exercise for exercise in row["exercises"]}
    assert found["softmax"]["state"] == "passed" and "seen: []" in found["relu"]["message"], done.stdout
    assert installed.files() == before


MISTAKES = "mistakes"  # an entry is an answer with one mistake in it: that is what it is for


def text_of(path):
    """What a file of the course says, as one text."""
    if path.suffix != ".ipynb":
        return path.read_text(encoding="utf-8")
    return "\n".join(cell.source for cell in lessons.read(path).cells)


def test_a_wheel_without_answers_holds_all_but_the_answers(packages, tmp_path):
    clone = packages[".whl"].parent.parent
    part = built(clone, "--without-answers", into="dist/without-answers")
    assert set(part) == {".whl"}, "the tests in an sdist hold answers"
    with zipfile.ZipFile(packages[".whl"]) as whole, zipfile.ZipFile(part[".whl"]) as rest:
        left_out = set(whole.namelist()) - set(rest.namelist())
        assert left_out == {name for name in whole.namelist() if "/solutions/" in name} != set()
        rest.extractall(tmp_path / "kit")
    files = [path for path in (tmp_path / "kit").rglob("*") if path.is_file()]
    texts = {path.name: text_of(path) for path in files if path.parent.name != MISTAKES}
    for exercise in (each for name in lessons.course() for each in lessons.lesson(name).exercises.values()):
        for _, region in REGION.findall(exercise.cell.source):
            if len(region.strip().splitlines()) > 1:
                assert not [name for name, text in texts.items() if region.strip() in text], exercise.name
