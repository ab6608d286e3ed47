"""Where a lesson runs: in a live notebook, in a notebook that nobody watches, or in a terminal.

The environment variable PLAYGROUND settles it by hand: `live`, `still`, `book`: still, as a page of the book,
or `draft`: the same with few pictures.
"""

import os
import sys


def in_notebook() -> bool:
    """Whether outputs can be HTML: an IPython kernel runs this."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    return shell is not None and hasattr(shell, "kernel")


def is_live() -> bool:
    """Whether somebody can move a slider: a kernel runs that a notebook server, VS Code or Colab started."""
    wish = os.environ.get("PLAYGROUND")
    if wish or not in_notebook():
        return wish == "live" and in_notebook()
    return any(
        name in os.environ for name in ("JPY_SESSION_NAME", "VSCODE_PID", "VSCODE_CWD", "COLAB_RELEASE_TAG")
    )


def is_draft() -> bool:
    """Whether somebody tries a page out: a slider then holds the pictures of its ends and its start."""
    return os.environ.get("PLAYGROUND") == "draft"


def is_book() -> bool:
    """Whether the book's other pages are beside this one."""
    return os.environ.get("PLAYGROUND") in ("book", "draft")
