"""How long course files are kept, and what leaves with an officer: R-15 and R-16."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from cbt.regulation.parameters import Parameters
from cbt.regulation.periods import add_years
from cbt.regulation.registry import rule
from cbt.regulation.requirement import Span
from cbt.regulation.ruling import Ruling
from cbt.regulation.terms import SourceClass


@dataclass(frozen=True, slots=True)
class Retention:
    """The last day on which a file must be kept, the first on which it may go, and the holds.

    All are None for a version that is still offered: its clock has not begun (A-43).
    """

    last_day: date | None
    purge_from: date | None
    holds: tuple[str, ...]

    def may_purge(self, on: date) -> bool:
        """Return whether the file may go on a day; nothing ever goes by itself."""
        return not self.holds and self.purge_from is not None and on >= self.purge_from


@rule("R-15", "020(5)", "020(5)(A)", "020(5)(B)", "020(5)(C)", "020(5)(D)", "020(5)(E)",
      "020(5)(F)", "020(5)(G)", "020(5)(H)")  # fmt: skip
def retention(
    completed_on: Sequence[date],
    *,
    retired_on: date | None = None,
    is_offered: bool = False,
    holds: Sequence[str] = (),
    params: Parameters,
) -> Retention:
    """Return the retention of a course file.

    Six years after the later of retirement and the last completion (A-43), and for as long as
    somebody holds it.
    """
    ends = [*completed_on, *([retired_on] if retired_on else [])]
    if is_offered or not ends:
        return Retention(None, None, tuple(holds))
    last = add_years(max(ends), params.whole("retention.years"))
    return Retention(last, last + timedelta(days=1), tuple(holds))


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseFile:
    """What a course file holds when a version is published; (A) and (B) fill as people complete."""

    administrator: str
    objectives: Sequence[str]
    synopsis: str
    instructors: Sequence[str]
    evaluation_plan: str
    attendance_policy: str
    attendance_method: str = ""
    by_computer: bool = False


@rule("R-15", "020(5)(C)", "020(5)(D)", "020(5)(E)", "020(5)(F)", "020(5)(G)", "020(5)(H)",
      "070(5)")  # fmt: skip
def file_missing(file: CourseFile) -> tuple[Ruling, ...]:
    """Return what a course file lacks before the version may be published; empty if nothing."""
    wanted = [
        ("020(5)(C)", "the name of the responsible administrator", file.administrator),
        ("020(5)(D)", "the training objectives", file.objectives),
        ("020(5)(E)", "the synopsis", file.synopsis),
        ("020(5)(F)", "the instructor records", file.instructors),
        ("020(5)(G)", "the evaluation plan", file.evaluation_plan),
        ("020(5)(H)", "the attendance policy", file.attendance_policy),
    ]
    if file.by_computer:
        wanted.append(("070(5)", "the method of ascertaining attendance", file.attendance_method))
    return tuple(
        Ruling(clause, False, f"Missing: {what}.") for clause, what, value in wanted if not value
    )


@dataclass(frozen=True, slots=True)
class Taken:
    """One completion of an officer, as the departure packet lists it."""

    course: str
    agency: str
    source: SourceClass
    hours: Decimal
    completed_on: date


@dataclass(frozen=True, slots=True)
class DeparturePacket:
    """The complete record of in-service training of a tenure; `own` are the agency's courses."""

    agency: str
    tenure: Span
    lines: tuple[Taken, ...]
    own: tuple[Taken, ...]
    total: Decimal


@rule("R-16", "020(6)")
def departure_packet(agency: str, tenure: Span, taken: Iterable[Taken]) -> DeparturePacket:
    """Return the in-service training obtained in a tenure, other agencies' too (A-64).

    The first and the last day of the tenure belong to it.
    """
    lines = sorted(
        (
            one
            for one in taken
            if one.source is SourceClass.IN_SERVICE
            and tenure.touches(one.completed_on, one.completed_on)
        ),
        key=lambda one: (one.completed_on, one.course),
    )
    return DeparturePacket(
        agency,
        tenure,
        tuple(lines),
        tuple(one for one in lines if one.agency == agency),
        sum((one.hours for one in lines), Decimal("0.00")),
    )
