"""The demonstration world: fictional people in every role, loaded once.

Every name, address and number is made up; example.org belongs to nobody.
"""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cbt.core import clock, secrets
from cbt.models.accounts import Person, Role
from cbt.models.organizations import Organization, OrganizationKind, SourceKind
from cbt.officers import roster, roster_file
from cbt.people import service as people
from cbt.people.service import Newcomer
from cbt.sources import service as sources

#: The one password of all demonstration accounts; `cbt demo` refuses to run in production.
PASSWORD = "three quiet otters"  # noqa: S105 - printed for everybody to use
DIRECTOR = "Office of the POST Director (demonstration)"
COMMISSION = "POST Commission (demonstration)"
SITE = "Operation of the demonstration"
PROVIDER = "Ozark Plateau Training Institute"
ACADEMY = "Meramec Valley Training Center"
COLLEGE = "Three Forks Community College"
AGENCY = "Cedar Bluff Police Department"
COUNTY = "Osage Bend County Sheriff’s Office"


@dataclass(frozen=True, slots=True)
class Account:
    """One demonstration account."""

    email: str
    first_name: str
    last_name: str
    role: Role
    organization: str | None


ACCOUNTS = (
    Account("officer@example.org", "Dana", "Okafor", Role.OFFICER, None),
    Account("instructor@example.org", "Priya", "Lindqvist", Role.INSTRUCTOR, PROVIDER),
    Account("administrator@example.org", "Tomás", "Beckett", Role.COURSE_ADMINISTRATOR, PROVIDER),
    Account("manager@example.org", "Ruth", "Amadi", Role.PROVIDER_MANAGER, PROVIDER),
    Account("coordinator@example.org", "Luis", "Hartigan", Role.AGENCY_COORDINATOR, AGENCY),
    Account("sheriff@example.org", "Ines", "Calloway", Role.AGENCY_COORDINATOR, COUNTY),
    Account("director@example.org", "Marguerite", "Stone", Role.DIRECTOR_STAFF, DIRECTOR),
    Account("commission@example.org", "Abel", "Winters", Role.COMMISSION_MEMBER, COMMISSION),
    Account("auditor@example.org", "Noor", "Delacroix", Role.AUDITOR, DIRECTOR),
    Account("operator@example.org", "Sam", "Petrov", Role.OPERATOR, SITE),
)
FIRST = ("Avery", "Bea", "Casey", "Devin", "Elif", "Farah", "Gus", "Hana", "Imre", "Joy")
LAST = ("Abara", "Brandt", "Cho", "Duarte", "Eklund", "Farrow", "Greer", "Haddad", "Iverson")
KINDS: Mapping[str, OrganizationKind] = {
    DIRECTOR: OrganizationKind.DIRECTOR,
    COMMISSION: OrganizationKind.COMMISSION,
    SITE: OrganizationKind.SITE,
    AGENCY: OrganizationKind.AGENCY,
    COUNTY: OrganizationKind.AGENCY,
    PROVIDER: OrganizationKind.SOURCE,
    ACADEMY: OrganizationKind.SOURCE,
    COLLEGE: OrganizationKind.SOURCE,
}
CAPACITIES = (
    (PROVIDER, SourceKind.PROVIDER, "DEMO-P-001", 300),
    (ACADEMY, SourceKind.TRAINING_CENTER, "DEMO-T-002", 60),
    (COLLEGE, SourceKind.COLLEGE, None, 0),
    (AGENCY, SourceKind.AGENCY, None, 0),
)


def is_settled(session: Session) -> bool:
    """Return whether the record has people or organizations already."""
    return bool(
        session.scalar(sa.select(Organization.id).limit(1))
        or session.scalar(sa.select(Person.id).limit(1))
    )


def settle(session: Session, *, at: datetime) -> None:
    """Load the demonstration world into an empty record."""
    today = clock.legal_date(at)
    houses = {
        name: sources.add_organization(
            session, name, kind, since=today - timedelta(days=3650), by=None, at=at
        )
        for name, kind in KINDS.items()
    }
    _license(session, houses, today, at)
    roster.import_at_once(session, _roster(today), without_bad_rows=False, by=None, at=at)
    kept = secrets.hash_password(PASSWORD)
    for account in ACCOUNTS:
        _settle_account(session, account, houses, kept, at)


def _license(
    session: Session, houses: Mapping[str, Organization], today: date, at: datetime
) -> None:
    for name, kind, number, days in CAPACITIES:
        source = sources.add_source(session, houses[name], kind, by=None, at=at)
        if number:
            sources.record_license(
                session,
                source,
                number=number,
                start_on=today - timedelta(days=3 * 365 - days),
                last_valid_on=today + timedelta(days=days),
                by=None,
                at=at,
            )


def _settle_account(
    session: Session,
    account: Account,
    houses: Mapping[str, Organization],
    kept: str,
    at: datetime,
) -> None:
    person = session.scalar(sa.select(Person).where(Person.email == account.email))
    if person is None:
        newcomer = Newcomer(
            email=account.email, first_name=account.first_name, last_name=account.last_name
        )
        person = people.add_person(session, newcomer, by=None, at=at)
    person.password_hash = kept
    if account.organization:
        people.grant_role(
            session, houses[account.organization], account.role,
            Newcomer(email=account.email, first_name="", last_name=""), by=None, at=at,
        )  # fmt: skip


def _roster(today: date) -> bytes:
    """Return a roster of two agencies, the demonstration officer first."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(roster_file.COLUMNS)
    first = ACCOUNTS[0]
    writer.writerow(_line(0, first.last_name, first.first_name, first.email, AGENCY, today))
    for number in range(1, 40):
        name = (LAST[number % len(LAST)], FIRST[number % len(FIRST)])
        email = f"{name[1]}.{name[0]}.{number}@example.org".lower()
        writer.writerow(_line(number, *name, email, COUNTY if number % 3 else AGENCY, today))
    return out.getvalue().encode()


def _line(
    number: int, last: str, first: str, email: str, agency: str, today: date
) -> tuple[str, ...]:
    licensed = today - timedelta(days=400 + 97 * number)
    traffic = "yes" if number % 4 else "no"
    number_text = f"D{100_000 + 37 * number}"
    return (
        number_text, last, first, "", email, "A", licensed.isoformat(), agency,
        (licensed + timedelta(days=30)).isoformat(), traffic,
    )  # fmt: skip
