"""Writes marks, comments and feedback pages, all of a submission or nothing of it."""
