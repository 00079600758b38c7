"""Hold the times of live officers against a course's credit value."""

import argparse
from fractions import Fraction
from pathlib import Path

from calibration.commands.output import A_VALUE, read_bytes, say_json
from calibration.drift import FEWEST, Alarm, Drift
from calibration.errors import BadInput
from calibration.group import COMPLETED
from calibration.group_file import read_group
from calibration.layout import columns, heading, paragraph
from calibration.scale import MINUTES_PER_HOUR, Scale, grain_of
from calibration.times import clock

NAME = "drift"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument("times", type=Path, metavar="TIMES.csv")
    parser.add_argument("--credit", required=True, help="the credit value in force, as 2.0")
    parser.add_argument("--grain", default="1/2")
    parser.add_argument(
        "--minutes-per-hour", type=int, choices=MINUTES_PER_HOUR, default=MINUTES_PER_HOUR[0]
    )


def run(given: argparse.Namespace) -> int:
    """Print what the live times say, learner by learner in the order of the file."""
    scale = Scale(given.minutes_per_hour, grain_of(given.grain))
    group = read_group(read_bytes(given.times), called=str(given.times))
    drift = Drift(_credit(given.credit), scale)
    for member in group.with_outcome(*COMPLETED):
        drift = drift.update(member.success_ms)
    if given.json:
        say_json(drift_json(drift))
    else:
        print(drift_text(drift))
    return A_VALUE


def _credit(text: str) -> Fraction:
    try:
        return Fraction(text)
    except (ValueError, ZeroDivisionError):
        raise BadInput([f"--credit is {text!r}: write a number as 2.0 or 3/2."]) from None


def drift_json(drift: Drift) -> dict[str, object]:
    """Return the object of docs/calibration-formats.md."""
    return {
        "credit": str(drift.credit),
        "grain": str(drift.scale.grain),
        "minutes_per_hour": drift.scale.minutes_per_hour,
        "lower_edge_ms": drift.lower_edge_ms,
        "upper_edge_ms": drift.upper_edge_ms,
        "completed": drift.completed,
        "faster_than_lower": drift.faster_than_a,
        "faster_than_upper": drift.faster_than_b,
        "log_e_over": _finite(drift.log_e_over),
        "log_e_under": _finite(drift.log_e_under),
        "highest_log_e_over": drift.highest_over,
        "highest_log_e_under": drift.highest_under,
        "alarm": drift.alarm().value,
        "alarm_1_percent": drift.alarm(at=100).value,
    }


def _finite(value: float) -> float | None:
    return value if value > float("-inf") else None


def drift_text(drift: Drift) -> str:
    """Return the evidence as text."""
    rows = [
        ("completed", str(drift.completed)),
        (f"faster than {clock_of(drift.lower_edge_ms)}", str(drift.faster_than_a)),
        (f"faster than {clock_of(drift.upper_edge_ms)}", str(drift.faster_than_b)),
        ("evidence of too much credit, E", f"{drift.e_over:.4g}"),
        ("evidence of too little credit, E", f"{drift.e_under:.4g}"),
    ]
    title = heading(f"Live times against {drift.credit} credit hours")
    return f"{title}\n{columns(rows)}\n\n{paragraph(sentence(drift))}"


def clock_of(edge_ms: int) -> str:
    """Return an edge as ``H:MM:SS``, zero among them."""
    return clock(edge_ms) if edge_ms else "0:00:00"


def sentence(drift: Drift) -> str:
    """Return what follows from the evidence."""
    if drift.completed < FEWEST:
        return f"Nothing follows yet: an alarm is acted on after {FEWEST} completions."
    match drift.alarm():
        case Alarm.OVER:
            return "The credit seems too high: draw a new test group and calibrate anew."
        case Alarm.UNDER:
            return "The credit seems too low: draw a new test group and calibrate anew."
    return "The live times do not contradict the credit value."
