from datetime import timedelta

import pytest
import sqlalchemy as sa

from cbt import seed
from cbt.core import clock
from cbt.extensions import db
from cbt.models.accounts import Person, Role
from cbt.models.jobs import Job
from tests import actors


def test_the_front_page_says_what_this_is(page):
    assert page("home.front").title == "Training that proves what it certifies"


@pytest.fixture
def world(app):
    """Return what signs a demonstration account in to `client` and fetches its day."""
    with app.app_context():
        seed.settle(db.session, at=clock.now())
        db.session.commit()

    def day(client, email):
        client.set_cookie("session", actors.sign_in_known(app, email))
        return client.get("/today").text

    return day


@pytest.mark.parametrize(
    ("email", "sentences"),
    [
        ("officer", ["Nothing waits for you.", "D100000", "Cedar Bluff Police Department"]),
        ("coordinator", ["Officers under commission", ">14<", "without a password"]),
        ("director", ["Meramec Valley Training Center: DEMO-T-002 ends on", "Officers on record"]),
        ("auditor", ["Events in the audit log", "Its seal"]),
        ("operator", ["Turn one-time codes on", "Dead jobs"]),
        ("manager", ["DEMO-P-001", "valid to"]),
        ("commission", ["Nothing waits for you.", "Organizations on record"]),
    ],
)
def test_each_role_s_day(client, world, email, sentences):
    html = world(client, f"{email}@example.org")
    assert [s for s in sentences if s not in html] == []


def test_a_coordinator_of_an_empty_roster_is_told_to_fill_it(page, sign_in):
    sign_in(Role.AGENCY_COORDINATOR)
    assert "Enter your officers" in page("home.today").text


def test_an_operator_is_told_of_a_worker_that_stands_still(app, page, sign_in):
    sign_in(Role.OPERATOR)
    with app.app_context():
        long_ago = clock.now() - timedelta(hours=1)
        db.session.add(Job(kind="mail", payload="{}", run_at=long_ago, created_at=long_ago))
        db.session.commit()
    assert "See whether a worker runs" in page("home.today").text


def test_somebody_without_a_role_is_told_whom_to_ask(app, page, sign_in):
    person_id = sign_in(Role.OFFICER)
    with app.app_context():
        person = db.session.get(Person, person_id)
        db.session.execute(sa.text("DELETE FROM role_assignment"))
        db.session.commit()
        assert person.id
    assert "You hold no role today" in page("home.today").text
