"""The only clock of the house; everything else is told the time."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

#: The zone whose calendar the regulation means.
CHICAGO = ZoneInfo("America/Chicago")


def now() -> datetime:
    """Return the present moment, aware and in UTC."""
    return datetime.now(UTC)


def legal_date(at: datetime) -> date:
    """Return the Chicago date of a moment."""
    return at.astimezone(CHICAGO).date()
