"""Times as people write them, to and from whole milliseconds."""

import re
from decimal import Decimal

from calibration.rank import LONGEST_MS

#: Milliseconds of one unit of each column a time may stand in; a clock time has its own form.
UNITS = {"seconds": 1000, "minutes": 60_000}
CLOCK = "time"

_NUMBER = re.compile(r"([0-9]+)(?:[.]([0-9]*))?|[.]([0-9]+)")
_CLOCK = re.compile(r"([0-9]+):([0-5][0-9]):([0-5][0-9])(?:[.]([0-9]+))?")
_NEGATIVE = re.compile(r"-\s*[0-9.:]+")


def milliseconds(text: str, *, column: str) -> int:
    """Return the time that `text` writes in a column of seconds, minutes or clock times.

    A part of a millisecond is dropped, never rounded up: no time reaches an edge of the grain
    that was not measured to reach it. `text` has a point for its decimals, if any.

    Raises
    ------
    ValueError
        One sentence: the text is no such time, is not above zero, or is beyond all reason.
    """
    found = _from_clock(text) if column == CLOCK else _from_number(text, UNITS[column])
    if found is None:
        raise ValueError(_refusal(text, column))
    if found < 1:
        raise ValueError(f"the time {text!r} is zero: a time is above zero.")
    if found > LONGEST_MS:
        raise ValueError(f"the time {text!r} is longer than thirty years: check the unit.")
    return found


def clock(time_ms: int) -> str:
    """Return milliseconds as ``H:MM:SS``, with ``.mmm`` only where they are not whole seconds."""
    seconds, rest = divmod(time_ms, 1000)
    minutes, second = divmod(seconds, 60)
    hour, minute = divmod(minutes, 60)
    return f"{hour}:{minute:02}:{second:02}" + (f".{rest:03}" if rest else "")


def _from_number(text: str, unit: int) -> int | None:
    if text.isascii() and text.isdecimal() and len(text) < 16:
        return int(text) * unit
    if not _NUMBER.fullmatch(text) or len(text) > 40:
        return None
    return int(Decimal(text) * unit)


def _from_clock(text: str) -> int | None:
    found = _CLOCK.fullmatch(text)
    if found is None or len(text) > 40:
        return None
    hours, minutes, seconds, decimals = found.groups(default="")
    whole = (int(hours) * 60 + int(minutes)) * 60 + int(seconds)
    return whole * 1000 + int((decimals + "000")[:3])


def _refusal(text: str, column: str) -> str:
    if _NEGATIVE.fullmatch(text):
        return f"the time {text!r} is negative: a time is above zero."
    if column == CLOCK:
        return f"the time {text!r} is not written H:MM:SS or H:MM:SS.mmm."
    return f"the time {text!r} is not a number of {column}."
