"""The exact integer program against every point of a small grid."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from cbt.regulation.allocation.program import Program, Row, maximize


def value(objective, point):
    return sum(c * x for c, x in zip(objective, point, strict=True))


def allowed(rows, point):
    return all(sum(a * point[j] for j, a in r.coefficients.items()) <= r.bound for r in rows)


def by_trying(program):
    points = product(*(range(top + 1) for top in program.ceilings))
    return max(value(program.objective, p) for p in points if allowed(program.rows, p))


def test_the_relaxed_optimum_is_a_fraction_and_the_answer_is_whole():
    program = Program([1, 1], [5, 5], [Row({0: 2, 1: 1}, 4), Row({0: 1, 1: 2}, 4), Row({0: 2}, 3)])
    found = maximize(program)
    assert value(program.objective, found) == by_trying(program) == 2


def test_a_branch_that_meets_nothing_is_left():
    program = Program([3, 2], [3, 3], [Row({0: 2, 1: 2}, 3), Row({0: 2}, 1)])
    assert value(program.objective, maximize(program)) == by_trying(program) == 2


ROWS = st.builds(
    Row, st.dictionaries(st.integers(0, 2), st.integers(1, 4), min_size=1), st.integers(0, 9)
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.integers(-3, 9), min_size=3, max_size=3),
    st.lists(st.integers(0, 4), min_size=3, max_size=3),
    st.lists(ROWS, max_size=4),
)
def test_the_greatest_value_is_found(objective, ceilings, rows):
    program = Program(objective, ceilings, rows)
    found = maximize(program)
    assert allowed(rows, found)
    assert all(0 <= x <= top for x, top in zip(found, ceilings, strict=True))
    assert value(objective, found) == by_trying(program)
