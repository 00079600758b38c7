"""`cbt officers import FILE.csv`: a statewide roster from the shell."""

import sys
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeElapsedColumn
from sqlalchemy.orm import Session

from cbt.config import Settings
from cbt.core import clock
from cbt.core.database import open_database
from cbt.officers import roster
from cbt.officers.roster import Report
from cbt.officers.roster_file import NotARoster, read


@click.group()
def officers() -> None:
    """Look after the officers on record."""


@officers.command(name="import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--without-bad-rows", is_flag=True, help="Leave bad rows out and import the others.")
@click.pass_obj
def import_file(settings: Settings, file: Path, without_bad_rows: bool) -> None:
    """Import the statewide roster FILE; nothing of it where a row is bad.

    The columns are license_number, last_name, first_name, middle_name, email, license_class,
    licensed_on, agency, commissioned_on, traffic_authority. Agencies that are new are added.
    """
    content = file.read_bytes()
    with (
        Session(open_database(settings)) as session,
        Progress(
            BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(),
            console=Console(stderr=True), transient=True,
        ) as bar,
    ):  # fmt: skip
        task = bar.add_task("officers", total=_rows(content))
        found = roster.import_at_once(
            session,
            content,
            without_bad_rows=without_bad_rows,
            by=None,
            at=clock.now(),
            progress=lambda rows: bar.advance(task, rows),
        )
        session.commit()
    _tell(found)
    if found.problems and not without_bad_rows:
        click.echo("Nothing was imported. Correct the file, or say --without-bad-rows.", err=True)
        sys.exit(1)


def _rows(content: bytes) -> int:
    try:
        return sum(1 for _ in read(content))
    except NotARoster:
        return 0  # The import says what is wrong with the file.


def _tell(found: Report) -> None:
    for problem in found.problems:
        click.echo(f"line {problem.line}: {problem.reason}", err=True)
    for line, number, differences in found.differences:
        click.echo(f"line {line}: {number}: {differences}")
    if found.new_agencies:
        click.echo(f"New agencies: {', '.join(found.new_agencies)}.")
    click.echo(
        f"{found.added} new, {found.changed} changed, {found.unchanged} unchanged,"
        f" {len(found.problems)} bad."
    )


COMMANDS = (officers,)
