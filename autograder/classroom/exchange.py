"""Gives pages back through nbgrader's exchange; what did not come through it is said, and stops nobody.

nbgrader's own way ends at the first page beside which no time and no secret lie.
"""

import glob
from pathlib import Path

from nbgrader.exchange.default import ExchangeReleaseFeedback

from autograder.classroom.submissions import receipt
from autograder.classroom.submissions.text import shown


class ReleaseFeedback(ExchangeReleaseFeedback):  # type: ignore[misc]  # nbgrader brings no types
    """`nbgrader release_feedback`, and the formgrader's button."""

    src_path: str

    def copy_files(self) -> None:
        """Give back each student's page, under the secret of what was handed in."""
        for folder in sorted(Path(path) for path in glob.glob(self.src_path)):
            if not any(folder.glob("*.html")):
                continue
            student, why = shown(folder.parent.name), self._held_back(folder)
            if why:
                self.log.warning("%s: not released: %s", student, why)
                continue
            if receipt.TIME not in receipt.beside(
                folder
            ):  # it is only told of, and must be text all the same
                (folder / receipt.TIME).unlink(missing_ok=True)
                (folder / receipt.TIME).touch()
            self.src_path = glob.escape(str(folder))
            super().copy_files()

    def _held_back(self, folder: Path) -> str | None:
        """Why a page cannot be given back this way, and what to do; None where it can."""
        student, lesson, home = folder.parent.name, self.coursedir.assignment_id, self.coursedir
        secret = receipt.beside(folder).get(receipt.SECRET, "").strip()
        if not secret:
            page = f"{home.feedback_directory}/{shown(student)}/{lesson}/{lesson}.html"
            return f"the notebook did not come through the exchange; send {page} another way"
        graded = Path(home.format_path(home.autograded_directory, student, lesson))
        if graded.exists() and receipt.beside(graded).get(receipt.SECRET, "").strip() != secret:
            again = f"nbgrader generate_feedback {lesson}, or hardway grade ."
            return f"what was graded last is newer than the page: {again}, then release again"
        return None
