"""R-06: what counts of each credit when caps and minima are judged together.

`allocate` answers in hours with two decimals. `counted` has every credit that was given, 0.00 for
those that give no credit. `attainable` is what each requirement could reach if it alone mattered;
`reached` is what it has in the reported allocation; `shortfall` is the minimum less the attainable:
what is missing whichever hours are counted. Where each requirement is attainable alone and not all
of them together, every shortfall is 0.00, `feasible` is false, and `conflict`, `reason` and
`unreached` say which requirements stand in each other's way and what the allocation leaves missing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from cbt.regulation.allocation.facts import Credit, Ledger, Pool, Reading, Reason, ledger
from cbt.regulation.allocation.problem import (
    Entry,
    Problem,
    binding,
    caps_of,
    earned,
    first_come,
    minimum_of,
)
from cbt.regulation.allocation.solving import Solution, smallest_conflict, solve
from cbt.regulation.allocation.wording import conflict_sentence
from cbt.regulation.parameters import DEFAULTS, Parameters
from cbt.regulation.registry import rule
from cbt.regulation.requirement import Requirement, Standard
from cbt.regulation.terms import hours

#: The values of `caps.selection`.
SELECTIONS = ("favorable", "chronological")


@dataclass(frozen=True, slots=True)
class CapUse:
    """The hours earned under a cap of .010(6), the hours that count, and the cap."""

    earned: Decimal
    counted: Decimal
    cap: Decimal


@dataclass(frozen=True, slots=True)
class Allocation:
    """The counted hours of each credit, and how far they bring each requirement."""

    counted: Mapping[str, Decimal]
    refused: Mapping[str, Reason]
    """The credits that give no hours at all, and why."""
    attainable: Mapping[Requirement, Decimal]
    reached: Mapping[Requirement, Decimal]
    shortfall: Mapping[Requirement, Decimal]
    unreached: Mapping[Requirement, Decimal]
    in_service: CapUse
    college: CapUse
    feasible: bool
    conflict: tuple[Requirement, ...]
    """The smallest set of requirements that cannot be met together; empty if all can."""
    reason: str
    """One sentence that names the conflict or says that there is none."""


@rule("R-06", "010(6)", "010(6)(A)", "010(6)(B)")
def allocate(
    credits: Iterable[Credit],  # noqa: A002 - the regulation's word for what is allocated
    standard: Standard,
    *,
    selection: str = "favorable",
    params: Parameters = DEFAULTS,
    taken_courses: frozenset[str] = frozenset(),
) -> Allocation:
    """Return the allocation of an officer's credits of one period to the standard.

    `selection` is "favorable", the best selection for the officer, or "chronological", the first
    hours up to each cap (A-18). `taken_courses` are courses already counted by computer in the
    period by credits outside `credits` (A-12).

    Raises
    ------
    ValueError
        If `selection` is neither, or two different credits share an id.
    """
    if selection not in SELECTIONS:
        raise ValueError(f"Choose a selection of {' or '.join(SELECTIONS)}; got {selection!r}.")
    reading = Reading.of(params)
    book = ledger(credits, reading, taken=taken_courses)
    entries = [Entry.of(credit, reading) for credit in book.credits]
    asked = Problem(entries, caps_of(standard), minimum_of(standard))
    problem = _first_hours(asked) if selection == "chronological" else asked
    solution = solve(problem)
    conflict = smallest_conflict(problem, solution)
    reason = conflict_sentence(conflict, solution.attainable, asked.minimum, binding(asked))
    return _allocation(book, asked, solution, conflict, reason)


def _first_hours(problem: Problem) -> Problem:
    """Return the problem in which each credit is as long as first come lets it count."""
    kept = first_come(problem.entries, problem.caps)
    entries = [replace(e, hours=h) for e, h in zip(problem.entries, kept, strict=True)]
    return replace(problem, entries=entries)


def _allocation(
    book: Ledger,
    problem: Problem,
    solution: Solution,
    conflict: tuple[Requirement, ...],
    reason: str,
) -> Allocation:
    counted = {c.id: hours(n) for c, n in zip(book.credits, solution.counted, strict=True)}
    return Allocation(
        counted=counted | dict.fromkeys(book.refused, hours(0)),
        refused=book.refused,
        attainable=_in_hours(solution.attainable),
        reached=_in_hours(solution.reached),
        shortfall=_in_hours(_missing(problem.minimum, solution.attainable)),
        unreached=_in_hours(_missing(problem.minimum, solution.reached)),
        in_service=_cap_use(problem, solution, Pool.IN_SERVICE),
        college=_cap_use(problem, solution, Pool.COLLEGE),
        feasible=not conflict,
        conflict=conflict,
        reason=reason,
    )


def _cap_use(problem: Problem, solution: Solution, pool: Pool) -> CapUse:
    pairs = zip(problem.entries, solution.counted, strict=True)
    counted = sum(n for entry, n in pairs if entry.pool is pool)
    return CapUse(hours(earned(problem.entries)[pool]), hours(counted), hours(problem.caps[pool]))


def _missing(
    minimum: Mapping[Requirement, int], found: Mapping[Requirement, int]
) -> dict[Requirement, int]:
    return {r: max(0, owed - found[r]) for r, owed in minimum.items()}


def _in_hours(counts: Mapping[Requirement, int]) -> dict[Requirement, Decimal]:
    return {requirement: hours(count) for requirement, count in counts.items()}
