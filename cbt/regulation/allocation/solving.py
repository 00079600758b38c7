"""The best allocation of a problem: by first come where that suffices, else by a solver.

Best is, in this order: the fewest missing hours, summed over the requirements; then as much as can
be of the earliest credit, then of the second, and so on. There is exactly one such allocation.

First come gives each credit in turn all that its cap still has. No allocation under the caps gives
more to an earlier credit, so where it leaves each requirement with its minimum or with all that is
attainable, it is the best one and no solver is asked. Else, where only one cap binds, the closed
form of `transport` decides, and only where two caps bind, where requirements conflict or where an
hour has a choice of designations, the integer program of `cover`. All three are exact.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

from cbt.regulation.allocation.cover import Cover, cover, earliest
from cbt.regulation.allocation.facts import Pool
from cbt.regulation.allocation.problem import (
    Entry,
    Problem,
    attainable,
    binding,
    first_come,
    reach,
)
from cbt.regulation.allocation.transport import pick
from cbt.regulation.requirement import Requirement

#: What a full cap holds the same of, whatever fills it.
_SETTLED = frozenset({Requirement.TOTAL, Requirement.APPROVED_SOURCE})


@dataclass(frozen=True, slots=True)
class Solution:
    """What counts, what each requirement reaches, and what each could reach alone."""

    counted: tuple[int, ...]
    reached: Mapping[Requirement, int]
    attainable: Mapping[Requirement, int]


def solve(problem: Problem) -> Solution:
    """Return the best allocation of a problem."""
    possible = attainable(problem)
    target = {r: min(least, possible[r]) for r, least in problem.minimum.items()}
    best = _fast(problem, target) or by_program(problem, target)
    return Solution(best.counted, best.reached, possible)


def _fast(problem: Problem, target: Mapping[Requirement, int]) -> Cover | None:
    if any(len(entry.choices) > 1 for entry in problem.entries):
        return None
    counted = first_come(problem.entries, problem.caps)
    reached = reach(problem.entries, counted)
    if all(reached[r] >= owed for r, owed in target.items()):
        return Cover(tuple(counted), reached)
    pools = binding(problem)
    return _by_transport(problem, target, pools[0]) if len(pools) == 1 else None


def _by_transport(problem: Problem, target: Mapping[Requirement, int], pool: Pool) -> Cover | None:
    capped = [i for i, entry in enumerate(problem.entries) if entry.pool is pool]
    counted = [entry.hours for entry in problem.entries]
    for i in capped:
        counted[i] = 0
    owed = _owed(target, reach(problem.entries, counted))
    found = pick([problem.entries[i] for i in capped], problem.caps[pool], owed)
    if found is None:
        return None
    for i, hours in zip(capped, found, strict=True):
        counted[i] = hours
    return Cover(tuple(counted), reach(problem.entries, counted))


def _owed(
    target: Mapping[Requirement, int], reached: Mapping[Requirement, int]
) -> dict[Requirement, int]:
    """Return what is left of the targets that depend on which hours are counted.

    The hours in total and from approved sources do not: a full cap holds the same number whatever
    fills it, and no capped hour is from an approved source.
    """
    rest = {r: owed - reached[r] for r, owed in target.items() if r not in _SETTLED}
    return {r: owed for r, owed in rest.items() if owed > 0}


def by_program(problem: Problem, target: Mapping[Requirement, int]) -> Cover:
    """Return the best allocation by the integer program, whatever the problem."""
    pools = binding(problem)
    free = [i for i, entry in enumerate(problem.entries) if _is_free(entry, pools)]
    fixed = [i for i in range(len(problem.entries)) if i not in free]
    settled = [problem.entries[i] for i in fixed]
    base = reach(settled, [entry.hours for entry in settled])
    entries = [problem.entries[i] for i in free]
    found = _covered(entries, problem.caps, _owed(target, base))
    counted = [entry.hours for entry in problem.entries]
    for i, hours in zip(free, found.counted, strict=True):
        counted[i] = hours
    return Cover(tuple(counted), {r: base[r] + found.reached[r] for r in base})


def _is_free(entry: Entry, pools: tuple[Pool, ...]) -> bool:
    return entry.pool in pools or len(entry.choices) > 1


def _covered(
    entries: list[Entry], caps: Mapping[Pool, int], owed: Mapping[Requirement, int]
) -> Cover:
    worth = earliest(entries)
    # One hundredth covered outweighs any shift between credits.
    goal = 1 + sum(each * entry.hours for each, entry in zip(worth, entries, strict=True))
    return cover(entries, caps, owed, worth=worth, goal=goal)


def smallest_conflict(problem: Problem, solution: Solution) -> tuple[Requirement, ...]:
    """Return the fewest requirements that cannot be met together; none if all can.

    Among sets of one size the first in the order of the requirements is returned. The hours in
    total and from approved sources stand in no set of two or more: attainable alone, they are
    reached by every allocation that fills the caps.
    """
    least, reached = problem.minimum, solution.reached
    if all(reached[r] >= owed for r, owed in least.items()):
        return ()
    alone = next((r for r, owed in least.items() if solution.attainable[r] < owed), None)
    if alone is not None:
        return (alone,)
    owed = [r for r in least if least[r] > 0 and r not in _SETTLED]
    sets = (some for size in range(2, len(owed)) for some in combinations(owed, size))
    return next((some for some in sets if not _together(problem, some)), tuple(owed))


def _together(problem: Problem, some: tuple[Requirement, ...]) -> bool:
    minimum = {r: problem.minimum[r] for r in some}
    reached = solve(Problem(problem.entries, problem.caps, minimum)).reached
    return all(reached[r] >= owed for r, owed in minimum.items())
