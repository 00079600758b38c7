"""What chance leaves open about the time of the 80 %: closed forms, no simulation.

Ranks only, unless a function says otherwise: nothing is assumed about the shape of the times.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, sqrt

import numpy as np
import numpy.typing as npt
from scipy.special import bdtr, betainc, betaincinv, nctdtrit, ndtri

from calibration.rank import SHARE_DENOMINATOR, SHARE_NUMERATOR, rank
from calibration.scale import Scale

#: The confidence of the interval on the worksheet, two-sided and equal-tailed.
CONFIDENCE = 0.9
#: With fewer times the assumed shape would be all there is.
FEWEST_LOG_NORMAL = 10
SHARE = SHARE_NUMERATOR / SHARE_DENOMINATOR


@dataclass(frozen=True, slots=True)
class RankInterval:
    """The order statistics that enclose the true time of the 80 %.

    The statement is ``T_(lower_rank) <= q80 <= T_(upper_rank)``; a rank of None leaves that side
    open. `coverage` is its exact probability, at least `confidence`.
    """

    confidence: float
    lower_rank: int | None
    upper_rank: int | None
    coverage: float


def rank_interval(n: int, *, confidence: float = CONFIDENCE) -> RankInterval:
    """Return the exact equal-tailed interval of q80 for a group of `n`, failures at infinity.

    With B ~ Binomial(n, 4/5), the number of members done by q80, the lower rank is the largest l
    with ``P(B <= l - 1) <= alpha / 2``, the upper the smallest u with ``P(B >= u) <= alpha / 2``;
    the coverage is ``P(l <= B <= u - 1)``. It is at least nominal whatever the times' shape.
    """
    tail = (1 - confidence) / 2
    counts = range(n + 1)
    lower = bisect_right(counts, tail, key=lambda count: _at_most(count, n))
    upper = bisect_left(counts, 1 - tail, key=lambda count: _at_most(count, n)) + 1
    coverage = _at_most(upper - 1, n) - _at_most(lower - 1, n)
    return RankInterval(confidence, lower or None, upper if upper <= n else None, coverage)


def sureness(n: int, lower_rank: int) -> float:
    """Return how sure it is that q80 is at least ``T_(lower_rank)``: ``P(B >= lower_rank)``."""
    return 1 - _at_most(lower_rank - 1, n)


def share_done(n: int, *, confidence: float = CONFIDENCE) -> tuple[float, float]:
    """Return the bounds of the share of all officers done within t80.

    That share is distributed as Beta(k, n - k + 1) and is k / (n + 1) on average.
    """
    k = rank(n)
    tail = (1 - confidence) / 2
    low, high = betaincinv(k, n - k + 1, (tail, 1 - tail))
    return float(low), float(high)


def too_low(n: int) -> float:
    """Return the probability that t80 of a group of `n` is no more than the true q80."""
    return 1 - _at_most(rank(n) - 1, n)


def bootstrap_weights(n: int, k: int) -> npt.NDArray[np.float64]:
    """Return the probability that each order statistic is the k-th of a resample, shape (n,).

    ``w_j = I_{j/n}(k, n - k + 1) - I_{(j-1)/n}(k, n - k + 1)``, the exact bootstrap of Hutson and
    Ernst: what endless resampling would come to.
    """
    return np.diff(betainc(k, n - k + 1, np.arange(n + 1) / n))


def bootstrap_moments(times_ms: Sequence[int], k: int) -> tuple[float, float]:
    """Return the exact bootstrap mean (ms) and variance (ms squared) of the k-th smallest time."""
    ordered = np.sort(np.asarray(times_ms, dtype=np.float64))
    weights = bootstrap_weights(ordered.size, k)
    mean = float(weights @ ordered)
    return mean, float(weights @ (ordered - mean) ** 2)


def same_credit_probability(times_ms: Sequence[int], *, n: int, t80_ms: int, scale: Scale) -> float:
    """Return how likely a resample of the group comes to the same credit, by exact bootstrap.

    `times_ms` are the times to success (ms, any order); the others of the `n` never succeed and
    so never give the same credit. The sum of the weights of every member whose time rounds down
    to the same grain is a difference of two incomplete beta functions.
    """
    edge = t80_ms // scale.grain_ms * scale.grain_ms
    times = np.asarray(times_ms, dtype=np.int64)
    below = int(np.count_nonzero(times < edge))
    within = int(np.count_nonzero(times < edge + scale.grain_ms))
    k = rank(n)
    high, low = betainc(k, n - k + 1, (within / n, below / n))
    return float(high - low)


def log_normal_interval(
    times_ms: Sequence[int], *, confidence: float = CONFIDENCE
) -> tuple[float, float] | None:
    """Return limits (ms) of q80 if times are log-normal; None below `FEWEST_LOG_NORMAL` times.

    ``exp(m + c s)``, where ``c sqrt(n)`` is the tail quantile of the non-central t distribution
    with n - 1 degrees of freedom and non-centrality ``Phi^-1(0.8) sqrt(n)``. A fifth to two
    fifths shorter than the exact interval, and wrong as soon as a few times come from elsewhere:
    for the director's eye, beside the exact one, never instead.
    """
    n = len(times_ms)
    if n < FEWEST_LOG_NORMAL:
        return None
    logs = np.log(np.asarray(times_ms, dtype=np.float64))
    mean, deviation = float(logs.mean()), float(logs.std(ddof=1))
    low, high = (mean + factor * deviation for factor in log_normal_factors(n, confidence))
    return exp(low), exp(high)


def log_normal_factors(n: int, confidence: float = CONFIDENCE) -> tuple[float, float]:
    """Return c for both tails: how many deviations of the logs the limits lie above the mean."""
    tail = (1 - confidence) / 2
    low, high = nctdtrit(n - 1, ndtri(SHARE) * sqrt(n), (tail, 1 - tail)) / sqrt(n)
    return float(low), float(high)


def _at_most(count: int, n: int) -> float:
    return float(bdtr(count, n, SHARE)) if count >= 0 else 0.0
