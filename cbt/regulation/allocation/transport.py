"""One cap that binds: the earliest hours that still let every requirement be met, in closed form.

Let each capped hour serve at most one area and at most one designation. Owed are `a` hours of each
area and `d` of each designation, each of them in stock. The fewest hours that serve them all are

    need = (all that is owed) - (the most hours that serve an area and a designation at once)

because an hour serves at most two of the owed. The subtrahend is a transport problem from the areas
to the designations; by maximum flow and minimum cut it is, over all sets A of areas, the least

    sum of a over A  +  sum over the designations of min(d, stock outside A with that designation).

The credits are taken in the order of completion, each as far as the rest stays possible. Taking `t`
hours of one credit changes need(t) + t - (hours left under the cap), which is convex in t, with
whole slopes of at most 1. The greatest t that keeps it at 0 or less is therefore t' less the excess
at t', where t' is all that the credit and the cap have. No search is necessary.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from cbt.regulation.allocation.facts import DESIGNATED
from cbt.regulation.allocation.problem import Entry
from cbt.regulation.requirement import Requirement

AREAS = (Requirement.LEGAL, Requirement.TECHNICAL, Requirement.INTERPERSONAL)
_AREA_SETS = tuple(frozenset(some) for n in range(4) for some in combinations(AREAS, n))

Pair = tuple[Requirement | None, Requirement | None]


def pair(served: frozenset[Requirement]) -> Pair | None:
    """Return the area and the designation that an hour serves, or None if it serves more."""
    areas = [each for each in AREAS if each in served]
    topics = [each for each in DESIGNATED if each in served]
    if len(topics) > 1:
        return None
    return (areas[0] if areas else None), (topics[0] if topics else None)


def pick(entries: Sequence[Entry], cap: int, owed: Mapping[Requirement, int]) -> list[int] | None:
    """Return what counts of each entry under one cap, earliest first, with everything owed served.

    `entries` all fall under the cap, in the order of completion, one choice each; `owed` names
    areas and designations and is in stock for each of them alone. None is returned where they
    cannot be served together, or where an hour serves two designations.
    """
    pairs = [pair(entry.serves) for entry in entries]
    known = [each for each in pairs if each is not None]
    if len(known) < len(pairs):
        return None
    state = _State(dict(owed), _stock(entries, known), cap)
    if _need(state.owed, state.stock) > cap:
        return None
    return [state.take(entry.hours, each) for entry, each in zip(entries, known, strict=True)]


def _stock(entries: Sequence[Entry], pairs: Sequence[Pair]) -> dict[Pair, int]:
    stock: dict[Pair, int] = {}
    for entry, each in zip(entries, pairs, strict=True):
        stock[each] = stock.get(each, 0) + entry.hours
    return stock


@dataclass(slots=True)
class _State:
    """What is owed, in stock and left under the cap after the credits taken so far."""

    owed: dict[Requirement, int]
    stock: dict[Pair, int]
    left: int

    def take(self, hours: int, each: Pair) -> int:
        """Take of the next credit as much as leaves the rest possible, and return it."""
        self.stock[each] -= hours
        most = min(hours, self.left)
        owed = self._after(most, each)
        # What is owed bounds the need from above, and mostly it is small enough.
        excess = sum(owed.values()) - (self.left - most)
        if excess > 0:
            excess = max(0, _need(owed, self.stock) - (self.left - most))
            most -= excess
            owed = self._after(most, each)
        self.left -= most
        self.owed = owed
        return most

    def _after(self, hours: int, each: Pair) -> dict[Requirement, int]:
        return {r: max(0, sum_ - hours) if r in each else sum_ for r, sum_ in self.owed.items()}


def _need(owed: Mapping[Requirement, int], stock: Mapping[Pair, int]) -> int:
    """Return the fewest hours of the stock that serve everything owed."""
    return sum(owed.values()) - min(_cuts(owed, stock))


def _cuts(owed: Mapping[Requirement, int], stock: Mapping[Pair, int]) -> Iterator[int]:
    for chosen in _AREA_SETS:
        outside = [area for area in AREAS if area not in chosen and owed.get(area)]
        yield sum(owed.get(area, 0) for area in chosen) + sum(
            min(owed.get(topic, 0), sum(stock.get((area, topic), 0) for area in outside))
            for topic in DESIGNATED
        )
