"""What is certain of an answer of another kind or shape than is due, by what the check complains of."""

import ast
import re
from collections.abc import Iterator, Sequence

KINDS = (
    (r"it is a list; expected an array", "A list of numbers is no array: make one of it at the end, with `np.array`."),
    (r"it is a tuple; expected", "Several things come back, as a tuple, where one is due: what stands after `return`?"),
    (r"it is an iterator; expected", "You returned an iterator, as `reversed(…)`, `zip(…)` or a `for` within round brackets makes: it can be walked through once and has no length. Make a list of it."),
    (r"it is a dict; expected a list or a tuple", "The things come back under names, in a dictionary. They are due one after the other, in a list or a tuple: the docstring says in which order."),
    (r"it is (?!a list|a tuple).*; expected a list or a tuple of \d", "Several things are due, and one comes back: what stands after `return`?"),
    (r"the shape is .*; expected one number", "An array comes back where one number is due: is what has to be done over all examples left out, or done along one axis only, or is it another array that comes back?"),
)  # fmt: skip
ONE_NUMBER = re.compile(r"it is (?:one number|a (?:float|int|bool)\b.*); expected an array")
REDUCES = ("sum", "mean", "max", "min", "argmax", "argmin", "prod", "std", "var", "any", "all")
MAKES = ("zeros", "zeros_like", "ones", "ones_like", "empty", "empty_like", "full", "full_like", "copy")
LOOPS = (ast.For, ast.While, ast.comprehension)
IN_PLACE = (
    "`x -= …`, `x[i] = …` and `x.sort()` change the array itself, and `=` gives it a second name only: make a new one, "
    "or work on a copy."
)
KEPT = "Is something kept from call to call: a list that grows, a name outside the function, the figure of the call before?"
DRAWN = "Is something kept from call to call, or drawn from another source than `rng`: from `np.random`, or a generator of your own?"
SHAPES = re.compile(r"the shape is \(([\d, ]*)\); expected \(([\d, ]*)\)")


def unsteady_hint(parameters: Sequence[str]) -> str:
    """What to ask where the same call is answered otherwise the second time."""
    return DRAWN if "rng" in parameters else KEPT


def form_hint(complaint: str, code: ast.FunctionDef | None = None, answer: object = None) -> str:
    """What to say besides the kind or the shapes themselves; empty where nothing is certain.

    Of several things that came back the complaint is about one, of which the kinds say nothing.
    """
    if ONE_NUMBER.search(complaint):
        return _of_one_number(code) if code else ""
    shapes = SHAPES.search(complaint)
    if shapes:
        return _of_shapes(*(tuple(map(int, re.findall(r"\d+", sizes))) for sizes in shapes.groups()))
    whole = ("it is an iterator;", f"it is a {type(answer).__name__};")  # an iterator is kept as a list
    of_a_part = isinstance(answer, list | tuple) and not any(kind in complaint for kind in whole)
    return "" if of_a_part else next((says for pattern, says in KINDS if re.search(pattern, complaint)), "")


def _of_one_number(code: ast.FunctionDef) -> str:
    """How the code comes to one number: a name that is overwritten, one decision for all, an axis left out."""
    nodes = list(ast.walk(code))
    if name := next(_overwritten(nodes), ""):
        return (
            f"`{name} = …` in the loop puts one number in the place of the whole array `{name}`: one entry of it is "
            f"set with `{name}[…] = …`."
        )
    if not any(isinstance(node, LOOPS) for node in nodes) and any(map(_decides, nodes)):
        return (
            "One number comes back where an array is due: `if` and `else` decide once, for the whole array. NumPy "
            "decides element by element, as a comparison or `np.where` does."
        )
    if name := next(filter(None, map(_without_axis, nodes)), ""):
        said = f"`{name}` without `axis` makes one number of all: is that what you want there?"
        return f"One number comes back where an array is due. {said}"
    return ""


def _overwritten(nodes: Sequence[ast.AST]) -> Iterator[str]:
    """What is returned and begins as an array, and a loop gives another meaning that does not build on it."""
    returned = {getattr(node.value, "id", "") for node in nodes if isinstance(node, ast.Return)}
    made = {_target(node) for node in nodes if _called(getattr(node, "value", None)) in MAKES} & returned
    for loop in (node for node in nodes if isinstance(node, ast.For)):
        for node in (inner for inner in ast.walk(loop) if isinstance(inner, ast.Assign)):
            uses = {getattr(inner, "id", "") for inner in ast.walk(node.value)}
            if (name := _target(node)) in made - uses and _called(node.value) not in MAKES:
                yield name


def _target(node: ast.AST) -> str:
    """The one name that an assignment gives a value to; empty of anything else."""
    targets = node.targets if isinstance(node, ast.Assign) else []
    return getattr(targets[0], "id", "") if len(targets) == 1 else ""


def _called(node: ast.AST | None) -> str:
    function = node.func if isinstance(node, ast.Call) else None
    return getattr(function, "attr", getattr(function, "id", ""))


def _decides(node: ast.AST) -> bool:
    """Whether what is returned is one of two things of which one is a plain number."""
    if isinstance(node, ast.Return) and isinstance(node.value, ast.IfExp):
        return any(isinstance(one, ast.Constant) for one in (node.value.body, node.value.orelse))
    returned = node.body if isinstance(node, ast.If) else []
    return any(isinstance(one, ast.Return) and isinstance(one.value, ast.Constant) for one in returned)


def _without_axis(node: ast.AST) -> str:
    """NumPy's sum, mean or the like, of a whole array; empty of anything else."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or node.keywords:
        return ""
    arguments = 1 if getattr(node.func.value, "id", "") == "np" else 0
    return node.func.attr if node.func.attr in REDUCES and len(node.args) == arguments else ""


def _of_shapes(found: tuple[int, ...], due: tuple[int, ...]) -> str:
    if len(found) == 2 and found == due[::-1]:
        return "The two sizes stand in the other order: was something transposed, or do two parts or layers stand in each other's place?"
    if len(found) > len(due):
        return "There is an axis too many: was one kept, or added, that should be gone?"
    if len(found) < len(due):
        return "An axis is missing: was one summed over, or taken apart, that should stay?"
    return ""
