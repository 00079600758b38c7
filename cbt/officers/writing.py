"""A compared roster written into the record: new officers in bulk, changed ones one by one."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cbt.audit import service as audit
from cbt.audit.chain import Fact
from cbt.audit.service import Deed
from cbt.core import clock
from cbt.models.accounts import (
    LicenseEvent,
    LicenseEventKind,
    LicenseStatus,
    Officer,
    Person,
    PersonName,
    Role,
)
from cbt.models.organizations import (
    Commission,
    Organization,
    OrganizationKind,
    OrganizationName,
    RoleAssignment,
    TrafficAuthority,
)
from cbt.officers.comparison import Changed, Comparison
from cbt.officers.roster_file import OF_THE_OFFICER, Entry

Row = dict[str, Any]


def write(session: Session, comparison: Comparison, *, by: Person | None, at: datetime) -> None:
    """Write what the comparison adds and changes, with one event an officer."""
    for name in comparison.new_agencies:
        add_agency(session, name, by=by, at=at)
    agencies = _agency_keys(session)
    _add(session, comparison.added, agencies, by=by, at=at)
    for change in comparison.changed:
        _change(session, change, agencies[change.entry.agency.lower()], by=by, at=at)
    session.flush()


def add_agency(session: Session, name: str, *, by: Person | None, at: datetime) -> None:
    """Add the agency that a statewide roster names for the first time."""
    added = Organization(name=name, kind=OrganizationKind.AGENCY, created_at=at)
    added.names.append(OrganizationName(name=name, from_on=clock.legal_date(at)))
    session.add(added)
    audit.record(session, "officers:agency:add", added, by=by, at=at, name=name)


def _agency_keys(session: Session) -> dict[str, int]:
    query = sa.select(Organization.name, Organization.id)
    found = session.execute(query.where(Organization.kind == OrganizationKind.AGENCY))
    return {name.lower(): key for name, key in found}


def _add(
    session: Session,
    entries: Sequence[Entry],
    agencies: dict[str, int],
    *,
    by: Person | None,
    at: datetime,
) -> None:
    first = {e.license_number: e for e in reversed(entries)}
    people = list(first.values())
    if not people:
        return
    person_ids = _insert(session, Person, [_person(e, at) for e in people])
    today = clock.legal_date(at)
    pairs = list(zip(people, person_ids, strict=True))
    _insert(session, PersonName, [_name(e, key, today) for e, key in pairs])
    _insert(session, RoleAssignment, [_role(key, today) for key in person_ids])
    officer_ids = _insert(session, Officer, [_officer(e, key) for e, key in pairs])
    officers = {e.license_number: key for e, key in zip(people, officer_ids, strict=True)}
    _insert(session, LicenseEvent, [_licensed(e, officers[e.license_number]) for e in people])
    tenures = [_tenure(e, officers[e.license_number], agencies) for e in entries]
    _insert(session, Commission, tenures)
    traffic = [t for t, e in zip(tenures, entries, strict=True) if e.traffic_authority]
    _insert(session, TrafficAuthority, traffic)
    deeds = [_deed(e, officers[e.license_number], agencies) for e in entries]
    audit.record_all(session, deeds, by=by, at=at)


def _insert(session: Session, model: type[Any], rows: list[Row]) -> list[int]:
    if not rows:
        return []
    statement = sa.insert(model).returning(model.id, sort_by_parameter_order=True)
    return list(session.scalars(statement, rows))


def _person(entry: Entry, at: datetime) -> Row:
    return {
        "email": entry.email,
        "first_name": entry.first_name,
        "middle_name": entry.middle_name,
        "last_name": entry.last_name,
        "created_at": at,
    }


def _name(entry: Entry, person_id: int, today: date) -> Row:
    name = " ".join(filter(None, (entry.first_name, entry.middle_name, entry.last_name)))
    return {"person_id": person_id, "name": name, "from_on": today}


def _role(person_id: int, today: date) -> Row:
    return {"person_id": person_id, "role": Role.OFFICER, "from_on": today}


def _officer(entry: Entry, person_id: int) -> Row:
    return {
        "person_id": person_id,
        "license_number": entry.license_number,
        "license_class": entry.license_class,
        "licensed_on": entry.licensed_on,
        "license_status": LicenseStatus.ACTIVE,
    }


def _licensed(entry: Entry, officer_id: int) -> Row:
    return {"officer_id": officer_id, "kind": LicenseEventKind.NEW, "on": entry.licensed_on}


def _tenure(entry: Entry, officer_id: int, agencies: dict[str, int]) -> Row:
    return {
        "officer_id": officer_id,
        "agency_id": agencies[entry.agency.lower()],
        "from_on": entry.commissioned_on,
    }


def _deed(entry: Entry, officer_id: int, agencies: dict[str, int]) -> Deed:
    facts: dict[str, Fact] = {"license_number": entry.license_number, "line": entry.line}
    agency = agencies[entry.agency.lower()]
    return Deed("officers:officer:import", f"officer:{officer_id}", facts, agency)


def _change(
    session: Session, change: Changed, agency_id: int, *, by: Person | None, at: datetime
) -> None:
    entry, today = change.entry, clock.legal_date(at)
    officer = session.get_one(Officer, change.officer.officer_id)
    _identity(officer, entry, today)
    _commission(session, officer, entry, agency_id)
    set_traffic_authority(session, officer.id, agency_id, may=entry.traffic_authority, on=today)
    differences: dict[str, Fact] = {d.what: [d.before, d.after] for d in change.differences}
    audit.record(
        session, "officers:officer:change", officer, by=by, at=at, organization_id=agency_id,
        line=entry.line, differences=differences,
    )  # fmt: skip


def _identity(officer: Officer, entry: Entry, today: date) -> None:
    person, before = officer.person, officer.person.name
    for name in OF_THE_OFFICER[:4]:
        setattr(person, name, getattr(entry, name))
    officer.license_class, officer.licensed_on = entry.license_class, entry.licensed_on
    if person.name != before:
        bear_name(person, today)


def bear_name(person: Person, from_on: date) -> None:
    """Note the present name in the history; two changes on one day leave the last."""
    current = max(person.names, key=lambda name: name.from_on)
    if current.from_on >= from_on:
        current.name = person.name
        return
    current.to_on = from_on - timedelta(days=1)
    person.names.append(PersonName(name=person.name, from_on=from_on))


def _commission(session: Session, officer: Officer, entry: Entry, agency_id: int) -> None:
    held = session.scalar(
        sa.select(Commission).where(
            Commission.officer_id == officer.id,
            Commission.agency_id == agency_id,
            Commission.to_on.is_(None),
        )
    )
    if held is None:
        session.add(Commission(officer=officer, agency_id=agency_id, from_on=entry.commissioned_on))
    else:
        held.from_on = entry.commissioned_on


def set_traffic_authority(
    session: Session, officer_id: int, agency_id: int, *, may: bool, on: date
) -> None:
    """Begin or end the authority to enforce traffic laws, where it is not so already."""
    held = session.scalar(
        sa.select(TrafficAuthority).where(
            TrafficAuthority.officer_id == officer_id,
            TrafficAuthority.agency_id == agency_id,
            TrafficAuthority.to_on.is_(None),
        )
    )
    if may and held is None:
        session.add(TrafficAuthority(officer_id=officer_id, agency_id=agency_id, from_on=on))
    elif held is not None and not may:
        held.to_on = max(held.from_on, on - timedelta(days=1))
