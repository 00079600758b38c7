"""Every recurring job and when it runs, on one page; the clock is Chicago's."""

from dataclasses import dataclass
from datetime import UTC, datetime, time

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


def enqueue_due(session: Session, *, at: datetime) -> int:
    """Add today's jobs whose time has come and that were not added yet; return how many."""
    today = clock.legal_date(at)
    added = 0
    for daily in RECURRING:
        due = datetime.combine(today, daily.at, clock.CHICAGO).astimezone(UTC)
        key = f"{daily.kind}:{today}"
        if due <= at and session.scalar(sa.select(Job.id).where(Job.dedupe_key == key)) is None:
            queue.enqueue(session, daily.kind, {}, at=at, dedupe_key=key)
            added += 1
    return added
