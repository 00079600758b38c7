import pytest
import sqlalchemy as sa
from flask import Flask

from cbt.app import create_app
from cbt.config import Settings
from cbt.core.migration import migrate
from cbt.extensions import db, reading_only
from cbt.web.access import guards, public


@pytest.fixture
def app(tmp_path):
    app = create_app(Settings(data_dir=tmp_path))
    yield app
    with app.app_context():
        db.engine.dispose()
    reading_only.set(False)


def test_healthz(app):
    answer = app.test_client().get("/healthz")
    assert (answer.status_code, answer.text) == (200, "alive\n")


def test_readyz_only_once_the_database_is_migrated(app):
    assert app.test_client().get("/readyz").status_code == 503
    with app.app_context():
        migrate(db.engine)
    assert app.test_client().get("/readyz").text == "ready\n"


def test_every_answer_has_a_strict_policy(app):
    for path in ("/healthz", "/nowhere"):
        policy = app.test_client().get(path).headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; script-src 'self';")
        assert "unsafe" not in policy


def test_foreign_keys_hold_in_the_application(app):
    with app.app_context():
        assert db.session.scalar(sa.text("PRAGMA foreign_keys")) == 1


def test_an_unguarded_view_stops_the_start():
    app = Flask("bare")
    app.add_url_rule("/a", "open_door", lambda: "")
    app.add_url_rule("/b", "fine", public(lambda: ""))
    with pytest.raises(RuntimeError, match="no guard; say who may enter: open_door"):
        guards(app)
