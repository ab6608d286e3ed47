"""The commands for authors: build, new-lesson, book."""

import functools
import re
from typing import Annotated

import typer

from autograder import lesson as lessons
from autograder.authoring import build as building
from autograder.authoring import scaffold
from autograder.commands.desk import require_clean
from autograder.errors import Refusal


def build(
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; fail where something is stale.")
    ] = False,
) -> None:
    """Regenerate everything derived from solutions/."""
    if lessons.source_folder() != lessons.SOLUTIONS:
        raise Refusal(
            "there is nothing to build from: this copy of the course has no solutions; it works without them"
        )
    require_clean("nothing was built")
    if check:
        stale = [str(path.relative_to(lessons.ROOT)) for path in building.stale()]
        if stale:
            raise Refusal(f"not what the sources say: {', '.join(stale)}; run hardway build", status=1)
        print(f"all {len(building.derived())} derived files are fresh")
        return
    written = building.build()
    print(
        "\n".join(f"written: {path.relative_to(lessons.ROOT)}" for path in written) or "everything was fresh"
    )


def new_lesson(name: Annotated[str, typer.Argument(help="NN_topic, as in 09_convolution.")]) -> None:
    """Scaffold a lesson: its source, checks, mistakes and pictures."""
    if not re.fullmatch(r"\d\d_[a-z][a-z0-9_]*", name):
        raise Refusal(
            f"`{name}` is no name for a lesson: two digits, an underscore and a topic, as in 09_convolution"
        )
    files = scaffold.files(name)
    there = [str(path.relative_to(lessons.ROOT)) for path in files if path.exists()]
    if there:
        raise Refusal(f"{', '.join(there)} exists already: choose another name")
    for path, text in files.items():
        path.write_text(text, encoding="utf-8")
        print(f"written: {path.relative_to(lessons.ROOT)}")
    print(f"next: write it, then hardway build and hardway try {name}")


def book(
    context: typer.Context,
    draft: Annotated[
        bool, typer.Option("--draft", help="Few pictures for each slider: half the time.")
    ] = False,
    pdf: Annotated[
        bool, typer.Option("--pdf", help="Print all of it into book/_build/course.pdf as well, by Chromium.")
    ] = False,
) -> None:
    """Build the site into book/_build/html."""
    try:
        from autograder import reference
        from autograder.authoring.book import BUILT, HTML, make
        from autograder.last_page.film import film

        if pdf:
            from autograder.authoring import pdf as paper

            paper.browser()  # a missing one shows here, not after minutes
    except ImportError as error:
        raise Refusal(
            f"for the book {error.name} is not installed: pip install -e '.[book]' -c constraints.txt"
        ) from None
    hardway = context.find_root().command
    network = functools.partial(film, reference.NeuralNetwork)
    print(f"the book is at {make(hardway.commands, network, draft)}")  # type: ignore[attr-defined]
    if pdf:
        target = BUILT / "course.pdf"
        pages = paper.make(HTML, target)
        size = target.stat().st_size / 1e6
        print(f"the PDF is at {target.relative_to(lessons.ROOT)}: {pages} pages, {size:.1f} MB")
