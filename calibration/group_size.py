"""How large a test group must be for a stable credit value: closed form, no simulation."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import numpy.typing as npt
from scipy.special import betainc, ndtr, ndtri

from calibration.credit import MINIMUM_COMPLETED
from calibration.errors import refuse_if
from calibration.rank import SHARE_DENOMINATOR, SHARE_NUMERATOR, rank
from calibration.scale import DEFAULT_SCALE, Scale
from calibration.uncertainty import SHARE

#: Beyond this many officers no provider can draw, and the advice is to split the course.
LARGEST_GROUP = 2000
#: Where inside its interval the true time may stand: the middles of forty equal parts.
POSITIONS = (np.arange(40) + 0.5) / 40

#: Sizes shown beside the advice.
SHOWN = (10, 14, 18, 20, 30, 50, 100)
#: Ten times the largest spread that unsupervised work has shown.
LARGEST_SIGMA = 5

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Stability:
    """How a group of `n` lands when the true credit is given and times are log-normal.

    `within_one_grain` and `exact` are the probabilities at the worst position of the true time
    inside its interval, the means are averages over all positions.
    """

    n: int
    k: int
    within_one_grain: float
    exact: float
    within_one_grain_mean: float
    exact_mean: float


@dataclass(frozen=True, slots=True)
class SizeAdvice:
    """The smallest group that is stable, it and every larger one; None beyond `LARGEST_GROUP`."""

    credit_hours: Fraction
    sigma: float
    stability: float
    scale: Scale
    smallest: Stability | None
    others: tuple[Stability, ...]


def stability_of(
    n: int, *, credit_hours: Fraction, sigma: float, scale: Scale = DEFAULT_SCALE
) -> Stability:
    """Return how stable the credit of a group of `n` is.

    Parameters
    ----------
    n : int
        Members who complete; all of them are taken to succeed.
    credit_hours : Fraction
        The credit that would be right: the true time of the 80 % lies in its interval.
    sigma : float
        Standard deviation of the natural logarithm of the times.

    Notes
    -----
    ``P(t80 <= x) = I_F(x)(k, n - k + 1)`` with F the log-normal distribution whose 80 % quantile
    stands at the position looked at; only ``credit_hours / grain`` and sigma matter.
    """
    exact = _lands(n, sigma, credit_hours / scale.grain, within=0)
    near = _lands(n, sigma, credit_hours / scale.grain, within=1)
    return Stability(
        n, rank(n), float(near.min()), float(exact.min()), float(near.mean()), float(exact.mean())
    )


def size_advice(
    *, credit_hours: Fraction, sigma: float, stability: float = 0.9, scale: Scale = DEFAULT_SCALE
) -> SizeAdvice:
    """Return the smallest group size from which on every group is stable.

    Stable means: with probability `stability` the credit lands within one grain of the right
    one, wherever inside its interval the true time stands. Sizes do not grow evenly, because k
    jumps; so a size is advised only if no larger one falls short.

    Raises
    ------
    BadInput
        Credit that is no positive multiple of the grain, a sigma or a stability out of bounds.
    """
    refuse_if(list(_problems(credit_hours, sigma, stability, scale)))

    sizes = np.arange(MINIMUM_COMPLETED, LARGEST_GROUP + 1)
    near = _lands(sizes[:, np.newaxis], sigma, credit_hours / scale.grain, within=1)
    # The sizes that fall short end with this one; 9 stands for none of them.
    last_short = int(sizes[near.min(axis=1) < stability].max(initial=MINIMUM_COMPLETED - 1))
    found, *others = (
        stability_of(n, credit_hours=credit_hours, sigma=sigma, scale=scale)
        for n in (last_short + 1, *SHOWN)
    )
    smallest = found if found.n <= LARGEST_GROUP else None
    return SizeAdvice(credit_hours, sigma, stability, scale, smallest, tuple(others))


def _lands(n: int | npt.NDArray[np.int64], sigma: float, grains: Fraction, within: int) -> Floats:
    """Return the chance to land at most `within` grains off, for every position (last axis)."""
    k = (SHARE_NUMERATOR * n + SHARE_DENOMINATOR - 1) // SHARE_DENOMINATOR
    truth = int(grains) + POSITIONS

    def reached(edge: int) -> Floats:
        share = ndtr(ndtri(SHARE) + np.log(edge / truth) / sigma) if edge > 0 else np.zeros(1)
        return np.asarray(betainc(k, n - k + 1, share))

    return reached(int(grains) + 1 + within) - reached(int(grains) - within)


def _problems(
    credit_hours: Fraction, sigma: float, stability: float, scale: Scale
) -> Iterator[str]:
    if credit_hours <= 0 or (credit_hours / scale.grain).denominator != 1:
        yield f"credit of {credit_hours} hours is no positive multiple of the grain {scale.grain}."
    if not 0 < sigma <= LARGEST_SIGMA:
        yield f"sigma is {sigma}: a deviation of log times lies above 0 and up to {LARGEST_SIGMA}."
    if not 0 < stability < 1:
        yield f"stability is {stability}: it is a probability between 0 and 1."
