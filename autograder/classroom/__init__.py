"""Grades a class: runs what was handed in behind walls, judges it, keeps marks in nbgrader's gradebook."""
