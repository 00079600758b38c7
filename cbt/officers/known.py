"""What the record knows of the officers that a roster names, read in a few large queries."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cbt.models.accounts import Officer, Person, Role
from cbt.models.organizations import (
    Commission,
    Organization,
    OrganizationKind,
    RoleAssignment,
    TrafficAuthority,
)
from cbt.officers.roster_file import Entry

T = TypeVar("T")
#: Below the number of parameters that every SQLite takes.
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class KnownOfficer:
    """An officer on record, in the words of the file."""

    officer_id: int
    person_id: int
    license_number: str
    last_name: str
    first_name: str
    middle_name: str
    email: str
    license_class: str
    licensed_on: date


@dataclass(frozen=True, slots=True)
class Known:
    """Everything that a roster is compared with."""

    officers: dict[str, KnownOfficer]
    emails: dict[str, int]
    """Whose address it is: the person's key."""
    agencies: dict[str, int]
    """The key of an agency by its name in lower case."""
    commissions: dict[tuple[int, int], date]
    """Open commissions: officer and agency, and since when."""
    traffic: frozenset[tuple[int, int]]
    """Officer and agency where traffic laws may be enforced now."""
    other_roles: frozenset[int]
    """People who hold an open role besides that of an officer."""

    def agencies_of(self, officer_id: int) -> set[int]:
        """Return the agencies with which an officer holds an open commission."""
        return {agency for officer, agency in self.commissions if officer == officer_id}


def load(session: Session, entries: Sequence[Entry]) -> Known:
    """Return what the record knows of these officers, their addresses and agencies."""
    officers = {o.license_number: o for o in _officers(session, entries)}
    ids = [o.officer_id for o in officers.values()]
    return Known(
        officers=officers,
        emails=dict(_emails(session, entries)),
        agencies=_agencies(session),
        commissions=dict(_open_commissions(session, ids)),
        traffic=frozenset(_open_traffic(session, ids)),
        other_roles=frozenset(_other_roles(session, [o.person_id for o in officers.values()])),
    )


def slices(items: Iterable[T]) -> Iterator[list[T]]:
    """Yield the items in lists short enough for one query."""
    whole = list(items)
    for start in range(0, len(whole), AT_ONCE):
        yield whole[start : start + AT_ONCE]


def _officers(session: Session, entries: Sequence[Entry]) -> Iterator[KnownOfficer]:
    query = sa.select(
        Officer.id, Person.id, Officer.license_number, Person.last_name, Person.first_name,
        Person.middle_name, Person.email, Officer.license_class, Officer.licensed_on,
    ).join(Officer.person)  # fmt: skip
    for numbers in slices({e.license_number for e in entries}):
        for row in session.execute(query.where(Officer.license_number.in_(numbers))):
            yield KnownOfficer(*row)


def _emails(session: Session, entries: Sequence[Entry]) -> Iterator[tuple[str, int]]:
    for emails in slices({e.email for e in entries}):
        query = sa.select(Person.email, Person.id).where(Person.email.in_(emails))
        yield from ((email, key) for email, key in session.execute(query))


def _agencies(session: Session) -> dict[str, int]:
    query = sa.select(Organization.name, Organization.id)
    agencies = query.where(Organization.kind == OrganizationKind.AGENCY)
    return {name.lower(): key for name, key in session.execute(agencies)}


def _open_commissions(
    session: Session, ids: Sequence[int]
) -> Iterator[tuple[tuple[int, int], date]]:
    query = sa.select(Commission.officer_id, Commission.agency_id, Commission.from_on)
    for some in slices(ids):
        found = query.where(Commission.officer_id.in_(some), Commission.to_on.is_(None))
        yield from (((officer, agency), since) for officer, agency, since in session.execute(found))


def _open_traffic(session: Session, ids: Sequence[int]) -> Iterator[tuple[int, int]]:
    query = sa.select(TrafficAuthority.officer_id, TrafficAuthority.agency_id)
    for some in slices(ids):
        found = query.where(TrafficAuthority.officer_id.in_(some), TrafficAuthority.to_on.is_(None))
        yield from ((officer, agency) for officer, agency in session.execute(found))


def _other_roles(session: Session, person_ids: Sequence[int]) -> Iterator[int]:
    query = sa.select(RoleAssignment.person_id).where(
        RoleAssignment.to_on.is_(None), RoleAssignment.role != Role.OFFICER
    )
    for some in slices(person_ids):
        yield from session.scalars(query.where(RoleAssignment.person_id.in_(some)))
