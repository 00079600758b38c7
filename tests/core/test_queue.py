import json
from datetime import timedelta
from threading import Thread

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from cbt.core import queue
from cbt.models.jobs import Job, JobState

SECOND = timedelta(seconds=1)


def add(session, at, **options):
    job = queue.enqueue(session, "count", {"n": 1}, at=at, **options)
    session.commit()
    return job


def test_a_job_goes_with_the_transaction_that_asked_for_it(session, at):
    queue.enqueue(session, "count", {"n": 1}, at=at)
    session.rollback()
    assert session.scalar(sa.select(sa.func.count()).select_from(Job)) == 0


def test_the_payload_is_canonical_json(session, at):
    job = queue.enqueue(session, "count", {"z": "§", "a": None}, at=at)
    assert job.payload == '{"a":null,"z":"§"}'


def test_a_mail_names_person_event_and_purpose_and_no_token(session, at):
    queue.enqueue_mail(session, "reset", 7, at=at, token="reset", hours=1)
    payload = json.loads(session.scalars(sa.select(Job.payload)).one())
    assert payload == {"event": "reset", "person": 7, "token": "reset", "context_hours": 1}


def test_one_unfinished_job_bears_a_key(session, at):
    job = add(session, at, dedupe_key="k")
    assert add(session, at, dedupe_key="k") is None
    assert add(session, at, dedupe_key="other") is not None
    job.state = JobState.DONE
    session.commit()
    assert add(session, at, dedupe_key="k") is not None


def test_of_processes_that_enqueue_at_once_one_wins_and_none_fails(engine, at):
    added = []

    def ask():
        with Session(engine) as session:
            added.append(add(session, at, dedupe_key="k") is not None)

    threads = [Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(added) == [False] * 5 + [True]


def test_the_oldest_due_job_comes_first_and_none_before_its_time(session, at):
    later = add(session, at, run_at=at + 5 * SECOND)
    first, second = add(session, at), add(session, at)
    assert queue.claim(session, at=at).id == first.id
    assert queue.claim(session, at=at).id == second.id
    assert queue.claim(session, at=at + 4 * SECOND) is None
    assert queue.claim(session, at=at + 5 * SECOND).id == later.id


def test_a_lease_that_runs_out_makes_the_job_anybodys_again(session, at):
    job = add(session, at)
    assert queue.claim(session, at=at, lease=SECOND).id == job.id
    session.commit()
    assert queue.claim(session, at=at, lease=SECOND) is None
    assert queue.claim(session, at=at + SECOND).attempts == 2


def test_who_lost_the_lease_cannot_finish(session, at):
    job = add(session, at)
    queue.claim(session, at=at, lease=SECOND)
    queue.claim(session, at=at + SECOND)
    assert not queue.finish(session, job.id, attempt=1, at=at + 2 * SECOND)
    assert queue.finish(session, job.id, attempt=2, at=at + 2 * SECOND)
    session.refresh(job)
    assert (job.state, job.finished_at) == (JobState.DONE, at + 2 * SECOND)


def test_a_failed_job_waits_twice_as_long_each_time_and_then_lies_dead(session, at):
    job = add(session, at)
    now, waits = at, []
    while job.state is not JobState.DEAD:
        assert queue.claim(session, at=now) is job
        queue.fail(job, "x" * 5_000, at=now)
        waits.append(int((job.run_at - now).total_seconds()))
        now = job.run_at
        session.commit()
    assert waits[:-1] == [15, 30, 60, 120, 240, 480, 960, 1920, 3600, 3600, 3600]
    assert job.attempts == queue.MOST_ATTEMPTS
    assert len(job.last_error) == queue.LONGEST_ERROR
    assert queue.claim(session, at=now + timedelta(days=1)) is None


@pytest.mark.parametrize("attempts", [60, 10**6])
def test_the_pause_has_an_upper_end(attempts):
    assert queue.pause_after(attempts) == queue.LONGEST_PAUSE
