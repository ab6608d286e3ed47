"""Stands between a check and the student's function: passes calls on and has a tape remember them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from autograder.running.calls import Call, by_place, overheard

if TYPE_CHECKING:
    from autograder.running.tape import Tape


ASKED_OF_OBJECTS = ("__getstate__", "__sklearn_tags__")  # of all names with `__` those that checks call


class StudentError(Exception):
    """The student's code raised; carries the type's name, the text, and the line where it happened."""

    def __init__(self, type_name: str, text: str = "", where: str = "") -> None:
        super().__init__(type_name, text, where)
        self.type_name, self.text, self.where = type_name, text, where

    def __str__(self) -> str:
        said = f"{self.type_name}: {self.text}" if self.text else self.type_name
        return f"{said} ({self.where})" if self.where else said


class StudentTimeout(Exception):
    """The student's code ran out of time."""


class Recorder:
    """A student's function (or class) as a check gets it."""

    def __init__(self, function: Callable, name: str, tape: Tape, subject: int | None = None) -> None:
        self._function, self._name, self._tape, self._subject = function, name, tape, subject

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        given_args, given_kwargs = self._tape.copied((args, kwargs)) or ((), {})
        call = Call(self._name, given_args, given_kwargs, self._subject)
        call.handed_on = self._tape.handed_on(by_place(args, kwargs))
        self._tape.calls.append(call)
        answer = self._tape.perform(call, self._function, *overheard(call, args, kwargs))
        call.after = self._tape.copied((args, kwargs)) or ()
        return self._tape.keep(call, answer)


class Handle:
    """An object of the student's: what is called on it and read from it is remembered."""

    def __init__(self, thing: Any, number: int, tape: Tape) -> None:
        self.__dict__.update(_thing=thing, _number=number, _tape=tape)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name not in ASKED_OF_OBJECTS:
            raise AttributeError(name)
        call = Call(name, subject=self._number, reads=True)
        try:
            value = self._tape.perform(call, getattr, (self._thing, name), {}, passes=(AttributeError,))
        except AttributeError:
            call.error = "AttributeError"  # that a name is missing is an answer too
            self._tape.calls.append(call)
            raise
        if callable(value):
            return Recorder(value, name, self._tape, self._number)
        self._tape.calls.append(call)
        return self._tape.keep(call, value)

    def __getstate__(self) -> Any:
        return self.__getattr__("__getstate__")()  # object has one too: it would be found first

    def __deepcopy__(self, memo: dict) -> Handle:
        return self

    def __repr__(self) -> str:
        return "the object"
