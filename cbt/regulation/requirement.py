"""The standard of one officer for one period: what is required, what is capped, until when.

R-03, R-04, R-08 and R-09 of the catalogue.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from cbt.regulation.parameters import Parameters
from cbt.regulation.periods import period_bounds
from cbt.regulation.registry import rule
from cbt.regulation.ruling import Ruling


class Requirement(StrEnum):
    """What .010(2), (5), (7), (8) and (9) ask an officer to obtain in a period."""

    TOTAL = "total"
    APPROVED_SOURCE = "approved_source"
    LEGAL = "legal"
    TECHNICAL = "technical"
    INTERPERSONAL = "interpersonal"
    FIREARMS = "firearms"
    DE_ESCALATION = "de_escalation"
    IMPLICIT_BIAS = "implicit_bias"
    RACIAL_PROFILING = "racial_profiling"


@dataclass(frozen=True, slots=True)
class Standard:
    """The hours that one officer owes in one period, and the caps of .010(6)."""

    minimum: Mapping[Requirement, Decimal]
    in_service_cap: Decimal
    college_cap: Decimal
    deadline: datetime | None = None
    exempt: bool = False
    waived: bool = False
    modified: bool = False
    reason: str = ""


#: .010(1): the first annual period.
FIRST_PERIOD = 2017
#: The register's key of each minimum.
KEYS: Mapping[Requirement, str] = {
    Requirement.TOTAL: "req.total",
    Requirement.APPROVED_SOURCE: "req.approved_source",
    Requirement.LEGAL: "req.legal",
    Requirement.TECHNICAL: "req.technical",
    Requirement.INTERPERSONAL: "req.interpersonal",
    Requirement.FIREARMS: "req.firearms",
    Requirement.DE_ESCALATION: "de.min",
    Requirement.IMPLICIT_BIAS: "ib.min",
    Requirement.RACIAL_PROFILING: "rp.min_hours",
}
ZERO = Decimal("0.00")


class LicenseChange(StrEnum):
    """What happens to a license, as far as .010(3) asks."""

    NEW = "new"
    UPGRADE = "upgrade"
    BASIC_COURSE = "basic_course"
    """A Missouri basic training course, completed in its entirety."""
    OTHER = "other"


#: .010(3): 13.020, 13.030 and the basic course; a reinstatement is none of them.
EXEMPTING: Mapping[LicenseChange, str] = {
    LicenseChange.NEW: "a new license under 13.020",
    LicenseChange.UPGRADE: "a license upgrade under 13.030",
    LicenseChange.BASIC_COURSE: "a Missouri basic training course completed in its entirety",
}


@dataclass(frozen=True, slots=True)
class Span:
    """Days from the first to the last, both included; no last day means still going on."""

    from_on: date
    to_on: date | None = None

    def touches(self, first: date, last: date) -> bool:
        """Return whether any day of the span lies from `first` to `last`."""
        return self.from_on <= last and (self.to_on is None or self.to_on >= first)


@rule("R-04", "010(3)")
def is_exempt(events: Iterable[tuple[LicenseChange, date]], year: int) -> Ruling:
    """Return whether an event of the period exempts the officer from its whole standard (A-26).

    Nothing is cured of an earlier period (A-27).
    """
    for kind, on in sorted(events, key=lambda event: event[1]):
        if kind in EXEMPTING and on.year == year:
            return Ruling("010(3)", True, f"Exempt for {year}: {EXEMPTING[kind]} on {on}.")
    return Ruling("010(3)", False, f"No event of {year} exempts from its standard.")


@rule("R-08", "010(8)")
def rp_required(authority: Iterable[Span], year: int, *, params: Parameters) -> Ruling:
    """Return whether racial profiling training is owed: traffic authority in the period (A-23).

    `rp.authority_test` asks for authority at any time of the period, or for its last day.
    """
    last = date(year, 12, 31)
    first = last if params.choice("rp.authority_test") == "last_day" else date(year, 1, 1)
    if any(span.touches(first, last) for span in authority):
        return Ruling("010(8)", True, f"The officer had traffic authority in {year}.")
    return Ruling("010(8)", False, f"The officer had no traffic authority in {year}.")


@dataclass(frozen=True, slots=True)
class Modification:
    """A decision under .010(11): what is named replaces the rule's value (A-28)."""

    minimum: Mapping[Requirement, Decimal] = field(default_factory=dict)
    in_service_cap: Decimal | None = None
    college_cap: Decimal | None = None
    deadline: datetime | None = None
    """The extension of .080(2), where the director allows one (A-02)."""
    is_waiver: bool = False
    """Nothing is owed for the period."""


