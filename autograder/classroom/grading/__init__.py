"""Grades submissions: the task, the processes that work on it, the student's process as checks see it."""
