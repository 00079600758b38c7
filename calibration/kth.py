"""The k-th smallest of a long array, of every row of a matrix, and of many ragged groups.

Every function returns exactly what sorting would return; only the road differs.
"""

from typing import Any

import numpy as np
import numpy.typing as npt
from numpy.lib.stride_tricks import sliding_window_view

Integers = npt.NDArray[np.integer[Any]]
Int64s = npt.NDArray[np.int64]

#: Below this length one partition is faster than bracketing; above it memory rules.
LONG = 200_000
#: Elements looked at in one go: large enough to hide the call, small enough for the cache.
BLOCK = 1 << 16
#: Rows compared and exchanged in one go; ten columns of them fit the first two caches.
ROWS = 8192
#: Above this width the exchanges (about width squared / 5) cost more than a partition.
WIDEST = 16


def kth_of_one(values: Integers, k: int) -> int:
    """Return the `k`-th smallest (1 is the smallest) of a one-dimensional integer array."""
    if values.size >= LONG:
        found = _bracketed(values, k)
        if found is not None:
            return found
    return int(np.partition(values, k - 1)[k - 1])


def kth_of_rows(rows: Integers, k: int) -> Int64s:
    """Return the `k`-th smallest of every row of a matrix of shape (groups, n), as int64."""
    if rows.shape[1] <= WIDEST:
        return _exchanged(rows, k)
    return np.partition(rows, k - 1, axis=1)[:, k - 1].astype(np.int64)


def kth_of_ragged(values: Integers, starts: Int64s, lengths: Int64s, ks: Int64s) -> Int64s:
    """Return the ``ks[i]``-th smallest of ``values[starts[i]:starts[i] + lengths[i]]``, for all i.

    Groups of one length and one k are gathered into a matrix, so that the work is done once a
    shape and not once a group. ``1 <= ks[i] <= lengths[i]`` must hold.
    """
    answer = np.empty(lengths.size, np.int64)
    for group, length, k in _shapes(lengths, ks):
        rows = sliding_window_view(values, length)[starts[group]]
        answer[group] = kth_of_rows(rows, k)
    return answer


def narrowed(values: Integers, largest: int) -> Integers:
    """Return `values` in 32 bits where `largest` allows it: half the memory, half the time."""
    return values.astype(np.int32) if largest < 2**31 else values


def _shapes(lengths: Int64s, ks: Int64s) -> list[tuple[Int64s, int, int]]:
    # One key a shape: k never exceeds the length, so length * (longest + 1) + k is unique.
    base = int(lengths.max(initial=0)) + 1
    keys = lengths * base + ks
    order = np.argsort(keys, kind="stable")
    found, firsts, counts = np.unique(keys[order], return_index=True, return_counts=True)
    return [
        (order[first : first + count], *divmod(int(key), base))
        for key, first, count in zip(found, firsts, counts, strict=True)
    ]


def _bracketed(values: Integers, k: int) -> int | None:
    """Return the k-th smallest from the few values between two guesses, or None if they miss."""
    low, high = _guesses(values, k)
    below, between = 0, []
    for start in range(0, values.size, BLOCK):
        block = values[start : start + BLOCK]
        under = block < low
        below += int(np.count_nonzero(under))
        inside = np.less_equal(block, high)
        inside ^= under
        between.append(block[inside])
    middle = np.concatenate(between)
    if not below < k <= below + middle.size:
        return None
    return int(np.partition(middle, k - below - 1)[k - below - 1])


def _guesses(values: Integers, k: int) -> tuple[Any, Any]:
    # Every step-th value stands for all; four standard deviations of a share on either side.
    step = max(1, values.size // 20_000)
    sample = np.sort(values[::step])
    share = k / values.size
    middle = share * (sample.size - 1)
    margin = 4 * (sample.size * share * (1 - share)) ** 0.5 + 1
    low = max(0, int(middle - margin))
    high = min(sample.size - 1, int(middle + margin) + 1)
    return sample[low], sample[high]


def _exchanged(rows: Integers, k: int) -> Int64s:
    """Return the k-th smallest of every row by comparing and exchanging whole columns."""
    groups, n = rows.shape
    answer = np.empty(groups, np.int64)
    columns = np.empty((n, min(ROWS, max(groups, 1))), rows.dtype)
    spare = np.empty(columns.shape[1], rows.dtype)
    for start in range(0, groups, ROWS):
        count = min(ROWS, groups - start)
        columns[:, :count] = rows[start : start + count].T
        parts = [column[:count] for column in columns]
        answer[start : start + count] = _settle(parts, spare[:count], k)
    return answer


def _settle(columns: list[Integers], spare: Integers, k: int) -> Integers:
    """Let the largest rise to the top, pass by pass, until the k-th stands in its place."""
    n = len(columns)
    for top in range(n - 1, k - 1, -1):
        for lower in range(top):
            np.minimum(columns[lower], columns[lower + 1], out=spare)
            np.maximum(columns[lower], columns[lower + 1], out=columns[lower + 1])
            columns[lower], spare = spare, columns[lower]
    for lower in range(k - 1):
        np.maximum(columns[lower], columns[lower + 1], out=columns[lower + 1])
    return columns[k - 1]
