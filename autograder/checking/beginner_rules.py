"""What a beginner's error means, in any exercise: told by the exception and the line that is quoted of it.

A sentence is shown only where the text of the error, and what stands in the line, make it certain.
"""

import ast
from collections.abc import Callable
from typing import NamedTuple

Found = Callable[[ast.AST], bool]
OF_ARRAYS = r"(shape|T|dot|mean|sum|max|min|std|reshape|copy|ndim|size|astype|argmax|flatten)"
MODULES = r"(np|numpy|math|plt|random|copy|itertools|functools|time)"
UNBRACKETED = "`&`, `|` and `^` go before `<`, `>` and `==`: a comparison on either side of them needs brackets of its own."
MAKERS, EXTREMES, BUILT_IN = ("zeros", "ones", "empty"), ("max", "min"), ("max", "min", "sorted")


def _calls(names: tuple[str, ...], least: int, attribute: bool = True) -> Found:
    """Whether a node calls one of these, with at least so many arguments by position."""

    def found(node: ast.AST) -> bool:
        if not isinstance(node, ast.Call) or len(node.args) < least:
            return False
        name = getattr(node.func, "attr" if attribute else "id", None)
        return name in names

    return found


def _is(*kinds: type[ast.AST]) -> Found:
    return lambda node: isinstance(node, kinds)


def _appended(node: ast.AST) -> bool:
    call = node.value if isinstance(node, ast.Assign) else None
    return isinstance(call, ast.Call) and getattr(call.func, "attr", None) == "append"


def _next_one(node: ast.AST) -> bool:
    index = node.slice if isinstance(node, ast.Subscript) else None
    return isinstance(index, ast.BinOp) and isinstance(index.op, ast.Add)


def _product_called(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Call | ast.BinOp)


def _unbracketed(node: ast.AST) -> bool:
    """Whether `&`, `|` or `^` stands between two comparisons without brackets, and so goes first."""
    sides = [node.left, *node.comparators] if isinstance(node, ast.Compare) else []
    bits = (ast.BitAnd, ast.BitOr, ast.BitXor)
    return any(isinstance(side, ast.BinOp) and isinstance(side.op, bits) for side in sides)


