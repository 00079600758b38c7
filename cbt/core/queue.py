"""The outbox: enqueue in the caller's transaction, claim with a lease, finish with the deed.

A handler and the mark that its job is done commit together. A worker that dies in between leaves
a job whose lease runs out, and the next worker does it: none is lost, none is done twice.
"""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta

import sqlalchemy as sa
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
    if dedupe_key is not None and _is_unfinished(session, dedupe_key):
        return None
    job = Job(
        kind=kind,
        payload=json.dumps(payload, sort_keys=True, separators=(",", ":"), ensure_ascii=False),
        dedupe_key=dedupe_key,
        run_at=run_at or at,
        created_at=at,
    )
    session.add(job)
    return job


def _is_unfinished(session: Session, dedupe_key: str) -> bool:
    unfinished = Job.state.in_((JobState.WAITING, JobState.RUNNING))
    query = sa.select(Job.id).where(Job.dedupe_key == dedupe_key, unfinished)
    return session.scalar(query) is not None


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


def claim(session: Session, *, at: datetime, lease: timedelta = LEASE) -> Job | None:
    """Return the next due job, leased to the caller, who commits; None where nothing is due."""
    is_due = sa.and_(Job.state == JobState.WAITING, Job.run_at <= at)
    is_left = sa.and_(Job.state == JobState.RUNNING, Job.lease_until <= at)
    job = session.scalar(
        sa.select(Job)
        .where(sa.or_(is_due, is_left))
        .order_by(Job.run_at, Job.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    if job is not None:
        job.state, job.lease_until = JobState.RUNNING, at + lease
        job.attempts += 1
    return job


def finish(session: Session, job_id: int, *, attempt: int, at: datetime) -> bool:
    """Mark the job done in the handler's transaction; False where the lease went to another."""
    done = session.execute(
        sa.update(Job)
        .where(Job.id == job_id, Job.state == JobState.RUNNING, Job.attempts == attempt)
        .values(state=JobState.DONE, finished_at=at, lease_until=None, last_error="")
    )
    return bool(done.rowcount)  # type: ignore[attr-defined]  # an update's result has it


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
