"""Calls in, values out, over a channel: both sides, the grader and the sandbox, speak it."""

import weakref

from autograder.classroom.rpc.decode import Decoder
from autograder.classroom.rpc.encode import Encoder, kind_of
from autograder.classroom.rpc.protocol import ANSWER, LARGEST, NAME, TEXT, WireError, printable
from autograder.classroom.rpc.stubs import KINDS, Remote, RemoteError, RemoteIterator, RemoteTimeout
from autograder.classroom.rpc.writeback import changed

MOST_THINGS = 10_000  # handles that one side may hold
DEEPEST_CALLS = 20  # calls within calls across the wire
PRINTED = 2000  # characters of a question's output that are kept
MOST_WARNINGS = 20  # of a question


class Peer:
    """One side of the conversation.

    Each side may ask while it answers (a check passes a function to the student's, which calls it), so questions
    nest; there is never more than one innermost question, and messages need no numbers.
    """

    asks = ANSWER  # bytes of its largest question
    hears = LARGEST  # bytes of the largest message that it takes

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
        encoder = Encoder(self.export, self.asks)
        coded = encoder.encode(args)
        self.channel.send(
            {"op": op, "of": number, "name": name, "args": coded}, encoder.data, self.deadline(), self.asks
        )
        header, data = self._answer()
        value = self._understood(op, header, data, args if given is None else given)
        if isinstance(value, RemoteIterator):
            value.__dict__["given"] = args
        elif (
            not isinstance(value, Remote) and op == "call"
        ):  # a function that was passed answers only while the call runs
            self._forget(set(self.things) - before)
        return value

    def deadline(self):
        """When the present question is overdue, on the monotonic clock; None for never."""
        return None

    def _answer(self):
        while True:
            header, data = self.channel.receive(self.deadline(), self.hears)
            if "op" not in header:
                return header, data
            if header["op"] == "note":
                self.note(printable(header.get("name")))
            else:
                self.serve(header, data)

    def note(self, text):
        """A sign of life from the other side."""

    def remark(self, warned, printed):
        """What the other side's code said while it answered: pairs (kind of warning, text), and text."""

    def _understood(self, op, header, data, given):
        decoder = Decoder(data, self._stand_in, self._own, self.hears)
        self.remark(_pairs(header.get("warned")), printable(header.get("printed"), PRINTED))
        if header.get("after") is not None and given is not None:
            _change(given, decoder.decode(header["after"]))
        if header.get("error") is not None:
            raise _raised(op, *_error(header["error"]))
        return decoder.decode(header.get("value"))

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
            self.channel.send(reply, data, self.deadline(), ANSWER)
        except WireError as error:
            self.channel.send({"error": ["WireError", str(error), ""]}, b"", self.deadline())

    def _reply(self, header, data):
        op, number, name = header.get("op"), header.get("of"), header.get("name")
        if type(number) not in (int, type(None)) or type(name) not in (str, type(None)):
            raise WireError("there is no such question")
        args = Decoder(data, self._stand_in, self._own, self.hears).decode(header.get("args"))
        if op == "next" and number in self._given:
            given, coded = self._given[number]
        else:
            given, coded = args, (header.get("args"), bytes(data))
        method = getattr(self, f"on_{op}", None) if isinstance(op, str) and NAME.fullmatch(op) else None
        if method is None:
            raise WireError("there is no such question")
        reply, value = self.attempt(method, number, name, args)
        encoder = Encoder(self.export, ANSWER)
        if given is not None and op in ("call", "next"):
            now = encoder.encode(given)
            if (now, bytes(encoder.data)) != coded:
                reply["after"], coded = now, (now, bytes(encoder.data))
                self._given.update({number: (given, coded)} if number in self._given else {})
            else:
                encoder = Encoder(self.export, ANSWER)
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
        if type(number) is not int or number not in self.things:  # True would be the first thing
            raise WireError("there is no such thing")
        return self.things[number]

    def _forget(self, numbers):
        for number in numbers & set(self.things):
            self._numbers.pop(id(self.things.pop(number)), None)
            self._given.pop(number, None)


def _raised(op, type_name, text, where):
    """The exception to raise for an error on the other side."""
    if type_name == "TimeLimit":
        return RemoteTimeout(text)
    return (
        AttributeError(text)
        if (op, type_name, where) == ("get", "AttributeError", "missing")
        else RemoteError(type_name, text, where)
    )


def _change(given, after):
    try:
        changed(given, after)
    except Exception:
        raise WireError("it changed its arguments to what they cannot be") from None


def _pairs(noted):
    """The pairs of short texts in a list from the other side."""
    pairs = noted[:MOST_WARNINGS] if isinstance(noted, list) else []
    return [
        (pair[0], printable(pair[1]))
        for pair in pairs
        if isinstance(pair, list) and [*map(type, pair)] == [str, str]
    ]


def _error(noted):
    name, text, where = noted if isinstance(noted, list) and len(noted) == 3 else ("Error", "", "")
    return name if type(name) is str and NAME.fullmatch(name) else "Error", printable(text), printable(where)
