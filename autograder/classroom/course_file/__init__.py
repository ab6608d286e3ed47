"""The course file, course.toml: all that an instructor decides of a course, in one place."""

from autograder.classroom.course_file.load import EXAMPLE, NAME, read

__all__ = ["EXAMPLE", "NAME", "read"]
