from collections import Counter
from fractions import Fraction
from itertools import product
from math import comb

import numpy as np
import pytest
from scipy import stats

from calibration import uncertainty
from calibration.rank import rank
from calibration.scale import Scale

MINUTE = 60_000


@pytest.mark.parametrize(
    ("n", "lower", "upper", "coverage"),
    [
        (10, 6, None, 0.967),
        (11, 6, None, 0.988),
        (12, 7, None, 0.981),
        (13, 8, None, 0.970),
        (14, 9, 14, 0.912),
        (15, 9, 15, 0.947),
        (18, 11, 18, 0.966),
        (20, 13, 20, 0.956),
        (25, 17, 24, 0.926),
        (30, 20, 28, 0.930),
        (50, 35, 45, 0.921),
    ],
)
def test_rank_interval_at_ninety_percent(n, lower, upper, coverage):
    interval = uncertainty.rank_interval(n)
    assert (interval.lower_rank, interval.upper_rank) == (lower, upper)
    assert round(interval.coverage, 3) == coverage


@pytest.mark.parametrize("n", [10, 14, 20, 33, 50])
@pytest.mark.parametrize("confidence", [0.8, 0.9, 0.95])
def test_rank_interval_is_scipy_s(n, confidence):
    times = np.arange(1, n + 1)
    peer = stats.quantile_test(times, p=0.8).confidence_interval(confidence)
    interval = uncertainty.rank_interval(n, confidence=confidence)
    ours = (interval.lower_rank or np.nan, interval.upper_rank or np.nan)
    np.testing.assert_array_equal(ours, (peer.low, peer.high))


def test_the_bootstrap_is_full_enumeration_at_four():
    times = [3, 7, 12, 20]
    k = rank(4)
    counted = Counter(sorted(sample)[k - 1] for sample in product(times, repeat=4))
    weights = [counted[time] / 4**4 for time in times]
    np.testing.assert_allclose(uncertainty.bootstrap_weights(4, k), weights, atol=1e-15)
    mean = sum(weight * time for weight, time in zip(weights, times, strict=True))
    assert uncertainty.bootstrap_moments(times, k)[0] == pytest.approx(mean)


def test_bootstrap_weights_of_ten():
    expected = [0, 0.000078, 0.001512, 0.010704, 0.042393]
    expected += [0.112602, 0.215493, 0.295017, 0.252010, 0.070191]
    np.testing.assert_allclose(uncertainty.bootstrap_weights(10, 8), expected, atol=1e-6)


def test_same_credit_sums_the_weights_of_the_same_grain():
    times = [minutes * MINUTE for minutes in (50, 52, 55, 57, 60, 64, 69, 74, 84, 95)]
    same = uncertainty.same_credit_probability(times, n=10, t80_ms=times[7], scale=Scale())
    assert same == pytest.approx(float(uncertainty.bootstrap_weights(10, 8)[:8].sum()))


@pytest.mark.parametrize(
    ("n", "low", "high"),
    [(10, 0.31602, 1.70348), (14, 0.39169, 1.51444), (20, 0.45982, 1.37136)],
)
def test_log_normal_factors(n, low, high):
    assert uncertainty.log_normal_factors(n) == pytest.approx((low, high), abs=1e-5)


def test_log_normal_interval_encloses_the_fitted_quantile():
    times = [minutes * MINUTE for minutes in (50, 52, 55, 57, 60, 64, 69, 74, 84, 95)]
    logs = np.log(times)
    fitted = np.exp(logs.mean() + stats.norm.ppf(0.8) * logs.std(ddof=1))
    low, high = uncertainty.log_normal_interval(times)
    assert low < fitted < high
    assert uncertainty.log_normal_interval(times[:1]) is None


@pytest.mark.parametrize(
    ("n", "probability"), [(10, 0.678), (11, 0.617), (14, 0.448), (20, 0.630), (50, 0.584)]
)
def test_too_low(n, probability):
    assert round(uncertainty.too_low(n), 3) == probability


def test_sureness_of_ten():
    assert round(uncertainty.sureness(10, 6), 3) == 0.967


@pytest.mark.parametrize(
    ("n", "low", "high"), [(10, 0.49, 0.91), (20, 0.60, 0.90), (50, 0.68, 0.87)]
)
def test_share_done(n, low, high):
    assert tuple(round(share, 2) for share in uncertainty.share_done(n)) == (low, high)


def test_bootstrap_weights_are_exact_fractions_at_ten():
    n, k = 10, 8

    def at_most(j):
        share = Fraction(j, n)
        return sum(comb(n, i) * share**i * (1 - share) ** (n - i) for i in range(k, n + 1))

    exact = [float(at_most(j) - at_most(j - 1)) for j in range(1, n + 1)]
    assert list(uncertainty.bootstrap_weights(n, k)) == pytest.approx(exact, abs=1e-15)
