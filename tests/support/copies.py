"""Notebooks written as a student would leave them."""

from autograder import lesson as lessons
from autograder.authoring.build import as_text, student_notebook
from autograder.lesson import answer

FIRST = "01_forward_pass"


class Copy:
    """A student's copy of a lesson in a folder of lessons."""

    def __init__(self, folder, name=FIRST):
        self.path, self.lesson = folder / f"{name}.ipynb", lessons.lesson(name)
        self.book = student_notebook(self.lesson)
        self.save()

    def save(self):
        self.path.write_text(as_text(self.book), encoding="utf-8")
        return self

    def cell(self, cell_id):
        """The cell with this id: an exercise's is the exercise's name."""
        return next(cell for cell in self.book["cells"] if cell["id"] == cell_id)

    def write(self, exercise, source):
        """Replace an exercise's cell by this source."""
        self.cell(exercise)["source"] = source
        return self.save()

    def add(self, source, before=None):
        """Add a code cell of the student's own, at the end or before a cell."""
        cells = self.book["cells"]
        at = cells.index(self.cell(before)) if before else len(cells)
        new = {
            "cell_type": "code",
            "id": f"own-{len(cells)}",
            "metadata": {},
            "source": source,
            "outputs": [],
            "execution_count": None,
        }
        cells.insert(at, new)
        return self.save()

    def solve(self, *names, but=()):
        """Write our answers to these exercises, or to all."""
        for name, exercise in self.lesson.exercises.items():
            if name in (names or self.lesson.exercises) and name not in but:
                self.cell(name)["source"] = answer(exercise.cell.source)
        return self.save()
