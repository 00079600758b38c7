"""A copy of the whole record in one file, made while people work, and put back again."""

import contextlib
import os
import shutil
import sqlite3
import subprocess
from pathlib import Path

import sqlalchemy as sa

from cbt.core.errors import Refused


def back_up(url: sa.URL, target: Path) -> None:
    """Write a consistent copy of the database to `target`; an older file there stays till done."""
    if not target.parent.is_dir():
        raise Refused(f"There is no folder {target.parent}; make it first.")
    unfinished = target.with_name(target.name + ".unfinished")
    unfinished.unlink(missing_ok=True)
    try:
        if url.get_backend_name() == "sqlite":
            _copy_sqlite(Path(str(url.database)), unfinished)
        else:
            _run("pg_dump", "--format=custom", f"--file={unfinished}", _address(url), url=url)
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)


def restore(url: sa.URL, source: Path, *, replace: bool) -> None:
    """Put a copy in the place of the database; refuse one that holds data unless told to replace.

    An embedded database that is replaced stays beside the new one, named `….before-restore`.
    """
    if not source.is_file():
        raise Refused(f"There is no file {source}.")
    if not replace and _holds_data(url):
        raise Refused("The database holds data. Say --replace to put the copy in its place.")
    if url.get_backend_name() == "sqlite":
        _restore_sqlite(Path(str(url.database)), source)
    else:
        _run(
            "pg_restore", "--clean", "--if-exists", "--no-owner", "--single-transaction",
            f"--dbname={_address(url)}", str(source), url=url,
        )  # fmt: skip


def _holds_data(url: sa.URL) -> bool:
    if url.get_backend_name() == "sqlite" and not Path(str(url.database)).exists():
        return False
    engine = sa.create_engine(url)
    try:
        return bool(sa.inspect(engine).get_table_names())
    finally:
        engine.dispose()


def _copy_sqlite(source: Path, target: Path) -> None:
    if not source.is_file():
        raise Refused(f"There is no database {source} to copy.")
    with (
        contextlib.closing(sqlite3.connect(source)) as live,
        contextlib.closing(sqlite3.connect(target)) as copy,
    ):
        live.backup(copy)
        # One file: a copy in WAL mode would be incomplete without its neighbors.
        copy.execute("PRAGMA journal_mode=DELETE")


def _restore_sqlite(target: Path, source: Path) -> None:
    _refuse_damaged(source)
    target.parent.mkdir(parents=True, exist_ok=True)
    arriving = target.with_name(target.name + ".arriving")
    shutil.copyfile(source, arriving)
    if target.exists():
        _set_aside(target)
    arriving.replace(target)


def _set_aside(target: Path) -> None:
    # Copied by the engine, so that what stands in the log of the old database comes along.
    _copy_sqlite(target, target.with_name(target.name + ".before-restore"))
    for tail in ("-wal", "-shm"):
        target.with_name(target.name + tail).unlink(missing_ok=True)


def _refuse_damaged(source: Path) -> None:
    try:
        with contextlib.closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as copy:
            (verdict,) = copy.execute("PRAGMA integrity_check").fetchone()
            tables = copy.execute("SELECT count(*) FROM alembic_version").fetchone()[0]
    except sqlite3.DatabaseError as error:
        raise Refused(f"{source} is not a backup of Muster: {error}.") from None
    if verdict != "ok" or not tables:
        raise Refused(f"{source} is damaged: {verdict}.")


def _address(url: sa.URL) -> str:
    # Without the password: other people of the machine can read a command's arguments.
    plain = url.set(drivername="postgresql", password=None)
    return plain.render_as_string(hide_password=False)


def _run(program: str, *arguments: str, url: sa.URL) -> None:
    found = shutil.which(program)
    if found is None:
        raise Refused(f"{program} was not found; install the PostgreSQL client programs.")
    secret = {"PGPASSWORD": url.password} if url.password else {}
    done = subprocess.run(  # noqa: S603 - a program of PostgreSQL with our own arguments
        [found, *arguments], env=os.environ | secret, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise Refused(f"{program} did not succeed: {done.stderr.strip()}")
