"""The allocation in whole hundredths of an hour: entries, caps, minima and what is in reach."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cbt.regulation.allocation.facts import POOLS, Credit, Pool, Reading, choices_of
from cbt.regulation.requirement import Requirement, Standard
from cbt.regulation.terms import hundredths


@dataclass(frozen=True, slots=True)
class Entry:
    """The hundredths of one credit, the cap they fall under and what each of them can serve."""

    hours: int
    pool: Pool | None
    choices: tuple[frozenset[Requirement], ...]

    @classmethod
    def of(cls, credit: Credit, reading: Reading) -> "Entry":
        """Return the entry of a credit."""
        pool = POOLS.get(credit.source)
        return cls(hundredths(credit.hours), pool, choices_of(credit, reading))

    @property
    def serves(self) -> frozenset[Requirement]:
        """What an hour serves where it has one choice."""
        return self.choices[0]


@dataclass(frozen=True, slots=True)
class Problem:
    """Entries in the order of completion, the caps of .010(6) and the minima, in hundredths."""

    entries: Sequence[Entry]
    caps: Mapping[Pool, int]
    minimum: Mapping[Requirement, int]


def caps_of(standard: Standard) -> dict[Pool, int]:
    """Return the caps of a standard in hundredths."""
    return {
        Pool.IN_SERVICE: hundredths(standard.in_service_cap),
        Pool.COLLEGE: hundredths(standard.college_cap),
    }


def minimum_of(standard: Standard) -> dict[Requirement, int]:
    """Return the minima of a standard in hundredths, in the order of the requirements."""
    minimum = standard.minimum
    return {each: hundredths(minimum[each]) for each in Requirement if each in minimum}


def earned(entries: Sequence[Entry]) -> dict[Pool, int]:
    """Return the hours earned under each cap."""
    sums = dict.fromkeys(Pool, 0)
    for entry in entries:
        if entry.pool is not None:
            sums[entry.pool] += entry.hours
    return sums


def binding(problem: Problem) -> tuple[Pool, ...]:
    """Return the caps that leave hours uncounted."""
    return tuple(
        pool for pool, sum_ in earned(problem.entries).items() if sum_ > problem.caps[pool]
    )


def attainable(problem: Problem) -> dict[Requirement, int]:
    """Return the most that each requirement could reach if it alone mattered.

    Formula: the uncapped hours that can serve it, and of the hours under each cap as many as the
    cap lets count.
    """
    found = dict.fromkeys(Requirement, 0)
    pooled = {pool: dict.fromkeys(Requirement, 0) for pool in Pool}
    for entry in problem.entries:
        sums = found if entry.pool is None else pooled[entry.pool]
        served = entry.serves if len(entry.choices) == 1 else frozenset().union(*entry.choices)
        for requirement in served:
            sums[requirement] += entry.hours
    for pool, sums in pooled.items():
        for requirement, sum_ in sums.items():
            found[requirement] += min(sum_, problem.caps[pool])
    return found


def reach(entries: Sequence[Entry], counted: Sequence[int]) -> dict[Requirement, int]:
    """Return the hours that each requirement has of `counted`, where every hour has one choice."""
    sums = dict.fromkeys(Requirement, 0)
    for entry, hours in zip(entries, counted, strict=True):
        for requirement in entry.serves:
            sums[requirement] += hours
    return sums


def first_come(entries: Sequence[Entry], caps: Mapping[Pool, int]) -> list[int]:
    """Return what counts if the earliest hours fill each cap: the chronological reading of A-18."""
    left = dict(caps)
    counted = []
    for entry in entries:
        hours = entry.hours
        if entry.pool is not None:
            hours = min(hours, left[entry.pool])
            left[entry.pool] -= hours
        counted.append(hours)
    return counted
