"""Who may hold a license, how long it lasts, and on what conditions: R-18 to R-21."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from cbt.regulation.parameters import Parameters
from cbt.regulation.periods import add_years
from cbt.regulation.registry import rule
from cbt.regulation.requirement import Span
from cbt.regulation.ruling import Ruling


class Applicant(StrEnum):
    """Who applies."""

    PERSON = "person"
    ENTITY = "entity"
    AGENCY = "agency"
    DEPARTMENT_CENTER = "department_center"
    """A department-based training center licensed under 14.010 (A-59)."""


@rule("R-18", "030(1)")
def may_apply_for_license(kind: Applicant, *, director_allows: bool = False) -> Ruling:
    """Return whether the applicant may apply for a provider license.

    Every law enforcement agency may provide in-service training (.060(1)), so none may be a
    provider; a department-based training center only where the director says so.
    """
    if kind is Applicant.AGENCY:
        return Ruling("030(1)", False, "An agency eligible for in-service training may not apply.")
    if kind is Applicant.DEPARTMENT_CENTER and not director_allows:
        return Ruling("030(1)", False, "A department-based center needs the director's word.")
    return Ruling("030(1)", True, "Any person or entity may apply.")


@rule("R-18", "040(1)")
def may_apply_for_course(licenses: Iterable[Span], on: date) -> Ruling:
    """Return whether a source may apply for a single course: no holder of a provider license."""
    if any(span.touches(on, on) for span in licenses):
        return Ruling("040(1)", False, f"The applicant holds a provider license on {on}.")
    return Ruling("040(1)", True, f"The applicant holds no provider license on {on}.")


@rule("R-19", "030(8)", "030(8)(A)", "030(8)(B)", "030(9)(C)")
def license_term(start_on: date, years: int) -> tuple[date, date]:
    """Return the first and the last valid day of a license of so many years."""
    return start_on, add_years(start_on, years) - timedelta(days=1)


@rule("R-19", "030(9)", "030(9)(C)")
def after_renewal(
    last_valid_on: date, *, granted: bool, denied_on: date | None = None, params: Parameters
) -> date:
    """Return the last valid day after a decision on renewal.

    Three years from the old end where it is granted, else the end of the term (A-04).
    """
    if granted:
        start = last_valid_on + timedelta(days=1)
        return license_term(start, params.whole("license.full_years"))[1]
    at_once = params.choice("provider.renewal_denial_effect") == "at_once"
    return min(last_valid_on, denied_on) if at_once and denied_on else last_valid_on


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenseFile:
    """What has been done on an application for a new license."""

    preliminary_approval: bool = False
    site_visit: bool = False
    policies_reviewed: bool = False
    courses_reviewed: bool = False
    reported: bool = False
    final_recommendation: bool | None = None
    """Whether the Commission recommends the license; None before it has."""
    decision_reason: str = ""


@rule("R-20", "030(3)", "030(4)", "030(4)(A)", "030(4)(B)", "030(4)(C)", "030(4)(D)", "030(6)",
      "030(7)")  # fmt: skip
def grant_preconditions(file: LicenseFile, *, grants: bool = True) -> tuple[Ruling, ...]:
    """Return what must be done before the director decides, each met or not.

    A recommendation does not bind; whoever decides against it writes the reason.
    """
    rulings = [
        _done("030(3)", "the Commission's preliminary approval", done=file.preliminary_approval),
        _done("030(4)(A)", "the site visit", done=file.site_visit),
        _done("030(4)(B)", "the review of policies and procedures", done=file.policies_reviewed),
        _done("030(4)(C)", "the review of the proposed courses", done=file.courses_reviewed),
        _done("030(4)(D)", "the report to the Commission", done=file.reported),
        _done("030(6)", "the final recommendation", done=file.final_recommendation is not None),
    ]
    if file.final_recommendation is not None and file.final_recommendation is not grants:
        written = bool(file.decision_reason.strip())
        rulings.append(_done("030(7)", "the reason for deciding otherwise", done=written))
    return tuple(rulings)


def _done(clause: str, what: str, *, done: bool) -> Ruling:
    return Ruling(clause, done, f"{'Done' if done else 'Missing'}: {what}.")


@dataclass(frozen=True, slots=True)
class Delivery:
    """Scheduled contact hours of one live session, and whether away from the main offices."""

    hours: Decimal
    away: bool


@dataclass(frozen=True, slots=True)
class DeliveryCondition:
    """The condition of continued licensure: by computer, by place, and the share away."""

    by_computer: Ruling
    by_place: Ruling
    share: Fraction | None
    """None without any live hours."""

    @property
    def met(self) -> bool:
        """Return whether one of the two suffices."""
        return self.by_computer.met or self.by_place.met


@rule("R-21", "030(10)", "030(10)(A)", "030(10)(B)")
def delivery_condition(
    open_courses: int, live: Sequence[Delivery], *, params: Parameters
) -> DeliveryCondition:
    """Return whether a provider keeps the condition of its license (A-58)."""
    total = sum((one.hours for one in live), Decimal(0))
    away = sum((one.hours for one in live if one.away), Decimal(0))
    wanted = params.share("p30.share")
    share = Fraction(away) / Fraction(total) if total else None
    offered = f"{open_courses} computer-based courses are open."
    where = f"{away} of {total} live hours were away from the main offices."
    return DeliveryCondition(
        Ruling("030(10)(A)", open_courses > 0, offered),
        Ruling("030(10)(B)", share is not None and share >= wanted, where),
        share,
    )
