"""A Matplotlib figure as plain data: what a check may ask of it, and what can cross between processes."""

from autograder.figures.describe import Picture, agreement, described

__all__ = ["Picture", "agreement", "described"]
