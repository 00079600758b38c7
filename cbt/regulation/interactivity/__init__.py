"""Interactivity of .070(2): the course as a graph, what its responses influence, and lint codes."""

from cbt.regulation.interactivity.graph import Course, Edge, Graph, Item, Step, StepKind
from cbt.regulation.interactivity.lints import Finding, lint
from cbt.regulation.interactivity.report import Level, Report, interactivity

__all__ = [
    "Course",
    "Edge",
    "Finding",
    "Graph",
    "Item",
    "Level",
    "Report",
    "Step",
    "StepKind",
    "interactivity",
    "lint",
]
