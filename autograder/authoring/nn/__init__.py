"""Cuts out of eight lessons what nn.py needs, and puts it together."""
