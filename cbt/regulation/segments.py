"""R-13: whether the segments of a course can be certified: one area each, sums that agree."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from cbt.regulation.parameters import Parameters
from cbt.regulation.registry import rule
from cbt.regulation.terms import HUNDREDTH, Area, Designation


@dataclass(frozen=True, slots=True)
class Draft:
    """A segment as an author has it, right or wrong."""

    areas: frozenset[Area]
    hours: Decimal
    designations: frozenset[Designation] = frozenset()


@rule("R-13", "020(1)", "020(1)(A)", "020(1)(B)", "020(1)(C)", "020(1)(D)", "020(2)")
def check_segments(
    segments: Sequence[Draft],
    total: Decimal,
    *,
    by_computer: bool = False,
    has_practical_exam: bool = False,
    params: Parameters,
) -> tuple[str, ...]:
    """Return what is wrong with the segments of a course of `total` hours, a sentence each."""
    found = [problem for at, one in enumerate(segments, 1) for problem in _of_one(at, one, params)]
    added = sum((one.hours for one in segments), Decimal(0)).quantize(HUNDREDTH)
    if added != total:
        found.append(f"Σ segments {added} ≠ {total.quantize(HUNDREDTH)}.")
    wants_practical = by_computer and params.flag("cbt.skill_requires_practical")
    if wants_practical and not has_practical_exam and any(Area.SKILL in s.areas for s in segments):
        found.append("Skill development by computer needs a practical examination (070(6)).")
    return tuple(found)


def _of_one(place: int, segment: Draft, params: Parameters) -> Iterator[str]:
    most = params.whole("designation.max_per_hour")
    if len(segment.areas) != 1:
        yield f"Segment {place} has {len(segment.areas)} areas; it needs exactly one area."
    if segment.hours <= 0 or segment.hours % HUNDREDTH:
        yield f"Segment {place} has {segment.hours} hours; give more than 0, in hundredths."
    if len(segment.designations) > most:
        yield (
            f"Segment {place} has {len(segment.designations)} designations and an hour carries at"
            f" most {most}: split it."
        )
