"""The stub of a catalogue entry, made of a wrong answer that a student has written."""

import ast
from pathlib import Path

from autograder import lesson as lessons
from autograder.authoring.changing.answers import Answer
from autograder.authoring.lint.files import Course
from autograder.authoring.lint.mistakes import UNNAMED
from autograder.running.global_names import bindings

TO_SAY = "Say what they did, why it is wrong, which rule to look at; never the corrected line."


def entry(lesson: str, answer: Answer, root: Path = lessons.ROOT) -> tuple[Path, int, str]:
    """(file, line of the entry, new text of the file): what is still to be said stands there in its place.

    What the answer needs of the student's file comes before it, where the catalogue has it not already.

    Raises
    ------
    ValueError
        Where a name that it needs stands for something else in the catalogue; one line.
    """
    file = Course(root).mistakes(lesson)
    has = {name: text for text in _statements(file.text) for _, name in bindings(text)}
    helpers = []
    for text in answer.needs:
        taken = [name for _, name in bindings(text) if name in has and _told(has[name]) != _told(text)]
        imports = text.startswith(("import ", "from "))
        if taken and not imports:
            raise ValueError(
                f"`{taken[0]}` stands for something else in {file.path}: rename it in the answer"
            )
        helpers += [text] if not any(name in has for _, name in bindings(text)) else []
    top = [text for text in helpers if text.startswith(("import ", "from "))]
    below = [text for text in helpers if text not in top]
    before = _with_imports(file.text, top).rstrip("\n") + "\n\n\n"
    before += "".join(f"{text}\n\n\n" for text in below)
    return root / file.path, before.count("\n") + 1, before + _named(answer) + "\n"


def _named(answer: Answer) -> str:
    """The answer with the name and the docstring that are still to be written."""
    (node,) = ast.parse(answer.source).body
    assert isinstance(node, ast.FunctionDef | ast.ClassDef)
    lines = answer.source.splitlines()
    name = f"{answer.exercise}__{UNNAMED}"
    lines[node.lineno - 1] = lines[node.lineno - 1].replace(answer.exercise, name, 1)
    said = node.body[0]
    if ast.get_docstring(node) is not None:
        del lines[said.lineno - 1 : said.end_lineno]
    lines.insert(said.lineno - 1, " " * said.col_offset + f'"""{TO_SAY}"""')
    return "\n".join(lines)


def _statements(text: str) -> list[str]:
    return [ast.get_source_segment(text, node) or "" for node in ast.parse(text).body]


def _told(text: str) -> str:
    return ast.dump(ast.parse(text))


def _with_imports(text: str, imports: list[str]) -> str:
    """The module with more imports below its docstring."""
    if not imports:
        return text
    lines = text.splitlines(keepends=True)
    first = ast.parse(text).body[0]
    at = first.end_lineno if isinstance(first, ast.Expr) else 0
    return "".join([*lines[:at], "\n", *(f"{one}\n" for one in imports), *lines[at:]])
