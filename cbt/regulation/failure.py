"""What follows where the standard is not met: R-36 and R-37. Nothing follows by itself."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from cbt.regulation.parameters import Parameters
from cbt.regulation.periods import grace_end, legal_date
from cbt.regulation.registry import rule
from cbt.regulation.ruling import Ruling

#: .080(2): the first period with the automatic extension.
FIRST_GRACE = 2018


class License(StrEnum):
    """The states of a license, as far as a commission asks."""

    ACTIVE = "active"
    INACTIVE = "inactive"
    EXPIRED = "expired"
    SURRENDERED = "surrendered"
    SUSPENDED = "suspended"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How an officer stands for one period."""

    year: int
    demonstrated: bool
    """Compliance reported and demonstrated to the director."""
    waiver_pending: bool = False
    waiver_denied_on: date | None = None


@rule("R-36", "080(1)", "080(2)", "080(3)")
def may_inactivate(standing: Standing, now: datetime, *, params: Parameters) -> Ruling:
    """Return whether the director may, at discretion, make the license inactive.

    March 15 holds for those, too, whose waiver is denied; a denial after it leaves
    `waiver.denied_days` before the officer may be listed (A-29).
    """
    year = standing.year
    if standing.demonstrated:
        return Ruling("080(3)", False, f"Compliance for {year} is demonstrated.")
    if year < FIRST_GRACE:
        return Ruling("080(2)", False, f"080 begins with the period {FIRST_GRACE}.")
    if standing.waiver_pending:
        return Ruling("080(2)", False, "An application for a waiver is pending.")
    if now < grace_end(year, params=params):
        return Ruling("080(2)", False, f"The time until March 15, {year + 1}, is not over.")
    return _after_denial(standing, now, params)


def _after_denial(standing: Standing, now: datetime, params: Parameters) -> Ruling:
    denied = standing.waiver_denied_on
    if denied is not None:
        last = denied + timedelta(days=params.whole("waiver.denied_days"))
        if legal_date(now) <= last:
            return Ruling("080(3)", False, f"The waiver was denied on {denied}; wait past {last}.")
    reason = f"Compliance for {standing.year} was not demonstrated by March 15."
    return Ruling("080(3)", True, f"{reason} The director may, and need not.")


@rule("R-37", "080(4)")
def may_hold_commission(status: License) -> Ruling:
    """Return whether a person with a license of this state may hold a commission."""
    met = status is License.ACTIVE
    verb = "may" if met else "may not"
    return Ruling(
        "080(4)", met, f"With the license {status.value} a person {verb} hold a commission."
    )
