"""Derives notebooks, book pages and nn.py from the solutions, and starts a new lesson."""
