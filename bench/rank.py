"""The rank of the 80 % in large numbers, against a plain read and against numpy.quantile."""

import argparse
import time
from collections.abc import Callable

import numpy as np

from calibration.kth import kth_of_one
from calibration.rank import rank, t80, t80_many

GROUPS, LARGE = 100_000, 10_000_000
QUICK_GROUPS, QUICK_LARGE = 5_000, 500_000
RUNS = 9


def best(work: Callable[[], object], runs: int = RUNS) -> float:
    """Return the least seconds of several runs: the machine's noise only ever adds."""
    spent = []
    for _ in range(runs):
        began = time.perf_counter()
        work()
        spent.append(time.perf_counter() - began)
    return min(spent)


def quantile(values: np.ndarray, axis: int | None = None) -> object:
    """Return NumPy's own answer to the question."""
    return np.quantile(values, 0.8, axis=axis, method="inverted_cdf")


def show(name: str, ours: float, read: float, numpy: float, times: int) -> None:
    """Print one row."""
    print(
        f"{name:<34}{ours * 1e3:>9.1f} ms{ours / times * 1e9:>7.2f} ns a time"
        f"{ours / read:>8.1f} x a read{numpy / ours:>7.1f} x faster than numpy.quantile"
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a twentieth of the size")
    is_quick = parser.parse_args().quick
    groups, large = (QUICK_GROUPS, QUICK_LARGE) if is_quick else (GROUPS, LARGE)
    draw = np.random.default_rng(1)
    tens = draw.integers(1, 20_000_000, (groups, 10))
    show(
        f"{groups:,} groups of 10", best(lambda: t80_many(tens)), best(tens.sum),
        best(lambda: quantile(tens, 1)), tens.size,
    )  # fmt: skip
    lengths = draw.integers(10, 41, groups)
    flat = draw.integers(1, 20_000_000, lengths.sum())
    cuts = np.split(flat, np.cumsum(lengths)[:-1])
    show(
        f"{groups:,} ragged groups", best(lambda: t80_many(flat, lengths)), best(flat.sum),
        best(lambda: [quantile(cut) for cut in cuts], 1), flat.size,
    )  # fmt: skip
    one = draw.integers(1, 20_000_000, large)
    show(
        f"one group of {large:,}", best(lambda: t80(one)), best(one.sum),
        best(lambda: quantile(one), 3), one.size,
    )  # fmt: skip
    selection = best(lambda: kth_of_one(one, rank(large)))
    print(f"{'of it the selection alone':<34}{selection * 1e3:>9.1f} ms")


if __name__ == "__main__":
    main()
