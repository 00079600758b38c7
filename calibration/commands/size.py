"""Say how large a test group must be for a stable credit value."""

import argparse
from fractions import Fraction

from calibration.commands.output import A_VALUE, NO_VALUE, say_json
from calibration.errors import BadInput
from calibration.group_size import LARGEST_GROUP, SizeAdvice, Stability, size_advice
from calibration.layout import columns, heading, paragraph, percent
from calibration.scale import MINUTES_PER_HOUR, Scale, grain_of

NAME = "size"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument("--credit-hours", required=True, help="the credit that would be right")
    parser.add_argument("--sigma", type=float, default=0.3, help="deviation of log times")
    parser.add_argument("--stability", type=float, default=0.9, help="wanted probability")
    parser.add_argument("--grain", default="1/2")
    parser.add_argument(
        "--minutes-per-hour", type=int, choices=MINUTES_PER_HOUR, default=MINUTES_PER_HOUR[0]
    )


def run(given: argparse.Namespace) -> int:
    """Print the smallest stable group; return 3 where none that can be drawn is stable."""
    scale = Scale(given.minutes_per_hour, grain_of(given.grain))
    advice = size_advice(
        credit_hours=_hours(given.credit_hours),
        sigma=given.sigma,
        stability=given.stability,
        scale=scale,
    )
    if given.json:
        say_json(size_json(advice))
    else:
        print(size_text(advice))
    return A_VALUE if advice.smallest else NO_VALUE


def _hours(text: str) -> Fraction:
    try:
        return Fraction(text)
    except (ValueError, ZeroDivisionError):
        raise BadInput([f"--credit-hours is {text!r}: write a number as 2, 1.5 or 3/2."]) from None


def size_json(advice: SizeAdvice) -> dict[str, object]:
    """Return the object of docs/calibration-formats.md."""
    return {
        "credit_hours": str(advice.credit_hours),
        "sigma": advice.sigma,
        "stability": advice.stability,
        "minutes_per_hour": advice.scale.minutes_per_hour,
        "grain": str(advice.scale.grain),
        "n": advice.smallest.n if advice.smallest else None,
        "smallest": _plain(advice.smallest) if advice.smallest else None,
        "others": [_plain(other) for other in advice.others],
    }


def _plain(one: Stability) -> dict[str, object]:
    return {
        "n": one.n,
        "k": one.k,
        "within_one_grain": one.within_one_grain,
        "exact": one.exact,
        "within_one_grain_mean": one.within_one_grain_mean,
        "exact_mean": one.exact_mean,
    }


def size_text(advice: SizeAdvice) -> str:
    """Return the advice and a table of sizes as text."""
    smallest = advice.smallest
    if smallest is None:
        told = f"No group up to {LARGEST_GROUP} is as stable as that: split the course."
    else:
        told = (
            f"A group of {smallest.n} lands within one interval of {advice.credit_hours} credit "
            f"hours with probability {percent(smallest.within_one_grain)} at the worst position "
            f"of the true time, and on exactly that value with {percent(smallest.exact)}."
        )
    rows: list[tuple[str, ...]] = [HEADS]
    shown = {one.n: one for one in (*advice.others, *([smallest] if smallest else []))}
    rows += [_row(shown[n]) for n in sorted(shown)]
    title = heading("Size of a test group")
    return f"{title}\n{paragraph(told)}\n\n{columns(rows, right=range(6))}"


HEADS = ("n", "k", "within one, worst", "exact, worst", "within one, mean", "exact, mean")


def _row(one: Stability) -> tuple[str, ...]:
    shares = (one.within_one_grain, one.exact, one.within_one_grain_mean, one.exact_mean)
    return (str(one.n), str(one.k), *map(percent, shares))
