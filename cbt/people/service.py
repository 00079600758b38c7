"""Roles, users, names and accommodations: the deeds, each audited."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from cbt.audit import service as audit
from cbt.core import clock, queue
from cbt.core.errors import Refused
from cbt.models.accounts import Person, PersonName, Role
from cbt.models.organizations import Organization, OrganizationKind, RoleAssignment
from cbt.models.sign_ins import SignIn

_STAFF = (Role.INSTRUCTOR, Role.COURSE_ADMINISTRATOR)
#: The roles that an organization of a kind can give; officers act for nobody but themselves.
ROLES_OF: Mapping[OrganizationKind, tuple[Role, ...]] = {
    OrganizationKind.AGENCY: (Role.AGENCY_COORDINATOR, *_STAFF),
    OrganizationKind.SOURCE: (Role.PROVIDER_MANAGER, *_STAFF),
    OrganizationKind.DIRECTOR: (Role.DIRECTOR_STAFF, Role.AUDITOR),
    OrganizationKind.COMMISSION: (Role.COMMISSION_MEMBER,),
    OrganizationKind.SITE: (Role.OPERATOR,),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Newcomer:
    """Name and address as somebody typed them."""

    email: str
    first_name: str
    last_name: str
    middle_name: str = ""


def add_person(session: Session, newcomer: Newcomer, *, by: Person | None, at: datetime) -> Person:
    """Add a person, with the name as the first of the name history."""
    person = Person(
        email=newcomer.email.strip().lower(),
        first_name=newcomer.first_name.strip(),
        middle_name=newcomer.middle_name.strip(),
        last_name=newcomer.last_name.strip(),
        created_at=at,
    )
    person.names.append(PersonName(name=person.name, from_on=clock.legal_date(at)))
    session.add(person)
    audit.record(session, "people:person:add", person, by=by, at=at)
    return person


def grant_role(
    session: Session,
    organization: Organization,
    role: Role,
    newcomer: Newcomer,
    *,
    by: Person | None,
    at: datetime,
) -> RoleAssignment:
    """Give a role from today on to a person, who is added and invited if new."""
    if role not in ROLES_OF[organization.kind]:
        raise Refused(f"{organization.name} cannot give the role of {words(role)}.")
    email = newcomer.email.strip().lower()
    person = session.scalar(sa.select(Person).where(Person.email == email))
    person = person or add_person(session, newcomer, by=by, at=at)
    if find_open_role(session, person, organization, role):
        raise Refused(f"{person.name} already is {words(role)} of {organization.name}.")
    given = RoleAssignment(
        person=person, organization=organization, role=role, from_on=clock.legal_date(at)
    )
    session.add(given)
    audit.record(
        session, "people:role:grant", given, by=by, at=at, organization_id=organization.id,
        person=person.id, role=role,
    )  # fmt: skip
    tell_of_role(session, given, at=at)
    return given


def find_open_role(
    session: Session, person: Person, organization: Organization, role: Role
) -> RoleAssignment | None:
    """Return the role if the person holds it without an end."""
    return session.scalar(
        sa.select(RoleAssignment).where(
            RoleAssignment.person_id == person.id,
            RoleAssignment.organization_id == organization.id,
            RoleAssignment.role == role,
            RoleAssignment.to_on.is_(None),
        )
    )


def tell_of_role(session: Session, given: RoleAssignment, *, at: datetime) -> None:
    """Mail the person: an invitation where there is no password yet, else the news."""
    house = given.organization.name if given.organization else ""
    if given.person.password_hash is None:
        invite(session, given.person, at=at, role=words(given.role), organization=house)
    else:
        queue.enqueue_mail(
            session,
            "role_given",
            given.person.id,
            at=at,
            role=words(given.role),
            organization=house,
        )


def invite(session: Session, person: Person, *, at: datetime, role: str, organization: str) -> None:
    """Mail a link with which the person sets a first password."""
    queue.enqueue_mail(
        session, "invitation", person.id, at=at, token="invitation",  # noqa: S106 - its purpose
        role=role, organization=organization,
    )  # fmt: skip


def end_role(session: Session, given: RoleAssignment, *, by: Person, at: datetime) -> None:
    """End a role at once."""
    if given.person_id == by.id:
        raise Refused("You cannot end your own role. Ask another manager of your organization.")
    if given.to_on is not None:
        raise Refused("This role has ended already.")
    given.to_on = max(given.from_on, clock.legal_date(at))
    audit.record(
        session, "people:role:end", given, by=by, at=at, organization_id=given.organization_id,
        person=given.person_id, role=given.role,
    )  # fmt: skip


def list_roles(session: Session, organization_id: int) -> list[RoleAssignment]:
    """Return the open roles of an organization by the names of their holders."""
    query = (
        sa.select(RoleAssignment)
        .join(RoleAssignment.person)
        .options(joinedload(RoleAssignment.person))
        .where(RoleAssignment.organization_id == organization_id, RoleAssignment.to_on.is_(None))
        .order_by(Person.last_name, Person.first_name, RoleAssignment.role)
    )
    return list(session.scalars(query))


def list_organizations(session: Session) -> list[Organization]:
    """Return every organization by name."""
    return list(session.scalars(sa.select(Organization).order_by(Organization.name)))


def people_named(words: str) -> sa.Select[Person]:
    """Return the query of people whose name or address has every word."""
    query = sa.select(Person).order_by(Person.last_name, Person.first_name, Person.id)
    for word in words.split()[:5]:
        found = [
            column.icontains(word, autoescape=True)
            for column in (Person.first_name, Person.last_name, Person.email)
        ]
        query = query.where(sa.or_(*found))
    return query


def change_name(
    session: Session,
    person: Person,
    *,
    first_name: str,
    middle_name: str,
    last_name: str,
    from_on: date,
    by: Person,
    at: datetime,
) -> None:
    """Give a person a new name from a day on; the old one stays in the history."""
    current = max(person.names, key=lambda name: name.from_on)
    if from_on > clock.legal_date(at):
        raise Refused("The new name begins in the future. Enter it on the day it is borne.")
    if from_on <= current.from_on:
        raise Refused(f"The present name has been borne since {current.from_on}; begin later.")
    before = person.name
    person.first_name, person.middle_name, person.last_name = first_name, middle_name, last_name
    current.to_on = from_on - timedelta(days=1)
    person.names.append(PersonName(name=person.name, from_on=from_on))
    audit.record(
        session, "people:person:change_name", person, by=by, at=at,
        before=before, after=person.name, from_on=from_on.isoformat(),
    )  # fmt: skip


def set_accommodations(
    session: Session,
    person: Person,
    *,
    time_multiple: int,
    no_timed_prompts: bool,
    captions: bool,
    by: Person,
    at: datetime,
    organization_id: int | None = None,
) -> None:
    """Set extended time, prompts without a limit and captions."""
    if person.id == by.id:
        raise Refused("You cannot grant accommodations to yourself. Ask another administrator.")
    person.time_multiple = time_multiple
    person.no_timed_prompts = no_timed_prompts
    person.captions = captions
    audit.record(
        session, "people:person:accommodate", person, by=by, at=at,
        organization_id=organization_id, time_multiple=time_multiple,
        no_timed_prompts=no_timed_prompts, captions=captions,
    )  # fmt: skip


def set_active(session: Session, person: Person, *, active: bool, by: Person, at: datetime) -> None:
    """Open or close an account; closing ends every sign-in."""
    if person.id == by.id:
        raise Refused("You cannot close your own account. Ask another operator.")
    person.is_active = active
    if not active:
        session.execute(
            sa.update(SignIn)
            .where(SignIn.person_id == person.id, SignIn.ended_at.is_(None))
            .values(ended_at=at)
        )
    action = "people:person:open" if active else "people:person:close"
    audit.record(session, action, person, by=by, at=at)


def words(role: Role) -> str:
    """Return the role as it is said in a sentence."""
    return role.replace("_", " ").replace("director staff", "director's staff")
