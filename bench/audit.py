"""The check of the audit log's chain, against a bare read and hash of the same rows."""

import argparse
import hashlib
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cbt.audit import service
from cbt.audit.chain import START, Link, canonical_facts, seal
from cbt.extensions import make_sound
from cbt.models.audit import AuditEvent
from cbt.models.base import Model

EVENTS = 1_000_000
QUICK_EVENTS = 50_000
#: What issue 2 promises for a million events.
MOST_SECONDS = 60
BEGAN = datetime(2026, 1, 1, 6, tzinfo=UTC)
COLUMNS = (*Link.__slots__, "seal")


def rows(count: int) -> Iterator[tuple[object, ...]]:
    """Yield the rows of a sound chain, as SQLite keeps them."""
    previous = START
    for number in range(1, count + 1):
        facts = canonical_facts({"enrollment": number % 9_973, "step": number % 41})
        link = Link(
            number, BEGAN + timedelta(seconds=number), "player:response:record",
            number % 16_000 + 1, number % 300 + 1, f"response:{number}", facts, previous,
        )  # fmt: skip
        sealed = seal(link)
        stored = link.at.replace(tzinfo=None).isoformat(" ", "microseconds")
        yield (number, stored, *(getattr(link, f) for f in COLUMNS[2:-1]), sealed)
        previous = sealed


def fill(path: Path, count: int) -> None:
    """Write a sound chain past the program, for a million single deeds would take an hour."""
    names = [AuditEvent.__mapper__.columns[name].name for name in COLUMNS]
    marks = ", ".join("?" * len(names))
    with closing(sqlite3.connect(path)) as connection, connection:
        statement = f"INSERT INTO audit_event ({', '.join(names)}) VALUES ({marks})"
        connection.executemany(statement, rows(count))


def verify(engine: sa.Engine, count: int) -> None:
    """Check the chain as `cbt audit verify` does."""
    with Session(engine) as session:
        verdict = service.verify(session)
    if verdict.broken is not None or verdict.checked != count:
        raise SystemExit(f"The bench's own chain does not hold: {verdict}")


def read_and_hash(path: Path) -> None:
    """Read the same rows in order and hash each once: less than any check can do."""
    with closing(sqlite3.connect(path)) as connection:
        query = "SELECT * FROM audit_event ORDER BY number"
        for row in connection.execute(query):
            hashlib.sha256(row[-2] + "".join(map(str, row[:-2])).encode()).digest()


def seconds(work: Callable[[], None]) -> float:
    """Return how long `work` takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def main() -> None:
    """Measure and print; end with 1 where the promise is not kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help=f"{QUICK_EVENTS:,} events only")
    count = QUICK_EVENTS if parser.parse_args().quick else EVENTS
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "muster.db"
        engine = sa.create_engine(f"sqlite:///{path}")
        make_sound(engine)
        Model.metadata.create_all(engine)
        fill(path, count)
        bare = seconds(lambda: read_and_hash(path))
        checked = seconds(lambda: verify(engine, count))
        engine.dispose()
    print(
        f"audit verify, {count:,} events: {checked:.1f} s, {checked / bare:.1f} x bare {bare:.1f} s"
    )
    if checked * EVENTS / count > MOST_SECONDS:
        raise SystemExit(f"A million events would take more than {MOST_SECONDS} s.")


if __name__ == "__main__":
    main()
