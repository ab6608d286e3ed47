"""What stands for the other side's things: calls, attributes and items are asked for there."""

from collections.abc import Iterator
from typing import Any, NoReturn, Protocol, Self

from autograder.running.recorder import ASKED_OF_OBJECTS


class Asks(Protocol):
    """Who asks the other side."""

    def ask(
        self, op: str, number: int | None = None, name: str | None = None, args: Any = None, given: Any = None
    ) -> Any:
        """The other side's answer."""


class RemoteError(Exception):
    """The other side's code raised: the type's name, the text, and the line where it happened."""

    def __init__(self, type_name: str, text: str = "", where: str = "") -> None:
        super().__init__(type_name, text, where)
        self.type_name, self.text, self.where = type_name, text, where


class RemoteTimeout(Exception):
    """The other side's code ran out of time."""


class Remote:
    """A thing of the other side: attributes are read there."""

    def __init__(self, peer: Asks, number: int) -> None:
        object.__setattr__(self, "_hardway", (peer, number))

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name not in ASKED_OF_OBJECTS:
            raise AttributeError(name)
        return _ask(self, "get", name=name)

    def __setattr__(self, name: str, value: Any) -> None:
        _ask(self, "set", name=name, args=value)

    def __getstate__(self) -> Any:
        return self.__getattr__("__getstate__")()  # object has one too: it would be found first

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: object) -> Self:
        return self

    def __reduce__(self) -> NoReturn:
        raise TypeError("it lives in another process")


class RemoteCallable(Remote):
    """A function, method or class of the other side."""

    __name__ = "function"  # for whoever prints it

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return _ask(self, "call", args=(args, kwargs))


class RemoteIterator(Remote):
    """A generator of the other side; `given` are the arguments that it may change as it goes."""

    def __iter__(self) -> Iterator[Any]:
        return self

    def __next__(self) -> Any:
        more, value = _ask(self, "next", given=self.__dict__.get("given"))
        if not more:
            raise StopIteration
        return value


KINDS: dict[str, type[Remote]] = {"callable": RemoteCallable, "iterator": RemoteIterator, "object": Remote}


def kind_of(thing: object) -> str:
    """How a thing that is no data is offered to the other side: a key of KINDS."""
    return "iterator" if hasattr(thing, "__next__") else "callable" if callable(thing) else "object"


def _ask(remote: Remote, op: str, **fields: Any) -> Any:
    peer, number = object.__getattribute__(remote, "_hardway")
    return peer.ask(op, number, **fields)
