"""Jobs: the outbox that commits with the change that caused it."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from cbt.models.accounts import one_of
from cbt.models.base import Keyed, Model


class JobState(StrEnum):
    """How far a job is; a dead one waits for an operator."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    DEAD = "dead"


_UNFINISHED = "state IN ('waiting', 'running')"


class Job(Keyed, Model):
    """One thing to do after the transaction that asked for it."""

    __tablename__ = "job"
    __table_args__ = (
        one_of(JobState, "state"),
        sa.Index(
            "uq_job_dedupe_key",
            "dedupe_key",
            unique=True,
            sqlite_where=sa.text(_UNFINISHED),
            postgresql_where=sa.text(_UNFINISHED),
        ),
        sa.Index("ix_job_state_run_at", "state", "run_at"),
    )

    kind: Mapped[str] = mapped_column(sa.String(40))
    payload: Mapped[str] = mapped_column(sa.Text)
    """Canonical JSON: keys of records, never secrets."""
    dedupe_key: Mapped[str | None] = mapped_column(sa.String(120))
    """At most one unfinished job bears a key."""
    state: Mapped[JobState] = mapped_column(default=JobState.WAITING)
    run_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    lease_until: Mapped[datetime | None]
    """Until then the job is a worker's; after it, anybody's again."""
    last_error: Mapped[str] = mapped_column(sa.Text, default="")
    created_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
