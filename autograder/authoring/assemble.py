"""Puts the definitions of all lessons into one file: nn.py."""

import ast
import builtins
import sys
from collections.abc import Iterable, Mapping, Sequence

from autograder import lesson as lessons
from autograder.lesson import answer
from autograder.running.global_names import global_names

ALLOWED = {"numpy", "sklearn", *sys.stdlib_module_names}  # what nn.py may import


def ours() -> str:
    """The text of solutions/nn.py."""
    return assembled([lessons.lesson(name) for name in lessons.course()], "the solutions")


def assembled(course: Iterable[lessons.Lesson], whose: str) -> str:
    """One module with every exercise of the lessons, and what they use.

    Parameters
    ----------
    course : list of Lesson
    whose : str
        Where the definitions come from, for the module's first line.
    """
    imports: dict[str, str] = {}
    parts: list[tuple[str, str]] = []
    for lesson in course:
        space = _Definitions(lesson)
        wanted = [name for name in lessons.lesson(lesson.name).exercises if name in space.statements]
        chosen = space.needed([name for name in wanted if not space.foreign(name)])
        for name in sorted(chosen, key=space.order.__getitem__):
            parts.append((lesson.name, space.text(name)))
        imports.update(space.imports_of(chosen))
    return _module(whose, imports, parts)


def _module(whose: str, imports: Mapping[str, str], parts: Sequence[tuple[str, str]]) -> str:
    lines = [f'"""A neural network in NumPy, put together from {whose} by `hardway`."""', ""]
    lines += [
        *sorted({line for line in imports.values() if line.startswith("import ")}),
        *_grouped(imports.values()),
    ]
    section, seen = "", set[str]()
    for lesson, text in parts:
        if text in seen:
            continue
        seen.add(text)
        if lesson != section:
            lines += ["", "", f"# ---- {lesson.replace('_', ' ')}"]
            section = lesson
        lines += ["", "", text] if lines[-1][:4] != "# --" else ["", text]
    return "\n".join(lines) + "\n"


def _grouped(imports: Iterable[str]) -> list[str]:
    """`from x import a` and `from x import b` as one line."""
    modules: dict[str, set[str]] = {}
    for line in imports:
        if line.startswith("from "):
            module, _, name = line.removeprefix("from ").partition(" import ")
            modules.setdefault(module, set()).add(name)
    return [f"from {module} import {', '.join(sorted(names))}" for module, names in sorted(modules.items())]


class _Definitions:
    """The top-level statements of a lesson by the names that they bind; the last one counts."""

    def __init__(self, lesson: lessons.Lesson) -> None:
        self.statements: dict[str, ast.stmt] = {}
        self.imports: dict[str, str] = {}  # name → the line that imports it
        self.order: dict[str, int] = {}
        self.sources: dict[str, str] = {}  # name → its cell
        for cell in lesson.cells:
            for statement in cell.tree.body if cell.tree else ():
                for name in self._bound(statement):
                    self.order[name] = len(self.order)
                    self.statements[name], self.sources[name] = statement, cell.source

    def _bound(self, statement: ast.stmt) -> list[str]:
        if isinstance(statement, ast.Import | ast.ImportFrom):
            self._note_import(statement)
            return []
        if isinstance(statement, ast.FunctionDef | ast.ClassDef):
            return [statement.name]
        if isinstance(statement, ast.Assign | ast.AnnAssign):
            targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
            return [node.id for target in targets for node in ast.walk(target) if isinstance(node, ast.Name)]
        return []

    def _note_import(self, statement: ast.Import | ast.ImportFrom) -> None:
        for alias in statement.names:
            renamed = f" as {alias.asname}" if alias.asname else ""
            source = f"from {statement.module} " if isinstance(statement, ast.ImportFrom) else ""
            self.imports[alias.asname or alias.name.partition(".")[0]] = (
                f"{source}import {alias.name}{renamed}"
            )

    def uses(self, name: str) -> set[str]:
        """The global names that a definition reads."""
        return global_names(ast.unparse(self.statements[name]))[0] - set(vars(builtins)) - {name}

    def needed(self, names: Iterable[str]) -> set[str]:
        """The names and every other definition of the lesson that they lead to."""
        found, todo = set[str](), list(names)
        while todo:
            name = todo.pop()
            if name in self.statements and name not in found:
                found.add(name)
                todo += self.uses(name)
        return found

    def foreign(self, name: str) -> bool:
        """Whether a definition needs a package beyond Python's, NumPy and scikit-learn, as the plots do."""
        used = self._used_by(self.needed([name]))
        lines = [self.imports[n] for n in used & set(self.imports)]
        return any(_package(line) not in (*ALLOWED, "autograder") for line in lines)

    def imports_of(self, names: Iterable[str]) -> dict[str, str]:
        """Name → import line of what the definitions use of packages."""
        used = self._used_by(names) & set(self.imports)
        return {name: self.imports[name] for name in used if _package(self.imports[name]) in ALLOWED}

    def _used_by(self, names: Iterable[str]) -> set[str]:
        return set[str]().union(*(self.uses(name) for name in names))

    def text(self, name: str) -> str:
        """The definition's own lines, decorators and comments inside included."""
        statement = self.statements[name]
        first = min([statement.lineno, *(d.lineno for d in getattr(statement, "decorator_list", ()))])
        last = statement.end_lineno or statement.lineno
        lines = self.sources[name].splitlines()[first - 1 : last]
        closing = self.sources[name].splitlines()[last : last + 1]
        return answer("\n".join(lines + [line for line in closing if "END SOLUTION" in line]))


def _package(line: str) -> str:
    return line.split()[1].partition(".")[0]
