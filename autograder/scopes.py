"""Which global names a piece of source loads and stores."""

import ast
import dis
import re
import types
from functools import lru_cache


@lru_cache(maxsize=4096)
def global_names(source):
    """(loads, stores): the global names that source reads anywhere, and those that it binds at its top level."""
    python = re.sub(r"^[ \t]*[%!].*$", "", source, flags=re.MULTILINE)  # IPython's lines
    try:
        code = compile(python, "<cell>", "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return set(), set()  # it will not run either
    loads, stores, todo = set(), set(), [code]
    while todo:
        code = todo.pop()
        todo += [const for const in code.co_consts if isinstance(const, types.CodeType)]
        for step in dis.get_instructions(code):
            if step.opname in ("LOAD_NAME", "LOAD_GLOBAL"):
                loads.add(step.argval)
            elif step.opname in ("STORE_NAME", "STORE_GLOBAL") and code.co_name == "<module>":
                stores.add(step.argval)
    return loads, stores
