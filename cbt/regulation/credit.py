"""The rates of .020(3): instruction received, instruction delivered, college credit earned."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from decimal import ROUND_FLOOR, Decimal
from fractions import Fraction

from cbt.regulation.parameters import Parameters
from cbt.regulation.registry import rule
from cbt.regulation.terms import hours

SECONDS_PER_MINUTE = 60


def _floored(exact: Fraction, increment: Decimal) -> Decimal:
    """Return the exact hours rounded down to the increment."""
    steps = exact // Fraction(increment)
    return (steps * increment).quantize(Decimal("0.01"), rounding=ROUND_FLOOR)


@rule("R-10", "020(3)(A)")
def live_credit(instruction_seconds: int, *, params: Parameters) -> Decimal:
    """Return the credit hours of instruction received, breaks already left out.

    .020(3)(A) gives one hour for fifty minutes. It says "rates", so parts of an hour count,
    rounded down to `credit.live_increment`.
    """
    if instruction_seconds < 0:
        raise ValueError(f"Instruction cannot last {instruction_seconds} seconds.")
    rate = params.whole("credit.minutes_per_hour") * SECONDS_PER_MINUTE
    exact = Fraction(instruction_seconds, rate)
    return _floored(exact, params.hours("credit.live_increment"))


@rule("R-11", "020(3)(B)")
def instructor_credit(seconds_in_person: int, *, params: Parameters) -> Decimal:
    """Return the credit hours of instruction delivered to an in-person audience.

    .020(3)(B) gives one hour for each hour. It does not say fifty minutes as (A) does, so an
    hour has `credit.instructor_minutes_per_hour` minutes, sixty by default.
    """
    if seconds_in_person < 0:
        raise ValueError(f"Instruction cannot last {seconds_in_person} seconds.")
    rate = params.whole("credit.instructor_minutes_per_hour") * SECONDS_PER_MINUTE
    exact = Fraction(seconds_in_person, rate)
    return _floored(exact, params.hours("credit.live_increment"))


@rule("R-12", "020(3)(C)")
def college_credit(
    semester_hours_earned: Decimal, *, accredited: bool, related: bool, params: Parameters
) -> Decimal:
    """Return the credit hours of college credit earned, before the cap of .010(6)(B).

    .020(3)(C) gives two hours for each semester hour of an accredited course that is related to
    law enforcement or applies to its administration; a course that is neither gives none.
    """
    if semester_hours_earned < 0:
        raise ValueError(f"Nobody earns {semester_hours_earned} semester hours.")
    if not (accredited and related):
        return hours(0)
    exact = semester_hours_earned * params.hours("credit.college_per_semester_hour")
    return exact.quantize(Decimal("0.01"), rounding=ROUND_FLOOR)


def quarter_hours(earned: Decimal, *, params: Parameters) -> Decimal | None:
    """Return quarter hours as semester hours, None where the director set no factor (A-11b)."""
    factor = params["credit.quarter_hour_factor"]
    if not isinstance(factor, Fraction):
        return None
    exact = Fraction(earned) * factor
    return (Decimal(exact.numerator) / exact.denominator).quantize(Decimal("0.01"), ROUND_FLOOR)


def instruction_seconds(
    began: datetime,
    ended: datetime,
    *,
    breaks: Iterable[tuple[datetime, datetime]] = (),
    arrived: datetime | None = None,
    left: datetime | None = None,
) -> int:
    """Return the whole seconds of instruction that one trainee received, without the breaks.

    Moments are compared as instants: local times would give or take an hour where clocks change.

    Raises
    ------
    ValueError
        If a moment carries no time zone, or an end lies before its beginning.
    """
    start, end = max(_utc(began), _utc(arrived or began)), min(_utc(ended), _utc(left or ended))
    if _utc(ended) < _utc(began):
        raise ValueError(f"Instruction cannot end at {ended}, before it began.")
    pause = sum((_common(start, end, a, b) for a, b in breaks), timedelta())
    return max(0, (end - start - pause) // timedelta(seconds=1))


def _common(start: datetime, end: datetime, began: datetime, ended: datetime) -> timedelta:
    return max(timedelta(), min(end, _utc(ended)) - max(start, _utc(began)))


def _utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError(f"The moment {moment} carries no time zone.")
    return moment.astimezone(UTC)
