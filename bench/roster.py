"""A statewide roster, against a bare insert of the same lines into one table."""

import argparse
import csv
import io
import sqlite3
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cbt.core import clock
from cbt.extensions import make_sound
from cbt.models.base import Model
from cbt.officers import roster
from cbt.officers.roster_file import COLUMNS

OFFICERS = 16_000
QUICK_OFFICERS = 1_000
#: What issue 2 promises for 16,000 rows.
MOST_SECONDS = 20


def lines(count: int) -> list[tuple[str, ...]]:
    """Return officers of 600 agencies."""
    first = date(2000, 1, 1)
    return [
        (
            f"M{n:06}", f"Last{n}", f"First{n % 977}", "", f"officer{n}@example.org", "A",
            (first + timedelta(days=n % 9000)).isoformat(), f"Agency {n % 600}",
            (first + timedelta(days=n % 9000 + 30)).isoformat(), "yes" if n % 3 else "no",
        )
        for n in range(count)
    ]  # fmt: skip


def as_file(rows: list[tuple[str, ...]]) -> bytes:
    """Return the rows as a roster."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    writer.writerows(rows)
    return out.getvalue().encode()


def bare(path: Path, content: bytes) -> None:
    """Read the file and put its lines into one table: less than any import can do."""
    rows = csv.reader(io.StringIO(content.decode()))
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(f"CREATE TABLE bare ({', '.join(next(rows))})")
        connection.executemany(f"INSERT INTO bare VALUES ({', '.join('?' * len(COLUMNS))})", rows)


def import_file(engine: sa.Engine, content: bytes) -> None:
    """Import as `cbt officers import` does."""
    with Session(engine) as session:
        found = roster.import_at_once(
            session, content, without_bad_rows=False, by=None, at=clock.now()
        )
        session.commit()
    if found.problems:
        raise SystemExit(f"The bench's own roster is bad: {found.problems[0]}")


def seconds(work: Callable[[], None]) -> float:
    """Return how long `work` takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def main() -> None:
    """Measure and print; end with 1 where the promise is not kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help=f"{QUICK_OFFICERS:,} officers only")
    count = QUICK_OFFICERS if parser.parse_args().quick else OFFICERS
    content = as_file(lines(count))
    with tempfile.TemporaryDirectory() as folder:
        engine = sa.create_engine(f"sqlite:///{Path(folder) / 'muster.db'}")
        make_sound(engine)
        Model.metadata.create_all(engine)
        least = seconds(lambda: bare(Path(folder) / "bare.db", content))
        first = seconds(lambda: import_file(engine, content))
        again = seconds(lambda: import_file(engine, content))
        engine.dispose()
    for name, spent in (("first import", first), ("the same file again", again)):
        print(
            f"{name}, {count:,} officers: {spent:.1f} s, {spent / least:.0f} x bare {least:.2f} s"
        )
    if first * OFFICERS / count > MOST_SECONDS:
        raise SystemExit(f"{OFFICERS:,} officers would take more than {MOST_SECONDS} s.")


if __name__ == "__main__":
    main()
