import pytest
import sqlalchemy as sa

from cbt.audit import service
from cbt.audit.service import Deed
from cbt.models.audit import AuditEvent


def test_record_names_deed_actor_subject_and_facts(session, person, at):
    service.record(session, "accounts:person:rename", person, by=person, at=at, name="Ana Ríos")
    event = session.get_one(AuditEvent, 1)
    assert (event.action, event.actor_id, event.at) == ("accounts:person:rename", person.id, at)
    assert event.subject == f"person:{person.id}"
    assert event.facts == '{"name":"Ana Ríos"}'


def test_record_is_undone_with_its_deed(session, person, at):
    service.record(session, "accounts:person:rename", person, by=person, at=at)
    session.rollback()
    assert service.verify(session).checked == 0


def test_events_follow_each_other(session, person, at):
    service.record(session, "accounts:person:rename", person, by=None, at=at)
    service.record_all(
        session, [Deed("accounts:officer:add", f"officer:{n}", {"n": n}) for n in range(3)],
        by=person, at=at,
    )  # fmt: skip
    session.commit()
    verdict = service.verify(session)
    assert (verdict.checked, verdict.broken) == (4, None)


def test_nothing_to_record_leaves_the_log_as_it_is(session, at):
    service.record_all(session, [], by=None, at=at)
    assert service.verify(session).checked == 0


@pytest.mark.parametrize(
    "statement", [sa.update(AuditEvent).values(action="x"), sa.delete(AuditEvent)]
)
def test_the_database_itself_refuses_changes(session, person, at, statement):
    service.record(session, "accounts:person:rename", person, by=person, at=at)
    session.commit()
    with pytest.raises(sa.exc.DBAPIError, match="append-only"):
        session.execute(statement)
    session.rollback()
    assert service.verify(session).checked == 1
