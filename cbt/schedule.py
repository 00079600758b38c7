"""Every recurring job and when it runs, on one page; the clock is Chicago's."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cbt.core import clock, queue
from cbt.models.jobs import Job


@dataclass(frozen=True, slots=True)
class Daily:
    """A job of every day, from a time of day on."""

    kind: str
    at: time


RECURRING = (
    # The nights on which the clocks change skip or repeat the hour after two; these hours are safe.
    Daily("clean_up", time(3, 30)),
    Daily("audit_anchor", time(6, 0)),
)


def latest_day(daily: Daily, *, at: datetime) -> date:
    """Return the last day whose time had come; a site that was down then does it late."""
    today = clock.legal_date(at)
    # One zone on both sides would compare the hands of the clock; UTC compares moments.
    due = datetime.combine(today, daily.at, clock.CHICAGO).astimezone(UTC)
    return today if due <= at else today - timedelta(days=1)


def enqueue_due(session: Session, *, at: datetime) -> int:
    """Add the jobs whose time has come and that were not added yet; return how many."""
    added = 0
    for daily in RECURRING:
        key = f"{daily.kind}:{latest_day(daily, at=at)}"
        # Those that are done bear their key as well: a job of a day is done once.
        if session.scalar(sa.select(Job.id).where(Job.dedupe_key == key)) is None:
            added += queue.enqueue(session, daily.kind, {}, at=at, dedupe_key=key) is not None
    return added