def _of_all_rows(node: ast.AST) -> bool:
    """Whether `argmax` or `argmin` is called without an axis."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or node.keywords:
        return False
    own = 1 if getattr(node.func.value, "id", "") == "np" else 0
    return node.func.attr in ("argmax", "argmin") and len(node.args) == own


def _shape_taken_apart(node: ast.AST) -> bool:
    """Whether several names are given to the entries of a shape."""
    value = node.value if isinstance(node, ast.Assign) else None
    return isinstance(value, ast.Attribute) and value.attr == "shape"


def _name_called(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name)


def _compared_beside_xor(node: ast.AST) -> bool:
    """Whether a comparison has a `^` between its sides: the brackets are missing."""
    sides = [node.left, *node.comparators] if isinstance(node, ast.Compare) else []
    return any(isinstance(side, ast.BinOp) and isinstance(side.op, ast.BitXor) for side in sides)


def _of_math(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and getattr(node.value, "id", "") == "math"


class Rule(NamedTuple):
    """An error, what to say, and what has to stand in the line; `{0}` is the first group of the text."""

    error: str
    text: str
    says: str
    line: Found | None = None
    named: bool = False  # the first group has to stand in the line, too


NDINDEX = "`np.ndindex` takes the shape, and gives every place of an array of that shape."
OF_PLACES = r"\({}\) is the shape of what `(\w+)` got"
RULES = (
    Rule("ValueError", OF_PLACES.format("2,"), "`{0}` takes a table, one row a place, and gets one place as a plain vector: two square brackets more, `[[…, …]]`, make a row of it; or hand all places over at once."),
    Rule("ValueError", OF_PLACES.format(r"2, \d+"), "Each place stands in a column there, and `{0}` takes one row a place: transpose the table, or put the coordinates side by side with `axis=1`."),
    Rule("ValueError", OF_PLACES.format(r"\d+, \d+, 2"), "The places still stand in the rows and columns of the grid, and `{0}` takes them below each other: flatten each of the two coordinates first."),
    Rule("TypeError", r"'(?:numpy\.)?(?:ndarray|float64|float|int)' object is not callable", "What is followed by `(` is called, and there it means numbers: between two factors stands `*`, or `@` for a matrix product, and an entry is taken with `[`.", _product_called),
    Rule("TypeError", r"'(?:numpy\.)?(?:ndarray|float64|float|int)' object is not callable", "A name that is followed by `(` is called, and there it means numbers: between two factors stands `*` or `@`, and an entry is taken with `[`.", _name_called),
    Rule("TypeError", r"'tuple' object is not callable", "A tuple, such as a shape, is no function: one of its entries is taken with square brackets."),
    Rule("TypeError", r"'str' object is not callable", "There a text is called like a function. If it is the name of one, look the function up by it first."),
    Rule("ValueError", r"truth value of an array", "`if` and `while` ask one question of a whole array, which has no single answer: NumPy decides element by element, as `np.where` does.", _is(ast.If, ast.IfExp, ast.While)),
    Rule("ValueError", r"truth value of an array", "`and`, `or` and `not` ask one question of a whole array, which has no single answer: between arrays stand `&`, `|` and `~`, with brackets round each comparison.", _is(ast.BoolOp, ast.Not)),
    Rule("ValueError", r"truth value of an array", "Python's own `max`, `min` and `sorted` compare whole arrays or rows, which have no single answer. The largest number of one array is its `np.max`; of two arrays `np.maximum` takes the larger, element by element.", _calls(BUILT_IN, 1, attribute=False)),
    Rule("TypeError", r"\^|bitwise_xor", "`^` binds more tightly than `<` or `>`: what is compared belongs in brackets of its own, on each side of the `^`.", _compared_beside_xor),
    Rule("TypeError", r"[&|]|bitwise_(?:and|or)", UNBRACKETED, _unbracketed),
    Rule("ValueError", r"truth value of an array", NDINDEX, _calls(("ndindex",), 1)),
    Rule("TypeError", r"scalar index", NDINDEX, _calls(("ndindex",), 1)),
    Rule("ValueError", r"truth value of an array", UNBRACKETED, _unbracketed),
    Rule("TypeError", r"\^|bitwise_xor", "`^` is no power: it compares bits, of whole numbers or of True and False, and there stand other numbers. A power is written `**`.", _is(ast.BitXor)),
    Rule("TypeError", r"Cannot interpret .* as a data type", "The shape is *one* argument: its numbers stand in brackets of their own, as a tuple.", _calls(MAKERS, 2)),
    Rule("TypeError", r"scalar index|interpreted as an integer", "The second argument of `np.max` and `np.min` is the axis. Two things are compared element by element by `np.maximum` and `np.minimum`.", _calls(EXTREMES, 2)),
    Rule("AttributeError", r"'NoneType' object has no attribute 'append'", "`append` changes the list and gives back None: nothing is left of a list that gets that value. Call it on a line of its own, without `=`.", _appended),
    Rule("AttributeError", r"'numpy.ndarray' object has no attribute 'append'", "An array keeps its size and has no `append`: collect the parts in a list, and make an array of it at the end."),
    Rule("AttributeError", rf"'list' object has no attribute '{OF_ARRAYS}'", "A list has no `{0}`, an array has: is it one entry of the list that is meant, or does it have to become an array?", named=True),
    Rule("AttributeError", rf"'tuple' object has no attribute '{OF_ARRAYS}'", "A tuple has no `{0}`, an array has: take what you need out of the tuple first.", named=True),
    Rule("TypeError", r"unsupported operand type\(s\) for .*'(?:function|method|builtin_function_or_method)'", "One of the two is a function that was not called: the brackets with its argument are missing."),
    Rule("TypeError", r"can't multiply sequence by non-int of type '(?!str)", "A list or a tuple cannot be multiplied so, since `*` repeats it: take its arrays out, one by one.", _is(ast.Mult)),
    Rule("TypeError", r"unsupported operand type\(s\) for .*'(?:list|tuple)'", "Lists and tuples have no arithmetic, arrays have: take the arrays out, one by one.", _is(ast.BinOp, ast.AugAssign)),
    Rule("TypeError", r"(?=.*'axis')(?:.*for )?(sum|max|min)\b", "Python's own `{0}` knows no `axis`; NumPy's, `np.{0}`, does."),
    Rule("ValueError", r"inhomogeneous shape", "Arrays of different shapes stand together in a list or a tuple, and cannot become one array: take them out, one by one."),
    Rule("IndexError", r"must be of integer", "What stands in the square brackets are no whole numbers, and positions are."),
    Rule("IndexError", r"list index out of range", "Of n entries the last has the number n − 1: where you look at an entry and the one after it, the loop stops one earlier.", _next_one),
    Rule("TypeError", r"'(?:numpy\.)?float\d*' object cannot be interpreted as an integer|slice indices must be integers", "`/` gives a number with a point even where it comes out even; `//` gives a whole number.", _is(ast.Div)),
    Rule("TypeError", r"slice indices must be integers", "The bounds of a slice are whole numbers: what is computed with a fraction has to be rounded, and made an `int`."),
    Rule("UnboundLocalError", r"variable '(\w+)'", "`{0}` gets its value further down, or in a branch that was not taken: it needs one before.", named=True),
    Rule("NameError", rf"name '{MODULES}' is not defined", "No cell that ran imports what is called `{0}` there: add the import to your cell, or run the first cell again."),
    Rule("NameError", r"name '(\w+)' is not defined", "No line that ran before gives `{0}` a value: is it spelled as where it was made, and does that line come before this one?", named=True),
    Rule("ValueError", r"not enough values to unpack \(expected (\d+), got \d+\)", "Names for {0} things stand on the left, and a shape has as many as the array has axes, which may be fewer.", _shape_taken_apart),
    Rule("ValueError", r"not enough values to unpack \(expected (\d+), got (\d+)\)", "Names for {0} things stand on the left, and fewer come there: {1}."),
    Rule("ValueError", r"too many values to unpack \(expected (\d+)", "More than {0} things come there, and names for {0} stand on the left: where there can be any number of them, a loop takes them one by one."),
    Rule("TypeError", r"cannot unpack non-iterable (?:numpy\.)?(?:float|int|bool)\w* object", "Several names stand where there is one number to take apart."),
    Rule("TypeError", r"'NoneType' object|NoneType|unsupported operand.*'NoneType'", "One of the values there is None: so is what a function gives back without `return`, what `append` gives back, and an argument that was left out."),
    Rule("ValueError", r"matmul: Output operand 0 has a mismatch", "`@=` puts the product into the array on its left, which keeps its shape, and the product has another one: give the product a name of its own, with `=`."),
    Rule("ValueError", r"matmul.*\(size (\d+) is different from (\d+)\)", "A matrix product needs as many columns on its left as rows on its right: there are {1} on the left and {0} on the right."),
    Rule("ValueError", r"not aligned: (\d+) \(dim \d\) != (\d+)", "A matrix product needs as many columns on its left as rows on its right: there are {0} on the left and {1} on the right."),
    Rule("ValueError", r"matmul.*not have enough dimensions", "`@` multiplies arrays, and one of the two is a single number there.", _is(ast.MatMult)),
    Rule("TypeError", r"unsupported operand type\(s\) for @", "`@` multiplies arrays, and one of the two is something else there.", _is(ast.MatMult)),
    Rule("ValueError", r"could not be broadcast together with shapes (\([\d,]*\)) (\([\d,]*\))", "Two arrays meet there number by number, and {0} does not go with {1}: counted from the right, two sizes have to be equal, or one of them 1."),
    Rule("ValueError", r"could not broadcast input array from shape (\([\d,]*\)) into shape (\([\d,]*\))", "What is put in has the shape {0}, and the place for it {1}."),
    Rule("ValueError", r"non-broadcastable output operand with shape (\([\d,]*\)) doesn't match the broadcast shape (\([\d,]*\))", "What is changed in place has the shape {0} and keeps it; the result would have {1}."),
    Rule("IndexError", r"index -?\d+ is out of bounds for axis", "`argmax` and `argmin` without `axis` count through the whole array, row after row, and give one place for all rows together.", _of_all_rows),
    Rule("IndexError", r"index (-?\d+) is out of bounds for axis \d+ with size (\d+)", "Position {0} was asked for, and there are {1}, counted from 0."),
    Rule("AxisError", r"axis (-?\d+) is out of bounds for array of dimension (\d+)", "The axes of an array are counted from 0: it has {1} there, and axis {0} was asked for."),
    Rule("IndexError", r"too many indices for array: array is (\d+)-dimensional, but (\d+) were indexed", "The array has {0} axes there, and {1} places were given."),
    Rule("IndexError", r"shape mismatch: indexing arrays", "The arrays in the square brackets go in step, one place from each: they have to be equally long."),
    Rule("ValueError", r"boolean array indexing assignment cannot assign (\d+) input values to the (\d+)", "On the left stand the {1} places where the mask is true, and on the right {0} numbers: take the same places on both sides."),
    Rule("IndexError", r"boolean index did not match", "An array of True and False picks from one of its own length, and here the lengths differ."),
    Rule("IndexError", r"tuple index out of range", "The tuple has fewer entries than that; of a shape it means that the array has fewer axes."),
    Rule("IndexError", r"list index out of range", "Of n entries the last has the number n − 1: the list is shorter than the number asked for."),
    Rule("TypeError", r"(\w+)\(\) missing \d+ required positional arguments?: (.*)", "The call of `{0}` leaves out {1}: compare it with the first line of `{0}`."),
    Rule("TypeError", r"(maximum|minimum)\(\) takes from 2 to 3 positional arguments but 1 w", "`np.{0}` compares two arrays element by element, and here it gets one: the largest number of one array is its `np.max`, the smallest its `np.min`."),
    Rule("TypeError", r"(\w+)\(\) takes (?:from )?.* positional arguments? but (\d+) w", "`{0}` takes another number of arguments than the {1} of this call: the line that begins with `def {0}` says how many, or `help({0})` where it is not yours."),
    Rule("TypeError", r"got an unexpected keyword argument 'keepdim'", "NumPy spells it `keepdims`, with an s."),
    Rule("TypeError", r"(\w+)\(\) got an unexpected keyword argument '(\w+)'", "`{0}` has no argument that is called `{1}`."),
    Rule("ModuleNotFoundError", r"No module named '(\w+)", "`{0}` is not installed here: no exercise needs more than NumPy, Matplotlib and scikit-learn."),
    Rule("TypeError", r"(\w+)\(\) got multiple values for argument '(\w+)'", "`{0}` gets `{1}` twice: by its place and by its name."),
    Rule("TypeError", r"'(?:numpy\.)?(?:float|int|bool)\w*' object (?:is not (?:iterable|subscriptable)|does not support item assignment)", "A single number stands there, and it has no entries."),
    Rule("TypeError", r"Generator'", "An `rng` stands there in the place of numbers: numbers come of its methods."),
    Rule("TypeError", r"'(?:function|method|builtin_function_or_method|type)' object (?:is not (?:iterable|subscriptable)|does not support item assignment)", "A name there means a function and not its answer: it was not called, or the name has no value of its own."),
    Rule("TypeError", r"'tuple' object does not support item assignment", "A tuple cannot be changed: make a new one, or a list."),
    Rule("TypeError", r"'(dict|list|set)' object is not callable", "A {0} is no function: its entries are taken with square brackets."),
    Rule("TypeError", r"bad operand type for unary -: '(list|tuple|dict)'", "A {0} has no sign, arrays have: take the arrays out, one by one."),
    Rule("TypeError", r"list indices must be integers or slices, not (\w+)", "The number of an entry is a whole number, and in the square brackets stands a {0}."),
    Rule("TypeError", r"unhashable type: '(?:numpy\.)?(\w+)'", "A {0} stands where a key of a dictionary is due."),
    Rule("TypeError", r"(?:float|int)\w*' object cannot be interpreted as an integer|interpreted as an integer|expected a sequence of integers or a single integer", "A whole number is due there, as for a size, a count or a range, and it gets something else."),
    Rule("TypeError", r"only .*arrays can be converted to", "The functions of `math` take one number, and here comes an array: those of `np` under the same name work on every element.", _of_math),
    Rule("TypeError", r"only .*arrays can be converted to a scalar index", "One whole number is due there, such as a size or a count, and it gets a whole array: do two things stand in each other's place?"),
    Rule("TypeError", r"only .*arrays can be converted to", "One number is due there, and it gets a whole array."),
    Rule("TypeError", r"'[<>]=?' not supported between instances of '(?:numpy\.)?(\w+)' and '(?:numpy\.)?(\w+)'", "What is larger or smaller is asked of a {0} and a {1}: both have to be numbers."),
    Rule("TypeError", r"unsupported operand type\(s\) for (\S+): '(?:numpy\.)?([\w.]+)' and '(?:numpy\.)?([\w.]+)'", "There is no `{0}` between a {1} and a {2}."),
    Rule("UFuncTypeError", r"Cannot cast ufunc .* from .*float\d+.* to .*int\d+", "What is changed in place keeps its kind, and this array holds integers: it may be the caller's own, too. Make a new array, of floats."),
    Rule("UFuncTypeError", r"did not contain a loop", "What stands there are no numbers: a text, or something that could not become an array of numbers."),
    Rule("TypeError", r"not supported for the input types|loop of ufunc does not support", "What stands there are no numbers: None, a function, or arrays of different shapes in one."),
    Rule("TypeError", r"can only concatenate str|must be str, not|string indices must be", "A text stands there among numbers."),
    Rule("KeyError", r"(.*)", "There is no entry under the key {0}."),
    Rule("ZeroDivisionError", r"", "What is divided by is 0 there."),
    Rule("OverflowError", r"", "The number becomes too large there."),
    Rule("RecursionError", r"", "The function calls itself again and again, and nothing ends that."),
    Rule("ValueError", r"cannot reshape array of size (\d+) into shape (\([\d,-]*\))", "`reshape` keeps the number of entries, and {0} do not fill {1}."),
    Rule("ValueError", r"setting an array element with a sequence", "One place takes one number, and it gets several."),
    Rule("ValueError", r"could not convert string to float", "A text stands where a number is due."),
    Rule("ValueError", r"either both or neither of x and y", "`np.where` takes three things: the condition, what to take where it holds, and what elsewhere."),
    Rule("ValueError", r"x and y must have same first dimension", "A curve needs as many heights as it has places: the two are of different length."),
    Rule("ValueError", r"all the input array|need at least one array|must match exactly", "The arrays that are joined there do not fit together."),
    Rule("ValueError", r"math domain error|expected a positive input|expected a nonnegative input", "The function has no value for that number: a root or a logarithm of a negative number, say."),
    Rule("AttributeError", r"module '(\w+)' has no attribute '(\w+)'", "`{0}` has nothing that is called `{1}`: is it spelled so, and is it in that module?"),
    Rule("AttributeError", rf"'(tuple|list)' object has no attribute '{OF_ARRAYS}'", "A {0} stands there where an array is due."),
    Rule("AttributeError", r"has no attribute '__sklearn_tags__'", "scikit-learn asks for what its own base classes bring: does the `class` line name them in its brackets?"),
    Rule("AttributeError", r"'([A-Z]\w+)' object has no attribute '(\w*[a-z]_)'", "No line that ran before gives `.{1}` a value: what ends in `_` is there after `fit` alone, so is it asked for too early?"),
    Rule("AttributeError", r"'(?:numpy\.)?(\w+)' object has no attribute '(\w+)'", "A {0} has nothing that is called `{1}`: is it spelled so, and is it what you take it for?"),
)  # fmt: skip
