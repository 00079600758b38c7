from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from cbt.app import create_app
from cbt.config import Settings
from cbt.core import clock, queue
from cbt.core.migration import migrate
from cbt.extensions import db, reading_only
from cbt.models.jobs import JobState


@pytest.fixture
def make(tmp_path):
    """Return a function that makes a client of a migrated application."""
    apps = []

    def client(**settings):
        app = create_app(Settings(data_dir=tmp_path, **settings))
        apps.append(app)
        with app.app_context():
            migrate(db.engine)
        return app.test_client()

    yield client
    for app in apps:
        with app.app_context():
            db.engine.dispose()
    reading_only.set(False)


def read(client, **options):
    """Return the samples that Prometheus would see, by name and labels."""
    answer = client.get("/metrics", **options)
    assert answer.status_code == 200
    lines = [line for line in answer.text.splitlines() if not line.startswith("#")]
    return {name: float(value) for name, _, value in (line.rpartition(" ") for line in lines)}


def test_requests_are_counted_by_endpoint_method_and_status(make):
    client = make()
    name = 'muster_requests_total{endpoint="health.healthz",method="GET",status="200"}'
    before = read(client).get(name, 0)
    client.get("/healthz")
    after = read(client)
    assert after[name] == before + 1
    assert after['muster_request_seconds_count{endpoint="health.healthz"}'] >= 1


def test_an_invented_method_and_address_make_no_series_of_their_own(make):
    client = make()
    client.open("/s3cret", method="INVENTED")
    text = client.get("/metrics").text
    assert "INVENTED" not in text
    assert "s3cret" not in text
    assert 'endpoint="none",method="other"' in text


def test_jobs_are_counted_by_state_and_the_oldest_due_one_is_timed(make):
    client = make()
    with client.application.app_context(), Session(db.engine) as session:
        queue.enqueue(session, "a", {}, at=clock.now() - timedelta(minutes=5))
        queue.enqueue(session, "b", {}, at=clock.now()).state = JobState.DEAD
        session.commit()
    found = read(client)
    counts = {state: found[f'muster_jobs{{state="{state}"}}'] for state in JobState}
    assert counts == {"waiting": 1, "running": 0, "done": 0, "dead": 1}
    assert 300 <= found["muster_oldest_due_job_seconds"] < 330


def test_a_job_of_tomorrow_is_not_late(make):
    client = make()
    with client.application.app_context(), Session(db.engine) as session:
        queue.enqueue(session, "a", {}, at=clock.now(), run_at=clock.now() + timedelta(days=1))
        session.commit()
    assert read(client)["muster_oldest_due_job_seconds"] == 0


@pytest.mark.parametrize(
    ("settings", "options", "status"),
    [
        pytest.param({}, {}, 200, id="this machine, no token set"),
        pytest.param({}, {"environ_base": {"REMOTE_ADDR": "::1"}}, 200, id="this machine by IPv6"),
        pytest.param({}, {"environ_base": {"REMOTE_ADDR": "10.0.0.7"}}, 404, id="another machine"),
        pytest.param({}, {"environ_base": {"REMOTE_ADDR": "unix:"}}, 404, id="no address"),
        pytest.param({}, {"headers": {"X-Forwarded-For": "1.2.3.4"}}, 404, id="behind a proxy"),
        pytest.param({}, {"headers": {"x-real-ip": "1.2.3.4"}}, 404, id="behind another proxy"),
        pytest.param({"metrics_token": "t0k"}, {}, 404, id="token wanted, none given"),
        pytest.param(
            {"metrics_token": "t0k"}, {"headers": {"Authorization": "Bearer no"}}, 404, id="wrong"
        ),
        pytest.param(
            {"metrics_token": "t0k"},
            {
                "headers": {"Authorization": "Bearer t0k", "X-Forwarded-For": "1.2.3.4"},
                "environ_base": {"REMOTE_ADDR": "10.0.0.7"},
            },
            200,
            id="the right token from anywhere",
        ),
    ],
)
def test_the_counts_are_for_this_machine_or_for_the_token(make, settings, options, status):
    assert make(**settings).get("/metrics", **options).status_code == status
