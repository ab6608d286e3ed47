"""What wrong looks like: a file of functions for each lesson, whose docstrings are the hints."""
