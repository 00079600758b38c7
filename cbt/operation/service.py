"""What an operator sees and does of the jobs: dead letters are tried again or dropped."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cbt.audit import service as audit
from cbt.core.errors import Refused
from cbt.models.accounts import Person
from cbt.models.jobs import Job, JobState

OVER = frozenset({JobState.DONE, JobState.DEAD})


def list_jobs(session: Session, state: JobState, *, limit: int = 50, skip: int = 0) -> list[Job]:
    """Return jobs of a state: the next to run first, of those that are over the latest first."""
    order = (Job.finished_at.desc(), Job.id.desc()) if state in OVER else (Job.run_at, Job.id)
    query = sa.select(Job).where(Job.state == state).order_by(*order)
    return list(session.scalars(query.limit(limit).offset(skip)))


def revive(session: Session, job: Job, *, by: Person, at: datetime) -> None:
    """Let a dead job be tried again from the first attempt, at once."""
    _refuse_living(session, job)
    if job.dedupe_key is not None and _has_successor(session, job.dedupe_key):
        raise Refused("A newer job for the same thing is waiting. Drop this one.")
    job.state, job.run_at, job.attempts, job.finished_at = JobState.WAITING, at, 0, None
    audit.record(session, "operation:job:revive", job, by=by, at=at, kind=job.kind)


def drop(session: Session, job: Job, *, by: Person, at: datetime) -> None:
    """Delete a dead job; the audit log keeps what it was and why it died."""
    _refuse_living(session, job)
    audit.record(
        session, "operation:job:drop", job, by=by, at=at,
        kind=job.kind, payload=job.payload, attempts=job.attempts, error=job.last_error,
    )  # fmt: skip
    session.delete(job)


def _refuse_living(session: Session, job: Job) -> None:
    session.refresh(job, with_for_update=True)
    if job.state is not JobState.DEAD:
        raise Refused(f"This job is {job.state}; only a dead one can be tried again or dropped.")


def _has_successor(session: Session, dedupe_key: str) -> bool:
    unfinished = Job.state.in_((JobState.WAITING, JobState.RUNNING))
    return bool(
        session.scalar(sa.select(sa.exists().where(Job.dedupe_key == dedupe_key, unfinished)))
    )
