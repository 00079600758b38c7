"""The worker: takes one job after another until it is told to stop."""

import json
import math
import threading
import time
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
import structlog
from sqlalchemy.orm import Session

from cbt.config import Settings
from cbt.core import clock, queue
from cbt.extensions import reading_only
from cbt.models.jobs import Job

#: What reaches out of the record: done after the commit, lest a slow mail server hold its lock.
Effect = Callable[[], None]
#: A handler changes the record in the transaction that marks its job done, or returns an effect.
Handler = Callable[[Session, Mapping[str, Any], Settings, datetime], Effect | None]
IDLE_SECONDS = 0.5
OUTAGE_SECONDS = 5.0
log = structlog.get_logger("muster.worker")


class Worker:
    """Does the jobs of a database with the handlers that it is given."""

    def __init__(
        self,
        engine: sa.Engine,
        handlers: Mapping[str, Handler],
        settings: Settings,
        *,
        lease: timedelta = queue.LEASE,
        every_minute: Callable[[sa.Engine], None] | None = None,
    ) -> None:
        self.engine = engine
        self.handlers = handlers
        self.settings = settings
        self.lease = lease
        self.every_minute = every_minute
        self.looked = -math.inf
        self.stopping = threading.Event()

    def run(self) -> None:
        """Work until `stop`; the job in hand is finished first."""
        while not self.stopping.is_set():
            try:
                self._look_at_clock()
                pause = 0.0 if self.work_one() else IDLE_SECONDS
            except sa.exc.DBAPIError as error:
                # A database that restarts must not end the worker; its jobs are safe there.
                log.warning("the database does not answer", error=type(error.orig).__name__)
                pause = OUTAGE_SECONDS
            self.stopping.wait(pause)

    def _look_at_clock(self) -> None:
        if self.every_minute and time.monotonic() - self.looked >= 60:
            self.every_minute(self.engine)
            self.looked = time.monotonic()

    def stop(self) -> None:
        """Take no further job."""
        self.stopping.set()

    def work_all(self) -> int:
        """Do every job that is due and return how many there were."""
        count = 0
        while not self.stopping.is_set() and self.work_one():
            count += 1
        return count

    def work_one(self) -> bool:
        """Do the next due job; False where there is none."""
        job = self._claim() if self._has_due() else None
        if job is None:
            return False
        try:
            self._do(job)
        except Exception as error:
            self._fail(job, error)
        return True

    def _has_due(self) -> bool:
        # An idle worker must not take SQLite's write lock twice a second.
        before = reading_only.set(True)
        try:
            with Session(self.engine) as session:
                return queue.has_due(session, at=clock.now())
        finally:
            reading_only.reset(before)

    def _claim(self) -> Job | None:
        with Session(self.engine, expire_on_commit=False) as session:
            job = queue.claim(session, at=clock.now(), lease=self.lease)
            session.commit()
            return job

    def _do(self, job: Job) -> None:
        handler = self.handlers.get(job.kind)
        if handler is None:
            raise LookupError(f"No handler for jobs of the kind {job.kind}.")
        effect = self._change(job, handler)
        if effect is not None:
            effect()
            self._change(job, _nothing)
        log.info("job done", job=job.id, kind=job.kind, attempt=job.attempts)

    def _change(self, job: Job, handler: Handler) -> Effect | None:
        at = clock.now()
        with Session(self.engine) as session:
            held = queue.hold(session, job)
            if held is None:
                return None
            effect = handler(session, json.loads(held.payload), self.settings, at)
            if effect is None:
                queue.finish(held, at=at)
            session.commit()
            return effect

    def _fail(self, job: Job, error: Exception) -> None:
        with Session(self.engine) as session:
            held = queue.hold(session, job)
            if held is not None:
                queue.fail(held, f"{type(error).__name__}: {error}", at=clock.now())
            session.commit()
        log.warning("job failed", job=job.id, kind=job.kind, error=type(error).__name__)


def _nothing(*_: object) -> None:
    """Change nothing more: the effect was all."""
