"""Runs the tests in checks/ on a student's functions, judges them, and explains a failure by the mistakes."""
