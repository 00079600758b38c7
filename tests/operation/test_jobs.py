from datetime import timedelta

import pytest
import sqlalchemy as sa

from cbt.audit import service as audit
from cbt.config import Settings
from cbt.core import queue
from cbt.models.accounts import Person, Role
from cbt.models.jobs import Job, JobState
from cbt.models.organizations import RoleAssignment
from cbt.models.sign_ins import AccountToken, SignIn, Throttle, TokenPurpose
from cbt.operation import jobs

MONTH = timedelta(days=30)
MOMENT = timedelta(seconds=1)


@pytest.fixture
def settings(tmp_path):
    return Settings(data_dir=tmp_path)


def left(session, column):
    return sorted(session.scalars(sa.select(column)))


def test_cleaning_up_takes_what_is_over_for_a_month_and_nothing_younger(
    session, person, settings, at
):
    for name, age in ((b"old", MONTH + MOMENT), (b"new", MONTH)):
        then = at - age
        session.add_all(
            [
                AccountToken(
                    person=person,
                    purpose=TokenPurpose.RESET,
                    token_hash=name,
                    expires_at=then,
                ),
                SignIn(person=person, token_hash=name, started_at=then, last_seen_at=then),
                Throttle(key_hash=name, failures=1, first_at=then, blocked_until=then),
            ]
        )
        for state in JobState:
            job = queue.enqueue(session, f"{state} {name.decode()}", {}, at=then)
            job.state, job.finished_at = state, then
    session.commit()
    jobs.clean_up(session, {}, settings, at)
    session.commit()
    assert left(session, AccountToken.token_hash) == [b"new"]
    assert left(session, SignIn.token_hash) == [b"new"]
    assert left(session, Throttle.key_hash) == [b"new"]
    gone = {f"{state} {name}" for state in JobState for name in ("old", "new")} - set(
        left(session, Job.kind)
    )
    assert gone == {"done old"}


def test_the_anchor_names_the_head_and_goes_to_those_who_keep_it_today(
    session, person, settings, at
):
    others = {
        "operator": (Role.OPERATOR, None),
        "staff": (Role.DIRECTOR_STAFF, None),
        "past": (Role.OPERATOR, at.date()),
        "until tomorrow": (Role.OPERATOR, at.date() + timedelta(days=1)),
        "officer": (Role.OFFICER, None),
    }
    for name, (role, to_on) in others.items():
        keeper = Person(
            email=f"{name.split()[0]}@example.org", first_name="A", last_name="B", created_at=at
        )
        session.add(
            RoleAssignment(
                person=keeper, role=role, from_on=at.date() - timedelta(days=9), to_on=to_on
            )
        )
    audit.record(session, "people:person:add", person, by=None, at=at)
    jobs.anchor_audit_log(session, {}, settings, at)
    session.commit()
    mails = session.scalars(sa.select(Job.payload).where(Job.kind == "mail")).all()
    assert len(mails) == 3
    head = audit.verify(session).head.hex()
    assert all(f'"context_number":1,"context_seal":"{head}"' in mail for mail in mails)


def test_an_empty_log_has_no_anchor(session, person, settings, at):
    session.add(RoleAssignment(person=person, role=Role.OPERATOR, from_on=at.date()))
    jobs.anchor_audit_log(session, {}, settings, at)
    assert left(session, Job.kind) == []
