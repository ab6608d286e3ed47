"""Slips in what a check demands: nothing at all, nothing in words, or something that chance decides."""

import ast
import re
from collections.abc import Callable, Iterator

from autograder.authoring.lint.checks import marked, named, tests
from autograder.authoring.lint.files import Course, File
from autograder.authoring.lint.slip import Slip

ASKING = ("same", "difference", "a_kind", "strided")  # what `autograder.comparison` only answers with
ANSWERS = (*ASKING, "allclose", "array_equal", "isclose")
DEMANDING = ("close", "shaped", "layered", "pure", "quiet")
COMPARED = ast.Compare | ast.BoolOp | ast.UnaryOp
NOT_RUN = ast.Lambda | ast.GeneratorExp | ast.Name | ast.Attribute
NAMED = re.compile(r"\{[a-z_]\w*(?:[.\[:!][^{}]*)?\}")
OF_NUMPY = ("np.random", "numpy.random", "random")
MADE = ("default_rng", "Generator", "SeedSequence", "PCG64", "Random")  # they take a seed


def slips(course: Course, name: str) -> Iterator[Slip]:
    """Those of a lesson's checks."""
    file = course.checks(name)
    for rule in (_words, _bare, _not_run, _chance):
        yield from rule(file)
    demanding = _demanding(file)
    for check in tests(file):
        if not demanding(check):
            what = f"`{check.name}` demands nothing: every answer passes it"
            yield file.slip(check.lineno, what, "compare: close(actual, expected), or assert …, message")
    for exercise in course.sources[name].exercises:
        own = [
            check for check in tests(file) if named(check.name, course.sources[name].exercises) == exercise
        ]
        if own and all(marked(check, "form") for check in own):
            what = f"all checks of `{exercise}` are marked as form: none asks for its values"
            yield file.slip(own[0].lineno, what, "take the mark from those that wrong values fail")


def _words(file: File) -> Iterator[Slip]:
    for node in file.nodes:
        if not isinstance(node, ast.Assert):
            continue
        mend = 'say what should be so: assert …, "every row should …"'
        if isinstance(node.test, ast.Tuple) and node.test.elts:
            yield file.slip(node.lineno, "an assertion of a pair in brackets is always true", "take them out")
        elif isinstance(node.test, ast.Constant) and node.test.value:
            yield file.slip(
                node.lineno, f"`assert {ast.unparse(node.test)}` is always true", "demand something"
            )
        elif node.msg is None:
            yield file.slip(
                node.lineno, f"`assert {ast.unparse(node.test)}` says nothing to the student", mend
            )
        elif isinstance(node.test, ast.Attribute) and node.test.attr in ("all", "any"):
            yield file.slip(
                node.lineno, f"`{ast.unparse(node.test)}` is not called: always true", "write () behind it"
            )
        elif isinstance(node.test, ast.Compare) and _is_a_value(node.test):
            what = f"`{ast.unparse(node.test)}` asks for the same object, not for an equal value"
            yield file.slip(node.lineno, what, "write == in the place of is, or close(actual, expected)")
        elif isinstance(node.msg, ast.Constant) and not (
            isinstance(node.msg.value, str) and node.msg.value.strip()
        ):
            yield file.slip(node.lineno, "the message of an assertion is empty", mend)
        elif isinstance(node.msg, ast.Constant) and (found := NAMED.search(str(node.msg.value))):
            yield file.slip(node.lineno, f"`{found[0]}` in a message without f", 'write f"…"')


def _is_a_value(test: ast.Compare) -> bool:
    """Whether `is` stands before a number or a text."""
    told = [one.value for one in test.comparators if isinstance(one, ast.Constant)]
    same = any(isinstance(one, ast.Is | ast.IsNot) for one in test.ops)
    return same and any(value is not None and not isinstance(value, bool) for value in told)


def _bare(file: File) -> Iterator[Slip]:
    """A comparison that nobody looks at."""
    for node in file.nodes:
        if not isinstance(node, ast.Expr):
            continue
        called = ast.unparse(node.value.func) if isinstance(node.value, ast.Call) else ""
        if isinstance(node.value, COMPARED) or called.rpartition(".")[2] in ANSWERS:
            what = f"`{ast.unparse(node.value)}` is a comparison that nobody looks at"
            yield file.slip(node.lineno, what, "write close(actual, expected), or assert …, message")


def _not_run(file: File) -> Iterator[Slip]:
    """Code that is written down in a check and never run."""
    for check in tests(file):
        read = {node.id for node in ast.walk(check) if isinstance(node, ast.Name)}
        for node in ast.walk(check):
            if isinstance(node, ast.Expr) and isinstance(node.value, NOT_RUN):
                what = f"`{ast.unparse(node.value)}` is written down and not run"
                yield file.slip(node.lineno, what, "call it, or take it out")
            elif isinstance(node, ast.FunctionDef) and node is not check and node.name not in read:
                yield file.slip(node.lineno, f"`{node.name}` is never called", "call it, or take it out")


def _chance(file: File) -> Iterator[Slip]:
    """Random numbers come from the fixture: else a failure cannot be repeated."""
    mend = "ask for the fixture `rng`: its seed is told where a check fails"
    for node in file.nodes:
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute | ast.Name):
            place, _, function = ast.unparse(node.func).rpartition(".")
            if function == "default_rng" and not node.args and not node.keywords:
                yield file.slip(node.lineno, "a generator without a seed", mend)
            elif place in OF_NUMPY and function not in MADE:
                yield file.slip(
                    node.lineno, f"`{place}.{function}` draws from a generator of everybody's", mend
                )


def _demanding(file: File) -> Callable[[ast.AST], bool]:
    """Whether code may fail a check: by itself, or by a function of the file or the kit that it calls."""
    local = {node.name: node for node in file.tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    kit = {*DEMANDING, *_of_the_kit(file)}  # what is not imported is a slip of its own
    known: dict[str, bool] = {}

    def named_so(name: str) -> bool:
        if name not in known:
            known[name] = name in kit  # while it is found out: a function may call itself
            known[name] = known[name] or (name in local and demanding(local[name]))
        return known[name]

    def demanding(code: ast.AST) -> bool:
        return any(
            isinstance(node, ast.Assert | ast.Raise)
            or (isinstance(node, ast.Name) and named_so(node.id))
            or (isinstance(node, ast.Attribute) and ast.unparse(node) in ("pytest.fail", "pytest.raises"))
            for node in ast.walk(code)
        )

    return demanding


def _of_the_kit(file: File) -> Iterator[str]:
    for node in file.nodes:
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("autograder."):
            yield from (one.asname or one.name for one in node.names if one.name not in ASKING)
