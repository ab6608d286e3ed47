"""What is wrong with the place that a change has mended, without what belongs there."""

import ast

LONGEST = 60  # characters of a part of a line


def said_of(old: ast.AST, new: ast.AST, says: str) -> str:
    """What was wrong at a node, in the place of which another one makes all checks pass.

    Parameters
    ----------
    old, new : ast.AST
    says : str
        What would have been the slip, had the change gone the other way: "`+` in the place of `-`".
    """
    if says == "square brackets left out" and isinstance(old, ast.Subscript):
        return f"`[{ast.unparse(old.slice)}]` is too much"
    if isinstance(old, ast.BinOp) and new in (old.left, old.right):
        dropped = old.right if new is old.left else old.left
        return f"`{ast.unparse(dropped)}` is too much in `{ast.unparse(old)}`"
    if " left out" in says:
        return f"{says.replace(' left out', '')} is too much"
    if says == "a minus too many":
        return "a minus is missing"
    if " not called" in says:
        return says.replace(" not called", " is called where it is not due")
    if "exchanged" in says:
        return says.replace("exchanged", "stand in each other's place")
    if says.endswith((" too low", " too high")):
        end = {" too low": " too high", " too high": " too low"}
        return next(says.removesuffix(one) + other for one, other in end.items() if says.endswith(one))
    text = ast.unparse(old).splitlines()[0]
    if " in the place of " in says and len(text) <= LONGEST:
        sign = says.rpartition(" in the place of ")[2]
        return f"look at {sign}" if sign == f"`{text}`" else f"look at the {sign} in `{text}`"
    return f"look at `{text if len(text) <= LONGEST else text[:LONGEST] + ' …'}`"
