"""Reads the tables of a TOML file by the kinds of their values, and refuses by line and key what is none."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, time
from typing import Any, NoReturn, TypeAlias

from autograder import lookup
from autograder.classroom.course_file.lines import line_of
from autograder.classroom.course_file.values import Wrong
from autograder.errors import Refusal

Kinds: TypeAlias = Mapping[str, Callable[[Any], Any]]
Table: TypeAlias = dict[str, Any]


class Tables:
    """The tables of one file.

    Parameters
    ----------
    name, text : str
        The file's; both for what is refused.
    """

    def __init__(self, name: str, text: str) -> None:
        self.name, self.text = name, text

    def table(self, table: Any, path: list[str], kinds: Kinds, others: Sequence[str] = ()) -> Table:
        """A table's values, each as its kind has it; `others` are keys that are read elsewhere."""
        if not isinstance(table, dict):
            self.refuse(path, table, f"give a table, under a line [{'.'.join(path)}]")
        made = {}
        for key, value in table.items():
            if key in others:
                continue
            if key not in kinds:
                self.refuse([*path, key], None, self.unknown("no key", key, [*kinds, *others]))
            with self.at([*path, key], value):
                made[key] = kinds[key](value)
        return made

    @contextmanager
    def at(self, path: list[str], value: Any) -> Iterator[None]:
        """In the body what is wrong is wrong with the value at this path."""
        try:
            yield
        except (Wrong, Refusal) as error:
            self.refuse(path, value, str(error))

    @staticmethod
    def unknown(what: str, key: str, names: Sequence[str]) -> str:
        """The words on a key that is none, with the nearest that there is."""
        near = lookup.nearest(key, list(names))
        return lookup.then(f"is {what}{near}", f"there are {', '.join(names)}")

    def refuse(self, path: list[str], value: Any, said: str) -> NoReturn:
        """Refuse the value at a path; None where the key itself is wrong."""
        number = line_of(self.text, path)
        where = f"{self.name}, line {number}" if number else self.name
        shown = "" if value is None else f" = {_shown(value)}:"
        keys = ".".join(key if key.isprintable() else _shown(key) for key in path)
        raise Refusal(f"{where}: {keys}{shown} {said}")


def _shown(value: Any) -> str:
    """A value as TOML has it, about, and not too long."""
    if isinstance(value, date | time):
        return str(value)
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 60 else f"{text[:60]}…"
