"""Record a deed with its change, in one transaction; read and check the log."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cbt.audit.chain import START, Fact, Link, Verdict, canonical_facts, check, seal
from cbt.models.accounts import Person
from cbt.models.audit import AuditEvent

#: Any number will do that nothing else in the database locks.
LOCK = 751_570


@dataclass(frozen=True, slots=True)
class Deed:
    """What is to be recorded of one change."""

    action: str
    subject: str
    facts: Mapping[str, Fact]
    organization_id: int | None = None


def name_of(subject: object) -> str:
    """Return table and key of a stored object, as `officer:17`."""
    state = sa.inspect(subject)
    return ":".join((state.mapper.local_table.name, *map(str, state.identity)))


def record(
    session: Session,
    action: str,
    subject: object,
    *,
    by: Person | None,
    at: datetime,
    organization_id: int | None = None,
    **facts: Fact,
) -> None:
    """Seal one event behind the last; the caller's transaction carries both."""
    session.flush()  # The event names the subject by its key.
    record_all(session, [Deed(action, name_of(subject), facts, organization_id)], by=by, at=at)


def record_all(session: Session, deeds: Sequence[Deed], *, by: Person | None, at: datetime) -> None:
    """Seal many events at once, as an import does."""
    number, previous = _head(session)
    rows = []
    for number, deed in enumerate(deeds, number + 1):  # noqa: B020 - it counts on
        link = Link(
            number, at, deed.action, by.id if by else None, deed.organization_id,
            deed.subject, canonical_facts(deed.facts), previous,
        )  # fmt: skip
        previous = seal(link)
        rows.append({f: getattr(link, f) for f in Link.__slots__} | {"seal": previous})
    if rows:
        session.execute(sa.insert(AuditEvent), rows)


def _head(session: Session) -> tuple[int, bytes]:
    # SQLite's writers already queue; PostgreSQL's would read the same head.
    if session.get_bind().dialect.name == "postgresql":
        session.execute(sa.select(sa.func.pg_advisory_xact_lock(LOCK)))
    last = session.execute(
        sa.select(AuditEvent.number, AuditEvent.seal).order_by(AuditEvent.number.desc()).limit(1)
    ).first()
    return (last.number, last.seal) if last else (0, START)


def verify(session: Session) -> Verdict:
    """Return the verdict on the whole log."""
    return check(_links(session))


def _links(session: Session) -> Iterator[tuple[Link, bytes]]:
    columns = [getattr(AuditEvent, name) for name in Link.__slots__]
    query = sa.select(*columns, AuditEvent.seal).order_by(AuditEvent.number)
    for *fields, sealed in session.execute(query, execution_options={"yield_per": 10_000}):
        yield Link(*fields), sealed
