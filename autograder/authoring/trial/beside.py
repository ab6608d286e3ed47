"""Runs a lesson's demonstrations in processes beside whoever tries its mistakes meanwhile."""

from collections.abc import Callable
from multiprocessing.connection import Connection

from autograder import lesson as lessons
from autograder.authoring.lint.files import Source
from autograder.authoring.lint.slip import Slip
from autograder.authoring.trial.apart import Claims, Part, splits
from autograder.authoring.trial.demonstrations import failures, pictures
from autograder.running.timeout import TimeLimit

FEW = 3  # pictures that are drawn before a process is there to help


class Demonstrations:
    """Runs all cells beside whoever asks, who may help to draw the pictures when his own work is done.

    Parameters
    ----------
    lesson : str
    """

    def __init__(self, lesson: str) -> None:
        self.lesson = lesson
        self.drawn = Claims(len(pictures(Source(lessons.ROOT, lesson))))
        self.parts = [Part(run, lesson, self.drawn)]

    def found(self) -> list[Slip]:
        """What is found; another process helps where much is left to draw."""
        if self.drawn.left > FEW and splits():
            self.parts.append(Part(run, self.lesson, self.drawn))
        found = {slip for part in self.parts for slip in told(self.lesson, part)}
        if len(self.parts) == 1 or all(TimeLimit.__name__ in slip.what for slip in found):
            return [*found]
        # a cell may want what a picture has changed that the other process has drawn
        self.parts.append(Part(run, self.lesson))
        return told(self.lesson, self.parts[-1])

    def end(self) -> None:
        """End what still runs."""
        for part in self.parts:
            part.end()


def run(connection: Connection, lesson: str, drawn: Callable[[int], bool] = lambda picture: True) -> None:
    """Say the line of each cell before it runs, and in the end what is found of all."""
    source = Source(lessons.ROOT, lesson)
    connection.send([*failures(source, connection.send, drawn)])


def told(lesson: str, part: Part) -> list[Slip]:
    """What the process of the demonstrations has found."""
    line = 1
    try:
        while isinstance(said := part.said(), int):
            line = said
    except EOFError:
        what = "the cell ends the process that it runs in"
        return [Slip(f"solutions/{lesson}.py", line, what, "take the exit out of it, or of what it calls")]
    return said
