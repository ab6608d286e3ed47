"""The command `hardway finish`: a page of the learner's own, as a file to keep."""

from pathlib import Path
from typing import Annotated

import typer

from autograder.commands.check import Folder, with_lessons
from autograder.errors import Refusal

PAGE = "my-network.html"
MARK = '<meta name="generator" content="hardway finish">'  # by it a page of ours is known


def finish(
    file: Annotated[
        Path | None, typer.Argument(help=f"Where to write it; default {PAGE} beside your lessons.")
    ] = None,
    lessons_folder: Folder = None,
) -> None:
    """Write a page on your network to keep: what it does, what you wrote, and when."""
    from autograder.last_page.gather import gathered  # draws and trains, which other commands need not load

    folder = with_lessons(lessons_folder)
    file = file or folder / PAGE
    if file.exists() and not (file.is_file() and MARK in file.read_text(encoding="utf-8", errors="replace")):
        raise Refusal(f"{file} exists and is no page that hardway finish wrote: name another file")
    print("your lessons are checked, then your network learns; this takes a moment", flush=True)
    page = gathered(folder)
    file.write_text(page.html(), encoding="utf-8")
    print(page)
    print(f"{file} is your page ({file.stat().st_size / 1e6:.1f} MB): open it in a browser")
