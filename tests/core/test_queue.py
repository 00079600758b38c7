from datetime import timedelta
from threading import Thread

import pytest
from sqlalchemy.orm import Session

from cbt.core import queue
from cbt.models.jobs import JobState


def test_a_job_of_a_transaction_rolled_back_is_none(session, at):
    queue.enqueue(session, "mail", {}, at=at)
    session.rollback()
    assert queue.claim(session, at=at) is None


def test_jobs_are_claimed_in_the_order_they_are_due(session, at):
    queue.enqueue(session, "later", {}, at=at, run_at=at + timedelta(minutes=1))
    queue.enqueue(session, "now", {}, at=at)
    assert queue.claim(session, at=at).kind == "now"
    assert queue.claim(session, at=at) is None
    assert queue.claim(session, at=at + timedelta(minutes=1)).kind == "later"


def test_a_left_job_is_anybody_s_after_its_lease(session, at):
    queue.enqueue(session, "mail", {}, at=at)
    first = queue.claim(session, at=at)
    assert queue.claim(session, at=at + queue.LEASE - timedelta(seconds=1)) is None
    again = queue.claim(session, at=at + queue.LEASE)
    assert (again.id, again.attempts) == (first.id, 2)


def test_who_lost_the_lease_holds_nothing(session, at, engine):
    queue.enqueue(session, "mail", {}, at=at)
    lost = queue.claim(session, at=at)
    session.flush()
    session.expunge(lost)
    session.commit()
    with Session(engine) as another:
        queue.claim(another, at=at + queue.LEASE)
        another.commit()
    assert queue.hold(session, lost) is None


def test_only_one_unfinished_job_bears_a_key(session, at):
    first = queue.enqueue(session, "tick", {}, at=at, dedupe_key="tick:1")
    session.flush()
    assert queue.enqueue(session, "tick", {}, at=at, dedupe_key="tick:1") is None
    queue.finish(first, at=at)
    assert queue.enqueue(session, "tick", {}, at=at, dedupe_key="tick:1") is not None


def test_of_processes_that_ask_for_the_same_at_once_one_wins_and_none_fails(engine, at):
    won = []

    def ask():
        with Session(engine) as session:
            won.append(queue.enqueue(session, "tick", {}, at=at, dedupe_key="k") is not None)
            session.commit()

    threads = [Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(won) == [False] * 5 + [True]


def test_workers_that_claim_at_once_get_a_job_each(engine, at):
    with Session(engine) as session:
        for number in range(8):
            queue.enqueue(session, f"job{number}", {}, at=at)
        session.commit()
    claimed = []

    def take():
        with Session(engine) as session:
            claimed.append(queue.claim(session, at=at).kind)
            session.commit()

    threads = [Thread(target=take) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(claimed) == [f"job{number}" for number in range(8)]


def test_the_payload_is_canonical_json_and_holds_no_token(session, at):
    queue.enqueue_mail(session, "reset", 7, at=at, token="reset", hours=1)
    payload = queue.claim(session, at=at).payload
    assert payload == '{"context_hours":1,"event":"reset","person":7,"token":"reset"}'


def test_a_failing_job_waits_longer_each_time_and_is_buried_in_the_end(session, at):
    job = queue.enqueue(session, "mail", {}, at=at)
    for attempt in range(1, queue.MOST_ATTEMPTS + 1):
        at = max(at, job.run_at)
        assert queue.claim(session, at=at) is job
        queue.fail(job, f"no answer {attempt}", at=at)
    assert (job.state, job.last_error) == (JobState.DEAD, "no answer 12")


def test_a_job_that_kills_its_workers_is_buried(session, at):
    job = queue.enqueue(session, "mail", {}, at=at)
    for _ in range(queue.MOST_ATTEMPTS):
        assert queue.claim(session, at=at) is job
        at += queue.LEASE
    assert queue.claim(session, at=at) is None
    assert job.state is JobState.DEAD


@pytest.mark.parametrize(("attempts", "seconds"), [(1, 15), (2, 30), (8, 1920), (9, 3600)])
def test_pauses(attempts, seconds):
    assert queue.pause_after(attempts) == timedelta(seconds=seconds)
