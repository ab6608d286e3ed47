"""Jupyter Book with its libraries read: it builds when a line of input says what. Run as a script."""

import importlib
import json
import os
import sys
from functools import partial

READ = ("myst_nb.sphinx_ext", "sphinx_book_theme", "sphinx_external_toc")  # by Sphinx as soon as it builds


def main() -> None:
    """Read the libraries, wait, build; without a line of input nothing is built."""
    # A grammar of addresses that nobody asks for: to read it takes jsonschema more than a second.
    sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment]
    from jupyter_book import sphinx
    from jupyter_book.cli import main as command
    from sphinx.application import Sphinx

    for name in READ:
        importlib.import_module(name)
    # Two extensions do not say whether several cores may read pages, and look at none: the one numbers the
    # parts of a book, the other copies MathJax.
    Sphinx.is_parallel_allowed = lambda self, typ: True  # type: ignore[method-assign, assignment, misc]
    sphinx.build_sphinx = partial(sphinx.build_sphinx, jobs=os.cpu_count())
    if told := sys.stdin.readline():
        sys.exit(command.main(json.loads(told)))


if __name__ == "__main__":
    main()
