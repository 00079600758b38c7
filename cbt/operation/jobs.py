"""The jobs: what is done outside a request, by kind."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cbt.accounts import service as accounts
from cbt.config import Settings
from cbt.core import clock, mail, queue
from cbt.models.accounts import Person, Role
from cbt.models.audit import AuditEvent
from cbt.models.jobs import Job, JobState
from cbt.models.organizations import RoleAssignment
from cbt.models.sign_ins import AccountToken, SignIn, Throttle, TokenPurpose
from cbt.officers import roster
from cbt.operation.worker import Effect, Handler

Payload = Mapping[str, Any]
#: How long what is over is kept for questions.
KEPT = timedelta(days=30)


def send_mail(session: Session, payload: Payload, settings: Settings, at: datetime) -> Effect:
    """Write an event's mail, minting the link that it carries, and return the sending."""
    person = session.get_one(Person, payload["person"])
    context = {
        name.removeprefix("context_"): value
        for name, value in payload.items()
        if name.startswith("context_")
    }
    if payload["token"]:
        purpose = TokenPurpose(payload["token"])
        context["token"] = accounts.mint(session, person, purpose, at=at)
    letter = mail.write(
        payload["event"],
        person=person,
        product=settings.display_name,
        url=settings.public_url.rstrip("/"),
        **context,
    )
    return partial(mail.deliver, mail.message(letter, person, settings, at=at), settings)


def import_roster_piece(session: Session, payload: Payload, _: Settings, at: datetime) -> None:
    """Import the next rows of a roster."""
    roster.import_piece(session, payload, at=at)


def anchor_audit_log(session: Session, _: Payload, __: Settings, at: datetime) -> None:
    """Mail the head of the audit log to operators and director's staff, out of our own reach."""
    last = session.execute(
        sa.select(AuditEvent.number, AuditEvent.seal).order_by(AuditEvent.number.desc()).limit(1)
    ).first()
    if last is None:
        return
    day = clock.legal_date(at)
    for person_id in session.scalars(_keepers(day)):
        queue.enqueue_mail(
            session, "audit_anchor", person_id, at=at,
            number=last.number, seal=last.seal.hex(), day=day.isoformat(),
        )  # fmt: skip


def _keepers(day: date) -> sa.Select[int]:
    return (
        sa.select(RoleAssignment.person_id)
        .join(RoleAssignment.person)
        .where(
            RoleAssignment.role.in_((Role.OPERATOR, Role.DIRECTOR_STAFF)),
            RoleAssignment.from_on <= day,
            sa.or_(RoleAssignment.to_on.is_(None), RoleAssignment.to_on > day),
            Person.is_active,
        )
        .distinct()
    )


def clean_up(session: Session, _: Payload, __: Settings, at: datetime) -> None:
    """Delete what the door and the outbox need no more; the record itself is never touched."""
    before = at - KEPT
    session.execute(sa.delete(AccountToken).where(AccountToken.expires_at < before))
    session.execute(sa.delete(SignIn).where(SignIn.last_seen_at < before))
    session.execute(sa.delete(Throttle).where(Throttle.blocked_until < before))
    is_done = sa.and_(Job.state == JobState.DONE, Job.finished_at < before)
    session.execute(sa.delete(Job).where(is_done))


HANDLERS: Mapping[str, Handler] = {
    "mail": send_mail,
    "roster_piece": import_roster_piece,
    "audit_anchor": anchor_audit_log,
    "clean_up": clean_up,
}
