"""Calls in, values out, over a channel: both sides, the grader and the sandbox, speak it."""

import warnings
import weakref

from autograder.classroom.changes import changed
from autograder.classroom.decode import Decoder
from autograder.classroom.encode import Encoder, kind_of
from autograder.classroom.remote import KINDS, Remote, RemoteError, RemoteIterator, RemoteTimeout
from autograder.classroom.wire import NAME, WireError
from autograder.recorder import plain

MOST_THINGS = 10_000  # handles that one side may hold
DEEPEST_CALLS = 20  # calls within calls across the wire
TEXT = 500  # characters of a message that crosses
WARNINGS = (RuntimeWarning, DeprecationWarning, UserWarning)


class Peer:
    """One side of the conversation.

    Each side may ask while it answers (a check passes a function to the student's, which calls it), so questions
    nest; there is never more than one innermost question, and messages need no numbers.
    """

    def __init__(self, channel):
        self.channel = channel
        self.things, self._numbers, self._next = {}, {}, 0
        self._given = {}  # iterator's number → (arguments, as they were last known)
        self._remotes = weakref.WeakValueDictionary()
        self._depth = 0

    # ---- asking

    def ask(self, op, number=None, name=None, args=None, given=None):
        """The other side's answer; what it changed in the arguments is changed here too."""
        before = set(self.things)
        encoder = Encoder(self.export)
        coded = encoder.encode(args)
        self.channel.send({"op": op, "of": number, "name": name, "args": coded}, encoder.data, self.deadline())
        header, data = self._answer()
        value = self._understood(header, data, args if given is None else given)
        if isinstance(value, RemoteIterator):
            value.__dict__["given"] = args
        elif not isinstance(value, Remote) and op == "call":  # a function that was passed answers only while the call runs
            self._forget(set(self.things) - before)
        return value

    def deadline(self):
        """When the present question is overdue, on the monotonic clock; None for never."""
        return None

    def _answer(self):
        while True:
            header, data = self.channel.receive(self.deadline())
            if "op" not in header:
                return header, data
            if header["op"] == "note":
                self.note(header.get("name"))
            else:
                self.serve(header, data)

    def note(self, text):
        """A sign of life from the other side."""

    def _understood(self, header, data, given):
        decoder = Decoder(data, self._stand_in, self._own)
        for kind, text in _pairs(header.get("warned")):
            warnings.warn(text, next((w for w in WARNINGS if w.__name__ == kind), UserWarning), stacklevel=4)
        if isinstance(header.get("printed"), str):
            print(header["printed"][:2000], end="")
        if header.get("after") is not None and given is not None:
            changed(given, decoder.decode(header["after"]))
        if header.get("error") is not None:
            raise self.error(*_error(header["error"]))
        return decoder.decode(header.get("value"))

    def error(self, type_name, text, where):
        """The exception to raise for an error on the other side."""
        if type_name == "TimeLimit":
            return RemoteTimeout(text)
        return AttributeError(text) if type_name == "AttributeError" and where == "missing" else RemoteError(type_name, text, where)

    # ---- answering

    def serve(self, header, data):
        """Answer one question of the other side."""
        self._depth += 1
        try:
            if self._depth > DEEPEST_CALLS:
                raise WireError("functions call each other too deep")
            reply, data = self._reply(header, data)
        except WireError as error:
            reply, data = {"error": ["WireError", str(error), ""]}, b""
        finally:
            self._depth -= 1
        try:
            self.channel.send(reply, data)
        except WireError as error:
            self.channel.send({"error": ["WireError", str(error), ""]})

    def _reply(self, header, data):
        op, number = header.get("op"), header.get("of")
        args = Decoder(data, self._stand_in, self._own).decode(header.get("args"))
        if op == "next" and number in self._given:
            given, coded = self._given[number]
        else:
            given, coded = args, (header.get("args"), bytes(data))
        method = getattr(self, f"on_{op}", None) if isinstance(op, str) and NAME.fullmatch(op) else None
        if method is None:
            raise WireError("there is no such question")
        reply, value = self.attempt(method, number, header.get("name"), args)
        encoder = Encoder(self.export)
        if given is not None and op in ("call", "next"):
            now = encoder.encode(given)
            if (now, bytes(encoder.data)) != coded:
                reply["after"], coded = now, (now, bytes(encoder.data))
                self._given.update({number: (given, coded)} if number in self._given else {})
            else:
                encoder = Encoder(self.export)
        if "error" not in reply:
            reply["value"] = encoder.encode(value)
            if kind_of(value) == "iterator" and id(value) in self._numbers:
                self._given[self._numbers[id(value)]] = given, coded
        return reply, encoder.data

    def attempt(self, method, number, name, args):
        """(reply, value) of one question; what the code raises becomes part of the reply."""
        try:
            return {}, method(number, name, args)
        except WireError:
            raise
        except Exception as error:
            return {"error": [type(error).__name__, str(error)[:TEXT], ""]}, None

    def on_call(self, number, name, args):
        """Call a thing of ours."""
        args, kwargs = args
        return self._own(number)(*args, **kwargs)

    def on_next(self, number, name, args):
        """(True, the next item) of an iterator of ours, or (False, None)."""
        for item in self._own(number):
            return True, item
        self._forget({number})
        return False, None

    # ---- handles

    def export(self, thing):
        """What goes over the wire for a thing that is no data."""
        mark = thing.__dict__.get("_hardway") if isinstance(thing, Remote) else None
        if mark is not None and mark[0] is self:
            return "m", mark[1]
        if id(thing) not in self._numbers:
            if len(self.things) >= MOST_THINGS:
                raise WireError("too many objects")
            self._next += 1
            self._numbers[id(thing)], self.things[self._next] = self._next, thing
        return "h", self._numbers[id(thing)], kind_of(thing), type(thing).__name__

    def _stand_in(self, number, kind, name):
        remote = self._remotes.get(number)
        if remote is None:
            base = KINDS[kind]
            cls = type(name, (base,), {}) if kind == "object" else base
            remote = self._remotes[number] = cls(self, number)
        return remote

    def _own(self, number):
        try:
            return self.things[number]
        except (KeyError, TypeError):
            raise WireError("there is no such thing") from None

    def _forget(self, numbers):
        for number in numbers & set(self.things):
            self._numbers.pop(id(self.things.pop(number)), None)
            self._given.pop(number, None)


def _pairs(noted):
    """The pairs of short texts in a list from the other side."""
    pairs = noted if isinstance(noted, list) else []
    return [(p[0], p[1][:TEXT]) for p in pairs[:20] if isinstance(p, list) and len(p) == 2 and all(isinstance(t, str) for t in p)]


def _error(noted):
    parts = noted if isinstance(noted, list) and len(noted) == 3 else ["Error", "", ""]
    name, text, where = (part if isinstance(part, str) else "" for part in parts)
    name = name if NAME.fullmatch(name) else "Error"
    return name, _printable(text)[:TEXT], _printable(where)[:TEXT]


def _printable(text):
    """Text from elsewhere without control characters or halves of characters."""
    return "".join(c if c.isprintable() or c in "\n\t" else "\N{REPLACEMENT CHARACTER}" for c in plain(text))
