"""The throttle: failures counted in the record, so that it holds across processes and restarts."""

import hashlib
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cbt.core.errors import Refused
from cbt.models.sign_ins import Throttle

#: So many failures are a person with a bad memory.
FREE_FAILURES = 5
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(minutes=15)
#: Failures are forgotten after an hour without one.
MEMORY = timedelta(hours=1)


def wait_after(failures: int) -> timedelta:
    """Return how long the door stays shut after so many failures."""
    if failures < FREE_FAILURES:
        return timedelta()
    # The shift is capped: thousands of failures would overflow a timedelta.
    return min(FIRST_WAIT * (1 << min(failures - FREE_FAILURES, 10)), LONGEST_WAIT)


def refuse_blocked(session: Session, key: str, *, at: datetime) -> None:
    """Refuse while `key` must wait, saying how long."""
    entry = _find(session, key)
    if entry is None or entry.blocked_until is None or entry.blocked_until <= at:
        return
    seconds = int((entry.blocked_until - at).total_seconds()) + 1
    wait = f"{seconds} seconds" if seconds < 120 else f"{-(-seconds // 60)} minutes"
    raise Refused(f"Too many attempts did not succeed. Wait {wait}, then try again.")


def count_failure(session: Session, key: str, *, at: datetime) -> None:
    """Count one more failure under `key` and shut the door if there are many."""
    entry = _find(session, key, for_update=True)
    if entry is None:
        entry = Throttle(key_hash=_hash(key), failures=0, first_at=at)
        session.add(entry)
    last = entry.blocked_until or entry.first_at
    if at - last > MEMORY:
        entry.failures, entry.first_at = 0, at
    entry.failures += 1
    entry.blocked_until = at + wait_after(entry.failures)


def forget(session: Session, key: str) -> None:
    """Forget the failures under `key`: the right password was given."""
    session.execute(sa.delete(Throttle).where(Throttle.key_hash == _hash(key)))


def _find(session: Session, key: str, *, for_update: bool = False) -> Throttle | None:
    query = sa.select(Throttle).where(Throttle.key_hash == _hash(key))
    return session.scalar(query.with_for_update() if for_update else query)


def _hash(key: str) -> bytes:
    # Addresses of people who fail to sign in are not kept in the plain.
    return hashlib.sha256(key.encode()).digest()
