"""Slips in what a lesson shows between its exercises: cells too long, pictures that are not there."""

import ast
import re
from collections.abc import Iterator

from autograder.authoring.lint.files import Course, File, Source
from autograder.authoring.lint.slip import Slip, meant
from autograder.lesson import Cell

LONGEST, WIDEST = 8, 84  # lines of a cell, characters of a line
OWN = ("quiz", "milestone", "progress", "hint", "solution", "finish")  # calls that stand alone in their cell
ASKED = re.compile(r"(?i:predict (?:first|the|which|what|before)|before you run)")
MAKES = re.compile(r"^plt\.(?:subplots|figure|subplot_mosaic)$|^(?:Figure)$")
TOLD = re.compile(r"^## |\*\*Predict first\.\*\*|<details><summary>Answer</summary>", re.MULTILINE)


def slips(course: Course, name: str) -> Iterator[Slip]:
    """Those of a lesson's source and its pictures."""
    source, pictures = course.sources[name], course.pictures(name)
    for cell in source.shown:
        if cell.tree and not any(map(cell.call_of, OWN)):
            yield from _short(source, cell)
    yield from _moved(source)
    yield from _answered(source)
    for cell in source.code:
        yield from _drawn(source, cell, pictures)
    for file in pictures:
        yield from _told(file)
        yield from _shown(file)


def _short(source: Source, cell: Cell) -> Iterator[Slip]:
    lines = cell.source.splitlines()
    if cell.tree and not cell.tree.body:
        if source.text.splitlines()[source.line(cell) - 2].strip() == "# %%":
            yield source.slip(source.line(cell), "a cell of code without code", "text is `# %% [markdown]`")
        return
    if len(lines) > LONGEST:
        what = f"{len(lines)} lines of demonstration"
        mend = f"at most {LONGEST}: what draws belongs into playground/pictures/"
        yield source.slip(source.line(cell, LONGEST + 1), what, mend)
    for inside, line in enumerate(lines, 1):
        if len(line) > WIDEST:
            yield source.slip(source.line(cell, inside), f"{len(line)} characters", f"at most {WIDEST}")
    if not re.match(r"# [A-Z].{8,}", lines[0]):
        short = lines[0].startswith("# ") and lines[0][2:3].isupper()
        mend = "its first line is a comment that says what it does" + ", in ten letters or more" * short
        yield source.slip(source.line(cell), f"a demonstration begins with `{lines[0]}`", mend)


def _moved(source: Source) -> Iterator[Slip]:
    shown = "\n".join(cell.source for cell in source.shown)
    moved = re.findall(r"^(?:demo\.try_\w+|explore|slide)\(", shown, re.MULTILINE)
    if len(moved) < 2:
        what = f"{len(moved) or 'no'} cell{'s' * (len(moved) != 1)} with something to move"
        yield source.slip(1, what, "at least two: demo.try_…(…), slide or explore")


def _answered(source: Source) -> Iterator[Slip]:
    """A question to predict is answered below it, before the next one and before the next heading."""
    met: list[tuple[str, int]] = []
    for line, cell in source.located:
        if cell.kind != "markdown":
            continue
        for found in TOLD.finditer(cell.source):
            inside = cell.source.count("\n", 0, found.start())
            met.append((found.group(), line + inside))
        for inside, text in enumerate(cell.source.splitlines()):
            if ASKED.search(text) and "**Predict first.**" not in text:
                mend = "a question to predict begins with `**Predict first.**`"
                yield source.slip(line + inside, "a question that is not marked as one", mend)
    for (kind, line), (following, other) in zip(met, [*met[1:], ("## ", 0)]):
        if kind.startswith("*") and not following.startswith("<"):
            mend = "fold it below its cell: <details><summary>Answer</summary>"
            yield source.slip(line, "a question to predict has no answer", mend)
        if not kind.startswith("*") and following.startswith("<"):
            yield source.slip(other, "an answer to no question", "ask it above: **Predict first.**")


