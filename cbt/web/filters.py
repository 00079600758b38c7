"""Dates, hours, durations and counts as a page says them; the only way they get onto one."""

import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import count as numbers

from flask import Flask
from markupsafe import Markup, escape

from cbt.core.clock import CHICAGO

_CELL = re.compile(r"<t[dh]\b")


def moment(at: datetime) -> str:
    """Return a moment on the Chicago clock, as "Nov 24, 2026, 09:00 CST"."""
    local = at.astimezone(CHICAGO)
    return f"{local:%b} {local.day}, {local:%Y, %H:%M %Z}"


def clock(at: datetime) -> str:
    """Return the Chicago time of day, as "09:00 CST"."""
    return f"{at.astimezone(CHICAGO):%H:%M %Z}"


def day(on: date) -> str:
    """Return a legal date, as "November 24, 2026"; of a moment, its Chicago date."""
    local = on.astimezone(CHICAGO) if isinstance(on, datetime) else on
    return f"{local:%B} {local.day}, {local.year}"


def number(value: Decimal | int) -> str:
    """Return an exact number without trailing zeros, as "17.5" or "24"."""
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def hours(value: Decimal | int) -> str:
    """Return credit hours in words, as "1 hour" or "17.5 hours"."""
    return f"{number(value)} {'hour' if value == 1 else 'hours'}"


def duration(length: timedelta) -> str:
    """Return a length rounded down to minutes, as "58 min", "1 h 04 min" or "under a minute"."""
    minutes = length // timedelta(minutes=1)
    if minutes < 0:
        raise ValueError("A length of time is not negative.")
    if minutes < 1:
        return "under a minute" if length else "no time"
    whole, rest = divmod(minutes, 60)
    if not whole:
        return f"{rest} min"
    return f"{whole} h {rest:02} min" if rest else f"{whole} h"


def count(amount: int, one: str, many: str | None = None) -> str:
    """Return how many there are, as "no officers", "1 officer" or "1,200 officers"."""
    word = one if amount == 1 else many or f"{one}s"
    return f"{amount:,} {word}" if amount else f"no {word}"


def percent(share: Fraction) -> str:
    """Return a share in whole per cent, rounded down so that it never promises too much."""
    return f"{share.numerator * 100 // share.denominator} %"


def stacked(cells: str, heads: list[str]) -> Markup:
    """Return table cells that carry their column's head for narrow screens."""
    position = numbers()

    def label(match: re.Match[str]) -> str:
        at = next(position)
        head = heads[at] if at < len(heads) else ""
        return f'{match.group()} data-label="{escape(head)}"'

    # The cells come out of a template that has escaped what people wrote.
    return Markup(_CELL.sub(label, str(cells)))  # noqa: S704 - see above


FILTERS = (moment, clock, day, number, hours, duration, count, percent, stacked)


def install(app: Flask) -> None:
    """Give the templates of `app` every filter under its own name."""
    app.jinja_env.filters.update({each.__name__: each for each in FILTERS})
