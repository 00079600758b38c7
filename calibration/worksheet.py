"""The whole calibration of one course version in one frozen result."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from calibration.credit import Credit, CreditOutcome, Undeterminable, determine
from calibration.diagnostics import CourseLength, Doubt, doubtful
from calibration.errors import refuse_if
from calibration.group import COMPLETED, Member, Outcome, TestGroup, Unfinished
from calibration.group_size import LARGEST_SIGMA, SizeAdvice, size_advice
from calibration.kth import Int64s
from calibration.plan import CalibrationPlan
from calibration.scale import DEFAULT_SCALE, Scale
from calibration.sensitivity import Sensitivities, counted, sensitivities
from calibration.uncertainty import (
    RankInterval,
    log_normal_interval,
    rank_interval,
    same_credit_probability,
)

#: Times that all agree spread by less, through rounding alone.
SMALLEST_SIGMA = 1e-9
#: The stability the advice on the size of the next group is given for.
ADVISED_STABILITY = 0.9


@dataclass(frozen=True, slots=True)
class Margins:
    """How far t80 stands from the edges of its interval, in milliseconds."""

    below_ms: int
    above_ms: int


@dataclass(frozen=True, slots=True)
class Limits:
    """The exact interval of the time of the 80 %: its ranks and the times that stand there.

    A time is None where its rank is, or where the member of that rank never succeeded.
    """

    ranks: RankInterval
    lower_ms: int | None
    upper_ms: int | None


@dataclass(frozen=True, slots=True)
class Worksheet:
    """A calibration: what went in, the value, and everything shown beside it.

    `ranking` holds the members counted in n, times ascending, those who never succeeded last;
    ties keep the order of the group. What does not apply is None.
    """

    group: TestGroup
    plan: CalibrationPlan | None
    scale: Scale
    unfinished: Unfinished
    length: CourseLength | None
    value: CreditOutcome
    ranking: tuple[Member, ...]
    margins: Margins | None
    limits: Limits | None
    same_credit_probability: float | None
    log_normal_ms: tuple[float, float] | None
    sensitivities: Sensitivities
    doubts: tuple[Doubt, ...]
    advice: SizeAdvice | None

    @property
    def n(self) -> int:
        """Return the denominator used."""
        return self.value.n

    @property
    def completed(self) -> int:
        return self.group.count(*COMPLETED)

    @property
    def succeeded(self) -> int:
        return self.group.count(Outcome.PASSED)

    @property
    def unfinished_count(self) -> int:
        return self.group.count(Outcome.UNFINISHED)

    @property
    def excluded(self) -> int:
        return self.group.count(Outcome.EXCLUDED)


def worksheet_of(
    group: TestGroup,
    *,
    plan: CalibrationPlan | None = None,
    minutes_per_hour: int | None = None,
    grain: Fraction | None = None,
    unfinished: Unfinished | None = None,
    length: CourseLength | None = None,
) -> Worksheet:
    """Return the worksheet of a test group.

    Parameters
    ----------
    group : TestGroup
    plan : CalibrationPlan, optional
        What was declared before the draw. Without it the settings below stand alone.
    minutes_per_hour, grain, unfinished : optional
        By default the plan's, else 50, 1/2 and replaced.
    length : CourseLength, optional
        Words, media and questions of the course, for the cross-checks.

    Raises
    ------
    BadInput
        A setting that contradicts the plan, or more completed members than the plan allows.
    """
    refuse_if(list(_contradictions(plan, minutes_per_hour, grain, unfinished)))
    refuse_if(list(_excess(plan, group)))
    scale = Scale(
        minutes_per_hour or (plan or DEFAULT_SCALE).minutes_per_hour,
        grain or (plan or DEFAULT_SCALE).grain,
    )
    counting = unfinished or (plan.unfinished if plan else Unfinished.REPLACED)
    times, n = counted(group, counting)
    value = determine(times, n=n, completed=group.count(*COMPLETED), scale=scale)
    return Worksheet(
        group=group,
        plan=plan,
        scale=scale,
        unfinished=counting,
        length=length,
        value=value,
        ranking=_ranking(group, counting),
        margins=_margins(value, scale),
        limits=_limits(times, n),
        same_credit_probability=_same_credit(times, value, scale),
        log_normal_ms=log_normal_interval(times) if n == times.size else None,
        sensitivities=sensitivities(group, scale=scale, unfinished=counting),
        doubts=doubtful(group.with_outcome(*COMPLETED)),
        advice=_advice(times, value, scale),
    )


def _contradictions(
    plan: CalibrationPlan | None,
    minutes_per_hour: int | None,
    grain: Fraction | None,
    unfinished: Unfinished | None,
) -> Iterator[str]:
    if plan is None:
        return
    for name, given, declared in (
        ("minutes per hour", minutes_per_hour, plan.minutes_per_hour),
        ("grain", grain, plan.grain),
        ("counting of unfinished members", unfinished, plan.unfinished),
    ):
        if given is not None and given != declared:
            yield (
                f"The {name} asked for is {given}, but the plan declared {declared} before the "
                "draw: leave the flag out."
            )


def _excess(plan: CalibrationPlan | None, group: TestGroup) -> Iterator[str]:
    completed = group.count(*COMPLETED)
    if plan is not None and completed > plan.largest_group:
        yield (
            f"{completed} members completed, but the plan declared {plan.largest_group}: members "
            "beyond the declared size, in the order of the draw, do not belong to the group."
        )


def _ranking(group: TestGroup, unfinished: Unfinished) -> tuple[Member, ...]:
    passed = group.with_outcome(Outcome.PASSED)
    never = group.with_outcome(Outcome.FAILED)
    if unfinished is Unfinished.NEVER:
        never += group.with_outcome(Outcome.UNFINISHED)
    return (*sorted(passed, key=lambda member: member.time_ms or 0), *never)


def _margins(value: CreditOutcome, scale: Scale) -> Margins | None:
    if isinstance(value, Undeterminable):
        return None
    below = value.t80_ms % scale.grain_ms
    return Margins(below, scale.grain_ms - below)


def _limits(times_ms: Int64s, n: int) -> Limits | None:
    if n == 0:
        return None
    ranks = rank_interval(n)
    ordered = np.sort(times_ms)
    return Limits(ranks, _time_at(ranks.lower_rank, ordered), _time_at(ranks.upper_rank, ordered))


def _time_at(place: int | None, ordered: Int64s) -> int | None:
    return int(ordered[place - 1]) if place is not None and place <= ordered.size else None


def _same_credit(times_ms: Int64s, value: CreditOutcome, scale: Scale) -> float | None:
    if isinstance(value, Undeterminable):
        return None
    return same_credit_probability(times_ms, n=value.n, t80_ms=value.t80_ms, scale=scale)


def _advice(times_ms: Int64s, value: CreditOutcome, scale: Scale) -> SizeAdvice | None:
    """Return the advice for the credit found and the spread of those who succeeded."""
    if not isinstance(value, Credit):
        return None
    sigma = float(np.log(times_ms).std(ddof=1))
    if not SMALLEST_SIGMA < sigma <= LARGEST_SIGMA:
        return None
    return size_advice(
        credit_hours=value.hours, sigma=sigma, stability=ADVISED_STABILITY, scale=scale
    )
