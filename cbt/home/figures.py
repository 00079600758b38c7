"""How things stand for each role: a few figures that are true at a glance."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cbt.core import clock, queue
from cbt.models.accounts import Officer, Person, Role
from cbt.models.audit import AuditEvent
from cbt.models.jobs import JobState
from cbt.models.organizations import Commission, Organization, RoleAssignment, Source, SourceLicense
from cbt.models.sign_ins import SignIn
from cbt.web.access import Acting
from cbt.web.filters import day, moment, number

Figures = list[tuple[str, str]]
#: A browser that was heard of within this time is in use.
IN_USE = timedelta(minutes=15)


def figures(session: Session, me: Acting, at: datetime) -> Figures:
    """Return names and values for the role of the moment; empty for roles without figures."""
    found = FIGURES.get(me.role) if me.role else None
    return found(session, me, at) if found else []


def _count(session: Session, model: Any, *where: sa.ColumnElement[bool]) -> int:
    return session.scalar(sa.select(sa.func.count()).select_from(model).where(*where)) or 0


def _of_agency(session: Session, me: Acting, _: datetime) -> Figures:
    house = me.organization.id if me.organization else None
    mine = sa.and_(Commission.agency_id == house, Commission.to_on.is_(None))
    own = Officer.id.in_(sa.select(Commission.officer_id).where(mine))
    without = sa.select(Officer.id).join(Officer.person).where(own, Person.password_hash.is_(None))
    return [
        ("Officers under commission", number(_count(session, Officer, own))),
        ("Of them without a password yet", number(_count(session, without.subquery()))),
        ("People who act for the agency", number(_actors(session, house))),
    ]


def _actors(session: Session, organization_id: int | None) -> int:
    return _count(
        session,
        RoleAssignment,
        RoleAssignment.organization_id == organization_id,
        RoleAssignment.to_on.is_(None),
    )


def _of_source(session: Session, me: Acting, _: datetime) -> Figures:
    house = me.organization.id if me.organization else None
    held = session.scalars(
        sa.select(SourceLicense)
        .join(SourceLicense.source)
        .where(Source.organization_id == house)
        .order_by(SourceLicense.last_valid_on)
    )
    lines = [(f"License or approval {h.number}", f"valid to {day(h.last_valid_on)}") for h in held]
    return [*lines, ("People who act for the organization", number(_actors(session, house)))]


def _of_director(session: Session, _: Acting, at: datetime) -> Figures:
    today = clock.legal_date(at)
    valid = sa.and_(SourceLicense.start_on <= today, SourceLicense.last_valid_on >= today)
    return [
        ("Officers on record", number(_count(session, Officer))),
        ("Organizations on record", number(_count(session, Organization))),
        ("Licenses and approvals in force", number(_count(session, SourceLicense, valid))),
    ]


def _of_auditor(session: Session, _: Acting, __: datetime) -> Figures:
    last = session.scalar(sa.select(AuditEvent).order_by(AuditEvent.number.desc()).limit(1))
    if last is None:
        return [("Events in the audit log", "none")]
    return [
        ("Events in the audit log", number(last.number)),
        ("Latest event", moment(last.at)),
        ("Its seal", last.seal.hex()),
    ]


def _of_operator(session: Session, _: Acting, at: datetime) -> Figures:
    counts = queue.count_by_state(session)
    in_use = sa.and_(SignIn.ended_at.is_(None), SignIn.last_seen_at > at - IN_USE)
    return [
        ("Open accounts", number(_count(session, Person, Person.is_active.is_(True)))),
        ("Browsers in use", number(_count(session, SignIn, in_use))),
        ("Jobs waiting", number(counts[JobState.WAITING])),
        ("Dead jobs", number(counts[JobState.DEAD])),
    ]


FIGURES: Mapping[Role, Callable[[Session, Acting, datetime], Figures]] = {
    Role.AGENCY_COORDINATOR: _of_agency,
    Role.INSTRUCTOR: _of_source,
    Role.COURSE_ADMINISTRATOR: _of_source,
    Role.PROVIDER_MANAGER: _of_source,
    Role.DIRECTOR_STAFF: _of_director,
    Role.COMMISSION_MEMBER: _of_director,
    Role.AUDITOR: _of_auditor,
    Role.OPERATOR: _of_operator,
}
