"""The fast path answers what the integer program answers, on whole ledgers."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from cbt.regulation.allocation.facts import Reading, ledger
from cbt.regulation.allocation.problem import Entry, Problem, caps_of, minimum_of
from cbt.regulation.allocation.solving import by_program, solve
from cbt.regulation.parameters import DEFAULTS
from tests.regulation.notation import mix, standard

PARTS = [
    f"{source}/{rest} {hours}"
    for source in "AFG"
    for rest in ("L", "T", "I[RP]", "I[IB]", "S[FA]", "S[DE]", "I", "L[DE]")
    for hours in ("0.98", "1.5", "2", "4", "9.02")
]


def problem_of(text, asked):
    reading = Reading.of(DEFAULTS)
    book = ledger(mix(text), reading, taken=frozenset())
    return Problem([Entry.of(c, reading) for c in book.credits], caps_of(asked), minimum_of(asked))


@settings(max_examples=120, deadline=None)
@given(
    st.lists(st.sampled_from(PARTS), min_size=1, max_size=12),
    st.sampled_from(["4.00", "8.00", "16.00"]),
)
def test_the_fast_path_equals_the_solver(parts, cap):
    asked = standard(in_service=cap)
    problem = problem_of(", ".join(parts), asked)
    found = solve(problem)
    target = {r: min(least, found.attainable[r]) for r, least in problem.minimum.items()}
    exact = by_program(problem, target)
    assert (found.counted, found.reached) == (exact.counted, exact.reached)
    assert Decimal(sum(found.counted)) <= sum(each.hours for each in problem.entries)
