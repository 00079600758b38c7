"""R-38: a course version as the complete printed lesson plan of .070(4)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from cbt.regulation.certificate import AREA_NAMES, DESIGNATION_NAMES
from cbt.regulation.interactivity.graph import Graph, Item, Step
from cbt.regulation.registry import rule
from cbt.regulation.terms import Segment


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedCourse:
    """Everything of a frozen version that goes on paper; `texts` holds each step in full."""

    code: str
    title: str
    version: str
    provider: str
    administrator: str
    synopsis: str
    objectives: Sequence[str]
    segments: Sequence[Segment]
    hours: Decimal
    evaluation_plan: str
    attendance_policy: str
    attendance_method: str
    authors: Sequence[str]
    graph: Graph
    texts: dict[str, str]
    items: Sequence[Item]
    sources: Sequence[str]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the printed plan: its heading and its lines."""

    heading: str
    lines: tuple[str, ...]


@rule("R-38", "070(4)", "020(5)(D)", "020(5)(E)", "020(5)(F)", "020(5)(G)", "020(5)(H)")
def lesson_plan(course: PlannedCourse) -> tuple[Section, ...]:
    """Return the plan: every step with every transition, every item with its key, every source."""
    return (
        Section(f"{course.code} {course.title}, version {course.version}", tuple(_head(course))),
        Section("Synopsis", (course.synopsis,)),
        Section("Objectives", tuple(course.objectives)),
        Section("Credit hours", tuple(_segments(course))),
        Section("Evaluation plan", (course.evaluation_plan,)),
        Section("Attendance", (course.attendance_policy, course.attendance_method)),
        Section("Steps", tuple(_steps(course))),
        Section("Items", tuple(_items(course))),
        Section("Sources", tuple(course.sources)),
    )


def _head(course: PlannedCourse) -> Iterator[str]:
    yield f"Provider: {course.provider}"
    yield f"General administration: {course.administrator}"
    yield f"Authors: {', '.join(course.authors)}"


def _segments(course: PlannedCourse) -> Iterator[str]:
    yield f"{course.hours} credit hours"
    for segment in course.segments:
        names = [DESIGNATION_NAMES[each] for each in sorted(segment.designations)]
        named = f" ({', '.join(names)})" if names else ""
        yield f"{AREA_NAMES[segment.area]}: {segment.hours}{named}"


def _steps(course: PlannedCourse) -> Iterator[str]:
    for step in course.graph.steps.values():
        yield f"{step.id} ({step.kind.value}): {course.texts[step.id]}"
        yield from _ways(step)


def _ways(step: Step) -> Iterator[str]:
    for edge in step.edges:
        answer = f"on “{edge.outcome}” " if edge.outcome else ""
        told = f"; feedback: {edge.feedback}" if edge.feedback else ""
        yield f"{step.id}: {answer}go to {edge.to}{told}"


def _items(course: PlannedCourse) -> Iterator[str]:
    for item in course.items:
        why = f" {item.rationale}" if item.rationale else ""
        yield f"{item.id}: {item.stem} Key: {item.key}.{why}"
