"""Officers on record: found, and what happens to their licenses, commissions and authority."""

from collections.abc import Sequence
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from cbt.audit import service as audit
from cbt.core import clock
from cbt.core.errors import Refused
from cbt.models.accounts import LicenseEvent, LicenseEventKind, LicenseStatus, Officer, Person
from cbt.models.organizations import Commission, TrafficAuthority
from cbt.models.rosters import RosterImport
from cbt.officers import writing


def officers_of(agency_id: int | None, words: str) -> sa.Select[Officer]:
    """Return the query of an agency's officers, or the state's, whose data has every word."""
    query = (
        sa.select(Officer)
        .join(Officer.person)
        .options(joinedload(Officer.person))
        .order_by(Person.last_name, Person.first_name, Officer.license_number)
    )
    if agency_id is not None:
        mine = sa.and_(Commission.agency_id == agency_id, Commission.to_on.is_(None))
        query = query.where(Officer.id.in_(sa.select(Commission.officer_id).where(mine)))
    for word in words.split()[:5]:
        columns = (Person.first_name, Person.last_name, Person.email, Officer.license_number)
        query = query.where(sa.or_(*(c.icontains(word, autoescape=True) for c in columns)))
    return query


def commissions(session: Session, officer: Officer) -> Sequence[Commission]:
    """Return an officer's commissions, the present ones first."""
    return session.scalars(
        sa.select(Commission)
        .options(joinedload(Commission.agency))
        .where(Commission.officer_id == officer.id)
        .order_by(Commission.to_on.isnot(None), Commission.from_on.desc())
    ).all()


def has_commissioned(session: Session, agency_id: int, officer: Officer) -> bool:
    """Return whether the agency has or had the officer under its commission."""
    query = sa.select(Commission.id).where(
        Commission.officer_id == officer.id, Commission.agency_id == agency_id
    )
    return session.scalar(query.limit(1)) is not None


def authorities(session: Session, officer: Officer) -> Sequence[TrafficAuthority]:
    """Return the days on which the officer may or might enforce traffic laws, latest first."""
    return session.scalars(
        sa.select(TrafficAuthority)
        .where(TrafficAuthority.officer_id == officer.id)
        .order_by(TrafficAuthority.to_on.isnot(None), TrafficAuthority.from_on.desc())
    ).all()


def end_commission(
    session: Session, held: Commission, *, on: date, by: Person, at: datetime
) -> None:
    """End a commission with its last day, and the traffic authority that stands on it."""
    if held.to_on is not None:
        raise Refused("This commission has ended already.", clause="020(6)")
    if on < held.from_on:
        raise Refused(f"The commission began on {held.from_on}; it cannot end before.")
    if on > clock.legal_date(at):
        raise Refused("The last day is in the future. Enter it when it has come.")
    held.to_on = on
    writing.set_traffic_authority(session, held.officer_id, held.agency_id, may=False, on=on)
    audit.record(
        session, "officers:commission:end", held, by=by, at=at,
        organization_id=held.agency_id, on=on.isoformat(),
    )  # fmt: skip


def set_traffic_authority(
    session: Session, held: Commission, *, may: bool, by: Person, at: datetime
) -> None:
    """Begin or end the authority to enforce traffic laws for the commissioning agency, today."""
    if held.to_on is not None:
        raise Refused("This commission has ended; traffic authority stands on one.")
    today = clock.legal_date(at)
    writing.set_traffic_authority(session, held.officer_id, held.agency_id, may=may, on=today)
    audit.record(
        session, "officers:traffic_authority:" + ("begin" if may else "end"), held, by=by, at=at,
        organization_id=held.agency_id, on=today.isoformat(),
    )  # fmt: skip


def record_license_event(
    session: Session,
    officer: Officer,
    kind: LicenseEventKind,
    *,
    on: date,
    status: LicenseStatus,
    note: str,
    by: Person,
    at: datetime,
) -> LicenseEvent:
    """Record what happened to a license, and what it is now."""
    if on > clock.legal_date(at):
        raise Refused("This day is in the future. Record it when it has come.")
    happened = LicenseEvent(officer=officer, kind=kind, on=on, note=note)
    session.add(happened)
    before, officer.license_status = officer.license_status, status
    audit.record(
        session, "officers:license:record", officer, by=by, at=at,
        kind=kind, on=on.isoformat(), before=before, after=status,
    )  # fmt: skip
    return happened


def rosters_of(agency_id: int | None) -> sa.Select[RosterImport]:
    """Return the query of an agency's roster files, or everybody's, the latest first."""
    query = sa.select(RosterImport).options(joinedload(RosterImport.agency))
    if agency_id is not None:
        query = query.where(RosterImport.agency_id == agency_id)
    return query.order_by(RosterImport.id.desc())
