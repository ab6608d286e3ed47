"""What an import binds, and how it is written under another name."""

import ast
import importlib
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from autograder.authoring.nn.places import Fixed

COURSE, MINE = ("autograder", "playground"), "autograder.mine"
# What nn.py may import; scikit-learn does not do without SciPy.
ALLOWED = {"numpy", "scipy", "sklearn", *sys.stdlib_module_names}


@dataclass(frozen=True)
class Imported:
    """One name that a statement imports; a star is as many as its module has."""

    name: str
    module: str
    attribute: str | None  # None where the module itself is meant

    @property
    def package(self) -> str:
        """The first part of the module's name; empty of a relative import."""
        return self.module.partition(".")[0]

    @property
    def by_its_own_name(self) -> bool:
        """Whether it is `import a` or `import a.b`, which both bind `a`, and to the same."""
        return self.attribute is None and self.name == self.package

    @property
    def as_one(self) -> str:
        """The same text for all imports that give the name the same meaning."""
        return f"import {self.package}" if self.by_its_own_name else self.line(self.name)

    def line(self, name: str) -> str:
        """The statement that imports it under this name.

        Raises
        ------
        Fixed
            Where it has to be another one.
        """
        if self.attribute is None:
            plain = self.by_its_own_name and name == self.name
            if self.by_its_own_name and not plain and self.module != self.package:
                raise Fixed(self.name)
            return f"import {self.module}" + ("" if plain else f" as {name}")
        other = "" if name == self.attribute else f" as {name}"
        return f"from {self.module} import {self.attribute}{other}"


def names_of(node: ast.Import | ast.ImportFrom) -> Iterator[Imported]:
    """What a statement imports, name by name."""
    module = "" if isinstance(node, ast.Import) else "." * node.level + (node.module or "")
    for alias in node.names:
        if isinstance(node, ast.Import):
            name = alias.asname or alias.name.partition(".")[0]
            yield Imported(name, alias.name, None)
        elif alias.name != "*":
            yield Imported(alias.asname or alias.name, module, alias.name)
        elif module.partition(".")[0] in ALLOWED:
            found = vars(importlib.import_module(module))
            public = found.get("__all__") or [name for name in found if not name.startswith("_")]
            yield from (Imported(name, module, name) for name in public)
        else:
            yield Imported("*", module, "*")
