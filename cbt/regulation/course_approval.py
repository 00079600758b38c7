"""The thirty days before a course, and changes that want approval first: R-22 and R-23."""

from dataclasses import dataclass
from datetime import date, timedelta

from cbt.regulation.parameters import Parameters
from cbt.regulation.registry import rule
from cbt.regulation.ruling import Ruling


@rule("R-22", "040(2)")
def earliest_delivery(complete_on: date, *, params: Parameters) -> date:
    """Return the first day on which a course may be delivered whose application was complete."""
    return complete_on + timedelta(days=params.whole("ica.lead_days"))


@rule("R-22", "040(2)")
def latest_application(delivery_on: date, *, params: Parameters) -> date:
    """Return the last day for a complete application; by computer, the day of opening (A-37)."""
    return delivery_on - timedelta(days=params.whole("ica.lead_days"))


@rule("R-22", "040(2)", "060(2)")
def timely(complete_on: date, delivery_on: date, *, params: Parameters) -> Ruling:
    """Return whether the application was complete at least thirty days before the delivery."""
    latest = latest_application(delivery_on, params=params)
    met = complete_on <= latest
    return Ruling("040(2)", met, f"Complete on {complete_on}; the latest day was {latest}.")


@dataclass(frozen=True, slots=True)
class CourseDescription:
    """What .040(5) lets nobody change without approval (A-38).

    Instructors of a computer-based course are its named authors and responsible administrator.
    """

    objectives: tuple[str, ...]
    synopsis: str
    instructors: frozenset[str]


@rule("R-23", "040(5)")
def material_change(old: CourseDescription, new: CourseDescription) -> tuple[str, ...]:
    """Return the fields that differ and so need the director's prior approval; none if none."""
    return tuple(
        name
        for name in ("objectives", "synopsis", "instructors")
        if _plain(getattr(old, name)) != _plain(getattr(new, name))
    )


def _plain(value: object) -> object:
    """Return a text without what only the layout of lines changes."""
    return " ".join(value.split()) if isinstance(value, str) else value
