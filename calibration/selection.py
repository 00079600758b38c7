"""R-31: the random draw of a test group in the order of tickets, and its check by anybody."""

import hmac
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from calibration.apportion import apportion_units
from calibration.canonical import canonical, digest
from calibration.credit import MINIMUM_COMPLETED
from calibration.errors import BadInput, refuse_if
from calibration.roster import Roster, roster_of

SCHEME = "muster-ticket-order-1"


@dataclass(frozen=True, slots=True)
class Ticket:
    """One label in the order of the draw; `is_member` for the first of each stratum's share."""

    label: str
    stratum: str | None
    ticket: str
    is_member: bool


@dataclass(frozen=True, slots=True)
class Draw:
    """A draw and all that it follows from; `order` holds the whole roster, first to last.

    Members come first in their order, the reserves behind them: who declines is replaced by the
    next reserve (of the same stratum, where there are strata).
    """

    declaration: Mapping[str, Any]
    roster: Roster
    randomness: str
    size: int
    order: tuple[Ticket, ...]

    @property
    def members(self) -> tuple[str, ...]:
        """Return the labels drawn, in their order."""
        return tuple(ticket.label for ticket in self.order if ticket.is_member)

    @property
    def reserves(self) -> tuple[str, ...]:
        """Return the labels that stand in, in their order."""
        return tuple(ticket.label for ticket in self.order if not ticket.is_member)

    def as_json(self) -> dict[str, Any]:
        """Return the public record, from which `verify_draw` computes everything anew."""
        return {
            "scheme": SCHEME,
            "declaration": dict(self.declaration),
            "declaration_sha256": digest(self.declaration),
            "roster": list(self.roster.lines),
            "roster_sha256": self.roster.digest,
            "roster_size": len(self.roster.entries),
            "randomness": self.randomness,
            "size": self.size,
            "members": list(self.members),
            "reserves": list(self.reserves),
            "order": [
                {
                    "place": place,
                    "label": ticket.label,
                    "stratum": ticket.stratum,
                    "ticket": ticket.ticket,
                    "member": ticket.is_member,
                }
                for place, ticket in enumerate(self.order, start=1)
            ],
        }


def draw(roster: Roster, *, declaration: Mapping[str, Any], randomness: str, size: int) -> Draw:
    """Return the draw of `size` members (11 CSR 75-15.070(7)(A), "randomly selected").

    Parameters
    ----------
    roster : Roster
        Everybody who could be drawn.
    declaration : mapping
        What was declared and published before the randomness was known; integers and text only.
    randomness : str
        The public value that the declaration named, hexadecimal.
    size : int
        Members to draw, from ten up to the roster.

    Raises
    ------
    BadInput
        Every contradiction of size, roster and declaration; randomness that is no hexadecimal.

    Notes
    -----
    ``salt = SHA256(canonical declaration)``, ``PRK = HMAC-SHA256(salt, randomness)``,
    ``ticket(label) = HMAC-SHA256(PRK, utf8(label) || 0x01)`` (HKDF of RFC 5869 with the label as
    info), sorted ascending. Striking one label leaves the order of all others as it was.
    """
    randomness = "".join(randomness.split()).lower()
    refuse_if(list(_problems(roster, declaration, randomness, size)))
    key = ticket_key(declaration, bytes.fromhex(randomness))
    tickets = {label: ticket_of(key, label) for label in roster.labels}
    ordered = sorted(roster.labels, key=lambda label: (tickets[label], label.encode()))
    members = set(_members(ordered, roster.strata, size))
    strata = roster.strata
    order = [
        Ticket(label, strata.get(label), tickets[label].hex(), label in members)
        for label in sorted(ordered, key=lambda label: label not in members)
    ]
    return Draw(declaration, roster, randomness, size, tuple(order))


def ticket_key(declaration: Mapping[str, Any], randomness: bytes) -> bytes:
    """Return the key of all tickets: 32 bytes that nobody knew before the randomness."""
    salt = sha256(canonical(declaration)).digest()
    return hmac.digest(salt, randomness, "sha256")


def ticket_of(key: bytes, label: str) -> bytes:
    """Return the ticket of a label, 32 bytes."""
    return hmac.digest(key, label.encode() + b"\x01", "sha256")


def shares(strata: Mapping[str, str], size: int) -> dict[str, int]:
    """Return how many members each stratum gives: proportional, by largest remainder."""
    counts = Counter(strata.values())
    names = sorted(counts, key=str.encode)
    units = apportion_units(size, [counts[name] for name in names])
    return dict(zip(names, units, strict=True))


def _members(ordered: list[str], strata: Mapping[str, str], size: int) -> Iterator[str]:
    if not strata:
        yield from ordered[:size]
        return
    left = shares(strata, size)
    for label in ordered:
        if left[strata[label]]:
            left[strata[label]] -= 1
            yield label


def verify_draw(record: Mapping[str, Any]) -> str | None:
    """Return the first difference between a published draw and what it follows from, or None.

    Raises
    ------
    BadInput
        The record lacks what the draw is computed from, or contradicts itself there.
    """
    again = _recomputed(record).as_json()
    for key in again:
        if key not in record:
            return f"the record has no {key!r}."
        found = _difference(key, again[key], record[key])
        if found:
            return found
    strange = sorted(record.keys() - again.keys())
    return f"the record has the unknown key {strange[0]!r}." if strange else None


def _recomputed(record: Mapping[str, Any]) -> Draw:
    kinds = {"declaration": dict, "roster": list, "randomness": str, "size": int}
    refuse_if(
        [
            f"the record's {key!r} is missing or of the wrong kind."
            for key, kind in kinds.items()
            if type(record.get(key)) is not kind
        ]
    )
    if not all(isinstance(line, str) for line in record["roster"]):
        raise BadInput(["the record's 'roster' must be a list of text."])
    return draw(
        roster_of(record["roster"]),
        declaration=record["declaration"],
        randomness=record["randomness"],
        size=record["size"],
    )


def _difference(key: str, computed: object, published: object) -> str | None:
    if computed == published and type(computed) is type(published):
        return None
    if isinstance(computed, list) and isinstance(published, list):
        if len(computed) != len(published):
            return f"{key} has {len(published)} entries; computed are {len(computed)}."
        pairs = enumerate(zip(computed, published, strict=True), start=1)
        place, (ours, theirs) = next((at, pair) for at, pair in pairs if pair[0] != pair[1])
        return f"{key}, place {place}: published {theirs!r}, computed {ours!r}."
    return f"{key}: published {published!r}, computed {computed!r}."


def _problems(
    roster: Roster, declaration: Mapping[str, Any], randomness: str, size: int
) -> Iterator[str]:
    count = len(roster.entries)
    if not randomness or len(randomness) % 2 or set(randomness) - set("0123456789abcdef"):
        yield "the randomness is not hexadecimal: an even number of the digits 0 to 9 and a to f."
    if size < MINIMUM_COMPLETED:
        yield f"the size is {size}: 070(7)(A) asks for at least {MINIMUM_COMPLETED} officers."
    if size > count:
        yield f"the size is {size}, but the roster holds {count}."
    declared = {"roster_sha256": roster.digest, "roster_size": count, "group_size": size}
    for key, value in declared.items():
        if key in declaration and declaration[key] != value:
            yield f"the declaration's {key} is {declaration[key]!r}, but it is {value!r}."
    if bool(declaration.get("strata")) != bool(roster.strata):
        yield "the declaration and the roster do not agree on whether there are strata."
