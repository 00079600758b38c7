"""The record of organizations and sources: the director's deeds, each audited."""

from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session, selectinload

from cbt.audit import service as audit
from cbt.core import clock
from cbt.core.errors import Refused
from cbt.models.accounts import Person
from cbt.models.organizations import (
    Organization,
    OrganizationKind,
    OrganizationName,
    Source,
    SourceKind,
    SourceLicense,
)


def add_organization(
    session: Session,
    name: str,
    kind: OrganizationKind,
    *,
    by: Person | None,
    at: datetime,
    since: date | None = None,
) -> Organization:
    """Add an organization under its legal name."""
    name = " ".join(name.split())
    refuse_taken(session, name)
    added = Organization(name=name, kind=kind, created_at=at)
    added.names.append(OrganizationName(name=name, from_on=since or clock.legal_date(at)))
    session.add(added)
    audit.record(session, "sources:organization:add", added, by=by, at=at, name=name, kind=kind)
    return added


def refuse_taken(session: Session, name: str) -> None:
    """Refuse a legal name that another organization bears now."""
    query = sa.select(Organization.id).where(sa.func.lower(Organization.name) == name.lower())
    if session.scalar(query) is not None:
        raise Refused(f"An organization is called {name} already. Open it from the list.")


def rename(
    session: Session,
    organization: Organization,
    name: str,
    *,
    from_on: date,
    by: Person,
    at: datetime,
) -> None:
    """Give an organization a new legal name; certificates of before keep the old one."""
    name = " ".join(name.split())
    current = max(organization.names, key=lambda borne: borne.from_on)
    if name.lower() != organization.name.lower():
        refuse_taken(session, name)
    if from_on > clock.legal_date(at):
        raise Refused("The new name begins in the future. Enter it on the day it is borne.")
    if from_on <= current.from_on:
        raise Refused(f"The present name has been borne since {current.from_on}; begin later.")
    before, organization.name = organization.name, name
    current.to_on = from_on - timedelta(days=1)
    organization.names.append(OrganizationName(name=name, from_on=from_on))
    audit.record(
        session, "sources:organization:rename", organization, by=by, at=at,
        before=before, after=name, from_on=from_on.isoformat(),
    )  # fmt: skip


def add_source(
    session: Session,
    organization: Organization,
    kind: SourceKind,
    *,
    by: Person | None,
    at: datetime,
) -> Source:
    """Record a capacity in which an organization gives credit."""
    if any(source.kind == kind for source in organization.sources):
        raise Refused(f"{organization.name} is recorded in this capacity already.")
    added = Source(organization=organization, kind=kind)
    session.add(added)
    audit.record(session, "sources:source:add", added, by=by, at=at, kind=kind)
    return added


def record_license(
    session: Session,
    source: Source,
    *,
    number: str,
    start_on: date,
    last_valid_on: date,
    by: Person | None,
    at: datetime,
) -> SourceLicense:
    """Record a license or approval with its first and last day."""
    number = number.strip()
    if last_valid_on < start_on:
        raise Refused("The last valid day is before the first. Correct one of them.")
    if session.scalar(sa.select(SourceLicense.id).where(SourceLicense.number == number)):
        raise Refused(f"The number {number} is on record already.")
    added = SourceLicense(
        source=source, number=number, start_on=start_on, last_valid_on=last_valid_on
    )
    session.add(added)
    audit.record(
        session, "sources:license:record", added, by=by, at=at, number=number,
        start_on=start_on.isoformat(), last_valid_on=last_valid_on.isoformat(),
    )  # fmt: skip
    return added


def list_organizations(
    session: Session, kind: OrganizationKind | None = None
) -> list[Organization]:
    """Return organizations by name with their sources and licenses."""
    query = (
        sa.select(Organization)
        .options(selectinload(Organization.sources).selectinload(Source.licenses))
        .order_by(Organization.name)
    )
    return list(session.scalars(query.where(Organization.kind == kind) if kind else query))
