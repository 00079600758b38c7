"""The outbox: enqueue in the caller's transaction, claim with a lease, finish with the deed.

What a job changes in the record and the mark that it is done commit together. A worker that dies
in between leaves a job whose lease runs out, and the next worker does it: none is lost, and no
change is made twice. What reaches out of the record, as a mail does, may happen twice, never never.
"""

import json
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from cbt.models.jobs import Job, JobState

#: Longer than any job takes.
LEASE = timedelta(minutes=5)
#: With the pauses below this is about nine hours of a mail server's outage.
MOST_ATTEMPTS = 12
FIRST_PAUSE = timedelta(seconds=15)
LONGEST_PAUSE = timedelta(hours=1)

Value = str | int | bool | None
Payload = Mapping[str, Value]


def enqueue(
    session: Session,
    kind: str,
    payload: Payload,
    *,
    at: datetime,
    run_at: datetime | None = None,
    dedupe_key: str | None = None,
) -> Job | None:
    """Add a job to the caller's transaction; None where an unfinished one bears the key."""
    values = {
        "kind": kind,
        "payload": json.dumps(payload, sort_keys=True, separators=(",", ":"), ensure_ascii=False),
        "dedupe_key": dedupe_key,
        "run_at": run_at or at,
        "created_at": at,
    }
    # The index decides, not a look before: another process may be asking for the same right now.
    insert = _insert(session)(Job).values(values).on_conflict_do_nothing().returning(Job.id)
    key = session.scalar(insert)
    return None if key is None else session.get_one(Job, key)


def _insert(session: Session) -> Callable[[type[Job]], sqlite.Insert | postgresql.Insert]:
    is_postgresql = session.get_bind().dialect.name == "postgresql"
    return postgresql.insert if is_postgresql else sqlite.insert


def enqueue_mail(
    session: Session,
    event: str,
    person_id: int,
    *,
    at: datetime,
    token: str | None = None,
    **context: Value,
) -> None:
    """Add the mail of an event to a person; `token` names the purpose of a link in it.

    The link itself is made when the mail is sent, so that it stands nowhere in the record.
    """
    payload: dict[str, Value] = {"event": event, "person": person_id, "token": token}
    payload.update({f"context_{name}": value for name, value in context.items()})
    enqueue(session, "mail", payload, at=at)


def has_due(session: Session, *, at: datetime) -> bool:
    """Return whether there is something to claim."""
    return session.scalar(sa.select(Job.id).where(_is_open(at)).limit(1)) is not None


def _is_open(at: datetime) -> sa.ColumnElement[bool]:
    is_due = sa.and_(Job.state == JobState.WAITING, Job.run_at <= at)
    is_left = sa.and_(Job.state == JobState.RUNNING, Job.lease_until <= at)
    return sa.or_(is_due, is_left)


def claim(session: Session, *, at: datetime, lease: timedelta = LEASE) -> Job | None:
    """Return the next due job, leased to the caller, who commits; None where nothing is due."""
    job = session.scalar(
        sa.select(Job)
        .where(_is_open(at))
        .order_by(Job.run_at, Job.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    if job is not None and job.attempts >= MOST_ATTEMPTS:
        # Its lease ran out every time: the job takes its worker down with it.
        fail(job, job.last_error or "Every worker that took this job died.", at=at)
        session.flush()
        return claim(session, at=at, lease=lease)
    if job is not None:
        job.state, job.lease_until = JobState.RUNNING, at + lease
        job.attempts += 1
    return job


def hold(session: Session, job: Job) -> Job | None:
    """Return the job locked for the transaction; None where its lease went to another."""
    query = sa.select(Job).where(
        Job.id == job.id, Job.state == JobState.RUNNING, Job.attempts == job.attempts
    )
    return session.scalar(query.with_for_update())


def finish(job: Job, *, at: datetime) -> None:
    """Mark a job done."""
    job.state, job.finished_at = JobState.DONE, at
    job.lease_until, job.last_error = None, ""


def fail(job: Job, error: str, *, at: datetime) -> None:
    """Note why a job failed and when it is tried again; give it up after the last attempt."""
    job.last_error, job.lease_until = error[:2000], None
    if job.attempts >= MOST_ATTEMPTS:
        job.state, job.finished_at = JobState.DEAD, at
    else:
        job.state, job.run_at = JobState.WAITING, at + pause_after(job.attempts)


def pause_after(attempts: int) -> timedelta:
    """Return how long to wait after so many failures: twice as long each time."""
    return min(FIRST_PAUSE * (1 << min(attempts - 1, 20)), LONGEST_PAUSE)


def count_by_state(session: Session) -> Mapping[JobState, int]:
    """Return how many jobs are in each state."""
    found = session.execute(sa.select(Job.state, sa.func.count()).group_by(Job.state))
    return dict.fromkeys(JobState, 0) | {state: count for state, count in found}  # noqa: C416 - rows are no pairs to mypy


def oldest_due_seconds(session: Session, *, at: datetime) -> float:
    """Return for how many seconds the oldest due job has waited; 0 where none is due."""
    query = sa.select(sa.func.min(Job.run_at)).where(Job.state == JobState.WAITING)
    since = session.scalar(query)
    return max(0.0, (at - since).total_seconds()) if since else 0.0
