import pytest

from cbt.config import Settings
from cbt.core import clock
from cbt.extensions import db
from cbt.models.accounts import Role
from cbt.models.jobs import Job, JobState
from cbt.operation.views import _said
from tests.forms import forms, send


@pytest.fixture
def dead(app, sign_in):
    """Return the key of a dead job, before an operator."""
    sign_in(Role.OPERATOR)
    at = clock.now()
    with app.app_context():
        job = Job(
            kind="mail", payload='{"event":"reset"}', run_at=at, created_at=at, attempts=12,
            state=JobState.DEAD, finished_at=at, last_error="The mail server refused.",
        )  # fmt: skip
        db.session.add(job)
        db.session.commit()
        return job.id


def test_a_dead_job_is_shown_with_its_error_and_tried_again(client, page, dead):
    assert "The mail server refused." in page("operation.jobs").text
    assert "is tried again now" in send(client, "/jobs", to=f"/jobs/{dead}/revive").text
    assert "Waiting (1)" in page("operation.jobs", state="waiting").text


def test_a_dead_job_is_dropped(client, page, dead):
    assert "is dropped" in send(client, "/jobs", to=f"/jobs/{dead}/drop").text
    assert "No job is dead." in page("operation.jobs").text


def test_a_dead_job_stands_on_the_operator_s_day(page, dead):
    assert "Look at 1 dead job" in page("home.today").text


def test_a_living_job_has_no_buttons(client, page, dead):
    send(client, "/jobs", to=f"/jobs/{dead}/revive")
    assert not [a for a in forms(client, "/jobs?state=waiting") if a.startswith("/jobs/")]
    assert "No job is dead." in page("operation.jobs", state="no such state").text


def test_settings_show_no_secret(page, sign_in):
    sign_in(Role.OPERATOR)
    text = page("operation.settings").text
    assert "CBT_SECRET_KEY set, and not shown" in text
    assert Settings().secret_key not in text


def test_the_password_in_an_address_is_hidden():
    said = _said("postgresql+psycopg://muster:secret@db.example.org/muster", is_secret=False)
    assert said == "postgresql+psycopg://(hidden)@db.example.org/muster"
