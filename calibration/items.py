"""What the answers of an exam say about its items; with few takers, only what they can say."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
import numpy.typing as npt

from calibration.errors import refuse_if

#: Below so many takers discrimination and reliability are noise and are not shown.
FEWEST_TAKERS = 50
#: An item that more than this share misses asks for a look.
MISSED = 0.7
#: The 97.5 % quantile of the normal distribution, for intervals of 95 %.
NORMAL_975 = 1.959963984540054
TOO_FEW = (
    "Discrimination and reliability are not shown below 50 takers: with ten, a third of good "
    "items seem to separate the wrong way."
)


@dataclass(frozen=True, slots=True)
class Item:
    """One item: difficulty p with its 95 % Wilson interval, and who chose what.

    `discrimination` is the corrected point-biserial r, None below `FEWEST_TAKERS` or where all
    answered alike. `options` counts the choices, empty where only right and wrong are known.
    """

    name: str
    p: float
    interval: tuple[float, float]
    discrimination: float | None
    options: Mapping[str, int]
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ItemAnalysis:
    """All items; KR-20 and SEM (in items) are None below `FEWEST_TAKERS` and `note` says why."""

    takers: int
    items: tuple[Item, ...]
    kr20: float | None
    sem: float | None
    cut: int
    """Right answers needed: at least 70 % (.070(6)), in integers."""
    sem_at_cut: float
    """Lord's standard error of a score at the cut, in items."""
    note: str | None


def item_analysis(
    answers: Sequence[Sequence[str]], names: Sequence[str], key: Sequence[str] | None = None
) -> ItemAnalysis:
    """Return the analysis of an exam.

    Parameters
    ----------
    answers : sequence of sequences of str, shape (takers, items)
        Chosen options where `key` is given, else ``1`` for right and ``0`` for wrong.
    names : sequence of str, shape (items,)
    key : sequence of str, shape (items,), optional
        The right option of each item.

    Raises
    ------
    BadInput
        No taker, fewer than two items, rows of another length, or marks that are not 0 or 1.
    """
    refuse_if(_problems(answers, names, key))
    right = np.array(
        [[given == (key[i] if key else "1") for i, given in enumerate(row)] for row in answers],
        dtype=np.float64,
    )
    enough = len(answers) >= FEWEST_TAKERS
    r = corrected_point_biserial(right) if enough else [None] * len(names)
    items = tuple(
        _item(names[i], right[:, i], r[i], [row[i] for row in answers], key[i] if key else None)
        for i in range(len(names))
    )
    reliability = kr20(right) if enough else None
    cut = (7 * len(names) + 9) // 10
    return ItemAnalysis(
        takers=len(answers),
        items=items,
        kr20=reliability,
        sem=_sem(right, reliability),
        cut=cut,
        sem_at_cut=lord_sem(cut, len(names)),
        note=None if enough else TOO_FEW,
    )


def kr20(right: npt.NDArray[np.float64]) -> float | None:
    """Return ``K/(K-1) (1 - sum p q / var)``, the variance of totals that of a population.

    `right` holds 0 and 1, shape (takers, items); None where every total is the same. With the
    sample variance (ddof 1) the value would come out too high.
    """
    count = int(right.shape[1])
    p = right.mean(axis=0)
    variance = float(right.sum(axis=1).var())
    if not variance:
        return None
    return count / (count - 1) * (1 - float((p * (1 - p)).sum()) / variance)


def corrected_point_biserial(right: npt.NDArray[np.float64]) -> list[float | None]:
    """Return the correlation of each item with the total of the others, shape (items,)."""
    total = right.sum(axis=1)
    return [_correlation(right[:, i], total - right[:, i]) for i in range(right.shape[1])]


def lord_sem(score: int, items: int) -> float:
    """Return ``sqrt(c (K - c) / (K - 1))``, the standard error of score c of K items."""
    return sqrt(score * (items - score) / (items - 1))


def wilson(successes: int, n: int) -> tuple[float, float]:
    """Return the 95 % Wilson interval of a share."""
    share, z2 = successes / n, NORMAL_975**2
    middle = share + z2 / (2 * n)
    half = NORMAL_975 * sqrt(share * (1 - share) / n + z2 / (4 * n * n))
    return max(0.0, (middle - half) / (1 + z2 / n)), min(1.0, (middle + half) / (1 + z2 / n))


def _correlation(one: npt.NDArray[np.float64], other: npt.NDArray[np.float64]) -> float | None:
    a, b = one - one.mean(), other - other.mean()
    scale = sqrt(float(a @ a) * float(b @ b))
    return float(a @ b) / scale if scale else None


def _sem(right: npt.NDArray[np.float64], reliability: float | None) -> float | None:
    if reliability is None:
        return None
    return float(right.sum(axis=1).std()) * sqrt(1 - reliability)


def _item(
    name: str,
    right: npt.NDArray[np.float64],
    r: float | None,
    chosen: Sequence[str],
    key: str | None,
) -> Item:
    successes, n = int(right.sum()), right.size
    options = dict(sorted(Counter(chosen).items())) if key is not None else {}
    return Item(
        name, successes / n, wilson(successes, n), r, options,
        tuple(_flags(n - successes, n, options, key)),
    )  # fmt: skip


def _flags(missed: int, n: int, options: Mapping[str, int], key: str | None) -> list[str]:
    flags = []
    if missed > MISSED * n:
        flags.append(f"missed by {missed} of {n}, more than 70 %")
    right = options.get(key or "", 0)
    flags += [
        f"{option} was chosen by {count}, more often than the key {key} by {right}"
        for option, count in options.items()
        if option not in (key, "") and count > right
    ]
    return flags


def _problems(
    answers: Sequence[Sequence[str]], names: Sequence[str], key: Sequence[str] | None
) -> list[str]:
    if not answers:
        return ["there is no taker: one line for each."]
    if len(names) < 2:
        return ["an analysis wants at least two items."]
    wrong = [
        f"taker {place} has {len(row)} answers for {len(names)} items."
        for place, row in enumerate(answers, start=1)
        if len(row) != len(names)
    ]
    if key is None and not wrong:
        wrong = [
            f"taker {place}, item {name}: {mark!r} is neither 1 (right) nor 0 (wrong)."
            for place, row in enumerate(answers, start=1)
            for name, mark in zip(names, row, strict=True)
            if mark not in ("0", "1")
        ]
    if key is not None and (len(key) != len(names) or not all(key)):
        wrong.append("the key must name the right option of every item.")
    return wrong
