"""The reference: the functions of the lessons, of autograder and of playground, from their docstrings."""

import inspect
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import autograder
import playground
from autograder import lesson as lessons
from autograder import reference as ours
from autograder.address import page_of
from autograder.authoring.pages import sections
from autograder.authoring.pages.docstrings import described, signature
from autograder.authoring.pages.markdown import head, raw

DESCRIPTION = "Every function that you write in the course, and all that autograder and playground offer."
INTRODUCTION = """# Reference

The functions that you write, by lesson; at the end of the course they stand in your own `nn.py`, which
`hardway assemble` writes. Then what a lesson imports from `autograder` and from `playground`.
"""


def page() -> str:
    """Markdown: a part for each lesson, and one for each of the two packages."""
    parts = [head(DESCRIPTION), INTRODUCTION]
    for name in lessons.course():
        parts += [f"## {lessons.lesson(name).title}\n", *_exercises(name)]
    for package in (autograder, playground):
        parts += [f"## {package.__name__}\n", f"{inspect.getdoc(package)}\n", *_offered(package)]
    return "\n".join(parts)


def _exercises(lesson: str) -> Iterator[str]:
    for name in lessons.lesson(lesson).exercises:
        place = sections.of_exercises(lesson)[name].link()
        mistakes = f'<a href="{page_of(lesson)}#{sections.make_id(name)}">its mistakes</a>'
        yield _entry(name, getattr(ours, name), f"<p>{place} · {mistakes}</p>\n")


def _offered(package: ModuleType) -> Iterator[str]:
    """What a package offers, and the functions of the data sets."""
    for name in package.__all__:
        thing = getattr(package, name)
        if not inspect.ismodule(thing):
            yield _entry(name, thing)
        elif thing is playground.datasets:
            yield from (_entry(f"datasets.{one}", getattr(thing, one)) for one in _functions(thing))


def _functions(module: ModuleType) -> list[str]:
    found = inspect.getmembers(module, inspect.isfunction)
    return [name for name, one in found if one.__module__ == module.__name__ and name[0] != "_"]


def _entry(name: str, thing: Any, after: str = "") -> str:
    """A heading, the call, what the docstring says; of a class its methods, too."""
    call = f"```python\n{signature(name, thing)}\n```\n"
    methods = "".join(_methods(thing)) if inspect.isclass(thing) else ""
    return f"### {name}\n\n{call}\n" + raw(described(thing) + methods + after)


def _methods(owner: type) -> Iterator[str]:
    for name, method in vars(owner).items():
        if name[0] != "_" and inspect.isfunction(method) and method.__doc__:
            call = signature(name, method).replace("<", "&lt;")
            yield f'<p><code>{call}</code></p>\n<div class="hw-method">{described(method)}</div>\n'
