"""Another name for an exercise, or for a lesson, in every file that has it."""

import re
from pathlib import Path

from autograder import lesson as lessons
from autograder.authoring.changing import beside
from autograder.authoring.changing.places import renamed
from autograder.authoring.lint.files import Course

WAYS = "solutions/ways/{}.py"


def exercise(lesson: str, old: str, new: str, root: Path = lessons.ROOT) -> dict[Path, str]:
    """Path → text of every file that changes: those of its lesson, and of the lessons that import it."""
    course, texts = Course(root), dict[str, str]()
    for name, source in course.sources.items():
        checks, mistakes = course.checks(name), course.mistakes(name)
        texts[source.path] = renamed(source.text, old, new)
        texts[checks.path] = renamed(checks.text, old, new, checks=True)
        texts[mistakes.path] = renamed(mistakes.text, old, new)
        if name == lesson:
            texts[checks.path] = _judging(texts[checks.path], old, new, list(source.exercises))
            texts[mistakes.path] = re.sub(rf"\b{old}__", f"{new}__", texts[mistakes.path])
    for path in (root / "solutions").glob("*.??.py"):
        texts[f"solutions/{path.name}"] = renamed(path.read_text(encoding="utf-8"), old, new)
    ways = root / WAYS.format(lesson)
    if ways.exists():
        texts[WAYS.format(lesson)] = re.sub(rf"\b{old}__", f"{new}__", ways.read_text(encoding="utf-8"))
    for path in (root / "tests" / "support" / "right_answers").glob("*/*.py"):
        texts[str(path.relative_to(root))] = renamed(path.read_text(encoding="utf-8"), old, new)
    changed = {root / path: text for path, text in texts.items() if (root / path).exists()}
    changed = {path: text for path, text in changed.items() if path.read_text(encoding="utf-8") != text}
    return changed | beside.with_exercise(old, new, root)


def _judging(text: str, old: str, new: str, exercises: list[str]) -> str:
    """The checks with the exercise in their names, but for those of one whose name begins with this one."""
    longer = [name for name in exercises if name.startswith(f"{old}_")]
    others = "".join(f"(?!{name[len(old) + 1 :]}_)" for name in longer)
    return re.sub(rf"\btest_{old}_{others}", f"test_{new}_", text)


def lesson(old: str, new: str, root: Path = lessons.ROOT) -> tuple[dict[Path, Path], dict[Path, str]]:
    """(path → where it goes, path → its new text) of a lesson's files; texts stand at the new places."""
    topics = [name.partition("_")[2] for name in (old, new)]
    moves = {path: _new_place(path, old, new) for path in belonging(old, root)}
    for path in pictures(old, root) if topics[0] != topics[1] else ():
        moves[path] = path.with_name(path.name.replace(topics[0], topics[1]))
    source = root / "solutions" / f"{old}.py"
    texts = _with_other_pictures(topics[0], topics[1], root)
    for path in (source, *source.parent.glob(f"{old}.??.py")):
        text = texts.get(path, path.read_text(encoding="utf-8")).replace(f'"{old}"', f'"{new}"')
        texts[path] = re.sub(r"(?m)^# # \d+ · ", f"# # {int(new[:2])} · ", text, count=1)
    texts = {_moved(path, moves): text for path, text in texts.items()}
    return moves, texts | beside.with_lesson(old, new, root)


def _with_other_pictures(old: str, new: str, root: Path) -> dict[Path, str]:
    """The modules that import a lesson's pictures, with the new name."""
    pattern = re.compile(rf"(?<=playground\.pictures\.){old}\b|(?<=from playground\.pictures import ){old}\b")
    found = {}
    for folder in ("solutions", "playground", "tests/playground"):
        for path in (root / folder).rglob("*.py"):
            before = path.read_text(encoding="utf-8")
            if (after := pattern.sub(new, before)) != before:
                found[path] = after
    return found


def _moved(path: Path, moves: dict[Path, Path]) -> Path:
    """Where a file is once these files and folders have been moved."""
    for folder, place in moves.items():
        if path.is_relative_to(folder):
            return place / path.relative_to(folder) if path != folder else place
    return path


def belonging(name: str, root: Path = lessons.ROOT) -> list[Path]:
    """The files and folders that are a lesson's by their name, but for what it draws."""
    known = [
        *(f"solutions/{name}.py", f"autograder/checks/test_{name}.py"),
        *(f"autograder/mistakes/wrong_{name}.py", WAYS.format(name)),
        *(f"book/cards/{name}.svg", f"tests/support/right_answers/{name}"),
        *(str(path.relative_to(root)) for path in (root / "solutions").glob(f"{name}.??.py")),
    ]
    return [root / path for path in known if (root / path).exists()]


def pictures(name: str, root: Path = lessons.ROOT) -> list[Path]:
    """What a lesson draws: a module or a package."""
    topic = name.partition("_")[2]
    places = [root / "playground" / "pictures" / one for one in (f"{topic}.py", topic)]
    return [path for path in places if path.exists()]


def _new_place(path: Path, old: str, new: str) -> Path:
    return path.with_name(path.name.replace(old, new))
