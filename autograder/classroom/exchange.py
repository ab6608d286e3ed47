"""Gives pages back through nbgrader's exchange; what did not come through it is said, and stops nobody.

nbgrader's own way ends at the first page beside which no time and no secret lie.
"""

import glob
from pathlib import Path

from nbgrader.exchange.default import ExchangeReleaseFeedback

from autograder.classroom.course_folder import Course
from autograder.classroom.gradebook.gradebook import Gradebook
from autograder.classroom.submissions import receipt
from autograder.classroom.submissions.text import shown


class ReleaseFeedback(ExchangeReleaseFeedback):  # type: ignore[misc]  # nbgrader brings no types
    """`nbgrader release_feedback`, and the formgrader's button."""

    src_path: str

    def copy_files(self) -> None:
        """Give back each student's page, under the secret of what was handed in."""
        folders = [path for path in map(Path, sorted(glob.glob(self.src_path))) if any(path.glob("*.html"))]
        with Gradebook(Course(self.coursedir.root, self.config)) as book:
            held = {folder: self._held_back(folder, book) for folder in folders}
        for folder, why in held.items():
            if why:
                self.log.warning("%s: not released: %s", shown(folder.parent.name), why)
                continue
            if receipt.TIME not in receipt.beside(
                folder
            ):  # it is only told of, and must be text all the same
                (folder / receipt.TIME).unlink(missing_ok=True)
                (folder / receipt.TIME).touch()
            self.src_path = glob.escape(str(folder))
            super().copy_files()

    def _held_back(self, folder: Path, book: Gradebook) -> str | None:
        """Why a page cannot be given back this way, and what to do; None where it can."""
        student, lesson, home = folder.parent.name, self.coursedir.assignment_id, self.coursedir
        secret = receipt.beside(folder).get(receipt.SECRET, "").strip()
        if not secret:
            page = f"{home.feedback_directory}/{shown(student)}/{lesson}/{lesson}.html"
            return f"the notebook did not come through the exchange; send {page} another way"
        graded = Path(home.format_path(home.autograded_directory, student, lesson))
        again = f"nbgrader generate_feedback {lesson} --force, or hardway grade ., then release again"
        if graded.exists() and receipt.beside(graded).get(receipt.SECRET, "").strip() != secret:
            return f"what was graded last is newer than the page: {again}"
        if not book.is_true(student, lesson):
            return f"marks or comments changed since the page was written: {again}"
        return None
