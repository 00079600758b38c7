"""`cbt user add`: the first operator, and whoever else is added from the shell."""

import click
import sqlalchemy as sa
from sqlalchemy.orm import Session

from cbt.config import Settings
from cbt.core import clock
from cbt.core.database import open_database
from cbt.core.errors import Refused
from cbt.models.accounts import Role
from cbt.models.organizations import Organization, OrganizationKind
from cbt.people import service
from cbt.people.service import ROLES_OF, Newcomer

GIVEN = [role.value for role in Role if role is not Role.OFFICER]


@click.group()
def user() -> None:
    """Look after the accounts of people."""


@user.command()
@click.argument("email")
@click.option("--first-name", required=True)
@click.option("--middle-name", default="")
@click.option("--last-name", required=True)
@click.option("--role", type=click.Choice(GIVEN), default=Role.OPERATOR.value, show_default=True)
@click.option("--organization", help="The legal name; not needed for an operator.")
@click.pass_obj
def add(
    settings: Settings,
    email: str,
    first_name: str,
    middle_name: str,
    last_name: str,
    role: str,
    organization: str | None,
) -> None:
    """Give EMAIL a role; the person is invited by mail if new."""
    newcomer = Newcomer(
        email=email, first_name=first_name, middle_name=middle_name, last_name=last_name
    )
    with Session(open_database(settings)) as session:
        house = _house(session, Role(role), organization or settings.display_name)
        given = service.grant_role(session, house, Role(role), newcomer, by=None, at=clock.now())
        told = f"{given.person.name} is {service.words(given.role)} of {house.name}."
        session.commit()
    click.echo(told)
    click.echo("A mail is on its way; the worker of `cbt serve` or `cbt tick` sends it.")


def _house(session: Session, role: Role, name: str) -> Organization:
    found = session.scalar(
        sa.select(Organization).where(sa.func.lower(Organization.name) == name.lower())
    )
    if found is None and role is Role.OPERATOR:
        found = _operation(session, name)
    if found is None:
        kinds = " or ".join(k.value for k, roles in ROLES_OF.items() if role in roles)
        raise Refused(
            f"No organization is called {name}. Name one of the kind {kinds} with --organization;"
            " the director's staff adds them on the page Sources."
        )
    return found


def _operation(session: Session, name: str) -> Organization:
    kind = OrganizationKind.SITE
    found = session.scalar(sa.select(Organization).where(Organization.kind == kind))
    if found is None:
        found = Organization(name=name, kind=kind, created_at=clock.now())
        session.add(found)
        session.flush()
    return found


COMMANDS = (user,)
