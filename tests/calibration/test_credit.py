from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from calibration.credit import (
    Credit,
    Reason,
    Undeterminable,
    ZeroCredit,
    credit_value,
    determine,
    determine_many,
    hours_text,
)
from calibration.errors import BadInput
from calibration.scale import Scale

MINUTE = 60_000
grains = st.sampled_from([Fraction(1), *(Fraction(1, n) for n in (2, 4, 5, 10))])
scales = st.builds(Scale, minutes_per_hour=st.sampled_from([50, 60]), grain=grains)


@pytest.mark.clause("070(7)(C)")
@pytest.mark.parametrize(
    ("clock", "hours"),
    [
        pytest.param((24, 59), "0", id="24:59 is below the first half hour"),
        pytest.param((25, 0), "1/2", id="25:00 is half an hour of credit"),
        pytest.param((49, 59), "1/2", id="49:59"),
        pytest.param((50, 0), "1", id="50:00"),
        pytest.param((74, 59), "1", id="74:59"),
        pytest.param((75, 0), "3/2", id="75:00"),
        pytest.param((99, 59), "3/2", id="99:59"),
        pytest.param((100, 0), "2", id="100:00"),
    ],
)
def test_credit_at_the_edges(clock, hours):
    minutes, seconds = clock
    assert credit_value(minutes * MINUTE + seconds * 1000) == Fraction(hours)


@pytest.mark.parametrize(
    ("minutes_per_hour", "grain", "hours"),
    [
        pytest.param(50, "1/2", "2", id="S-093 grain of 25 minutes"),
        pytest.param(50, "1/4", "9/4", id="S-093 grain of 12.5 minutes"),
        pytest.param(50, "1", "2", id="S-093 whole hours"),
        pytest.param(60, "1/2", "3/2", id="S-093 the sixty-minute reading"),
    ],
)
def test_credit_of_115_minutes(minutes_per_hour, grain, hours):
    scale = Scale(minutes_per_hour, Fraction(grain))
    assert credit_value(115 * MINUTE, scale=scale) == Fraction(hours)


@given(st.integers(1, 10**9), scales)
def test_credit_is_a_multiple_of_the_grain_and_never_exceeds_the_time(t80_ms, scale):
    hours = credit_value(t80_ms, scale=scale)
    assert (hours / scale.grain).denominator == 1
    assert hours <= Fraction(t80_ms, scale.hour_ms) < hours + scale.grain


@pytest.mark.clause("070(7)(A)")
def test_nine_members_are_too_few():
    outcome = determine([60 * MINUTE] * 9)
    assert isinstance(outcome, Undeterminable)
    assert outcome.reason is Reason.TOO_FEW


@pytest.mark.clause("070(7)(C)")
def test_seven_of_ten_are_too_few_who_succeeded():
    outcome = determine([60 * MINUTE] * 7, n=10)
    assert isinstance(outcome, Undeterminable)
    assert outcome.reason is Reason.TOO_FEW_SUCCEEDED


@pytest.mark.parametrize(("minutes", "kind"), [(24, ZeroCredit), (25, Credit)])
def test_zero_credit_is_an_outcome_of_its_own(minutes, kind):
    assert isinstance(determine([minutes * MINUTE] * 10), kind)


@pytest.mark.parametrize("completed", [9, 11])
def test_completed_lies_between_those_who_succeeded_and_all(completed):
    with pytest.raises(BadInput, match="completed is"):
        determine([60 * MINUTE] * 10, n=10, completed=completed)


def test_an_empty_group_has_no_value_whatever_the_minimum():
    assert determine([], minimum=0).reason is Reason.TOO_FEW


@given(
    st.lists(
        st.tuples(st.lists(st.integers(1, 10**8), max_size=16), st.integers(0, 5)),
        min_size=1, max_size=12,
    ),
    scales,
)  # fmt: skip
def test_many_groups_at_once_are_each_group_alone(groups, scale):
    lengths = [len(times) for times, _ in groups]
    sizes = [len(times) + failures for times, failures in groups]
    flat = np.array([time for times, _ in groups for time in times], dtype=np.int64)
    together = determine_many(flat, lengths, n=sizes, completed=sizes, scale=scale)
    alone = [determine(t, n=n, scale=scale) for (t, _), n in zip(groups, sizes, strict=True)]
    assert [together[i] for i in range(len(together))] == alone


def test_a_matrix_of_groups_of_one_length():
    times = np.arange(1, 31, dtype=np.int64).reshape(3, 10) * 10 * MINUTE
    together = determine_many(times)
    assert [together[i] for i in range(3)] == [determine(list(row)) for row in times]
    assert list(together.grains) == [3, 7, 11]


def test_a_group_out_of_bounds_is_named():
    with pytest.raises(BadInput, match="Group 1: completed is 9"):
        determine_many(np.ones((2, 10), np.int64), completed=np.array([10, 9]))


def test_every_outcome_has_two_decimals():
    assert [hours_text(Fraction(h)) for h in ("0", "1/2", "5/4", "7/5", "12")] == [
        "0.00", "0.50", "1.25", "1.40", "12.00",
    ]  # fmt: skip


def test_an_outcome_carries_its_numbers():
    ten = [minute * MINUTE for minute in range(60, 70)]
    assert determine(ten) == Credit(10, 8, 67 * MINUTE, Fraction(1))
    assert determine(ten, scale=Scale(60)) == Credit(10, 8, 67 * MINUTE, Fraction(1))
    assert determine(ten, scale=Scale(60, Fraction(1, 10))).hours == Fraction(11, 10)
    assert determine([MINUTE] * 10) == ZeroCredit(10, 8, MINUTE)
    assert determine(ten[:9]) == Undeterminable(9, 8, Reason.TOO_FEW)
    assert determine(ten[:7], n=10) == Undeterminable(10, 8, Reason.TOO_FEW_SUCCEEDED)


def test_groups_without_a_value_have_no_grains():
    flat = np.full(10 + 9 + 7, 60 * MINUTE, np.int64)
    together = determine_many(flat, [10, 9, 7], n=[10, 9, 10])
    assert list(together.grains) == [2, -1, -1]
    assert len(together) == 3
    with pytest.raises(BadInput, match="Group 2: completed is 6"):
        determine_many(flat, [10, 9, 7], n=[10, 9, 10], completed=[10, 9, 6])
