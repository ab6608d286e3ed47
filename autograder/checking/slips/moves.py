"""Lines of a wrong answer that may stand elsewhere, or overwrite what they should add to or fill."""

import ast
from collections.abc import Iterator

from autograder.checking.slips.changes import Change, Changes, put

BLOCKS = ("body", "orelse")
LOOPS = ast.For | ast.While
OUT, BEFORE, IN, LATE = (
    "it stands in the loop, and is due after it",
    "it stands in the loop, and is due before it",
    "it stands outside the loop, and is due in it",
    "it and the line after it are due in the other order",
)
Moved = tuple[
    list[ast.stmt], ast.stmt, str
]  # the block, the line that was moved, what is wrong with its place


def moves(tree: ast.AST) -> Iterator[tuple[ast.stmt, str]]:
    """One moved line after another; the tree has it as long as it is yielded."""
    for node in list(ast.walk(tree)):
        for field in BLOCKS:
            block = getattr(node, field, None)
            for changed, line, says in _of_a_block(block) if isinstance(block, list) else ():
                setattr(node, field, changed)
                yield line, says
                setattr(node, field, block)


def _of_a_block(block: list[ast.stmt]) -> Iterator[Moved]:
    for i, one in enumerate(block):
        before, after = block[:i], block[i + 1 :]
        if isinstance(one, LOOPS) and len(one.body) > 1:
            first, *rest = one.body
            yield [*before, put(one, body=one.body[:-1]), one.body[-1], *after], one.body[-1], OUT  # type: ignore[list-item]
            if isinstance(first, ast.Assign):
                yield [*before, first, put(one, body=rest), *after], first, BEFORE  # type: ignore[list-item]
        if not after or isinstance(after[0], ast.Return):
            continue
        if isinstance(after[0], LOOPS) and isinstance(one, ast.Assign):
            yield [*before, put(after[0], body=[one, *after[0].body]), *after[1:]], one, IN  # type: ignore[list-item]
        if isinstance(one, LOOPS):
            yield [*before, put(one, body=[*one.body, after[0]]), *after[1:]], after[0], IN  # type: ignore[list-item]
        yield [*before, after[0], one, *after[1:]], one, LATE


def overwritten(definition: ast.FunctionDef) -> Change:
    """What is added to a name or an entry where it is overwritten, or put into one of its entries."""
    inside = [node for loop in ast.walk(definition) if isinstance(loop, LOOPS) for node in ast.walk(loop)]
    loops = (node for node in ast.walk(definition) if isinstance(node, ast.For))
    counted = {getattr(loop.target, "id", "") for loop in loops} - {""}

    def change(node: ast.AST) -> Changes:
        if not isinstance(node, ast.Assign) or node not in inside:
            return
        target = node.targets[0]
        says = f"`=` overwrites `{ast.unparse(target)}` there in each round"
        if isinstance(target, ast.Name | ast.Subscript):
            for operator in (ast.Add, ast.Sub):
                yield ast.AugAssign(target, operator(), node.value), says
        for name in sorted(counted) if isinstance(target, ast.Name) else ():
            held = ast.Name(ast.unparse(target), ast.Load())
            entry = ast.Subscript(held, ast.Name(name, ast.Load()), ast.Store())
            yield put(node, targets=[entry]), f"{says}, and not one entry of it"

    return change


def neutral(node: ast.AST) -> Changes:
    """A value that changes nothing under the name that is given to another one."""
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
        says = f"what is made of `{ast.unparse(node.targets[0])}` further down is not due"
        for number in (1, 0):
            yield put(node, value=ast.Constant(number)), says
