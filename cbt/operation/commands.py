"""`cbt serve`, `worker`, `tick`, `backup`, `restore`: the site from the shell."""

import signal
import socket
import subprocess
import sys
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
from cbt.core import clock
from cbt.core.database import open_database
from cbt.core.errors import Misconfigured
from cbt.operation.jobs import HANDLERS
from cbt.operation.worker import Worker
from cbt.web import logs

#: Seconds that the worker is given for the job in hand when the site stops.
PATIENCE = 30


@click.command()
@click.pass_obj
def serve(settings: Settings) -> None:
    """Serve the site; with the embedded database one worker comes along."""
    refuse_unready(settings)
    refuse_taken(settings)
    companion = start_worker() if settings.is_embedded else None
    try:
        server(settings).serve()
    finally:
        if companion is not None:
            end_worker(companion)


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


def refuse_unready(settings: Settings) -> None:
    """Refuse to serve a database that is missing or of an older shape."""
    engine = open_database(settings)
    is_migrated = sa.inspect(engine).has_table("alembic_version")
    engine.dispose()
    if not is_migrated:
        raise Misconfigured("The database is empty. Run `cbt migrate` first, or `cbt demo`.")


def refuse_taken(settings: Settings) -> None:
    """Refuse a port on which another program listens."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            raise Misconfigured(
                f"{settings.host}:{settings.port} cannot be listened on ({error.strerror})."
                " End the program that uses it, or set CBT_PORT to another."
            ) from None


def start_worker() -> subprocess.Popen[bytes]:
    """Start a worker as a process of its own."""
    return subprocess.Popen([sys.executable, "-m", "cbt", "worker"])


def end_worker(companion: subprocess.Popen[bytes]) -> None:
    """End the worker after the job in hand, or at once where that takes too long."""
    companion.terminate()
    try:
        companion.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        companion.kill()
        companion.wait()


@click.command()
@click.pass_obj
def worker(settings: Settings) -> None:
    """Do jobs as they come, and the schedule's, until told to stop."""
    logs.configure(as_json=settings.is_production)
    at_work = Worker(open_database(settings), HANDLERS, settings, every_minute=add_due)
    for told in (signal.SIGTERM, signal.SIGINT):
        signal.signal(told, lambda *_: at_work.stop())
    at_work.run()


@click.command()
@click.pass_obj
def tick(settings: Settings) -> None:
    """Do every job that is due, the schedule's too, and end: for a cron of your own."""
    logs.configure(as_json=settings.is_production)
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
    backups.restore(sa.make_url(settings.database), file, replace=replace)
    with Session(open_database(settings)) as session:
        verdict = audit.verify(session)
    if verdict.broken is not None:
        raise Misconfigured(f"Restored, but the audit log is broken: {verdict.reason}")
    click.echo(f"The record is back; its audit log holds: {verdict.checked} events.")


COMMANDS = (serve, worker, tick, backup, restore)
