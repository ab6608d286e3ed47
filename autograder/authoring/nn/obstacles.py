"""What keeps a statement out of nn.py, in words for whoever wrote it."""

import ast
from collections.abc import Collection, Iterator

from autograder.authoring.nn.imported import ALLOWED, COURSE, MINE
from autograder.authoring.nn.program import Program
from autograder.authoring.nn.statements import OWN_LINE, Statement
from autograder.running.namespace import first_line

DRAWING = (
    "matplotlib",
    "mpl_toolkits",
    "playground",
    "IPython",
    "ipywidgets",
)  # what only shows has no place there
ONLY_IN_A_NOTEBOOK = ("display", "get_ipython", "In", "Out", "_")
TRIED = ("ImportError", "ModuleNotFoundError", "Exception")


def obstacles(program: Program, statement: Statement) -> Iterator[str]:
    """Why nn.py cannot have a statement, and what to do, a sentence each."""
    for why in _why_not(program, statement):
        yield f"{program.name}, the cell that starts with `{first_line(statement.cell.source)}`: {why}"


def _why_not(program: Program, statement: Statement) -> Iterator[str]:
    if statement.imported:
        if statement.imported.name not in program.lent:
            yield from filter(None, [_of_import(statement.imported.module, ALLOWED)])
        return
    if (line := OWN_LINE.search(statement.text)) and not _parses(statement.text):
        yield f"`{line[0].strip()}` is IPython's line and not Python's: take it out"
    if isinstance(statement.node, ast.If) and "__name__" in statement.reads_at_once:
        yield "`__name__` is another one in nn.py: take what stands below the `if` out of it"
    if any(isinstance(node, ast.Await) for node in _outside_functions(statement.node)):
        yield "a module does not wait: take the `await` out"
    for name in sorted(program.unknown(statement)):
        if name in ONLY_IN_A_NOTEBOOK:
            yield f"`{name}` is there in a notebook only: do without it"
        else:
            yield f"`{name}` is used, and {_not_defined(program)}"
    for module in imported_inside(statement.node):
        yield from filter(None, [_of_import(module, {*ALLOWED, *DRAWING} - set(COURSE))])


def _not_defined(program: Program) -> str:
    """What is said of a name that no statement binds: it may come by a star that nn.py cannot have."""
    stars = [s.imported.module for s in program.statements if s.imported and s.imported.name == "*"]
    if stars:
        return f"nn.py cannot have it by `from {stars[-1]} import *`: write it into a cell"
    return "no cell defines it: define or import it in one"


def _of_import(module: str, allowed: Collection[str]) -> str | None:
    package = module.partition(".")[0]
    if package in allowed:
        return None
    if module == MINE:
        return "import by name, and not inside of something else, as in `from autograder.mine import dense`"
    only = "nn.py imports nothing but Python's own modules, NumPy, SciPy and scikit-learn"
    return f"{only}, and not `{module}`: write what you use of it into a cell"


def _outside_functions(node: ast.AST) -> Iterator[ast.AST]:
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
        yield node
        for child in ast.iter_child_nodes(node):
            yield from _outside_functions(child)


def _parses(text: str) -> bool:
    try:
        ast.parse(text)
    except SyntaxError:
        return False
    return True


def imported_inside(node: ast.AST, tried: bool = False) -> Iterator[str]:
    """The modules that a statement imports somewhere inside; of what is only tried, the course's."""
    if isinstance(node, ast.Import):
        found = [alias.name for alias in node.names]
    else:
        found = ["." * node.level + (node.module or "")] if isinstance(node, ast.ImportFrom) else []
    yield from (name for name in found if not tried or name.partition(".")[0] in COURSE)
    for child in ast.iter_child_nodes(node):
        yield from imported_inside(child, tried or (isinstance(node, ast.Try) and _expects_failure(node)))


def _expects_failure(node: ast.Try) -> bool:
    caught = [name for handler in node.handlers for name in ast.walk(handler.type or ast.Name("Exception"))]
    return any(getattr(name, "id", None) in TRIED for name in caught)
