"""R-33: from the time of the 80 % to credit hours, exact; the three outcomes of a calibration."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import ClassVar

import numpy as np
import numpy.typing as npt

from calibration.errors import BadInput, refuse_if
from calibration.kth import Int64s, Integers
from calibration.rank import RankedTime, RankedTimes, t80, t80_many
from calibration.scale import DEFAULT_SCALE, Scale

#: 11 CSR 75-15.070(7)(A): "at least ten (10) randomly selected peace officers".
MINIMUM_COMPLETED = 10


class OutcomeKind(StrEnum):
    """What a calibration can come to."""

    CREDIT = "credit"
    ZERO_CREDIT = "zero_credit"
    UNDETERMINABLE = "undeterminable"


class Reason(StrEnum):
    """Why there is no value."""

    TOO_FEW = "too_few"
    TOO_FEW_SUCCEEDED = "too_few_succeeded"


@dataclass(frozen=True, slots=True)
class Credit:
    """A credit value: `hours` is a positive multiple of the grain."""

    n: int
    k: int
    t80_ms: int
    hours: Fraction
    outcome: ClassVar = OutcomeKind.CREDIT


@dataclass(frozen=True, slots=True)
class ZeroCredit:
    """The time of the 80 % is shorter than one grain: the course earns no credit."""

    n: int
    k: int
    t80_ms: int
    hours: ClassVar = Fraction(0)
    outcome: ClassVar = OutcomeKind.ZERO_CREDIT


@dataclass(frozen=True, slots=True)
class Undeterminable:
    """The rule gives no value, and `reason` says why; `k` is 0 for an empty group."""

    n: int
    k: int
    reason: Reason
    outcome: ClassVar = OutcomeKind.UNDETERMINABLE


CreditOutcome = Credit | ZeroCredit | Undeterminable


@dataclass(frozen=True, slots=True, eq=False)
class CreditOutcomes:
    """The outcomes of many groups as arrays; `outcomes[i]` is the `CreditOutcome` of group i.

    `grains` is the credit in whole grains (int64): 0 for zero credit, -1 without a value.
    """

    ranked: RankedTimes
    enough: npt.NDArray[np.bool_]
    grains: Int64s
    scale: Scale

    def __len__(self) -> int:
        return len(self.ranked)

    def __getitem__(self, group: int) -> CreditOutcome:
        return _outcome(self.ranked[group], enough=bool(self.enough[group]), scale=self.scale)


def credit_value(t80_ms: int, *, scale: Scale = DEFAULT_SCALE) -> Fraction:
    """Return the credit hours of a time: ``Fraction((t80_ms // G) * G, H)``.

    The time in milliseconds is rounded down to the grain G, as 11 CSR 75-15.070(7)(C) says; a
    time of exactly a whole number of grains earns them all.
    """
    return Fraction(t80_ms // scale.grain_ms * scale.grain_ms, scale.hour_ms)


def determine(
    times_ms: Sequence[int] | Integers,
    *,
    n: int | None = None,
    completed: int | None = None,
    scale: Scale = DEFAULT_SCALE,
    minimum: int = MINIMUM_COMPLETED,
) -> CreditOutcome:
    """Return the credit value of a test group, or why there is none.

    Parameters
    ----------
    times_ms : sequence or array of integers, shape (succeeded,)
        Active times in milliseconds of the members who succeeded.
    n : int, optional
        Size of the group, members who never succeed included; by default ``len(times_ms)``.
    completed : int, optional
        Members who completed the course, passed or failed; by default `n`.
    scale : Scale
        Minutes of the credit hour and grain.
    minimum : int
        Least number of completed members; only a sensitivity sets another than ten.

    Raises
    ------
    BadInput
        As `t80`; or `completed` outside ``len(times_ms)`` to `n`.
    """
    ranked = t80(times_ms, n=n)
    finished = ranked.n if completed is None else completed
    if not len(times_ms) <= finished <= ranked.n:
        raise BadInput(
            [f"completed is {finished}: it must lie between {len(times_ms)} and n = {ranked.n}."]
        )
    return _outcome(ranked, enough=finished >= minimum, scale=scale)


def determine_many(
    times_ms: Integers,
    lengths: npt.ArrayLike | None = None,
    *,
    n: npt.ArrayLike | None = None,
    completed: npt.ArrayLike | None = None,
    scale: Scale = DEFAULT_SCALE,
) -> CreditOutcomes:
    """Return the outcomes of many test groups in one call, identical to `determine` for each.

    The times come as in `t80_many`; `n` and `completed` are integer arrays, one entry a group.
    """
    ranked = t80_many(times_ms, lengths, n=n)
    finished = ranked.n if completed is None else np.asarray(completed)
    succeeded = times_ms.shape[-1] if lengths is None else np.asarray(lengths)
    wrong = np.flatnonzero((finished < succeeded) | (finished > ranked.n))
    refuse_if([f"Group {group}: completed is {finished[group]}, out of bounds." for group in wrong])
    enough = finished >= MINIMUM_COMPLETED
    grains = np.where(enough & ranked.reached, ranked.t80_ms // scale.grain_ms, -1)
    return CreditOutcomes(ranked, enough, grains, scale)


def hours_text(hours: Fraction) -> str:
    """Return credit hours with two decimals, as ``1.50``; every grain makes them exact."""
    return str((Decimal(hours.numerator) / Decimal(hours.denominator)).quantize(Decimal("0.01")))


def _outcome(ranked: RankedTime, *, enough: bool, scale: Scale) -> CreditOutcome:
    n, k, time = ranked.n, ranked.k, ranked.t80_ms
    if not enough or n == 0:
        return Undeterminable(n, k, Reason.TOO_FEW)
    if time is None:
        return Undeterminable(n, k, Reason.TOO_FEW_SUCCEEDED)
    hours = credit_value(time, scale=scale)
    return Credit(n, k, time, hours) if hours else ZeroCredit(n, k, time)
