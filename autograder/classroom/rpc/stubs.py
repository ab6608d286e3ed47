"""What stands for the other side's things: calls, attributes and items are asked for there."""


class RemoteError(Exception):
    """The other side's code raised: the type's name, the text, and the line where it happened."""

    def __init__(self, type_name, text="", where=""):
        super().__init__(type_name, text, where)
        self.type_name, self.text, self.where = type_name, text, where


class RemoteTimeout(Exception):
    """The other side's code ran out of time."""


class Remote:
    """A thing of the other side: attributes are read there."""

    def __init__(self, peer, number):
        object.__setattr__(self, "_hardway", (peer, number))

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return _ask(self, "get", name=name)

    def __setattr__(self, name, value):
        _ask(self, "set", name=name, args=value)

    def __deepcopy__(self, memo):
        return self

    __copy__ = __deepcopy__

    def __reduce__(self):
        raise TypeError("it lives in another process")


class RemoteCallable(Remote):
    """A function, method or class of the other side."""

    def __call__(self, *args, **kwargs):
        return _ask(self, "call", args=(args, kwargs))


class RemoteIterator(Remote):
    """A generator of the other side; `given` are the arguments that it may change as it goes."""

    def __iter__(self):
        return self

    def __next__(self):
        more, value = _ask(self, "next", given=self.__dict__.get("given"))
        if not more:
            raise StopIteration
        return value


KINDS = {"callable": RemoteCallable, "iterator": RemoteIterator, "object": Remote}


def _ask(remote, op, **fields):
    peer, number = object.__getattribute__(remote, "_hardway")
    return peer.ask(op, number, **fields)
