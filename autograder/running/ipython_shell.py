"""The IPython shell behind the magics of a workbook that runs without a notebook."""

from typing import Any

from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config


class Shell(InteractiveShell):
    """Runs magics on a namespace; there is no window and no history, and nobody to ask."""

    def __init__(self, namespace: dict[str, Any]) -> None:
        super().__init__(config=Config({"HistoryManager": {"enabled": False}}), user_ns=namespace)

    def enable_gui(self, gui: str | None = None) -> None:
        """There is no window to draw in."""

    def enable_matplotlib(self, gui: str | None = None) -> tuple[str | None, None]:
        """Figures are drawn to memory, as they are already."""
        return gui, None
