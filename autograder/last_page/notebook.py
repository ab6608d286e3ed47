"""`finish` in a live notebook: the page of the folder, with the network of the notebook."""

import os
from typing import Any

from autograder import mine
from autograder.display.notebook import Shown, note
from autograder.last_page.gather import NETWORK, gathered
from autograder.workspace import learner


def finish(namespace: dict, network: Any) -> Shown | None:
    """The page on what a network does and what its writer wrote; nothing where nbgrader runs the notebook."""
    if os.environ.get("NBGRADER_EXECUTION"):
        return None
    if not isinstance(network, type):
        return note(f"`finish` takes your class itself: finish({NETWORK})")
    if network is mine.lent.get(NETWORK):
        return note(f"`{NETWORK}` is ours here: run the cell with yours first, then this one again.")
    page = gathered(learner.folder_in_use(), network)
    return Shown(f"{page}\nhardway finish writes this page as a file.", page.html(level=3, whole=False), page)
