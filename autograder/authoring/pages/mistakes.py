"""The mistakes of the catalogue as pages: by exercise a page each lesson, and by symptom."""

import functools
import html
import itertools
import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass

from autograder import lesson as lessons
from autograder.address import page_of
from autograder.authoring.pages import sections
from autograder.authoring.pages.markdown import head, raw
from autograder.checking import catalogue
from autograder.display.html import hint as marked_up

BOOK = lessons.ROOT / "book"
ANYTHING = "unseen"  # the symptom of what stands under no other
SEARCH = """<form class="hw-find" role="search" aria-label="Mistakes" hidden{attributes}>
<label>Search these mistakes <input type="search" autocomplete="off" spellcheck="false"></label>
<p role="status"></p>
<ul class="hw-mistakes"></ul>
</form>
<script src="{up}_static/mistakes/search.js" defer></script>
"""


@dataclass(frozen=True)
class Entry:
    """A mistake of the catalogue: `name` is exercise__what, `hint` its docstring, both as text."""

    name: str
    lesson: str
    hint: str

    @property
    def exercise(self) -> str:
        return self.name.split("__")[0]

    @property
    def what(self) -> str:
        """The name without the exercise, as words."""
        return self.name.split("__", 1)[1].replace("_", " ")


@dataclass(frozen=True)
class Symptom:
    """What is seen, what it means, which rule to look at; and which mistakes show so."""

    id: str
    see: str
    means: str
    rule: str
    section: str
    trained: str = ""
    words: str = ""
    exercises: tuple[str, ...] = ()

    def shows(self, entry: Entry, trained: str) -> bool:
        """Whether a mistake shows so, of which is known what a training with it does."""
        if self.trained and trained == self.trained:
            return True
        if trained and trained != "alike":
            return False  # that is what is seen of it
        return entry.exercise in self.exercises or bool(
            self.words and re.search(self.words, entry.hint, re.IGNORECASE)
        )

    @property
    def place(self) -> sections.Section:
        lesson, _, title = self.section.partition(": ")
        return sections.Section(lesson, title)


@functools.cache
def entries(lesson: str) -> tuple[Entry, ...]:
    """The mistakes of a lesson, in the order of its exercises."""
    order = list(lessons.lesson(lesson).exercises)
    found = [Entry(name, lesson, catalogue.hint(made)) for name, made in catalogue.mistakes(lesson).items()]
    return tuple(sorted(found, key=lambda entry: order.index(entry.exercise)))


@functools.cache
def symptoms() -> list[Symptom]:
    """The symptoms of book/symptoms.toml, in its order."""
    read = tomllib.loads((BOOK / "symptoms.toml").read_text(encoding="utf-8"))["symptom"]
    return [Symptom(**one | {"exercises": tuple(one.get("exercises", ()))}) for one in read]


def by_symptom() -> dict[str, list[Entry]]:
    """Symptom → the mistakes that show so; none is left out."""
    trained = json.loads((BOOK / "trained.json").read_text(encoding="utf-8"))
    found: dict[str, list[Entry]] = {symptom.id: [] for symptom in symptoms()}
    for entry in itertools.chain.from_iterable(map(entries, lessons.course())):
        shows = [one.id for one in symptoms() if one.shows(entry, trained.get(entry.name, ""))]
        for symptom in shows or [ANYTHING]:
            found[symptom].append(entry)
    return found


def page(lesson: str) -> str:
    """Markdown: all mistakes of a lesson, by exercise, each with an address of its own."""
    title = lessons.lesson(lesson).title
    seen = _symptoms_of_each()
    parts = [
        head(f"Common mistakes in lesson {title}, with what each of them means."),
        f"# Mistakes in {title}\n",
        "Each mistake that `check` knows by name in this lesson, with its hint."
        " [By symptom](../mistakes.md) are those of all lessons.\n",
        raw(SEARCH.format(attributes="", up="../")),
    ]
    for exercise, group in itertools.groupby(entries(lesson), key=lambda entry: entry.exercise):
        place = sections.of_exercises(lesson)[exercise]
        items = "".join(_item(entry, seen[entry.name]) for entry in group)
        rule = f"<p>{place.link('../')}</p>\n"
        parts.append(f"## {exercise}\n\n" + raw(f'{rule}<ul class="hw-mistakes">\n{items}</ul>\n'))
    return "\n".join(parts)


def symptom_sections() -> str:
    """Markdown: what you see, what it means, which rule, which section, and the mistakes that show so."""
    search = raw(SEARCH.format(attributes=' data-all="_static/mistakes/all.js"', up=""))
    found = by_symptom()
    return "\n".join([search, *(_symptom(symptom, found[symptom.id]) for symptom in symptoms())])


def all_of_them() -> str:
    """JavaScript: every mistake as [address, exercise, what, hint], for the search over all lessons."""
    rows = [
        [f"{page_of(lesson)}#{entry.name}", entry.exercise, entry.what, str(marked_up(entry.hint))]
        for lesson in lessons.course()
        for entry in entries(lesson)
    ]
    return f"window.hardwayMistakes = {json.dumps(rows, ensure_ascii=False)};\n"


def _symptom(symptom: Symptom, found: list[Entry]) -> str:
    groups = itertools.groupby(found, key=lambda entry: (entry.lesson, entry.exercise))
    listed = "".join(
        f"<dt>{exercise}</dt>\n<dd>{', '.join(_links(group, lesson))}</dd>\n"
        for (lesson, exercise), group in groups
    )
    folded = f"<details><summary>{len(found)} mistakes show so</summary>\n<dl>\n{listed}</dl></details>\n"
    link = f"<p>Read {symptom.place.link()}.</p>\n"
    told = f"**What it means.** {symptom.means}\n\n**Which rule.** {symptom.rule}\n"
    return f"({symptom.id})=\n\n## {symptom.see}\n\n{told}\n" + raw(link + folded)


def _links(group: Iterator[Entry], lesson: str) -> list[str]:
    return [f'<a href="{page_of(lesson)}#{entry.name}">{html.escape(entry.what)}</a>' for entry in group]


def _item(entry: Entry, seen: list[Symptom]) -> str:
    name, shows = html.escape(entry.name), "; ".join(_seen(one) for one in seen)
    return (
        f'<li id="{name}"><a href="#{name}">{html.escape(entry.what)}</a> {marked_up(entry.hint)}'
        f"<small>What you see: {shows} · <code>{name}</code></small></li>\n"
    )


def _seen(symptom: Symptom) -> str:
    return f'<a href="../mistakes.html#{symptom.id}">{marked_up(symptom.see)}</a>'


@functools.cache
def _symptoms_of_each() -> dict[str, list[Symptom]]:
    """Mistake → the symptoms that it stands under."""
    found: dict[str, list[Symptom]] = {}
    for symptom, group in by_symptom().items():
        one = next(one for one in symptoms() if one.id == symptom)
        for entry in group:
            found.setdefault(entry.name, []).append(one)
    return found
