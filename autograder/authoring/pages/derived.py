"""Writes the pages that are derived from code; a file that says the same already is left alone."""

import json
from pathlib import Path

from autograder import lesson as lessons
from autograder.authoring import changes

BOOK = lessons.ROOT / "book"
REMEMBERED = BOOK / "_build" / "derived.json"
MADE_OF = (
    *("autograder/**/*.py", "playground/**/*.py", "solutions/*.py"),
    *("benchmarks/results.json", "book/*.toml", "book/trained.json"),
)


def write() -> None:
    """Write all of them where code has changed; a page of mistakes whose lesson is gone goes, too."""
    sources = changes.of(path for pattern in MADE_OF for path in lessons.ROOT.glob(pattern))
    known = json.loads(changes.said(REMEMBERED) or "{}")
    if known.get("sources") == sources and all(map(Path.exists, map(lessons.ROOT.joinpath, known["files"]))):
        return
    files = texts()
    for stray in set((BOOK / "mistakes").glob("*.md")) - set(files):
        stray.unlink()
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        put(path, text)
    names = [path.relative_to(lessons.ROOT).as_posix() for path in files]
    REMEMBERED.write_text(json.dumps({"sources": sources, "files": names}), encoding="utf-8")


def put(path: Path, text: str) -> None:
    """Write a file unless it says so already: a page that was touched is read again by Sphinx."""
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")


def texts() -> dict[Path, str]:
    """Path → text of each page, or part of one."""
    # With them come the catalogue, all our answers, Matplotlib and scikit-learn: seconds.
    from autograder.authoring.pages import measured, mistakes, reference, teacher

    return {
        **{BOOK / "mistakes" / f"{name}.md": mistakes.page(name) for name in lessons.course()},
        BOOK / "reference.md": reference.page(),
        BOOK / "_build" / "measured.md": measured.section(),
        BOOK / "_build" / "teaching.md": teacher.sections(),
        BOOK / "_build" / "symptoms.md": mistakes.symptom_sections(),
        BOOK / "_build" / "static" / "mistakes" / "all.js": mistakes.all_of_them(),
    }
