from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calibration.apportion import apportion, topic_hours
from calibration.errors import BadInput

MINUTE = 60_000
HALF = Fraction(1, 2)


@pytest.mark.clause("020(4)(D)")
@pytest.mark.parametrize(
    ("hours", "weights", "parts"),
    [
        pytest.param("2", (60, 40), "1 1", id="S-095a ties aside, remainders decide"),
        pytest.param("5/2", (50, 30, 20), "3/2 1/2 1/2", id="five halves in three"),
        pytest.param("3/2", (1, 1), "1 1/2", id="a tie goes to the earlier segment"),
        pytest.param("1", (0, 7), "0 1", id="a segment without time gets nothing"),
        pytest.param("0", (1, 2), "0 0", id="nothing to share"),
    ],
)
def test_largest_remainder(hours, weights, parts):
    expected = tuple(map(Fraction, parts.split()))
    assert apportion(Fraction(hours), weights) == expected


@given(st.integers(0, 80), st.lists(st.integers(0, 10**9), min_size=1, max_size=12))
def test_the_parts_sum_exactly_and_stay_near_their_share(units, weights):
    weights[0] += 1
    parts = apportion(units * HALF, weights)
    assert sum(parts) == units * HALF
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part - units * HALF * Fraction(weight, sum(weights))) < HALF


def test_topics_are_rounded_down_and_never_above_their_segment():
    active = {"de-escalation": 49 * MINUTE, "bias": 200 * MINUTE, "none": 24 * MINUTE}
    found = topic_hours(active, Fraction(1))
    assert found == {"de-escalation": HALF, "bias": 1, "none": 0}


@pytest.mark.parametrize(
    ("hours", "weights"), [("1/3", (1,)), ("-1", (1,)), ("1", ()), ("1", (0, 0)), ("1", (2, -1))]
)
def test_what_cannot_be_shared_is_refused(hours, weights):
    with pytest.raises(BadInput):
        apportion(Fraction(hours), weights)
