"""The commands for authors: build, new-lesson, book."""

import hashlib
from pathlib import Path
from typing import Annotated

import typer

from autograder import lesson as lessons
from autograder.authoring import build as building
from autograder.authoring import colab, package, scaffold
from autograder.authoring import lite as browser_lessons
from autograder.commands.desk import require_clean, require_clone, require_lesson_name
from autograder.errors import Refusal
from autograder.release import with_extra


def build(
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; fail where something is stale.")
    ] = False,
    wheel: Annotated[
        bool, typer.Option("--wheel", help="Make the wheel and the sdist, byte for byte the same each time.")
    ] = False,
    without_answers: Annotated[
        bool, typer.Option("--without-answers", help="With --wheel: none of our answers, and no sdist.")
    ] = False,
    for_colab: Annotated[
        bool, typer.Option("--colab", help="Write the lessons with a first cell that installs this release.")
    ] = False,
) -> None:
    """Regenerate everything derived from solutions/; --wheel and --colab write into dist/."""
    require_clone()
    if without_answers and not wheel:
        raise Refusal("a wheel is what leaves the answers out: hardway build --wheel --without-answers")
    withheld = lessons.source_folder() != lessons.SOLUTIONS
    if withheld and not without_answers:
        raise Refusal(
            "there is nothing to build from: this copy of the course has no solutions; it works without them"
        )
    if not withheld:
        require_clean("nothing was built")
    if check or wheel and not withheld:
        _require_fresh()
    if for_colab:
        print("\n".join(f"written: {_name(path)}" for path in colab.make()))
    if wheel:
        _tell_of(package.make(answers=not without_answers))
    elif not (check or for_colab):
        changed = building.build()
        done = [f"{'written' if path.exists() else 'removed'}: {_name(path)}" for path in changed]
        print("\n".join(done) or "everything was fresh")


def _require_fresh() -> None:
    if stale := building.stale():
        told = ", ".join(map(_name, stale))
        raise Refusal(f"not what the sources say: {told}; run hardway build", status=1)
    print(f"all {len(building.derived())} derived files are fresh")


def _tell_of(packages: list[Path]) -> None:
    """As sha256sum does, which can check what it reads."""
    for path in packages:
        print(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {_name(path)}")


def _name(path: Path) -> str:
    return str(path.relative_to(lessons.ROOT))


def new_lesson(name: Annotated[str, typer.Argument(help="NN_topic, as in 09_convolution.")]) -> None:
    """Scaffold a lesson: its source, checks, mistakes and pictures."""
    require_clone()
    require_lesson_name(name, lessons.course())
    exercise = f"double_{name[:2]}" if lessons.lesson_of("double") else "double"
    files = scaffold.files(name, exercise=exercise)
    there = [_name(path) for path in files if path.exists()]
    if there:
        raise Refusal(f"{', '.join(there)} exists already: choose another name")
    for path, text in files.items():
        path.write_text(text, encoding="utf-8")
        print(f"written: {_name(path)}")
    print(f"next: write it, then hardway build and hardway try {name}")


def book(
    context: typer.Context,
    draft: Annotated[
        bool, typer.Option("--draft", help="Few pictures for each slider, to try a page out.")
    ] = False,
    pdf: Annotated[
        bool, typer.Option("--pdf", help="Print all of it into book/_build/course.pdf as well, by Chromium.")
    ] = False,
    lite: Annotated[
        bool, typer.Option("--lite", help="The lessons to be tried in the browser as well, by JupyterLite.")
    ] = False,
) -> None:
    """Build the site into book/_build/html."""
    require_clone()
    if lite:
        browser_lessons.require()  # what is missing shows here, not after minutes
    try:
        from autograder import reference
        from autograder.authoring.book import BUILT, HTML, make
        from autograder.last_page.film import film

        if pdf:
            from autograder.authoring import pdf as paper

            paper.browser()  # a missing one shows here, not after minutes
    except ImportError as error:
        raise Refusal(f"for the book {error.name} is not installed: {with_extra('book')}") from None
    hardway = context.find_root().command
    print(f"the book is at {make(hardway.commands, lambda: film(reference.NeuralNetwork), draft)}")  # type: ignore[attr-defined]
    if lite:
        print(f"the lessons to be tried are at {browser_lessons.make(HTML).relative_to(lessons.ROOT)}")
    if pdf:
        target = BUILT / "course.pdf"
        pages = paper.make(HTML, target)
        size = target.stat().st_size / 1e6
        print(f"the PDF is at {target.relative_to(lessons.ROOT)}: {pages} pages, {size:.1f} MB")
