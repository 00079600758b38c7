"""R-35: which hours of the new year are given to the old one before March 15, and no more."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from cbt.regulation.allocation.cover import Cover, cover, earliest
from cbt.regulation.allocation.facts import Credit, Mode, Reading, ledger
from cbt.regulation.allocation.problem import Entry, Problem, attainable, caps_of, minimum_of
from cbt.regulation.parameters import Parameters
from cbt.regulation.registry import rule
from cbt.regulation.requirement import Requirement, Standard
from cbt.regulation.ruling import Ruling
from cbt.regulation.terms import hours, hundredths


@dataclass(frozen=True, slots=True)
class GraceSplit:
    """The hours of each grace credit for the old period; the rest belongs to the new one."""

    moved: Mapping[str, Decimal]
    kept: Mapping[str, Decimal]
    total: Decimal
    missing: Mapping[Requirement, Decimal]
    """What is still missing of the old period's standard."""

    @property
    def cures(self) -> bool:
        """Return whether nothing is missing any more."""
        return not any(self.missing.values())


@rule("R-35", "080(2)")
def allocate_grace(
    prior: Sequence[Credit],
    grace: Sequence[Credit],
    standard: Standard,
    *,
    params: Parameters,
) -> GraceSplit:
    """Return the split that covers most of what is missing with the fewest hours (A-31, A-32).

    `prior` are the credits of the old period, `grace` those completed from January 1 to March 15.
    Among splits of one total the earliest credits move first. An hour counts in one period only.
    """
    reading = Reading.of(params)
    old = ledger(prior, reading, taken=frozenset()).credits
    counted = frozenset(c.course for c in old if c.mode is Mode.CBT and c.course)
    new = ledger(grace, reading, taken=counted).credits
    entries = [Entry.of(credit, reading) for credit in (*old, *new)]
    problem = Problem(entries, caps_of(standard), minimum_of(standard))
    found = _fewest(problem, len(old))
    reached = {r: min(found.reached[r], least) for r, least in problem.minimum.items()}
    moved = {c.id: n for c, n in zip(new, found.counted[len(old) :], strict=True)}
    return _split(grace, moved, {r: problem.minimum[r] - n for r, n in reached.items()})


def _fewest(problem: Problem, old: int) -> Cover:
    entries = problem.entries
    possible = attainable(problem)
    owed = {r: min(n, possible[r]) for r, n in problem.minimum.items() if min(n, possible[r])}
    # To cover is worth more than to save, and to save more than which credit is taken.
    first = earliest(entries[old:])
    saved = 1 + sum(w * e.hours for w, e in zip(first, entries[old:], strict=True))
    worth = [0] * old + [w - saved for w in first]
    goal = 1 + saved * (1 + sum(entry.hours for entry in entries[old:]))
    return cover(entries, problem.caps, owed, worth=worth, goal=goal)


def _split(
    grace: Sequence[Credit], moved: Mapping[str, int], missing: Mapping[Requirement, int]
) -> GraceSplit:
    given = {credit.id: hours(moved.get(credit.id, 0)) for credit in grace}
    return GraceSplit(
        moved=given,
        kept={credit.id: credit.hours - given[credit.id] for credit in grace},
        total=hours(sum(moved.values())),
        missing={r: hours(n) for r, n in missing.items()},
    )


@rule("R-35", "080(2)")
def may_elect(
    elected: Mapping[str, Decimal],
    prior: Sequence[Credit],
    grace: Sequence[Credit],
    standard: Standard,
    *,
    params: Parameters,
) -> Ruling:
    """Return whether an officer may choose this split instead of the proposed one.

    It may not move more than is missing, and must cover as much.
    """
    proposed = allocate_grace(prior, grace, standard, params=params)
    known = {credit.id: credit for credit in grace}
    for key, amount in elected.items():
        if key not in known or not 0 <= amount <= known[key].hours:
            return Ruling("080(2)", False, f"Credit {key} has no {amount} hours to give.")
    total = sum(elected.values(), Decimal(0))
    if total > proposed.total:
        reason = f"{total} hours exceed the deficiency, which {proposed.total} hours cure."
        return Ruling("080(2)", False, reason)
    if not _covers_as_much(elected, prior, grace, standard, proposed, params):
        return Ruling("080(2)", False, "Another choice of hours leaves less missing.")
    return Ruling("080(2)", True, f"{total} hours go to the old period, the rest to the new.")


def _covers_as_much(
    elected: Mapping[str, Decimal],
    prior: Sequence[Credit],
    grace: Sequence[Credit],
    standard: Standard,
    proposed: GraceSplit,
    params: Parameters,
) -> bool:
    parts = [replace(c, hours=elected[c.id]) for c in grace if elected.get(c.id)]
    found = allocate_grace(prior, parts, standard, params=params)
    return sum(map(hundredths, found.missing.values())) <= sum(
        map(hundredths, proposed.missing.values())
    )
