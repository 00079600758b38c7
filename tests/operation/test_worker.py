"""The worker against real databases, a real mail server and a real kill."""

import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine
from sqlalchemy.orm import Session

from cbt import schedule
from cbt.config import Settings
from cbt.core import clock, queue
from cbt.models.accounts import Person, Role
from cbt.models.jobs import Job, JobState
from cbt.models.organizations import RoleAssignment
from cbt.models.sign_ins import AccountToken
from cbt.operation import worker
from cbt.operation.jobs import HANDLERS
from cbt.operation.worker import Worker


@pytest.fixture
def settings(tmp_path):
    return Settings(data_dir=tmp_path / "var")


@pytest.fixture
def _clock(at):
    """Let the clock of this process go on from `at`."""
    with time_machine.travel(at, tick=True):
        yield


def work(engine, settings, handlers=HANDLERS):
    return Worker(engine, handlers, settings).work_all()


@pytest.mark.usefixtures("_clock")
def test_a_mail_with_a_link_is_sent_and_the_link_works_once(
    session, engine, person, settings, mail_server, at
):
    queue.enqueue_mail(session, "reset", person.id, at=at, token="reset")
    session.commit()
    served = replace(settings, smtp_host="127.0.0.1", smtp_port=mail_server.port,
                     smtp_starttls=False)  # fmt: skip
    assert work(engine, served) == 1
    (arrived,) = mail_server.messages
    assert "/set-password/" in arrived.get_body(("plain",)).get_content()
    assert session.scalar(sa.select(sa.func.count(AccountToken.id))) == 1


@pytest.mark.usefixtures("_clock")
def test_no_mail_server_means_another_try_and_no_loss(session, engine, person, settings, at):
    queue.enqueue_mail(session, "reset", person.id, at=at, token="reset")
    session.commit()
    absent = replace(settings, smtp_host="127.0.0.1", smtp_port=1, smtp_starttls=False)
    work(engine, absent)
    job = session.scalars(sa.select(Job)).one()
    assert (job.state, job.attempts) == (JobState.WAITING, 1)
    assert "Connection refused" in job.last_error


def test_a_mail_that_nobody_takes_lies_dead_after_the_last_attempt(
    session, engine, person, settings, at
):
    queue.enqueue_mail(session, "reset", person.id, at=at, token="reset")
    session.commit()
    absent = replace(settings, smtp_host="127.0.0.1", smtp_port=1, smtp_starttls=False)
    with time_machine.travel(at, tick=False) as hours:
        for attempt in range(1, queue.MOST_ATTEMPTS + 1):
            assert work(engine, absent) == 1
            assert work(engine, absent) == 0  # Not before the pause is over.
            hours.shift(queue.pause_after(attempt))
        assert work(engine, absent) == 0
    job = session.scalars(sa.select(Job)).one()
    assert (job.state, job.attempts) == (JobState.DEAD, queue.MOST_ATTEMPTS)
    assert "Connection refused" in job.last_error


@pytest.mark.usefixtures("_clock")
def test_a_failing_handler_leaves_nothing_half_done(session, engine, person, settings, at):
    def rename_and_fail(session, payload, settings, at):
        session.get(Person, payload["person"]).first_name = "Half"
        session.flush()
        raise ValueError("no more")

    queue.enqueue(session, "rename", {"person": person.id}, at=at)
    session.commit()
    work(engine, settings, {"rename": rename_and_fail})
    session.expire_all()
    assert session.scalars(sa.select(Person.first_name)).one() == "Ana"
    assert session.scalars(sa.select(Job.last_error)).one() == "ValueError: no more"


@pytest.mark.usefixtures("_clock")
def test_an_unknown_kind_is_an_error_of_its_own_job(session, engine, settings, at):
    queue.enqueue(session, "nonsense", {}, at=at)
    session.commit()
    work(engine, settings)
    assert "No handler" in session.scalars(sa.select(Job.last_error)).one()


@pytest.mark.usefixtures("_clock")
def test_the_anchor_goes_to_operators(session, engine, person, settings, at):
    from cbt.audit import service as audit

    session.add(RoleAssignment(person=person, role=Role.OPERATOR, from_on=at.date()))
    audit.record(session, "people:role:grant", person, by=None, at=at)
    queue.enqueue(session, "audit_anchor", {}, at=at)
    session.commit()
    assert work(engine, settings) == 2
    (kept,) = (settings.data_dir / "mail").glob("*.eml")
    assert "1 events" in kept.read_text()


def test_the_day_s_jobs_are_added_once(session, at):
    assert schedule.enqueue_due(session, at=at) == 2
    session.commit()
    assert schedule.enqueue_due(session, at=at + timedelta(hours=1)) == 0
    assert schedule.enqueue_due(session, at=at + timedelta(days=1)) == 2


def test_a_database_that_does_not_answer_does_not_end_the_worker(settings, tmp_path, monkeypatch):
    monkeypatch.setattr(worker, "OUTAGE_SECONDS", 0.01)
    unready = sa.create_engine(f"sqlite:///{tmp_path / 'none.db'}")
    at_work = Worker(unready, HANDLERS, settings)
    running = threading.Thread(target=at_work.run)
    running.start()
    time.sleep(0.2)
    assert running.is_alive()
    at_work.stop()
    running.join(5)
    assert not running.is_alive()
    unready.dispose()


#: A worker whose jobs take a while; each adds one person, so that a job done twice would show.
SLOW = """
import sys, time
from datetime import timedelta
import sqlalchemy as sa
from cbt.config import Settings
from cbt.extensions import make_sound
from cbt.models.accounts import Person
from cbt.operation.worker import Worker

def add(session, payload, settings, at):
    name = str(payload["number"])
    session.add(Person(email=f"{name}@example.org", first_name=name, last_name="X", created_at=at))
    session.flush()
    print("began", name, flush=True)
    time.sleep(0.2)

engine = sa.create_engine(sys.argv[1])
make_sound(engine)
Worker(engine, {"add": add}, Settings(), lease=timedelta(seconds=1)).run()
"""


def start(engine):
    url = engine.url.render_as_string(hide_password=False)
    return subprocess.Popen([sys.executable, "-c", SLOW, url], stdout=subprocess.PIPE)


def test_a_worker_killed_in_the_middle_loses_no_job_and_does_none_twice(session, engine):
    for number in range(6):
        queue.enqueue(session, "add", {"number": number}, at=clock.now())
    session.commit()
    first = start(engine)
    try:
        assert b"began 2\n" in first.stdout  # In the middle of the third: its row is written.
    finally:
        os.kill(first.pid, signal.SIGKILL)
        first.communicate()
    second = start(engine)
    try:
        assert all_done(engine)
    finally:
        second.terminate()
        second.communicate()
    with Session(engine) as fresh:
        assert fresh.scalar(sa.select(sa.func.count(Person.id))) == 6
        assert set(fresh.scalars(sa.select(Job.state))) == {JobState.DONE}
        query = sa.select(Job.attempts).order_by(Job.id)
        assert list(fresh.scalars(query)) == [1, 1, 2, 1, 1, 1]


def all_done(engine):
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        with engine.connect() as connection:
            left = sa.select(sa.func.count()).where(Job.state != JobState.DONE)
            if connection.scalar(left) == 0:
                return True
        time.sleep(0.1)
    return False
