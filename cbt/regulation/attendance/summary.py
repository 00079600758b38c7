"""The chain of an attempt's signals, and the summary whose digest an administrator attests to."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from cbt.regulation.attendance.accounting import Accounting, Signal
from cbt.regulation.attendance.flags import Flag
from cbt.regulation.canonical import canonical, digest
from cbt.regulation.registry import rule

#: What the first signal of an attempt follows.
START = "0" * 64


@dataclass(frozen=True, slots=True)
class Link:
    """A signal with the hash that seals it behind the one before."""

    signal: Signal
    seal: str


def sealed(signals: Sequence[Signal], *, after: str = START) -> tuple[Link, ...]:
    """Return the signals as a chain: each seal hashes the seal before and the signal."""
    links = []
    for signal in signals:
        after = sha256(after.encode() + canonical(signal)).hexdigest()
        links.append(Link(signal, after))
    return tuple(links)


@rule("R-28", "070(5)")
def first_broken(links: Sequence[Link], *, after: str = START) -> int | None:
    """Return the number of the first signal whose seal does not hold, or None."""
    for link in links:
        after = sha256(after.encode() + canonical(link.signal)).hexdigest()
        if after != link.seal:
            return link.signal.seq
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What is attested of one attempt; `last_seal` ties it to every signal."""

    attempt: int
    license_number: str
    course: str
    version: str
    content_sha256: str
    completed_at_ms: int
    score: tuple[int, int]
    accounting: Accounting
    flags: tuple[Flag, ...]
    last_seal: str

    @property
    def digest(self) -> str:
        """Return the SHA-256 of the canonical summary."""
        return digest(self)
