"""The same group under other readings, countings and grains; none of them changes the value."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from calibration.credit import OutcomeKind, Undeterminable, determine
from calibration.group import COMPLETED, MEASURED, Outcome, TestGroup, Unfinished
from calibration.kth import Int64s
from calibration.scale import GRAINS, MINUTES_PER_HOUR, Scale


@dataclass(frozen=True, slots=True)
class Variant:
    """What the rule gives under one change, without the minimum of ten.

    `k` is None for an empty group, `t80_ms` and `hours` where there is no value.
    """

    outcome: OutcomeKind
    n: int
    k: int | None
    t80_ms: int | None
    hours: Fraction | None


@dataclass(frozen=True, slots=True)
class Sensitivities:
    """The value of one group, one thing changed at a time."""

    readings: Mapping[int, Variant]
    """By the minutes of the credit hour; the grain keeps its share of the hour."""
    unfinished_replaced: Variant
    unfinished_never: Variant
    passers_only: Variant
    """The members who succeeded, as if nobody had failed."""
    excluded_back: Variant
    """Excluded members put back as measured, or as never succeeding where that is unknown."""
    excluded_never: Variant
    """Excluded members put back as never succeeding, all of them."""
    grains: Mapping[Fraction, Variant]
    """By the grain as a share of the credit hour in force."""


def sensitivities(group: TestGroup, *, scale: Scale, unfinished: Unfinished) -> Sensitivities:
    """Return the value of `group` under every change, starting from `scale` and `unfinished`."""
    times, n = counted(group, unfinished)
    as_measured = _put_back(group, unfinished)
    return Sensitivities(
        readings={
            minutes: variant(times, n, Scale(minutes, scale.grain)) for minutes in MINUTES_PER_HOUR
        },
        unfinished_replaced=variant(*counted(group, Unfinished.REPLACED), scale),
        unfinished_never=variant(*counted(group, Unfinished.NEVER), scale),
        passers_only=variant(times, times.size, scale),
        excluded_back=variant(*as_measured, scale),
        excluded_never=variant(times, n + group.count(Outcome.EXCLUDED), scale),
        grains={grain: variant(times, n, Scale(scale.minutes_per_hour, grain)) for grain in GRAINS},
    )


def counted(group: TestGroup, unfinished: Unfinished) -> tuple[Int64s, int]:
    """Return the times to success (ms) and n, the members that this counting keeps."""
    kept = COMPLETED if unfinished is Unfinished.REPLACED else MEASURED
    return np.asarray(group.success_times_ms(), dtype=np.int64), group.count(*kept)


def variant(times_ms: Int64s, n: int, scale: Scale) -> Variant:
    """Return what the rule gives for `times_ms` among `n` members, without the minimum of ten."""
    value = determine(times_ms, n=n, scale=scale, minimum=0)
    if isinstance(value, Undeterminable):
        return Variant(value.outcome, n, value.k or None, None, None)
    return Variant(value.outcome, n, value.k, value.t80_ms, value.hours)


def _put_back(group: TestGroup, unfinished: Unfinished) -> tuple[Int64s, int]:
    back = group.with_outcome(Outcome.EXCLUDED)
    # A pass without its time is no time at all: unknown, and so never.
    known = [m.time_ms for m in back if m.result is Outcome.PASSED and m.time_ms is not None]
    replaced = unfinished is Unfinished.REPLACED
    kept = sum(not (replaced and m.result is Outcome.UNFINISHED) for m in back)
    times, n = counted(group, unfinished)
    return np.append(times, np.asarray(known, dtype=np.int64)), n + kept
