"""Writes the pages that are derived from code; a file that says the same already is left alone."""

from pathlib import Path

from autograder import lesson as lessons
from autograder.authoring.pages import measured, mistakes, reference, teacher

BOOK = lessons.ROOT / "book"


def write() -> None:
    """Write all of them; a page of mistakes whose lesson is gone goes, too."""
    files = texts()
    for stray in set((BOOK / "mistakes").glob("*.md")) - set(files):
        stray.unlink()
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        put(path, text)


def put(path: Path, text: str) -> None:
    """Write a file unless it says so already: a page that was touched is read again by Sphinx."""
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")


def texts() -> dict[Path, str]:
    """Path → text of each page, or part of one."""
    return {
        **{BOOK / "mistakes" / f"{name}.md": mistakes.page(name) for name in lessons.course()},
        BOOK / "reference.md": reference.page(),
        BOOK / "_build" / "measured.md": measured.section(),
        BOOK / "_build" / "teaching.md": teacher.sections(),
        BOOK / "_build" / "symptoms.md": mistakes.symptom_sections(),
        BOOK / "_build" / "static" / "mistakes" / "all.js": mistakes.all_of_them(),
    }
