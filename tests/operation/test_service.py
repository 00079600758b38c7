from datetime import timedelta

import pytest
import sqlalchemy as sa

from cbt.audit import service as audit
from cbt.core import queue
from cbt.core.errors import Refused
from cbt.models.audit import AuditEvent
from cbt.models.jobs import Job, JobState
from cbt.operation import service


@pytest.fixture
def dead(session, at):
    """Return a job that was given up, beside one that waits."""
    job = queue.enqueue(session, "mail", {"event": "reset"}, at=at, dedupe_key="k")
    queue.enqueue(session, "noise", {}, at=at)
    job.state, job.finished_at, job.attempts = JobState.DEAD, at, queue.MOST_ATTEMPTS
    job.last_error = "OSError: no route"
    session.commit()
    return job


def test_the_next_to_run_comes_first_and_of_the_dead_the_latest(session, at):
    for minutes in (2, 1, 3):
        moment = at + timedelta(minutes=minutes)
        queue.enqueue(session, f"wait{minutes}", {}, at=at, run_at=moment)
        gone = queue.enqueue(session, f"dead{minutes}", {}, at=at)
        gone.state, gone.finished_at = JobState.DEAD, moment
    session.flush()
    kinds = [job.kind for job in service.list_jobs(session, JobState.WAITING)]
    assert kinds == ["wait1", "wait2", "wait3"]
    dead = service.list_jobs(session, JobState.DEAD, limit=2, skip=1)
    assert [job.kind for job in dead] == ["dead2", "dead1"]


def test_a_revived_job_is_due_at_once_and_has_all_its_attempts(session, dead, person, at):
    service.revive(session, dead, by=person, at=at + timedelta(hours=1))
    session.commit()
    assert (dead.state, dead.attempts, dead.finished_at) == (JobState.WAITING, 0, None)
    assert dead.run_at == at + timedelta(hours=1)
    event = session.scalars(sa.select(AuditEvent)).one()
    assert (event.action, event.actor_id) == ("operation:job:revive", person.id)


def test_a_dropped_job_lives_on_in_the_audit_log(session, dead, person, at):
    name = audit.name_of(dead)
    service.drop(session, dead, by=person, at=at)
    session.commit()
    assert session.scalars(sa.select(Job.kind)).all() == ["noise"]
    event = session.scalars(sa.select(AuditEvent)).one()
    assert (event.action, event.subject) == ("operation:job:drop", name)
    assert "no route" in event.facts


@pytest.mark.parametrize("deed", [service.revive, service.drop])
def test_only_a_dead_job_is_touched(session, dead, person, at, deed):
    waiting = session.scalars(sa.select(Job).where(Job.kind == "noise")).one()
    with pytest.raises(Refused, match="This job is waiting; only a dead one"):
        deed(session, waiting, by=person, at=at)


def test_a_job_whose_successor_waits_is_not_revived(session, dead, person, at):
    assert queue.enqueue(session, "mail", {"event": "reset"}, at=at, dedupe_key="k")
    with pytest.raises(Refused, match="newer job for the same thing"):
        service.revive(session, dead, by=person, at=at)
