"""What a lesson shows: data sets, pictures, the live decision boundary, sliders, quizzes."""

from playground import datasets, style
from playground.explore import explore
from playground.figures import boundary, scatter, show
from playground.live import LiveBoundary
from playground.progress import Progress
from playground.quiz import quiz
from playground.race import Race
from playground.slide import slide

__all__ = [
    "LiveBoundary",
    "Progress",
    "Race",
    "boundary",
    "datasets",
    "explore",
    "quiz",
    "scatter",
    "show",
    "slide",
    "style",
]
