"""The audit log: append-only, each event sealed by the hash of the one before."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from cbt.models.base import Model

APPEND_ONLY = "The audit log is append-only."


def _ddl(statement: str) -> sa.DDL:
    return sa.DDL(statement)  # type: ignore[no-untyped-call]  # untyped in SQLAlchemy


_SQLITE = tuple(
    _ddl(
        f"CREATE TRIGGER audit_event_no_{verb} BEFORE {verb.upper()} ON audit_event"
        f" BEGIN SELECT RAISE(ABORT, '{APPEND_ONLY}'); END"
    )
    for verb in ("update", "delete")
)
_POSTGRESQL = (
    _ddl(
        "CREATE OR REPLACE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN RAISE EXCEPTION '{APPEND_ONLY}'; END $$"
    ),
    _ddl(
        "CREATE TRIGGER audit_event_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_event"
        " FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()"
    ),
)


class AuditEvent(Model):
    """One change of the record: who, for whom, what, when."""

    __tablename__ = "audit_event"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """1, 2, 3 …: a gap is a broken chain."""
    at: Mapped[datetime] = mapped_column("happened_at", index=True)
    action: Mapped[str] = mapped_column(sa.String(80), index=True)
    """`source:subject:action`, as `accounts:role:grant`."""
    actor_id: Mapped[int | None] = mapped_column(index=True)
    """The person's key; empty where the program itself acted."""
    organization_id: Mapped[int | None] = mapped_column(index=True)
    subject: Mapped[str] = mapped_column(sa.String(80), index=True)
    """Table and key of what changed, as `officer:17`."""
    facts: Mapped[str] = mapped_column(sa.Text)
    """Canonical JSON."""
    previous: Mapped[bytes] = mapped_column(sa.LargeBinary(32))
    seal: Mapped[bytes] = mapped_column(sa.LargeBinary(32))
    """SHA-256 over the previous seal and this event's canonical form."""


for _trigger in _SQLITE:
    sa.event.listen(AuditEvent.__table__, "after_create", _trigger.execute_if(dialect="sqlite"))
for _trigger in _POSTGRESQL:
    sa.event.listen(AuditEvent.__table__, "after_create", _trigger.execute_if(dialect="postgresql"))
