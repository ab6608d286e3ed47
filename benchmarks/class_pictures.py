"""Pictures of the feedback page and of the report, of a made-up class, for the book's teacher's page.

    python benchmarks/class_pictures.py [--keep FOLDER]

Makes a course of nine students, whose mistakes are those of the catalogue, grades it and writes
book/class/*.webp. It needs bubblewrap and Chromium. `--keep` leaves the course there, to be looked at.
"""

import argparse
import inspect
import io
import json
import re
import subprocess
import sys
import tempfile
import time
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from live_boundary import chromium

from autograder import lesson as lessons
from autograder.authoring import build

LESSON = "01_forward_pass"
MISTAKES = import_module(f"autograder.mistakes.wrong_{LESSON}")
CLASS = {  # student → (name, day of October, exercises by their mistakes, exercises left out)
    "amina": ("Amina Diallo", 4, ["softmax__no_shift"], ["predict"]),
    "boris": ("Boris Petrov", 3, [], []),
    "chen": ("Chen Liu", 5, ["softmax__no_shift", "dense__weights_transposed"], []),
    "dina": ("Dina Haddad", 4, ["sigmoid__overflow"], []),
    "emre": ("Emre Aydin", 7, ["softmax__no_shift", "relu__step"], ["forward", "predict"]),
    "freya": ("Freya Lund", 2, [], []),
    "goro": ("Goro Tanaka", 5, ["tanh__overflow", "softmax__over_the_batch"], ["count_params"]),
    "hana": ("Hana Novak", 5, ["sigmoid__overflow"], []),
    "ivan": ("Ivan Costa", 6, ["dense__bias_left_out"], ["softmax", "init_params", "forward", "predict"]),
}
SHOWN = "goro"
COMMENT = "Good that you tried large scores. **One row is one example**: which axis do you sum over?"
RULES = (
    'timezone = "UTC"\nroster = "roster.csv"\n[late]\npercent_per_day = 10\n'
    f"[lessons.{LESSON}]\ndue = 2026-10-05\n"
)
PICTURES = {  # name → (page, width, height, dark)
    "feedback": ("feedback", 1300, 1500, False),
    "feedback-telephone": ("feedback", 390, 1100, True),
    "report": ("report", 1300, 1500, False),
}
MOST = 150_000  # bytes of a picture


def notebook(wrong: list[str], left_out: list[str]) -> dict:
    """The lesson's notebook as one of the class hands it in."""
    whole, handed_out = (
        build.nbgrader_source(lessons.lesson(LESSON)), build.student_notebook(lessons.lesson(LESSON))
    )  # fmt: skip
    mistakes = {name.partition("__")[0]: name for name in wrong}
    exercises = lessons.lesson(LESSON).exercises
    for full, cell in zip(whole["cells"], handed_out["cells"]):
        name = cell["id"]
        if name in mistakes:
            source = inspect.getsource(getattr(MISTAKES, mistakes[name]))
            lines = source.replace(mistakes[name], name, 1).splitlines(keepends=True)
            cell["source"] = "".join([lines[0], *lines[2:]])  # without the hint
        elif name in exercises and name not in left_out:
            cell["source"] = re.sub(r"^ *### (BEGIN|END) SOLUTION\n", "", full["source"], flags=re.M)
    return handed_out


def make(course: Path) -> None:
    """The course, graded, with one comment by hand and a report."""
    hardway("course", course)
    (course / "course.toml").write_text(RULES)
    (course / ".hardway").mkdir(exist_ok=True)
    (course / ".hardway" / "secret").write_text("0" * 32)
    rows = "".join(f"{student},{name}\n" for student, (name, *_) in CLASS.items())
    (course / "roster.csv").write_text(f"id,name\n{rows}")
    for student, (_, day, wrong, left_out) in CLASS.items():
        folder = course / "submitted" / student / LESSON
        folder.mkdir(parents=True)
        (folder / f"{LESSON}.ipynb").write_text(json.dumps(notebook(wrong, left_out)))
        (folder / "timestamp.txt").write_text(f"2026-10-{day:02} 18:20:00 UTC")
    hardway("grade", course)
    comment(course)
    hardway("grade", course)
    hardway("report", course)


def comment(course: Path) -> None:
    """What an instructor writes in the formgrader."""
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as book:
        book.find_comment("softmax", LESSON, LESSON, SHOWN).manual_comment = COMMENT
        book.db.commit()


def hardway(*words: object) -> None:
    subprocess.run([sys.executable, "-m", "autograder", *map(str, words)], check=True, cwd=ROOT)


def take(course: Path, to: Path) -> None:
    """Write each picture, as small as it has to be."""
    from PIL import Image

    pages = {
        "feedback": course / "feedback" / SHOWN / LESSON / f"{LESSON}.html",
        "report": course / "report.html",
    }
    to.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as profile, chromium(profile) as browser:
        for name, (page, width, height, dark) in PICTURES.items():
            size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500}
            scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
            browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
            browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})
            browser.get(pages[page].as_uri())
            time.sleep(0.5)
            picture = Image.open(io.BytesIO(browser.get_screenshot_as_png()))
            picture.save(to / f"{name}.webp", quality=80, method=6)
            assert (to / f"{name}.webp").stat().st_size < MOST, name


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--keep", type=Path, help="a folder that is not there yet")
    kept = parser.parse_args().keep
    with tempfile.TemporaryDirectory() as folder:
        made = kept or Path(folder) / "a-course"
        make(made)
        take(made, ROOT / "book" / "class")
