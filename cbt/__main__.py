"""`cbt`: the shell's door to the services."""

import os
import sys

import click
from sqlalchemy.orm import Session

from cbt import __version__, config, seed
from cbt.audit import service as audit
from cbt.clauses.commands import COMMANDS as CLAUSES
from cbt.core import clock
from cbt.core.database import open_database
from cbt.core.errors import Misconfigured, Refused
from cbt.core.migration import migrate as bring_up
from cbt.officers.commands import COMMANDS as OFFICERS
from cbt.operation.commands import COMMANDS as OPERATION
from cbt.people.commands import COMMANDS as PEOPLE


@click.group()
@click.version_option(__version__, package_name="muster")
@click.pass_context
def cbt(context: click.Context) -> None:
    """Run Muster; settings come from CBT_* variables (see the README)."""
    context.obj = config.read(os.environ)


@cbt.command()
@click.pass_obj
def migrate(settings: config.Settings) -> None:
    """Bring the database to the newest shape of the record."""
    bring_up(open_database(settings))
    click.echo("The database is up to date.")


@cbt.command()
@click.pass_obj
def demo(settings: config.Settings) -> None:
    """Load the demonstration world into an empty record, once, and name its accounts."""
    if settings.is_production:
        raise Misconfigured("The demonstration's password is public: never load it in production.")
    engine = open_database(settings)
    bring_up(engine)
    with Session(engine) as session:
        if not seed.is_settled(session):
            seed.settle(session, at=clock.now())
            session.commit()
    click.echo(f"Demonstration accounts, all with the password “{seed.PASSWORD}”:")
    for account in seed.ACCOUNTS:
        role = account.role.replace("_", " ")
        click.echo(f"  {account.email:<28}{role:<24}{account.organization or ''}")


@cbt.group(name="audit")
def audit_group() -> None:
    """Look after the audit log."""


@audit_group.command()
@click.pass_obj
def verify(settings: config.Settings) -> None:
    """Check the chain of the audit log; name the first broken link and end with 1."""
    with Session(open_database(settings)) as session:
        verdict = audit.verify(session)
    if verdict.broken is not None:
        click.echo(f"The audit log is broken: {verdict.reason}")
        sys.exit(1)
    click.echo(f"The audit log holds: {verdict.checked} events, head {verdict.head.hex()}.")


for _command in (*OPERATION, *PEOPLE, *OFFICERS, *CLAUSES):
    cbt.add_command(_command)


def main() -> None:
    """Run the command; a refusal ends in a sentence."""
    try:
        cbt()
    except (Misconfigured, Refused) as error:
        sys.exit(f"muster: {error}")


if __name__ == "__main__":
    main()
