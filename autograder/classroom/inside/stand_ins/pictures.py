"""Stands in the sandbox for `playground.pictures`: what a lesson shows is not shown there."""


class _Blank:
    """Whatever is called on it does nothing."""

    def __getattr__(self, name: str) -> "_Blank":
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __call__(self, *args: object, **kwargs: object) -> None:
        return None


def __getattr__(name: str) -> _Blank:
    if name.startswith("__"):
        raise AttributeError(name)
    return _Blank()
