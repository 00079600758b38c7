from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calibration.credit import Credit, Reason, Undeterminable, ZeroCredit, credit_value, determine
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
