"""Drawings that several lessons share: tables of numbers, networks."""

from playground.diagrams.network import network
from playground.diagrams.tables import table

__all__ = ["network", "table"]
