"""The CLEE periods and their ends, on the Chicago calendar."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from cbt.regulation.parameters import Parameters
from cbt.regulation.registry import rule

CHICAGO = ZoneInfo("America/Chicago")


@rule("R-01", "010(1)")
def period_of(instant: datetime) -> int:
    """Return the CLEE period of an instant: its Chicago year."""
    if instant.tzinfo is None:
        raise ValueError(f"The instant {instant} carries no time zone.")
    return instant.astimezone(CHICAGO).year


@rule("R-02", "010(1)")
def period_bounds(year: int) -> tuple[datetime, datetime]:
    """Return the first instant of a period and the first instant after it, in UTC."""
    return _midnight(date(year, 1, 1)), _midnight(date(year + 1, 1, 1))


@rule("R-34", "080(2)")
def grace_end(year: int, *, params: Parameters) -> datetime:
    """Return the first instant after the grace of a period, in UTC."""
    month, day = (int(part) for part in params.choice("grace.month_day").split("-"))
    last = date(year + 1, month, day)
    if params.flag("grace.sunday_rolls") and last.weekday() == 6:
        last += timedelta(days=1)
    return _midnight(last + timedelta(days=1))


def legal_date(instant: datetime) -> date:
    """Return the Chicago date of an instant."""
    if instant.tzinfo is None:
        raise ValueError(f"The instant {instant} carries no time zone.")
    return instant.astimezone(CHICAGO).date()


def add_years(day: date, years: int) -> date:
    """Return the same day so many years later; February 29 becomes March 1 in a common year."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), CHICAGO).astimezone(UTC)
