"""R-17: the attendance list of .020(7), due two weeks after the completion of a course."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from cbt.regulation.parameters import Parameters
from cbt.regulation.periods import legal_date
from cbt.regulation.registry import rule
from cbt.regulation.ruling import Ruling


@rule("R-17", "020(7)", "060(2)")
def list_due(completed_on: date, *, params: Parameters) -> date:
    """Return the last day for filing: the day of completion is not counted, the last one is.

    In-service training owes the list as well (A-40); a computer-based course owes it for each
    trainee's completion (A-41). A Sunday does not move the day.
    """
    return completed_on + timedelta(days=params.whole("list.due_days"))


@rule("R-17", "020(7)")
def filed_in_time(
    completed_on: date, *, filed_at: datetime | None, now: datetime, params: Parameters
) -> Ruling:
    """Return whether the list was filed in time, or still can be."""
    due = list_due(completed_on, params=params)
    if filed_at is not None:
        met = legal_date(filed_at) <= due
        verb = "in time" if met else "late"
        return Ruling("020(7)", met, f"Filed {verb} on {legal_date(filed_at)}; due {due}.")
    left = (due - legal_date(now)).days
    if left < 0:
        return Ruling("020(7)", False, f"Overdue since {due}.")
    return Ruling("020(7)", True, f"Due {due}; {left} days are left.")


@dataclass(frozen=True, slots=True)
class Attended:
    """One trainee who attended, successful or not."""

    license_number: str
    name: str
    successful: bool


@rule("R-17", "020(7)", "020(5)(B)")
def attendance_list(attended: Iterable[Attended]) -> tuple[Attended, ...]:
    """Return the complete list: everybody who attended, with the result, by license number.

    Those who succeeded are the list of .020(5)(B) and get certificates; the others are on it too.
    """
    return tuple(sorted(attended, key=lambda one: (one.license_number, one.name)))
