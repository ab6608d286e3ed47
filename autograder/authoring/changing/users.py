"""Who uses what a lesson has: lessons that import its exercises, files that name them."""

import ast
import io
import re
import tokenize
from collections.abc import Collection, Iterator
from pathlib import Path

from autograder import lesson as lessons
from autograder.authoring.lint.files import Course, File
from autograder.authoring.lint.names import OURS, THEIRS

OF_LESSONS = ("solutions", "autograder/checks", "autograder/mistakes", "playground/pictures")
ELSEWHERE = ("tests", "benchmarks", "book", "playground", "README.md", "CONTRIBUTING.md")


def importing(lesson: str, root: Path = lessons.ROOT) -> Iterator[str]:
    """`file:line: name` of each import of a lesson's exercises in another lesson's files."""
    course = Course(root)
    own = set(course.sources[lesson].exercises)
    for name, source in course.sources.items():
        for file in (source, course.checks(name), course.mistakes(name)) if name != lesson else ():
            yield from _in(file, own)


def lesson_in(place: str) -> str:
    """The lesson whose file a place is in."""
    return Path(place.partition(":")[0]).stem.removeprefix("test_").removeprefix("wrong_")


def _in(file: File, names: Collection[str]) -> Iterator[str]:
    for node in file.nodes:
        if isinstance(node, ast.ImportFrom) and node.module in (OURS, THEIRS):
            used = [alias.name for alias in node.names if alias.name in names]
            yield from (f"{file.path}:{node.lineno}: {name}" for name in used)
        elif isinstance(node, ast.Attribute) and getattr(node.value, "id", "") == "reference":
            if node.attr in names:
                yield f"{file.path}:{node.lineno}: {node.attr}"


def standing(name: str, root: Path = lessons.ROOT) -> str | None:
    """`file:line` where a name stands for something in the lessons' files already, or None."""
    pattern = re.compile(rf"\b{re.escape(name)}\b")
    for part in OF_LESSONS:
        for path in sorted((root / part).rglob("*.py")):
            text = path.read_text(encoding="utf-8")
            words = tokenize.generate_tokens(io.StringIO(text).readline) if pattern.search(text) else ()
            for word in words:
                if word.type == tokenize.NAME and word.string == name:
                    return f"{path.relative_to(root).as_posix()}:{word.start[0]}"
    return None


def naming(word: str, root: Path = lessons.ROOT) -> list[str]:
    """The files outside of the lessons that have a word, for whoever changes it to look through."""
    pattern, found = re.compile(rf"\b{re.escape(word)}\b"), []
    for part in ELSEWHERE:
        place = root / part
        for path in sorted(place.rglob("*")) if place.is_dir() else [place]:
            if (
                path.suffix in (".py", ".md", ".toml", ".js")
                and "_build" not in path.parts
                and path.is_file()
            ):
                if pattern.search(path.read_text(encoding="utf-8", errors="replace")):
                    found.append(path.relative_to(root).as_posix())
    return found
