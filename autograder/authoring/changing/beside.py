"""The files beside the lessons that name them, with another name or without one."""

import json
import re
from collections.abc import Callable
from pathlib import Path

from autograder import lesson as lessons
from autograder.authoring.lint.files import Course
from autograder.authoring.lint.named import BY_EXERCISE, BY_LESSON, NEW, PAGES, SYMPTOMS

TRAINED, WRONG = "book/trained.json", "benchmarks/wrong_answers.jsonl"
RECIPES = "book/more/changing.md"  # what it calls a new lesson is an example, whatever the course has
Change = Callable[[str], str]


def with_lesson(old: str, new: str, root: Path = lessons.ROOT) -> dict[Path, str]:
    """Path → text of each that names a lesson, with its new name: data and pages."""
    word = re.compile(rf"(?<![\w.]){old}(?!\w)")
    texts = _changed(root, (*BY_LESSON, SYMPTOMS, *PAGES), lambda text: word.sub(new, text))
    if old in NEW:
        texts.pop(root / RECIPES, None)
    return texts


def without_lesson(name: str, root: Path = lessons.ROOT) -> dict[Path, str]:
    """Path → text of the data of lessons, without this one's; pages and symptoms are for a person."""
    exercises = "|".join(Course(root).sources[name].exercises)
    block = re.compile(rf"(?ms)^\[\[(?:{exercises})\]\]\n.*?(?=^\[\[|\Z)")
    return {
        **_changed(root, BY_LESSON, lambda text: re.sub(rf"(?m)^{name} = .*\n", "", text)),
        **_changed(root, BY_EXERCISE, lambda text: block.sub("", text)),
        **_changed(root, (TRAINED,), lambda text: _without(text, exercises)),
    }


def _without(text: str, exercises: str) -> str:
    """What was measured, without the mistakes of some exercises."""
    kept = {key: value for key, value in json.loads(text).items() if not re.match(rf"(?:{exercises})__", key)}
    return json.dumps(kept, indent=0) + "\n"


def with_exercise(old: str, new: str, root: Path = lessons.ROOT) -> dict[Path, str]:
    """Path → text of the data that names an exercise or its mistakes, with its new name."""
    pairs = [(rf'"{old}__', f'"{new}__'), (rf"\[\[{old}\]\]", f"[[{new}]]"), (rf'"{old}"', f'"{new}"')]

    def change(text: str) -> str:
        for this, that in pairs:
            text = re.sub(this, that, text)
        return text

    return _changed(root, (*BY_LESSON, *BY_EXERCISE, SYMPTOMS, TRAINED, WRONG), change)


def _changed(root: Path, patterns: tuple[str, ...], change: Change) -> dict[Path, str]:
    found = {}
    for path in sorted({path for pattern in patterns for path in root.glob(pattern) if path.is_file()}):
        text = path.read_text(encoding="utf-8")
        if (after := change(text)) != text:
            found[path] = after
    return found
