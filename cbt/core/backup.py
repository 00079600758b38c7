"""A copy of the whole record in one file, made while people work, and put back again."""

import contextlib
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa

from cbt.core.errors import Refused

#: Called with the address of a copy; returns how many audit events it holds, refuses a broken one.
Examine = Callable[[sa.URL], int]


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back, and where that which stood there before is kept, if it held data."""

    events: int
    kept: Path | None


def back_up(url: sa.URL, target: Path) -> None:
    """Write a consistent copy of the database to `target`; an older file there stays till done."""
    if not target.parent.is_dir():
        raise Refused(f"There is no folder {target.parent}; make it first.")
    if _is_embedded(url) and target.exists() and target.samefile(_file(url)):
        raise Refused(f"{target} is the database itself; name another file.")
    with _arriving(target) as unfinished:
        if _is_embedded(url):
            _copy(_file(url), unfinished)
            _refuse_damaged(unfinished)
        else:
            _run("pg_dump", "--format=custom", f"--file={unfinished}", _address(url), url=url)
        unfinished.replace(target)


def restore(
    url: sa.URL, source: Path, *, replace: bool, examine: Examine, at: datetime
) -> Restored:
    """Put a copy in the place of the database and keep the old one beside.

    One that holds data is replaced only if told to. The copy is examined: an embedded one before
    it takes the place, one of PostgreSQL, which has no file to look into, after.
    """
    if not source.is_file():
        raise Refused(f"There is no file {source}.")
    has_data = _holds_data(url)
    if has_data and not replace:
        raise Refused("The database holds data. Say --replace to put the copy in its place.")
    put_back = _restore_embedded if _is_embedded(url) else _restore_server
    stamp = f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    return put_back(url, source, examine, f".replaced-{stamp}" if has_data else "")


def _is_embedded(url: sa.URL) -> bool:
    return url.get_backend_name() == "sqlite"


def _file(url: sa.URL) -> Path:
    return Path(str(url.database))


@contextlib.contextmanager
def _arriving(target: Path) -> Iterator[Path]:
    # Only the owner may read it: it holds everybody's names and the hashes of passwords.
    unfinished = target.with_name(target.name + ".unfinished")
    try:
        unfinished.unlink(missing_ok=True)
        unfinished.touch(mode=0o600)
        yield unfinished
    except (OSError, sqlite3.Error) as error:
        raise Refused(f"{target} cannot be written: {error}.") from None
    finally:
        unfinished.unlink(missing_ok=True)


def _holds_data(url: sa.URL) -> bool:
    if _is_embedded(url) and not _file(url).exists():
        return False
    engine = sa.create_engine(url)
    try:
        with engine.connect() as connection:
            names = set(sa.inspect(connection).get_table_names()) - {"alembic_version"}
            tables = [sa.table(name) for name in names]
            return any(
                connection.scalar(sa.select(sa.literal(1)).select_from(table).limit(1))
                for table in tables
            )
    except sa.exc.DBAPIError as error:
        raise Refused(f"The database cannot be read: {str(error.orig).strip()}.") from None
    finally:
        engine.dispose()


def _copy(source: Path, target: Path) -> None:
    if not source.is_file():
        raise Refused(f"There is no database {source} to copy.")
    with (
        contextlib.closing(sqlite3.connect(source)) as live,
        contextlib.closing(sqlite3.connect(target)) as copy,
    ):
        live.backup(copy)
        # One file: a copy in WAL mode would be incomplete without its neighbors.
        copy.execute("PRAGMA journal_mode=DELETE")


def _refuse_damaged(file: Path) -> None:
    try:
        with contextlib.closing(
            sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)
        ) as copy:
            (verdict,) = copy.execute("PRAGMA integrity_check").fetchone()
            revisions = copy.execute("SELECT count(*) FROM alembic_version").fetchone()[0]
    except sqlite3.DatabaseError as error:
        raise Refused(f"{file} is not a backup of Muster: {error}.") from None
    if verdict != "ok" or not revisions:
        raise Refused(f"{file} is damaged: {verdict}.")


def _restore_embedded(url: sa.URL, source: Path, examine: Examine, tail: str) -> Restored:
    _refuse_damaged(source)
    target = _file(url)
    target.parent.mkdir(parents=True, exist_ok=True)
    with _arriving(target) as arriving:
        _copy(source, arriving)
        events = examine(url.set(database=str(arriving)))
        kept = _set_aside(target, tail) if target.exists() else None
        arriving.replace(target)
    return Restored(events, kept)


def _set_aside(target: Path, tail: str) -> Path | None:
    try:
        with contextlib.closing(sqlite3.connect(target, timeout=1)) as old:
            # Only who is alone with the database may do this; it also brings the log's pages home.
            old.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.OperationalError:
        raise Refused("The database is in use. Stop `cbt serve` and `cbt worker` first.") from None
    if not tail:
        return None
    kept = target.with_name(target.name + tail)
    os.link(target, kept)
    return kept


def _restore_server(url: sa.URL, source: Path, examine: Examine, tail: str) -> Restored:
    _run("pg_restore", "--list", str(source), url=url)
    kept = source.with_name(source.name + tail) if tail else None
    if kept is not None:
        back_up(url, kept)
    _run(
        "pg_restore", "--clean", "--if-exists", "--no-owner", "--single-transaction",
        f"--dbname={_address(url)}", str(source), url=url,
    )  # fmt: skip
    try:
        return Restored(examine(url), kept)
    except Refused as broken:
        before = f"; what stood there before is in {kept}" if kept else ""
        raise Refused(f"{broken.reason} The database now holds this copy{before}.") from None


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
