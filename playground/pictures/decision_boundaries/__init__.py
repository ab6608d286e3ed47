"""Lesson 6: lines and folds, grids of places, what a network has learned and what it has learned by heart."""

from playground.pictures.decision_boundaries.bugs import bug_a, bug_b
from playground.pictures.decision_boundaries.fits import (
    bug_c,
    line_and_layer,
    milestone_run,
    too_little_too_much,
    watch_five,
)
from playground.pictures.decision_boundaries.fitting import fitting
from playground.pictures.decision_boundaries.folds import folds, rings, try_units
from playground.pictures.decision_boundaries.matrices import rare_class
from playground.pictures.decision_boundaries.places import places, three_parts, try_resolution
from playground.pictures.decision_boundaries.points import checkerboards, run_that_fails, try_spirals

__all__ = [
    "bug_a",
    "bug_b",
    "bug_c",
    "checkerboards",
    "fitting",
    "folds",
    "line_and_layer",
    "milestone_run",
    "places",
    "rare_class",
    "rings",
    "run_that_fails",
    "three_parts",
    "too_little_too_much",
    "try_resolution",
    "try_spirals",
    "try_units",
    "watch_five",
]
