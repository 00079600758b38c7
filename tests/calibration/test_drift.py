from fractions import Fraction
from math import comb, exp, inf

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad

from calibration.drift import Alarm, Drift, log_e_over, log_e_under
from calibration.errors import BadInput

MINUTE = 60_000
TWO = Drift(Fraction(2))


def after(*times, start=TWO):
    for time in times:
        start = start.update(time)
    return start


def test_the_edges_of_two_hours():
    assert (TWO.lower_edge_ms, TWO.upper_edge_ms) == (100 * MINUTE, 125 * MINUTE)


def test_twenty_of_twenty_is_the_published_check_value():
    assert exp(log_e_over(20, 20)) == pytest.approx((1 - 0.8**21) / 21 / 0.2 / 0.8**20)
    assert exp(log_e_over(20, 20)) == pytest.approx(20.461, abs=5e-4)


@pytest.mark.parametrize(("s", "n"), [(0, 0), (3, 10), (9, 10), (24, 40), (40, 40), (0, 12)])
def test_the_evidence_is_the_mixture_of_likelihood_ratios(s, n):
    def ratio(p):
        return p**s * (1 - p) ** (n - s) / (0.8**s * 0.2 ** (n - s))

    assert exp(log_e_over(s, n)) == pytest.approx(quad(ratio, 0.8, 1)[0] / 0.2, rel=1e-6)
    assert exp(log_e_under(s, n)) == pytest.approx(quad(ratio, 0, 0.8)[0] / 0.8, rel=1e-6)


@pytest.mark.parametrize("n", [1, 5, 30])
def test_under_a_right_value_the_evidence_is_one_on_average(n):
    for log_e in (log_e_over, log_e_under):
        mean = sum(comb(n, s) * 0.8**s * 0.2 ** (n - s) * exp(log_e(s, n)) for s in range(n + 1))
        assert mean == pytest.approx(1)


@given(st.lists(st.sampled_from([None, 90 * MINUTE, 110 * MINUTE, 130 * MINUTE]), max_size=40))
def test_the_order_of_the_learners_changes_no_evidence(times):
    one, other = after(*times), after(*reversed(times))
    assert (one.e_over, one.e_under) == (other.e_over, other.e_under)


def test_live_learners_who_are_all_faster_raise_the_alarm_after_thirty():
    drift = after(*[90 * MINUTE] * 29)
    assert drift.alarm() is Alarm.NONE
    assert drift.update(90 * MINUTE).alarm() is Alarm.OVER


def test_live_learners_who_are_slower_or_fail_raise_the_other():
    assert after(*[130 * MINUTE, None] * 16).alarm(at=100) is Alarm.UNDER


def test_learners_as_calibrated_raise_none():
    assert after(*[110 * MINUTE] * 32, *[130 * MINUTE] * 8).alarm() is Alarm.NONE


def test_an_alarm_once_raised_stays_raised():
    drift = after(*[90 * MINUTE] * 40, *[130 * MINUTE] * 12)
    assert drift.log_e_over < drift.highest_over
    assert drift.alarm() is Alarm.OVER


def test_edges_are_not_faster():
    drift = after(100 * MINUTE, 125 * MINUTE)
    assert (drift.faster_than_a, drift.faster_than_b) == (0, 1)


def test_beyond_the_range_of_floats():
    assert log_e_over(0, 2000) == -inf
    assert Drift(Fraction(2), completed=9000, faster_than_a=9000, faster_than_b=9000).e_over == inf


@pytest.mark.parametrize("time", [0, -5, 1.5, True])
def test_what_is_no_time_is_refused(time):
    with pytest.raises(BadInput):
        TWO.update(time)


@pytest.mark.parametrize(
    "options", [{"credit": Fraction(1, 3)}, {"credit": Fraction(2), "faster_than_b": 1}]
)
def test_what_contradicts_itself_is_refused(options):
    with pytest.raises(BadInput):
        Drift(**options)
