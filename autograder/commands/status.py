"""The command `hardway status`: how far a learner is, and what is next."""

import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from autograder import lesson as lessons
from autograder.commands.check import Folder, with_lessons
from autograder.commands.finish import PAGE
from autograder.commands.terminal import quoted
from autograder.workspace import days, learner, releases, status_lines

if TYPE_CHECKING:
    from rich.console import Console

COLOURS = {"✓": "green", "✗": "red"}
BAR = 24  # columns, where there is room
Line = tuple[str, str, str]  # mark, word, and what it is said of


def status(lessons_folder: Folder = None) -> None:
    """Progress by lesson and exercise, the days of milestones and checkpoints, and what is next."""
    from rich.console import Console

    folder, console = with_lessons(lessons_folder), Console(highlight=False, markup=False, soft_wrap=True)
    where = f" --lessons {quoted(lessons_folder)}" if lessons_folder else ""
    following = None
    for lesson in lessons.course():
        after = _unreadable(folder, lesson, where, console) or _shown(folder, lesson, where, console)
        following = following or after
    if said := releases.told(folder):
        console.print(said)
    console.print(f"next: {following or _at_the_end(folder, where)}", style="bold")


def _unreadable(folder: Path, lesson: str, where: str, console: "Console") -> str | None:
    """Say why a lesson cannot be read, and return what mends it; None where it can be."""
    path = lessons.find(folder, lesson)
    if path is None:
        copies = f"hardway start {quoted(folder)}"
        console.print(f"{lesson}   there is no {lesson}.ipynb here: {copies} copies it.")
        return copies
    if damaged := learner.damage(path):
        console.print(f"{lesson}   {damaged}")
        return f"hardway reset {lesson}{where}"
    return None


def _shown(folder: Path, lesson: str, where: str, console: "Console") -> str | None:
    """Print a lesson's bar and lines; what is next in it, or None."""
    states = learner.states(folder, lesson)
    _print_head(lesson, states, console)
    reached = days.of(folder, lesson)
    for mark, word, what in [*status_lines.grouped(states), *_reached(states, reached)]:
        text = f"  {mark} {word:<10} {what}"
        text = textwrap.fill(text, console.width, subsequent_indent=" " * 15, break_on_hyphens=False)
        console.print(text, style=COLOURS.get(mark, ""))
    if name := status_lines.following(states):
        judged = f"hardway check {name}{where} judges it, hardway hint {name}{where} helps"
        return f"{name} in {lesson}; {judged}"
    if days.MILESTONE not in reached:
        return f"hardway checkpoint {lesson}{where} (its exercises pass; its milestone is left)"
    return None


def _print_head(lesson: str, states: learner.States, console: "Console") -> None:
    """The lesson, a bar, and how many of its exercises pass."""
    from rich.text import Text

    passed, count = status_lines.share(states)
    name, told = lesson.ljust(max(map(len, lessons.course()))), f"{passed} of {count}"
    room = max(4, min(BAR, console.width - len(name) - len(told) - 4))
    full, empty = "━╌" if console.encoding.startswith("utf") else "#."
    done = full * (room * passed // max(count, 1))
    rest = (empty * (room - len(done)), "dim")
    console.print(Text.assemble((name, "bold"), "  ", (done, "green"), rest, "  ", (told, "bold")))


def _reached(states: learner.States, reached: dict) -> Iterator[Line]:
    """The milestone's line and the checkpoint's; of what is not reached, only what is due."""
    if days.MILESTONE in reached:
        yield "✓", "milestone", f"reached on {reached[days.MILESTONE]}"
    elif not status_lines.following(states):
        yield "·", "milestone", "not reached yet"
    if days.CHECKPOINT in reached:
        yield "✓", "checkpoint", f"passed on {reached[days.CHECKPOINT]}"


def _at_the_end(folder: Path, where: str) -> str:
    if not (folder / "nn.py").exists():
        return f"hardway assemble{where} (all exercises pass: it writes your nn.py)"
    if not (folder / PAGE).exists():
        return f"hardway finish{where} (it writes a page on your network to keep)"
    return f"nothing: nn.py and {PAGE} are yours"
