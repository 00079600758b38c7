"""How time becomes credit: the minutes of a credit hour and the grain as a share of it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from calibration.errors import BadInput, refuse_if

#: 11 CSR 75-15.020(3)(A) gives one credit for fifty minutes; sixty needs the director's word.
MINUTES_PER_HOUR = (50, 60)
#: 11 CSR 75-15.070(7)(C) says "a convenient time interval": these shares of the credit hour.
#: Each divides the hour, so that parts add up, and has at most two decimals.
GRAINS = (Fraction(1), Fraction(1, 2), Fraction(1, 4), Fraction(1, 5), Fraction(1, 10))
_GRAIN_LIST = "1, 1/2, 1/4, 1/5 or 1/10"
#: A short number: an unbounded exponent would be computed in full.
_NUMBER = re.compile(r"[0-9]{1,4}(?:/[0-9]{1,4}|[.][0-9]{1,6})?")

MS_PER_MINUTE = 60_000


@dataclass(frozen=True, slots=True)
class Scale:
    """The minutes of a credit hour, 50 or 60, and the grain, one of `GRAINS`."""

    minutes_per_hour: int = 50
    grain: Fraction = Fraction(1, 2)

    def __post_init__(self) -> None:
        refuse_if(list(_scale_problems(self.minutes_per_hour, self.grain)))

    @property
    def hour_ms(self) -> int:
        """Return H, the credit hour in milliseconds."""
        return self.minutes_per_hour * MS_PER_MINUTE

    @property
    def grain_ms(self) -> int:
        """Return G, the interval that times are rounded down to, in milliseconds."""
        return int(self.hour_ms * self.grain)


def grain_of(text: str) -> Fraction:
    """Return the grain written as ``1/2`` or ``0.5``.

    Raises
    ------
    BadInput
        The text is no number, or the share is none of `GRAINS`.
    """
    grain = _number(text, f"The grain {text!r} is no share of an hour: write {_GRAIN_LIST}.")
    refuse_if(list(_scale_problems(MINUTES_PER_HOUR[0], grain)))
    return grain


def grain_of_minutes(text: str, *, minutes_per_hour: int) -> Fraction:
    """Return the grain that `text` minutes are of the credit hour, as ``12.5`` of 50 is 1/4.

    Raises
    ------
    BadInput
        The text is no number, or the share is none of `GRAINS`.
    """
    minutes = {hours_to_minutes(grain, minutes_per_hour): grain for grain in GRAINS}
    refusal = (
        f"A grain of {text!r} minutes does not divide a credit hour of {minutes_per_hour} minutes: "
        f"write one of {', '.join(minutes)}."
    )
    grain = _number(text, refusal) / minutes_per_hour
    if grain not in GRAINS:
        raise BadInput([refusal])
    return grain


def hours_to_minutes(hours: Fraction, minutes_per_hour: int) -> str:
    """Return credit hours in minutes as short decimal text, as ``12.5``."""
    minutes = hours * minutes_per_hour
    return str(minutes) if minutes.denominator == 1 else f"{float(minutes):g}"


def _number(text: str, refusal: str) -> Fraction:
    try:
        if _NUMBER.fullmatch(text):
            return Fraction(text)
    except ZeroDivisionError:
        pass
    raise BadInput([refusal])


def _scale_problems(minutes_per_hour: int, grain: Fraction) -> Iterator[str]:
    if minutes_per_hour not in MINUTES_PER_HOUR:
        yield f"A credit hour of {minutes_per_hour} minutes is not known: it has 50 or 60."
    if grain not in GRAINS:
        yield f"The grain {grain} does not divide the credit hour: write {_GRAIN_LIST}."


DEFAULT_SCALE = Scale()
