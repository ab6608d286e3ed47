"""Drawings that several lessons share: tables of numbers, networks, computational graphs."""

from playground.diagrams.graph import graph
from playground.diagrams.network import network
from playground.diagrams.tables import table

__all__ = ["graph", "network", "table"]
