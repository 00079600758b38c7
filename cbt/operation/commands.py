"""`cbt serve`, `worker`, `tick`, `backup`, `restore`: the site from the shell."""

import os
import shutil
import signal
import socket
from pathlib import Path
from typing import Any

import click
import sqlalchemy as sa
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels
from sqlalchemy.orm import Session

from cbt import schedule
from cbt.audit import service as audit
from cbt.config import Settings
from cbt.core import backup as backups
from cbt.core import clock, migration
from cbt.core.database import open_database
from cbt.core.errors import Misconfigured, Refused
from cbt.operation.companion import Companion, stop_with_parent
from cbt.operation.jobs import HANDLERS
from cbt.operation.worker import Worker
from cbt.web import logs

#: The library's own switch, read as its metrics are made.
MULTIPROCESS = "PROMETHEUS_MULTIPROC_DIR"
#: Seconds that the worker is given for the job in hand when the site stops.
PATIENCE = 30


@click.command()
@click.pass_obj
def serve(settings: Settings) -> None:
    """Serve the site; with the embedded database one worker comes along."""
    refuse_unmigrated(settings)
    refuse_taken(settings)
    gather_metrics(settings)
    site = server(settings)
    companion = Companion(patience=PATIENCE)
    if settings.is_embedded:
        # The hook runs when a stop is heeded already, so that no worker is left behind.
        site.on_startup(companion.start)
    click.echo(
        f"{settings.display_name} serves http://{settings.host}:{settings.port} until Ctrl+C."
    )
    try:
        site.serve()
    finally:
        companion.stop()


def gather_metrics(settings: Settings) -> None:
    """Let several processes count into one folder, empty at the start."""
    if settings.processes == 1 or MULTIPROCESS in os.environ:
        return
    folder = settings.data_dir / "metrics"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    os.environ[MULTIPROCESS] = str(folder.resolve())


def server(settings: Settings) -> Any:  # Granian is one of several classes
    """Return the server of the settings, not started."""
    return Granian(
        "cbt.app:from_environment",
        factory=True,
        address=settings.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        workers=settings.processes,
        blocking_threads=settings.threads,
        # Beyond this, requests wait in the socket instead of in memory.
        backpressure=settings.threads * 16,
        websockets=False,
        log_level=LogLevels.error,
        workers_kill_timeout=PATIENCE,
        respawn_failed_workers=True,
    )


def refuse_unmigrated(settings: Settings) -> None:
    """Refuse a database that is empty or of another shape than this program's."""
    engine = open_database(settings)
    found, wanted = migration.revision(engine), migration.newest()
    engine.dispose()
    if found is None:
        raise Misconfigured("The database is empty. Run `cbt migrate` first, or `cbt demo`.")
    if found != wanted:
        raise Misconfigured(
            f"The database has the shape {found}, this program wants {wanted}."
            " Run `cbt migrate`; if that does not help, the program is older than the database."
        )


def refuse_taken(settings: Settings) -> None:
    """Refuse a port on which another program listens."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(
            settings.host, settings.port, type=socket.SOCK_STREAM
        )[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except (OSError, OverflowError) as error:
        raise Misconfigured(
            f"{settings.host}:{settings.port} cannot be listened on"
            f" ({getattr(error, 'strerror', None) or error})."
            " End the program that uses it, or set CBT_PORT to another."
        ) from None


@click.command()
@click.option("--with-parent", is_flag=True, hidden=True, help="Stop when the parent is gone.")
@click.pass_obj
def worker(settings: Settings, with_parent: bool) -> None:
    """Do jobs as they come, and the schedule's, until told to stop."""
    logs.configure(as_json=settings.is_production)
    refuse_unmigrated(settings)
    at_work = Worker(open_database(settings), HANDLERS, settings, every_minute=add_due)
    for told in (signal.SIGTERM, signal.SIGINT):
        signal.signal(told, lambda *_: at_work.stop())
    if with_parent:
        stop_with_parent(at_work.stop)
    at_work.run()


@click.command()
@click.pass_obj
def tick(settings: Settings) -> None:
    """Do every job that is due, the schedule's too, and end: for a cron of your own."""
    logs.configure(as_json=settings.is_production)
    refuse_unmigrated(settings)
    engine = open_database(settings)
    add_due(engine)
    done = Worker(engine, HANDLERS, settings).work_all()
    click.echo(f"{done} jobs done.")


def add_due(engine: sa.Engine) -> None:
    """Add the schedule's jobs whose time has come."""
    with Session(engine) as session:
        schedule.enqueue_due(session, at=clock.now())
        session.commit()


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.pass_obj
def backup(settings: Settings, file: Path) -> None:
    """Copy the whole record into FILE while people work."""
    backups.back_up(sa.make_url(settings.database), file)
    click.echo(f"The record is copied to {file}.")


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--replace", is_flag=True, help="Put the copy in the place of a record with data.")
@click.pass_obj
def restore(settings: Settings, file: Path, replace: bool) -> None:
    """Put the record back from FILE and check its audit log."""
    url = sa.make_url(settings.database)
    back = backups.restore(url, file, replace=replace, examine=examine, at=clock.now())
    if back.kept is not None:
        click.echo(f"What stood there before is kept as {back.kept}.")
    click.echo(f"The record is back; its audit log holds: {back.events} events.")
    if migration.revision(open_database(settings)) != migration.newest():
        click.echo("The copy has an older shape: run `cbt migrate` before `cbt serve`.")


def examine(copy: sa.URL) -> int:
    """Return how many audit events a copy holds; refuse one whose chain is broken."""
    engine = sa.create_engine(copy)
    try:
        with Session(engine) as session:
            verdict = audit.verify(session)
    except sa.exc.DBAPIError:
        raise Refused("The copy has no audit log; it is not a backup of Muster.") from None
    finally:
        engine.dispose()
    if verdict.broken is not None:
        raise Refused(f"The audit log of the copy is broken: {verdict.reason}")
    return verdict.checked


COMMANDS = (serve, worker, tick, backup, restore)
