"""Slips in the text of a lesson: headings and lines that would not be read as they were meant."""

import re
from collections.abc import Iterator

from autograder.authoring.lint.files import Course, Source
from autograder.authoring.lint.slip import Slip

FORBIDDEN = [
    (
        r"<(?!/?(?:details|summary)\b)/?[a-z]+[^>\n]*>",
        "is raw HTML",
        "only <details> and <summary> may stand here",
    ),
    (r"!\[[^\]]*\]\(\w+://[^)]*\)", "is loaded from another host", "draw it in playground/pictures/"),
    (r"(?m)^(?:<{7}|>{7})(?: .*)?$", "is what a merge has left", "choose one of the two texts"),
    (r"\b(?:TODO|FIXME|XXX)\b", "is still to be done", "write what belongs here"),
    (
        r"(?m)^#{4,} .*",
        "is a heading of a level that the book does not have",
        "two signs for a section, three below",
    ),
]


def slips(course: Course, name: str) -> Iterator[Slip]:
    """Those of a lesson's source."""
    source = course.sources[name]
    yield from _comments(source)
    yield from _headings(source)
    for line, cell in source.located:
        if cell.kind == "markdown":
            yield from _words(source, line, cell.source)
            yield from _lessons(source, line, cell.source, {int(one[:2]) for one in course.names})


def _comments(source: Source) -> Iterator[Slip]:
    """Each line of text is a comment, `# ` before it."""
    text, kind = source.text.splitlines(), ""
    for number, line in enumerate(text, 1):
        if line.startswith("# %%"):
            kind = "text" if "[markdown]" in line else "code"
        elif kind == "text" and line.strip() and not re.match(r"#(?: |$)", line):
            what = f"the line of text `{line.strip()[:60]}` does not begin with `# `"
            yield source.slip(number, what, "write it so; its heading's signs come behind")


def _headings(source: Source) -> Iterator[Slip]:
    first, fenced, written = True, False, source.text.splitlines()
    met: dict[str, int] = {}
    for line, cell in source.located:
        if cell.kind != "markdown":
            continue
        lines = cell.source.splitlines()
        for inside, text in enumerate(lines):
            fenced ^= text.startswith("```")
            number, alone = line + inside, not "".join(lines[inside + 1 : inside + 2]).strip()
            if fenced or not written[number - 1].startswith("# "):
                continue
            if re.match(r"# ", text):
                if not first:
                    what = f"a second heading of the whole lesson, `{text}`"
                    yield source.slip(number, what, f"a section has two signs: `# #{text}`")
                first = False
            elif text.startswith("## ") and met.setdefault(text, number) != number:
                what = f"a second section `{text[3:]}`, after line {met[text]}"
                yield source.slip(number, what, "name one of them otherwise: links and lists go by the name")
            elif re.match(r"#{1,6}[^#\s]", text):
                yield source.slip(number, f"`{text}` is no heading", "write a blank behind its signs")
            elif alone and inside == 0 and _like_a_heading(text):
                what = f"`{text}` stands as a heading and has no sign of one"
                yield source.slip(number, what, f"write `# ## {text}`, or end the sentence")


def _words(source: Source, line: int, text: str) -> Iterator[Slip]:
    """What a text must not have, whatever it says."""
    if not text.strip():
        yield source.slip(line, "a cell of text without text", "write it, or take the cell out")
    plain = re.sub(r"(?s)```.*?```|`[^`\n]*`", lambda code: "\n" * code[0].count("\n"), text)
    for pattern, what, mend in FORBIDDEN:
        for found in re.finditer(pattern, plain):
            yield source.slip(line + plain.count("\n", 0, found.start()), f"`{found[0]}` {what}", mend)


def _lessons(source: Source, line: int, text: str, there: set[int]) -> Iterator[Slip]:
    """A text sends nobody to a lesson that is not there."""
    for found in re.finditer(r"\b[Ll]esson (\d+)\b", text):
        if int(found[1]) not in there:
            what, mend = f"`{found[0]}` is not there", f"the lessons are {', '.join(map(str, sorted(there)))}"
            yield source.slip(line + text.count("\n", 0, found.start()), what, mend)


def _like_a_heading(text: str) -> bool:
    """A line of few words with a capital first and no full stop."""
    return bool(re.fullmatch(r"(?:\d+ · )?[A-Z][\w ,'’·-]{2,50}", text))
