"""A function with one part exchanged: what becomes of a training in which one thing alone is wrong?"""

import dis
import functools
import types
from collections.abc import Callable, Iterator
from typing import Any

HELD = (staticmethod, classmethod)  # what stands around a function in a class
CACHED = type(functools.cache(lambda: None))
GLOBAL = ("LOAD_GLOBAL", "LOAD_NAME", "LOAD_FROM_DICT_OR_GLOBALS")  # how code asks for a global name


def exchanged(function: Callable, **names: Any) -> Callable:
    """A copy of a function that meets other things under these global names; the function stays as it is.

    What it calls meets them too, at any depth: `exchanged(train, minibatches=mine)` trains with `mine` where
    `train` calls `train_epoch`, and that one `minibatches`, whichever notebook each of them was written in.
    What is handed in is left alone: a part that is wrapped, as in
    `exchanged(train, minibatches=lambda *given: list(minibatches(*given))[:-1])`, calls the original.

    Followed are functions (nested ones, closures, defaults and generators included), classes, partial
    functions, methods, cached functions, and lists, tuples and dictionaries of all these. Met as they are:
    a module's functions, called as `np.mean`; objects made before; what a method calls by `super()`.

    Parameters
    ----------
    function : callable
    **names
        Global name → what is met under it instead.

    Returns
    -------
    callable
        Its global variables are its own: it sets none of the original's.
    """
    return _Copies(names, _reaching(function, names)).of(function)


def _reaching(start: Any, names: dict[str, Any]) -> set[int]:
    """The ids of all things from which a function is called that mentions one of the names."""
    met: dict[int, Any] = {}
    held_by: dict[int, set[int]] = {}
    waiting = [start]
    while waiting:
        thing = waiting.pop()
        if id(thing) in met:
            continue
        met[id(thing)] = thing  # kept: an id is good as long as its thing lives
        for part in _parts(thing, names):
            held_by.setdefault(id(part), set()).add(id(thing))
            waiting.append(part)
    found: set[int] = set()
    spreading = [key for key, thing in met.items() if _mentioned(thing) & names.keys()]
    while spreading:
        key = spreading.pop()
        if key not in found:
            found.add(key)
            spreading += held_by.get(key, ())
    return found


def _parts(thing: Any, names: dict[str, Any]) -> Iterator[Any]:
    """What a thing calls or holds."""
    if isinstance(thing, types.FunctionType):
        space = thing.__globals__
        yield from (space[name] for name in _mentioned(thing) - names.keys() if name in space)
        yield from (_content(cell) for cell in thing.__closure__ or ())
        yield from (*(thing.__defaults__ or ()), *(thing.__kwdefaults__ or {}).values())
    elif isinstance(thing, functools.partial):
        yield from (thing.func, *thing.args, *thing.keywords.values())
    elif type(thing) in (list, tuple, dict):
        yield from thing.values() if isinstance(thing, dict) else thing
    elif isinstance(thing, type):
        yield from _members(thing).values()
    elif isinstance(thing, property):
        yield from (thing.fget, thing.fset, thing.fdel)
    elif isinstance(thing, (*HELD, types.MethodType)):
        yield thing.__func__
    elif isinstance(thing, CACHED):
        yield thing.__wrapped__


def _mentioned(thing: Any) -> set[str]:
    """The global names in a function's code, nested functions included."""
    if not isinstance(thing, types.FunctionType | types.CodeType):
        return set()
    code = thing if isinstance(thing, types.CodeType) else thing.__code__
    own = {one.argval for one in dis.get_instructions(code) if one.opname in GLOBAL}
    return own.union(*(_mentioned(one) for one in code.co_consts if isinstance(one, types.CodeType)))


def _content(cell):
    try:
        return cell.cell_contents
    except ValueError:  # not filled yet
        return None


def _members(owner: type) -> dict[str, Any]:
    """Name → what stands under it in a class, what it inherits included."""
    return {name: one for parent in reversed(owner.__mro__) for name, one in vars(parent).items()}


class _Copies:
    """Copies of all that reaches a name, each made once."""

    def __init__(self, names: dict[str, Any], reaching: set[int]) -> None:
        self.names, self.reaching = names, reaching
        self.made: dict[int, Any] = {}
        self.spaces: dict[int, dict[str, Any]] = {}  # global variables, as the copies see them

    def of(self, thing: Any) -> Any:
        """The copy of a thing, or the thing itself where it reaches none of the names."""
        if id(thing) not in self.reaching:
            return thing
        if id(thing) not in self.made:
            make = next(make for kind, make in self.KINDS if isinstance(thing, kind))
            self.made[id(thing)] = make(self, thing)
        return self.made[id(thing)]

    def _function(self, old: types.FunctionType) -> types.FunctionType:
        space = self.spaces.setdefault(id(old.__globals__), {**old.__globals__, **self.names})
        given = dict(zip(old.__code__.co_freevars, old.__closure__ or ()))
        # A method's own class stays: what `super()` means hangs on it.
        cells = {name: cell if name == "__class__" else types.CellType() for name, cell in given.items()}
        new = types.FunctionType(old.__code__, space, old.__name__, None, tuple(cells.values()) or None)
        self.made[id(old)] = functools.update_wrapper(new, old)  # before its parts, which may call it
        for name in (_mentioned(old) - self.names.keys()) & old.__globals__.keys():
            space[name] = self.of(old.__globals__[name])
        for name, cell in cells.items():
            if name != "__class__" and _content(given[name]) is not None:
                cell.cell_contents = self.of(_content(given[name]))
        new.__defaults__ = old.__defaults__ and tuple(map(self.of, old.__defaults__))
        new.__kwdefaults__ = old.__kwdefaults__ and {k: self.of(v) for k, v in old.__kwdefaults__.items()}
        return new

    def _class(self, old: type) -> type:
        """A class derived from it, in which the methods that reach a name are copies."""
        new = type(old)(old.__name__, (old,), {"__module__": old.__module__, "__doc__": old.__doc__})
        self.made[id(old)] = new
        for name, one in _members(old).items():
            if id(one) in self.reaching:
                setattr(new, name, self.of(one))
        return new

    def _container(self, old):
        if isinstance(old, dict):
            return type(old)({key: self.of(value) for key, value in old.items()})
        return type(old)([self.of(one) for one in old])

    def _partial(self, old):
        return functools.partial(
            self.of(old.func), *map(self.of, old.args), **{k: self.of(v) for k, v in old.keywords.items()}
        )

    KINDS: tuple[tuple[Any, Callable[..., Any]], ...] = (
        (types.FunctionType, _function),
        (type, _class),
        ((list, tuple, dict), _container),
        (functools.partial, _partial),
        (CACHED, lambda self, old: self.of(old.__wrapped__)),
        (property, lambda self, old: property(*map(self.of, (old.fget, old.fset, old.fdel)))),
        (HELD, lambda self, old: type(old)(self.of(old.__func__))),
        (types.MethodType, lambda self, old: types.MethodType(self.of(old.__func__), old.__self__)),
    )
