"""The definition of the best allocation read aloud: every allocation is tried."""

from decimal import Decimal
from itertools import product

from cbt.regulation.allocation.facts import Reading, choices_of, ledger
from cbt.regulation.allocation.problem import POOLS, caps_of, minimum_of
from cbt.regulation.parameters import DEFAULTS
from cbt.regulation.requirement import Requirement
from cbt.regulation.terms import hundredths


def splits(most, ways):
    """Yield every way to give at most `most` hundredths to the ways."""
    if ways == 0:
        yield ()
        return
    for first in range(most + 1):
        for rest in splits(most - first, ways - 1):
            yield (first, *rest)


def allocations(book, options, caps):
    """Yield every table of hundredths, one row a credit and one column a choice, under the caps."""
    rows = [
        splits(hundredths(credit.hours), len(choices))
        for credit, choices in zip(book, options, strict=True)
    ]
    for table in product(*map(list, rows)):
        used = dict.fromkeys(caps, 0)
        for credit, row in zip(book, table, strict=True):
            if credit.source in POOLS:
                used[POOLS[credit.source]] += sum(row)
        if all(used[pool] <= cap for pool, cap in caps.items()):
            yield table


def reached_by(table, options):
    """Return the hundredths that each requirement has of a table."""
    sums = dict.fromkeys(Requirement, 0)
    for row, choices in zip(table, options, strict=True):
        for count, choice in zip(row, choices, strict=True):
            for requirement in choice:
                sums[requirement] += count
    return sums


def best(credits_, standard, *, params=DEFAULTS):
    """Return (credits, counted, reached, attainable, possible sets) of the best allocation."""
    reading = Reading.of(params)
    book = ledger(credits_, reading, taken=frozenset()).credits
    options = [choices_of(credit, reading) for credit in book]
    least = minimum_of(standard)
    tried = [
        (table, reached_by(table, options))
        for table in allocations(book, options, caps_of(standard))
    ]

    def rank(pair):
        table, reached = pair
        missing = sum(max(0, owed - reached[r]) for r, owed in least.items())
        shares = [n for row in table if len(row) > 1 for n in row]
        return -missing, [sum(row) for row in table], shares

    table, reached = max(tried, key=rank)
    attainable = {r: max(each[r] for _, each in tried) for r in Requirement}
    counted = {c.id: Decimal(sum(row)) / 100 for c, row in zip(book, table, strict=True)}
    return counted, reached, attainable, [each for _, each in tried]


def smallest_conflict(possible, least):
    """Return the size of the smallest set of requirements that no allocation meets; 0 if none."""
    names = [r for r in least if least[r] > 0]
    sizes = [
        mask.bit_count()
        for mask in range(1, 2 ** len(names))
        if not any(
            all(reached[r] >= least[r] for i, r in enumerate(names) if mask >> i & 1)
            for reached in possible
        )
    ]
    return min(sizes, default=0)
