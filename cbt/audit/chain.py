"""The seal of an event and the check of a chain of events; pure."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

#: What the first event has before it.
START = bytes(32)

Fact = str | int | bool | None | list["Fact"] | dict[str, "Fact"]


def canonical_facts(facts: Mapping[str, Fact]) -> str:
    """Return the facts as canonical JSON: sorted keys, no spaces, no floats."""
    return json.dumps(facts, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Link:
    """What of an event is sealed."""

    number: int
    at: datetime
    action: str
    actor_id: int | None
    organization_id: int | None
    subject: str
    facts: str
    previous: bytes


def seal(link: Link) -> bytes:
    """Return the SHA-256 of the previous seal followed by the event as a JSON array."""
    body = json.dumps(
        [
            link.number,
            link.at.astimezone(UTC).isoformat(timespec="microseconds"),
            link.action,
            link.actor_id,
            link.organization_id,
            link.subject,
            link.facts,
        ],
        separators=(",", ":"),
        ensure_ascii=False,
    )
    return hashlib.sha256(link.previous + body.encode()).digest()


@dataclass(frozen=True, slots=True)
class Verdict:
    """The result of a check: links that hold, the head, what is wrong with the first bad one."""

    checked: int
    head: bytes
    broken: int | None = None
    reason: str = ""


def check(links: Iterable[tuple[Link, bytes]]) -> Verdict:
    """Return the verdict on events in the order of their numbers."""
    head, count = START, 0
    for link, sealed in links:
        if link.number != count + 1:
            return Verdict(count, head, count + 1, f"Event {count + 1} is missing.")
        if link.previous != head:
            return Verdict(
                count, head, link.number, f"Event {link.number} does not follow its predecessor."
            )
        if seal(link) != sealed:
            return Verdict(
                count, head, link.number, f"Event {link.number} was changed after it was sealed."
            )
        head, count = sealed, count + 1
    return Verdict(count, head)
