"""The audit log for those who watch: read-only, and each reading is itself recorded."""

import json

import sqlalchemy as sa
from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from cbt.audit.service import Deed, record_all
from cbt.core import clock
from cbt.core.permissions import Permission
from cbt.extensions import db, reading_only
from cbt.models.accounts import Person
from cbt.models.audit import AuditEvent
from cbt.web.access import requires, who
from cbt.web.navigation import Entry
from cbt.web.paging import paged

bp = Blueprint("audit", __name__)
SEE = Permission.SEE_AUDIT_LOG
NAVIGATION = (Entry(endpoint="audit.events", label="Audit log", permission=SEE),)


@bp.get("/audit-log")
@requires(SEE)
def events() -> ResponseReturnValue:
    """Show the events, the latest first; of one action or one subject if asked."""
    action = request.args.get("action", "").strip()
    subject = request.args.get("subject", "").strip()
    found = paged(db.session, _query(action, subject))
    actors = _names({event.actor_id for event in found.items} - {None})
    facts = {event.number: json.loads(event.facts) for event in found.items}
    _note_reading(action, subject)
    return render_template(
        "audit/events.html", found=found, actors=actors, facts=facts, action=action, subject=subject
    )


def _query(action: str, subject: str) -> sa.Select[AuditEvent]:
    query = sa.select(AuditEvent).order_by(AuditEvent.number.desc())
    if action:
        query = query.where(AuditEvent.action.startswith(action, autoescape=True))
    return query.where(AuditEvent.subject == subject) if subject else query


def _names(keys: set[int]) -> dict[int, str]:
    people = db.session.scalars(sa.select(Person).where(Person.id.in_(keys)))
    return {person.id: person.name for person in people}


def _note_reading(action: str, subject: str) -> None:
    me = who()
    house = me.organization.id if me.organization else None
    asked = {"action": action, "subject": subject}
    facts = {name: value for name, value in asked.items() if value}
    deed = Deed("audit:log:read", f"person:{me.person.id}", facts, house)
    # A transaction of its own, for the page itself only reads.
    kept = reading_only.set(False)
    try:
        with Session(db.engine) as session:
            record_all(session, [deed], by=me.person, at=clock.now())
            session.commit()
    finally:
        reading_only.reset(kept)
