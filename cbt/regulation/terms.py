"""The regulation's own words as types: source classes, curricula areas, designations, segments."""

from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from enum import StrEnum

#: .020(3)(A): one minute of a fifty-minute hour is 0.02 hours, so hundredths hold every credit.
HUNDREDTH = Decimal("0.01")


class SourceClass(StrEnum):
    """The seven kinds of sources of .010(4), by the letter of their subsection."""

    PROVIDER = "A"
    TRAINING_CENTER = "B"
    INDIVIDUAL_COURSE = "C"
    RECOGNIZED = "D"
    INSTRUCTING = "E"
    COLLEGE = "F"
    IN_SERVICE = "G"


class Area(StrEnum):
    """The four core curricula areas of .020(1)."""

    LEGAL = "L"
    TECHNICAL = "T"
    INTERPERSONAL = "I"
    SKILL = "S"


class Designation(StrEnum):
    """The topics that .020(2) wants designated beside the area."""

    DE_ESCALATION = "DE"
    IMPLICIT_BIAS = "IB"
    RACIAL_PROFILING = "RP"
    FIREARMS = "FA"


@dataclass(frozen=True, slots=True)
class Segment:
    """Hours of a course in exactly one area, with what they are designated as."""

    area: Area
    hours: Decimal
    designations: frozenset[Designation] = frozenset()


def hundredths(hours: Decimal) -> int:
    """Return `hours` as whole hundredths of an hour.

    Raises
    ------
    ValueError
        If `hours` is finer than a hundredth.
    """
    scaled = hours * 100
    if scaled != scaled.to_integral_value():
        raise ValueError(f"Credit hours have at most two decimals; got {hours}.")
    return int(scaled)


def hours(count: int) -> Decimal:
    """Return `count` hundredths of an hour as hours with two decimals."""
    return (Decimal(count) / 100).quantize(HUNDREDTH, rounding=ROUND_FLOOR)
