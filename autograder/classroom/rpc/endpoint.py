"""Calls in, values out, over a channel: both sides, the grader and the sandbox, speak it."""

import threading
from collections.abc import Callable, Set
from typing import Any, TypeAlias

from autograder.classroom.rpc import replies
from autograder.classroom.rpc.channel import Channel, Header
from autograder.classroom.rpc.containers import Containers
from autograder.classroom.rpc.decode import Decoder
from autograder.classroom.rpc.encode import Encoder
from autograder.classroom.rpc.handles import Handles
from autograder.classroom.rpc.protocol import (
    ANSWER,
    LARGEST,
    NAME,
    PRINTED,
    TEXT,
    Coded,
    WireError,
    short_text,
)
from autograder.classroom.rpc.remotes import Remote, RemoteIterator, kind_of

DEEPEST_CALLS = 20  # calls within calls across the wire

Method: TypeAlias = Callable[[int | None, str | None, Any], Any]  # of (number, name, args) of a question


class Peer(Handles):
    """One side of the conversation.

    Each side may ask while it answers (a check passes a function to the student's, which calls it), so
    questions nest; there is never more than one innermost question, and messages need no numbers.
    """

    asks = ANSWER  # bytes of its largest question
    hears = LARGEST  # bytes of the largest message that it takes
    keeps = False  # whether the other side may hand back containers of this one's own kinds

    def __init__(self, channel: Channel) -> None:
        super().__init__()
        self.channel = channel
        # iterator's number → (arguments, as they were last known, coded)
        self._given: dict[int, tuple[Any, tuple[Coded, bytes]]] = {}
        self._depth = 0
        self._containers = Containers(self.keeps)
        self._asking = threading.RLock()  # a student's threads may each call a function that it was handed

    # ---- asking

    def ask(
        self, op: str, number: int | None = None, name: str | None = None, args: Any = None, given: Any = None
    ) -> Any:
        """The other side's answer; what it changed in the arguments is changed here too."""
        with self._asking:
            return self._asked(op, number, name, args, given)

    def _asked(self, op: str, number: int | None, name: str | None, args: Any, given: Any) -> Any:
        before = set(self.things)
        encoder = self._encoder(self.asks)
        question = {"op": op, "of": number, "name": name, "args": encoder.encode(args)}
        self.channel.send(question, encoder.data, self.deadline(), self.asks)
        header, data = self._answer()
        value = self._understood(op, header, data, args if given is None else given)
        if isinstance(value, RemoteIterator):
            value.__dict__["given"] = args
        elif not isinstance(value, Remote) and op == "call":
            self.forget(
                set(self.things) - before
            )  # a function that was passed answers only while the call runs
        return value

    def deadline(self) -> float | None:
        """When the present question is overdue, on the monotonic clock; None for never."""
        return None

    def _answer(self) -> tuple[Header, memoryview]:
        while True:
            header, data = self.channel.receive(self.deadline(), self.hears)
            if "op" not in header:
                return header, data
            if header["op"] == "note":
                self.cell_begins(short_text(header.get("name")))
            else:
                self.serve(header, data)

    def cell_begins(self, name: str) -> None:
        """A sign of life from the other side: it runs the next cell of the notebook."""

    def remark(self, warned: list[tuple[str, str]], printed: str) -> None:
        """What the other side's code said while it answered: pairs (kind of warning, text), and text."""

    def _understood(self, op: str, header: Header, data: memoryview, given: Any) -> Any:
        decoder = self._decoder(data)
        self.remark(replies.pairs(header.get("warned")), short_text(header.get("printed"), PRINTED))
        if header.get("after") is not None and given is not None:
            replies.change(given, decoder.decode(header["after"]))
        if header.get("error") is not None:
            raise replies.raised(op, header["error"])
        return decoder.decode(header.get("value"))

    # ---- answering

    def serve(self, header: Header, data: memoryview) -> None:
        """Answer one question of the other side."""
        self._depth += 1
        try:
            if self._depth > DEEPEST_CALLS:
                raise WireError("functions call each other too deep")
            reply, answer = self._reply(header, data)
        except WireError as error:
            reply, answer = replies.refusal(error), bytearray()
        finally:
            self._depth -= 1
        try:
            self.channel.send(reply, answer, self.deadline(), ANSWER)
        except WireError as error:
            self.channel.send(replies.refusal(error), b"", self.deadline())

    def _reply(self, header: Header, data: memoryview) -> tuple[Header, bytearray]:
        op, number, name = header.get("op"), header.get("of"), header.get("name")
        if type(number) not in (int, type(None)) or type(name) not in (str, type(None)):
            raise WireError("there is no such question")
        args = self._decoder(data).decode(header.get("args"))
        if op == "next" and number in self._given:
            given, coded = self._given[number]
        else:
            given, coded = args, (header.get("args"), bytes(data))
        method = getattr(self, f"on_{op}", None) if isinstance(op, str) and NAME.fullmatch(op) else None
        if method is None:
            raise WireError("there is no such question")
        reply, value = self.attempt(method, number, name, args)
        encoder = self._encoder(ANSWER)
        if given is not None and op in ("call", "next"):
            after = encoder.encode(given), bytes(encoder.data)
            if after == coded:
                encoder = self._encoder(ANSWER)
            else:
                reply["after"], coded = after[0], after
                if number in self._given:
                    self._given[number] = given, coded
        if "error" not in reply:
            reply["value"] = encoder.encode(value)
            made = self.number_of(value)
            if made is not None and kind_of(value) == "iterator":
                self._given[made] = given, coded
        return reply, encoder.data

    def _encoder(self, most: int) -> Encoder:
        return Encoder(self.export, most, self._containers)

    def _decoder(self, data: bytes | memoryview) -> Decoder:
        return Decoder(data, self.remote, self.own, self.hears, self._containers)

    def attempt(self, method: Method, number: int | None, name: str | None, args: Any) -> tuple[Header, Any]:
        """(reply, value) of one question; what the code raises becomes part of the reply."""
        try:
            return {}, method(number, name, args)
        except WireError:
            raise
        except Exception as error:
            return {"error": [type(error).__name__, str(error)[:TEXT], ""]}, None

    def on_call(self, number: int | None, name: str | None, args: Any) -> Any:
        """Call a thing of ours."""
        args, kwargs = args
        return self.own(number)(*args, **kwargs)

    def on_next(self, number: int, name: str | None, args: Any) -> tuple[bool, Any]:
        """(True, the next item) of an iterator of ours, or (False, None)."""
        for item in self.own(number):
            return True, item
        self.forget({number})
        return False, None

    def forget(self, numbers: Set[int]) -> None:
        """Take things back, and what is known of their arguments."""
        super().forget(numbers)
        for number in numbers:
            self._given.pop(number, None)