def _drawn(source: Source, cell: Cell, pictures: list[File]) -> Iterator[Slip]:
    """A picture that a cell calls for is there."""
    names = {name for file in pictures for name in _names(file)}
    for node in ast.walk(cell.tree) if cell.tree else ():
        if isinstance(node, ast.ImportFrom) and node.module == "playground.pictures":
            for alias in node.names:
                if pictures and alias.asname == "demo" and source.name.partition("_")[2] != alias.name:
                    mend = f"write from playground.pictures import {source.name.partition('_')[2]} as demo"
                    yield source.slip(
                        source.at(cell, node), f"`{alias.name}` has another lesson's pictures", mend
                    )
                if not pictures and source.name.partition("_")[2] == alias.name:
                    mend = f"write playground/pictures/{alias.name}.py"
                    yield source.slip(source.at(cell, node), f"there are no pictures `{alias.name}`", mend)
        if isinstance(node, ast.Attribute) and getattr(node.value, "id", "") == "demo":
            if pictures and node.attr not in names and not any(file.error for file in pictures):
                mend = meant(node.attr, names, f"write it in {pictures[0].path}")
                yield source.slip(source.at(cell, node), f"there is no picture `demo.{node.attr}`", mend)


def _names(file: File) -> Iterator[str]:
    for node in file.tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Import | ast.ImportFrom):
            yield from (alias.asname or alias.name for alias in node.names)
        elif isinstance(node, ast.Assign):
            yield from (target.id for target in node.targets if isinstance(target, ast.Name))


def _shown(file: File) -> Iterator[Slip]:
    """A figure that a picture makes is shown, returned or handed on."""
    for function in (one for one in file.functions if not one.name.startswith("_")):
        inner = [
            one for one in ast.walk(function) if isinstance(one, ast.FunctionDef) and one is not function
        ]
        within = {id(node) for one in inner for node in ast.walk(one)}
        nodes = [node for node in ast.walk(function) if id(node) not in within]
        made = [node for node in nodes if isinstance(node, ast.Call) and MAKES.search(ast.unparse(node.func))]
        used = [node for node in nodes if isinstance(node, ast.Call | ast.Return | ast.Yield)]
        handed = {name.id for node in used for name in _handed(node)}
        figures = {name.id for node in nodes for name in _figures(node, made)}
        if made and not figures & handed and "plt.gcf" not in ast.unparse(function):
            what = f"`{function.name}` makes a figure and shows it nowhere"
            yield file.slip(made[0].lineno, what, "end with show(fig, alt=…)")


def _figures(node: ast.AST, made: list[ast.Call]) -> Iterator[ast.Name]:
    """The names that a figure gets where it is made, or None."""
    if isinstance(node, ast.Assign) and node.value in made:
        first = node.targets[0].elts[0] if isinstance(node.targets[0], ast.Tuple) else node.targets[0]
        yield from (one for one in ast.walk(first) if isinstance(one, ast.Name))


def _handed(node: ast.Call | ast.Return | ast.Yield) -> Iterator[ast.Name]:
    parts = (
        [*node.args, *(one.value for one in node.keywords)] if isinstance(node, ast.Call) else [node.value]
    )
    yield from (one for part in parts if part for one in ast.walk(part) if isinstance(one, ast.Name))


def _of_nothing(node: ast.expr) -> bool:
    return isinstance(node, ast.JoinedStr) and not node.values


def _told(file: File) -> Iterator[Slip]:
    """Each picture says in words what it shows."""
    if file.error:
        yield file.slip(file.error.lineno or 1, f"a syntax error, {file.error.msg}", "mend the pictures")
    for node in file.nodes:
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "show":
            words = {keyword.arg: keyword.value for keyword in node.keywords}
            alt = words.get("alt", words.get(None, node.args[1] if len(node.args) > 1 else None))
            if alt is None or (isinstance(alt, ast.Constant) and not alt.value) or _of_nothing(alt):
                mend = "say in a sentence what the picture shows: show(fig, alt=…)"
                yield file.slip(node.lineno, "`show` without alt", mend)
