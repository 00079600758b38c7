"""R-14: what .020(4) prints on a certificate, or what is missing before there can be one."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from cbt.regulation.registry import rule
from cbt.regulation.ruling import Ruling
from cbt.regulation.terms import Area, Designation, Segment, hours

#: .070(3), without the stop of its sentence (A-55).
PHRASE = "Computer-Based Training"
#: Where a computer-based course is presented (A-56).
ONLINE = f"Online ({PHRASE})"
AREA_NAMES: Mapping[Area, str] = {
    Area.LEGAL: "Legal Studies",
    Area.TECHNICAL: "Technical Studies",
    Area.INTERPERSONAL: "Interpersonal Perspectives",
    Area.SKILL: "Skill Development",
}
DESIGNATION_NAMES: Mapping[Designation, str] = {
    Designation.DE_ESCALATION: "De-escalation",
    Designation.IMPLICIT_BIAS: "Implicit bias",
    Designation.RACIAL_PROFILING: "Racial profiling",
    Designation.FIREARMS: "Firearms",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Completion:
    """What is known of one trainee's completion; names as they were on its day."""

    provider: str
    course: str
    trainee: str
    administrator: str
    segments: Sequence[Segment]
    total: Decimal
    first_day: date | None
    last_day: date | None
    """The day of completion."""
    location: str = ""
    by_computer: bool = False
    passed: bool = False
    attested_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Certificate:
    """The text of .020(4)(A) to (H), in the order of the letters."""

    provider: str
    course: str
    total: Decimal
    by_area: Mapping[str, Decimal]
    by_designation: Mapping[str, Decimal]
    trainee: str
    administrator: str
    first_day: date
    last_day: date
    location: str
    phrase: str
    """`Computer-Based Training`, or empty for a live course."""


@rule("R-14", "020(4)", "020(4)(A)", "020(4)(B)", "020(4)(C)", "020(4)(D)", "020(4)(E)",
      "020(4)(F)", "020(4)(G)", "020(4)(H)", "070(3)")  # fmt: skip
def certificate(completion: Completion) -> Certificate | tuple[Ruling, ...]:
    """Return the certificate of a completion, or a ruling for each thing that is missing."""
    missing = tuple(_missing(completion))
    first, last = completion.first_day, completion.last_day
    if missing or first is None or last is None:
        return missing
    return Certificate(
        provider=completion.provider,
        course=completion.course,
        total=completion.total,
        by_area=_sums(completion.segments),
        by_designation=_designated(completion.segments),
        trainee=completion.trainee,
        administrator=completion.administrator,
        first_day=first,
        last_day=last,
        location=completion.location or ONLINE,
        phrase=PHRASE if completion.by_computer else "",
    )


def _missing(completion: Completion) -> Iterator[Ruling]:
    for clause, what, value in (
        ("020(4)(A)", "the provider's name", completion.provider),
        ("020(4)(B)", "the course's name", completion.course),
        ("020(4)(F)", "the trainee's name", completion.trainee),
        ("020(4)(G)", "the name of the responsible administrator", completion.administrator),
        ("020(4)(H)", "the date", completion.first_day and completion.last_day),
        ("020(4)(H)", "the location", completion.location or completion.by_computer),
    ):
        if not value:
            yield Ruling(clause, False, f"Missing: {what}.")
    yield from _hours_missing(completion)
    if completion.by_computer and not completion.passed:
        yield Ruling("070(6)", False, "Missing: a test score of at least 70 percent.")
    if completion.by_computer and completion.attested_at is None:
        yield Ruling("070(5)", False, "Missing: the administrator's attestation of attendance.")


def _hours_missing(completion: Completion) -> Iterator[Ruling]:
    added = sum((segment.hours for segment in completion.segments), Decimal(0))
    if completion.total <= 0:
        yield Ruling("020(4)(C)", False, "Missing: credit hours.")
    if added != completion.total:
        reason = f"The areas add up to {added} hours and the total is {completion.total}."
        yield Ruling("020(4)(D)", False, reason)


def _sums(segments: Sequence[Segment]) -> dict[str, Decimal]:
    found = {name: hours(0) for name in AREA_NAMES.values()}
    for segment in segments:
        found[AREA_NAMES[segment.area]] += segment.hours
    return {name: sum_ for name, sum_ in found.items() if sum_}


def _designated(segments: Sequence[Segment]) -> dict[str, Decimal]:
    found = {name: hours(0) for name in DESIGNATION_NAMES.values()}
    for segment in segments:
        for designation in segment.designations:
            found[DESIGNATION_NAMES[designation]] += segment.hours
    return {name: sum_ for name, sum_ in found.items() if sum_}
