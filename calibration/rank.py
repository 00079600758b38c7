"""R-32: the rank of the 80 % and the time at that rank, for one test group and for many."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from calibration.errors import BadInput, refuse_if
from calibration.kth import Int64s, Integers, kth_of_one, kth_of_ragged, kth_of_rows, narrowed

#: 11 CSR 75-15.070(7)(C): "by eighty percent (80%) of the test group", as a ratio of integers.
SHARE_NUMERATOR, SHARE_DENOMINATOR = 4, 5
#: No active time is longer (34 years of milliseconds): forty bits, far inside int64.
LONGEST_MS = 2**40 - 1
#: Up to this many times Python's own sort is faster than a call into NumPy.
SHORT = 200


@dataclass(frozen=True, slots=True)
class RankedTime:
    """The time at the rank of the rule: `t80_ms` is None where the k-th member never succeeded."""

    n: int
    k: int
    t80_ms: int | None


@dataclass(frozen=True, slots=True, eq=False)
class RankedTimes:
    """The same for many groups: three int64 arrays of one length and a mask.

    `t80_ms` is 0 where `reached` is False; the mask, not the number, is the answer.
    """

    n: Int64s
    k: Int64s
    t80_ms: Int64s
    reached: npt.NDArray[np.bool_]

    def __len__(self) -> int:
        return self.n.size

    def __getitem__(self, group: int) -> RankedTime:
        time = int(self.t80_ms[group]) if self.reached[group] else None
        return RankedTime(int(self.n[group]), int(self.k[group]), time)


def rank(n: int) -> int:
    """Return k, the least number of members that is at least 80 % of `n`.

    ``k = ceil(4 n / 5) = (4 n + 4) // 5``, in integers (11 CSR 75-15.070(7)(C)).
    """
    return (SHARE_NUMERATOR * n + SHARE_DENOMINATOR - 1) // SHARE_DENOMINATOR


def t80(times_ms: Sequence[int] | Integers, *, n: int | None = None) -> RankedTime:
    """Return the time by which 80 % of a test group succeeded.

    Parameters
    ----------
    times_ms : sequence or one-dimensional array of integers, shape (succeeded,)
        Active time of every member who succeeded, in milliseconds, in any order.
    n : int, optional
        Size of the group. The ``n - len(times_ms)`` others never succeed: their time is
        infinite. By default everybody succeeded.

    Returns
    -------
    RankedTime
        ``t80 = inf{t : #{i : T_i <= t} >= 4 n / 5} = T_(k)``, the k-th smallest time, a time
        that one officer really needed; None where fewer than k succeeded.

    Raises
    ------
    BadInput
        A time that is no integer from 1 to `LONGEST_MS`, or an `n` below the number of times.

    Notes
    -----
    This is Hyndman and Fan's type 1 (``inverted_cdf``), reached in integers. Other programs
    answer another question: NumPy's and pandas' default interpolates (type 7: at n = 10 it
    stands a fifth of the way from the 8th to the 9th time); R's ``survfit`` takes the midpoint
    of the flat step at every n that five divides; lifelines and others compare a rounded product
    of survival shares with 0.2 and slip by one rank at some of those n. With the share 4/5
    ``math.ceil(0.8 * n)`` would be right, ``int(0.8 * n) + 1`` and ``n - int(n * (1 - 0.8))``
    would not; integers need no such proof.
    """
    size = _checked_size(n, len(times_ms))
    k = rank(size)
    refuse_if(_time_problems(times_ms))
    if not 1 <= k <= len(times_ms):
        return RankedTime(size, k, None)
    return RankedTime(size, k, _kth(times_ms, k))


def t80_many(
    times_ms: Integers, lengths: npt.ArrayLike | None = None, *, n: npt.ArrayLike | None = None
) -> RankedTimes:
    """Return `t80` of many test groups in one call, identical to one call a group.

    Parameters
    ----------
    times_ms : integer array, shape (groups, succeeded) or (total,)
        Active times in milliseconds of the members who succeeded: a matrix of groups of one
        length, or the groups one after another.
    lengths : integer array, shape (groups,)
        With the second form, how many of the times belong to each group; may be 0.
    n : integer array, shape (groups,), optional
        Sizes of the groups, those included who never succeed. By default everybody succeeded.

    Returns
    -------
    RankedTimes
        One entry a group, in the order given.

    Raises
    ------
    BadInput
        As `t80`; or lengths that do not add up to the number of times.
    """
    counts = _checked_lengths(times_ms, lengths)
    sizes = counts if n is None else _integers(n, "n")
    refuse_if(_size_problems(sizes, counts))
    refuse_if(_time_problems(times_ms.reshape(-1)))
    ks = (SHARE_NUMERATOR * sizes + SHARE_DENOMINATOR - 1) // SHARE_DENOMINATOR
    reached = (ks >= 1) & (ks <= counts)
    return RankedTimes(sizes, ks, _kth_of_many(times_ms, counts, ks, reached), reached)


def _kth(times_ms: Sequence[int] | Integers, k: int) -> int:
    if len(times_ms) <= SHORT:
        return int(sorted(times_ms)[k - 1])
    return kth_of_one(np.asarray(times_ms, dtype=np.int64), k)


def _kth_of_many(
    times_ms: Integers, counts: Int64s, ks: Int64s, reached: npt.NDArray[np.bool_]
) -> Int64s:
    values = narrowed(times_ms, int(times_ms.max(initial=0)))
    if values.ndim == 2 and reached.all() and np.unique(ks).size == 1:
        return kth_of_rows(values, int(ks[0]))
    # A group without an answer is asked for its largest time, or for nothing, and masked.
    answer = np.zeros(counts.size, np.int64)
    starts = np.cumsum(counts) - counts
    answer[reached] = kth_of_ragged(
        values.reshape(-1), starts[reached], counts[reached], ks[reached]
    )
    return answer


def _checked_size(n: int | None, succeeded: int) -> int:
    if n is None:
        return succeeded
    if n < succeeded:
        raise BadInput([f"n is {n}, but {succeeded} times were given: n counts every member."])
    return n


def _checked_lengths(times_ms: Integers, lengths: npt.ArrayLike | None) -> Int64s:
    if times_ms.ndim == 2 and lengths is None:
        return np.full(times_ms.shape[0], times_ms.shape[1], np.int64)
    if times_ms.ndim != 1 or lengths is None:
        raise BadInput(
            ["Give the times as a matrix, or as one row together with the length of each group."]
        )
    counts = _integers(lengths, "lengths")
    if counts.size and counts.min() < 0:
        raise BadInput(["A length is negative: it counts the times of its group."])
    if counts.sum() != times_ms.size:
        raise BadInput([f"The lengths add up to {counts.sum()}, the times to {times_ms.size}."])
    return counts


def _integers(values: npt.ArrayLike, name: str) -> Int64s:
    found = np.asarray(values)
    if found.ndim != 1 or (found.size and not np.issubdtype(found.dtype, np.integer)):
        raise BadInput([f"{name} must be a row of integers, one for each group."])
    return found.astype(np.int64)


def _size_problems(sizes: Int64s, counts: Int64s) -> list[str]:
    if sizes.shape != counts.shape:
        return [f"n has {sizes.size} entries for {counts.size} groups."]
    return [
        f"Group {group}: n is {sizes[group]}, but {counts[group]} times were given."
        for group in np.flatnonzero(sizes < counts)
    ]


def _time_problems(times_ms: Sequence[int] | npt.NDArray[Any]) -> list[str]:
    if not isinstance(times_ms, np.ndarray):
        return [
            f"Time {place} is {time!r}: {TIME_RULE}"
            for place, time in enumerate(times_ms)
            if not isinstance(time, int | np.integer)
            or isinstance(time, bool)
            or not 1 <= time <= LONGEST_MS
        ]
    if times_ms.ndim != 1 or not np.issubdtype(times_ms.dtype, np.integer):
        return [f"The times are {times_ms.dtype} in {times_ms.ndim} dimensions: {TIME_RULE}"]
    if times_ms.size and (times_ms.min() < 1 or times_ms.max() > LONGEST_MS):
        wrong = np.flatnonzero((times_ms < 1) | (times_ms > LONGEST_MS))
        return [f"Time {place} is {times_ms[place]}: {TIME_RULE}" for place in wrong]
    return []


#: What a time must be, for every refusal of one.
TIME_RULE = f"a time is a whole number of milliseconds from 1 to {LONGEST_MS}."
