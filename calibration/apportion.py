"""Credit units shared among the curriculum segments of a course, so that the parts sum exactly."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from calibration.errors import refuse_if
from calibration.scale import DEFAULT_SCALE, Scale


def apportion(
    credit: Fraction, weights: Sequence[int], *, grain: Fraction = DEFAULT_SCALE.grain
) -> tuple[Fraction, ...]:
    """Return the credit hours of each segment, multiples of `grain` that sum to `credit`.

    Parameters
    ----------
    credit : Fraction
        Credit hours of the whole, a multiple of `grain`.
    weights : sequence of int, shape (segments,)
        What the segments weigh, as the median times (ms) of their modules; at least one above 0.
    grain : Fraction
        The unit that is handed out, in credit hours.

    Raises
    ------
    BadInput
        Credit that is no multiple of the grain, no segment, a negative weight, or only zeros.

    Notes
    -----
    Largest remainder (Hamilton): each segment gets the whole units of its exact share, and the
    units left go to the largest remainders, ties to the earlier segment. 15.020(4)(D)-(E) want
    the parts on the certificate, and parts that do not sum would contradict it.
    """
    refuse_if(list(_problems(credit, weights, grain)))
    units = apportion_units(int(credit / grain), weights)
    return tuple(unit * grain for unit in units)


def apportion_units(units: int, weights: Sequence[int]) -> tuple[int, ...]:
    """Return how many of `units` each weight gets by largest remainder, ties to the earlier."""
    total = sum(weights)
    floors = [units * weight // total for weight in weights]
    remainders = [units * weight % total for weight in weights]
    order = sorted(range(len(weights)), key=lambda place: (-remainders[place], place))
    for place in order[: units - sum(floors)]:
        floors[place] += 1
    return tuple(floors)


def topic_hours(
    active_ms: Mapping[str, int], part: Fraction, *, scale: Scale = DEFAULT_SCALE
) -> dict[str, Fraction]:
    """Return the credit hours of each topic of a segment that got `part` hours.

    A topic's time (ms) is rounded down to the grain and never counts for more than the segment
    itself: a topic of .010(6) is not earned by rounding.
    """
    return {
        topic: min(Fraction(time // scale.grain_ms) * scale.grain, part)
        for topic, time in active_ms.items()
    }


def _problems(credit: Fraction, weights: Sequence[int], grain: Fraction) -> list[str]:
    problems = []
    if grain <= 0 or credit < 0 or (credit / grain).denominator != 1:
        problems.append(f"credit of {credit} hours is no multiple of the unit {grain}.")
    if not weights:
        problems.append("there is no segment to share the credit among.")
    elif min(weights) < 0 or not any(weights):
        problems.append("the weights must not be negative, and one must be above zero.")
    return problems
