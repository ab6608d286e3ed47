"""The lessons in the browser: the book once more, with JupyterLite, the notebooks and our wheel beside it."""

import importlib.util
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from autograder import lesson as lessons
from autograder.authoring import build, colab, package
from autograder.errors import Refusal
from autograder.release import with_extra

TRY_HERE = (
    '<p><a href="../lite/notebooks/index.html?path={}.ipynb">Try it here</a>, in the browser: it loads'
    " Python and NumPy, about 25 MB, from the Pyodide project's servers, once. Your work stays in this"
    " browser; download it to keep it. Tried so far: opening and starting it in a browser, and all checks in"
    " another WebAssembly Python; not yet both at once, with a network.</p>"
)


def make(site: Path, pyodide: Path | None = None) -> Path:
    """Copy the built book, and give the copy JupyterLite and a link to it on each lesson's page.

    Parameters
    ----------
    site : path
        The built book.
    pyodide : path, optional
        A folder with Pyodide, to be served from there; None for the Pyodide project's own servers.

    Raises
    ------
    Refusal
        Where JupyterLite or what makes the wheel is missing, or fails; one line.
    """
    require()
    target = site.with_name(f"{site.name}-lite")
    with tempfile.TemporaryDirectory(prefix="hardway-lite-") as name:
        folder = Path(name)
        _lay_out(folder)
        if pyodide:
            shutil.copytree(pyodide, folder / "static" / "pyodide")  # where JupyterLite looks for one
        done = subprocess.run(_build(folder), cwd=folder, capture_output=True, text=True, check=False)
        if done.returncode:
            errors = [line for line in done.stdout.splitlines() if "Error" in line]
            said = (errors or done.stderr.strip().splitlines() or ["it says nothing"])[-1]
            raise Refusal(f"JupyterLite was not built: {said}", status=1)
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(site, target)
        shutil.move(folder / "lite", target / "lite")
    for lesson in lessons.course():
        page = target / "lessons" / f"{lesson}.html"
        text = page.read_text(encoding="utf-8")
        page.write_text(text.replace("</h1>", f"</h1>\n{TRY_HERE.format(lesson)}", 1), encoding="utf-8")
    return target


def require() -> None:
    """Refuse where JupyterLite is not installed."""
    if not all(map(importlib.util.find_spec, ("jupyterlite_core", "jupyterlite_pyodide_kernel"))):
        raise Refusal(f"JupyterLite is not installed: {with_extra('lite')}")


def _lay_out(folder: Path) -> None:
    """The notebooks, whose first cell installs the course, and its wheel."""
    (folder / "lessons").mkdir()
    for lesson in lessons.course():
        text = build.as_text(colab.notebook(lesson))
        (folder / "lessons" / f"{lesson}.ipynb").write_text(text, encoding="utf-8")
    (wheel,) = (path for path in package.make(answers=True) if path.suffix == ".whl")
    shutil.copy(wheel, folder)


def _build(folder: Path) -> list[str]:
    wheels = [word for path in folder.glob("*.whl") for word in ("--piplite-wheels", str(path))]
    where = ["--lite-dir", str(folder), "--contents", "lessons", "--output-dir", "lite"]
    small = ["--no-sourcemaps", "--no-unused-shared-packages"]
    return [sys.executable, "-m", "jupyter", "lite", "build", *where, *small, *wheels]
