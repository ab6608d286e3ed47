"""Puts the definitions of all lessons into one file: nn.py."""

import ast
import builtins
import sys

from autograder import lesson as lessons
from autograder.lesson import answer
from autograder.running.global_names import global_names

ALLOWED = {"numpy", "sklearn", *sys.stdlib_module_names}  # what nn.py may import


def ours():
    """The text of solutions/nn.py."""
    return assembled([lessons.lesson(name) for name in lessons.course()], "the solutions")


def assembled(course, whose):
    """One module with every exercise of the lessons, and what they use.

    Parameters
    ----------
    course : list of Lesson
    whose : str
        Where the definitions come from, for the module's first line.
    """
    imports, parts = {}, []
    for lesson in course:
        space = _Definitions(lesson)
        wanted = [name for name in lessons.lesson(lesson.name).exercises if name in space.statements]
        chosen = space.needed([name for name in wanted if not space.foreign(name)])
        for name in sorted(chosen, key=space.order.get):
            parts.append((lesson.name, space.text(name)))
        imports.update(space.imports_of(chosen))
    return _module(whose, imports, parts)


def _module(whose, imports, parts):
    lines = [f'"""A neural network in NumPy, put together from {whose} by `hardway`."""', ""]
    lines += [
        *sorted({line for line in imports.values() if line.startswith("import ")}),
        *_grouped(imports.values()),
    ]
    section, seen = None, set()
    for lesson, text in parts:
        if text in seen:
            continue
        seen.add(text)
        if lesson != section:
            lines += ["", "", f"# ---- {lesson.replace('_', ' ')}"]
            section = lesson
        lines += ["", "", text] if lines[-1][:4] != "# --" else ["", text]
    return "\n".join(lines) + "\n"


def _grouped(imports):
    """`from x import a` and `from x import b` as one line."""
    modules = {}
    for line in imports:
        if line.startswith("from "):
            module, _, name = line.removeprefix("from ").partition(" import ")
            modules.setdefault(module, set()).add(name)
    return [f"from {module} import {', '.join(sorted(names))}" for module, names in sorted(modules.items())]


class _Definitions:
    """The top-level statements of a lesson by the names that they bind; the last one counts."""

    def __init__(self, lesson):
        self.statements, self.imports, self.order, self.sources = {}, {}, {}, {}
        for cell in lesson.cells:
            for statement in cell.tree.body if cell.tree else ():
                for name in self._bound(statement):
                    self.order[name] = len(self.order)
                    self.statements[name], self.sources[name] = statement, cell.source

    def _bound(self, statement):
        if isinstance(statement, (ast.Import, ast.ImportFrom)):
            self._note_import(statement)
            return []
        if isinstance(statement, (ast.FunctionDef, ast.ClassDef)):
            return [statement.name]
        if isinstance(statement, (ast.Assign, ast.AnnAssign)):
            targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
            return [node.id for target in targets for node in ast.walk(target) if isinstance(node, ast.Name)]
        return []

    def _note_import(self, statement):
        for alias in statement.names:
            renamed = f" as {alias.asname}" if alias.asname else ""
            source = f"from {statement.module} " if isinstance(statement, ast.ImportFrom) else ""
            self.imports[alias.asname or alias.name.partition(".")[0]] = (
                f"{source}import {alias.name}{renamed}"
            )

    def uses(self, name):
        """The global names that a definition reads."""
        return global_names(ast.unparse(self.statements[name]))[0] - set(vars(builtins)) - {name}

    def needed(self, names):
        """The names and every other definition of the lesson that they lead to."""
        found, todo = set(), list(names)
        while todo:
            name = todo.pop()
            if name in self.statements and name not in found:
                found.add(name)
                todo += self.uses(name)
        return found

    def foreign(self, name):
        """Whether a definition needs a package beyond Python's own, NumPy and scikit-learn, as the plots do."""
        used = set().union(*(self.uses(n) for n in self.needed([name])))
        lines = [self.imports[n] for n in used & set(self.imports)]
        return any(_package(line) not in (*ALLOWED, "autograder") for line in lines)

    def imports_of(self, names):
        """Name → import line of what the definitions use of packages."""
        used = set().union(*(self.uses(name) for name in names)) & set(self.imports)
        return {name: self.imports[name] for name in used if _package(self.imports[name]) in ALLOWED}

    def text(self, name):
        """The definition's own lines, decorators and comments inside included."""
        statement = self.statements[name]
        first = min([statement.lineno, *(d.lineno for d in getattr(statement, "decorator_list", ()))])
        lines = self.sources[name].splitlines()[first - 1 : statement.end_lineno]
        closing = self.sources[name].splitlines()[statement.end_lineno : statement.end_lineno + 1]
        return answer("\n".join(lines + [line for line in closing if "END SOLUTION" in line]))


def _package(line):
    return line.split()[1].partition(".")[0]