@rule("R-03", "010(2)", "010(5)", "010(7)", "010(7)(A)", "010(7)(B)", "010(7)(C)", "010(7)(D)",
      "010(9)")  # fmt: skip
def standard_for(
    year: int,
    *,
    exempt: bool = False,
    traffic: bool = True,
    modification: Modification | None = None,
    params: Parameters,
) -> Standard:
    """Return what one officer owes for a period.

    Raises
    ------
    ValueError
        For a year before the first period of .010(1).
    """
    if year < FIRST_PERIOD:
        raise ValueError(f"The first period is {FIRST_PERIOD}; there is none for {year}.")
    change = modification or Modification()
    nothing = exempt or change.is_waiver
    minimum = {r: ZERO if nothing else params.hours(key) for r, key in KEYS.items()}
    if not traffic:
        minimum[Requirement.RACIAL_PROFILING] = ZERO
    if not nothing:
        minimum |= change.minimum
    return Standard(
        minimum=minimum,
        in_service_cap=_or(change.in_service_cap, params.hours("cap.in_service")),
        college_cap=_or(change.college_cap, params.hours("cap.college")),
        deadline=change.deadline or period_bounds(year)[1],
        exempt=exempt,
        waived=change.is_waiver,
        modified=change != Modification() and not change.is_waiver,
        reason=_why(year, exempt, change),
    )


def _or(given: Decimal | None, default: Decimal) -> Decimal:
    return default if given is None else given


def _why(year: int, exempt: bool, change: Modification) -> str:
    if exempt:
        return f"Exempt for {year} under 010(3)."
    if change.is_waiver:
        return f"The standard of {year} is waived under 010(11)."
    if change != Modification():
        return f"The standard of {year} is modified under 010(11)."
    return f"The standard of {year}."


@dataclass(frozen=True, slots=True)
class WaiverApplication:
    """What an officer puts forward for one period under .010(11)."""

    year: int
    leave: Span | None = None
    leave_is_official: bool = False
    """Official state or federal military leave."""
    has_leave_orders: bool = False
    medical_condition: bool = False
    has_medical_document: bool = False


@rule("R-09", "010(11)")
def waiver_grounds(application: WaiverApplication) -> tuple[Ruling, ...]:
    """Return a ruling for each ground put forward: whether it stands, and what is missing."""
    found = []
    if application.leave is not None:
        found.append(_military(application))
    if application.medical_condition:
        found.append(_medical(application))
    return tuple(found) or (Ruling("010(11)", False, "No ground is put forward."),)


def _military(application: WaiverApplication) -> Ruling:
    year, leave = application.year, application.leave
    if leave is None or not leave.touches(date(year, 1, 1), date(year, 12, 31)):
        return Ruling("010(11)", False, f"The leave has no day in {year}.")
    if not application.leave_is_official:
        return Ruling("010(11)", False, "The leave is not official military leave.")
    if not application.has_leave_orders:
        return Ruling("010(11)", False, "The leave orders are missing.")
    return Ruling("010(11)", True, f"Official military leave from {leave.from_on}.")


def _medical(application: WaiverApplication) -> Ruling:
    if not application.has_medical_document:
        return Ruling("010(11)", False, "The document of the medical condition is missing.")
    return Ruling("010(11)", True, "A documented medical condition, for the director to weigh.")
