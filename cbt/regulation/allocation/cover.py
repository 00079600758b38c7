"""Owed hours covered by entries under caps, as an exact integer program.

Variables: the hundredths of each entry under each of its choices, and the hundredths covered of
each requirement. The aims stand one above the other; each is worth more than all below it can
bring, which whole numbers of any size can say exactly.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from cbt.regulation.allocation.facts import Pool
from cbt.regulation.allocation.problem import Entry
from cbt.regulation.allocation.program import Program, Row, maximize
from cbt.regulation.requirement import Requirement


@dataclass(frozen=True, slots=True)
class Cover:
    """What counts of each entry, and what each requirement has of it."""

    counted: tuple[int, ...]
    reached: Mapping[Requirement, int]


def scale_of(entries: Sequence[Entry]) -> int:
    """Return a number greater than all hours of the entries: the step between two aims."""
    return 1 + sum(entry.hours for entry in entries)


def earliest(entries: Sequence[Entry]) -> list[int]:
    """Return the worth of an hour of each entry such that earlier hours outweigh all later ones."""
    step, count = scale_of(entries), len(entries)
    return [step ** (count - 1 - i) for i in range(count)]


def cover(
    entries: Sequence[Entry],
    caps: Mapping[Pool, int],
    owed: Mapping[Requirement, int],
    *,
    worth: Sequence[int],
    goal: int,
) -> Cover:
    """Return the counted hours of the greatest value.

    Formula: `goal` for each hundredth of an owed requirement that is covered, and `worth[i]` for
    each hundredth of entry i that counts; among equals the earlier choices of the earlier entries.
    """
    columns = [(i, choice) for i, entry in enumerate(entries) for choice in entry.choices]
    ties = _ties(entries, columns)
    unit = 1 + sum(ties) * scale_of(entries)
    found = maximize(
        Program(
            [worth[i] * unit + tie for (i, _), tie in zip(columns, ties, strict=True)]
            + [goal * unit] * len(owed),
            [entries[i].hours for i, _ in columns] + list(owed.values()),
            [*_rows(entries, columns, caps), *_covering(columns, owed)],
        )
    )
    return _read(entries, columns, found)


Column = tuple[int, frozenset[Requirement]]


def _ties(entries: Sequence[Entry], columns: Sequence[Column]) -> list[int]:
    """Return the weights that order the choices of an hour; 0 where there is one choice."""
    step = scale_of(entries)
    many = [len(entries[i].choices) > 1 for i, _ in columns]
    rank = list(accumulate(many))
    return [step ** (rank[-1] - r) if each else 0 for each, r in zip(many, rank, strict=True)]


def _rows(
    entries: Sequence[Entry], columns: Sequence[Column], caps: Mapping[Pool, int]
) -> Iterator[Row]:
    for i, entry in enumerate(entries):
        if len(entry.choices) > 1:
            yield Row({j: 1 for j, (each, _) in enumerate(columns) if each == i}, entry.hours)
    for pool, cap in caps.items():
        inside = {j: 1 for j, (i, _) in enumerate(columns) if entries[i].pool is pool}
        if inside:
            yield Row(inside, cap)


def _covering(columns: Sequence[Column], owed: Mapping[Requirement, int]) -> Iterator[Row]:
    for place, requirement in enumerate(owed, start=len(columns)):
        served = {j: -1 for j, (_, choice) in enumerate(columns) if requirement in choice}
        yield Row({place: 1, **served}, 0)


def _read(entries: Sequence[Entry], columns: Sequence[Column], found: Sequence[int]) -> Cover:
    counted = [0] * len(entries)
    reached = dict.fromkeys(Requirement, 0)
    for (i, choice), hours in zip(columns, found, strict=False):
        counted[i] += hours
        for requirement in choice:
            reached[requirement] += hours
    return Cover(tuple(counted), reached)
