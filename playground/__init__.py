"""What a lesson shows: data sets, pictures, the live decision boundary, sliders, quizzes."""

from playground import datasets, style
from playground.explore import explore
from playground.figures import boundary, scatter, show
from playground.live import LiveBoundary
from playground.progress import Progress
from playground.quiz import quiz

__all__ = ["LiveBoundary", "Progress", "boundary", "datasets", "explore", "quiz", "scatter", "show", "style"]
