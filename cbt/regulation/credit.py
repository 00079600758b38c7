"""The rates of .020(3): instruction received, instruction delivered, college credit earned."""

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
