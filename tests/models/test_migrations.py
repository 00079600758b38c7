import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from cbt.audit import service
from cbt.core.migration import check_drift, migrate, migrate_back
from cbt.models.accounts import Person
from cbt.models.base import Model


@pytest.fixture
def bare(engine):
    """Return an engine whose database has no table."""
    Model.metadata.drop_all(engine)
    if engine.dialect.name == "postgresql":
        with engine.begin() as connection:
            connection.execute(sa.text("DROP FUNCTION IF EXISTS refuse_audit_change"))
    yield engine
    migrate_back(engine, "base")
    with engine.begin() as connection:
        connection.execute(sa.text("DROP TABLE alembic_version"))


def test_the_models_have_not_drifted_from_the_migrations(bare):
    migrate(bare)
    check_drift(bare)


def test_up_with_data_and_down_again(bare, at):
    migrate(bare)
    with Session(bare) as session:
        person = Person(email="a@example.org", first_name="A", last_name="B", created_at=at)
        session.add(person)
        service.record(session, "accounts:person:add", person, by=None, at=at)
        session.commit()
        assert service.verify(session).checked == 1
    migrate_back(bare, "base")
    assert set(sa.inspect(bare).get_table_names()) == {"alembic_version"}
    migrate(bare)


def test_a_migrated_log_refuses_changes(bare, at):
    migrate(bare)
    with Session(bare) as session:
        person = Person(email="a@example.org", first_name="A", last_name="B", created_at=at)
        session.add(person)
        service.record(session, "accounts:person:add", person, by=None, at=at)
        session.commit()
        with pytest.raises(sa.exc.DBAPIError, match="append-only"):
            session.execute(sa.text("UPDATE audit_event SET action = 'x'"))


def test_migrating_twice_changes_nothing(bare):
    migrate(bare)
    migrate(bare)
    check_drift(bare)
