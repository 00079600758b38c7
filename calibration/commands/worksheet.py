"""Compute the credit value of a test group from a CSV file, with everything shown beside it."""

import argparse
from fractions import Fraction
from pathlib import Path

from calibration.commands.output import A_VALUE, NO_VALUE, read_bytes, say_json
from calibration.credit import Credit
from calibration.diagnostics import CourseLength
from calibration.errors import BadInput, refuse_if
from calibration.group import Unfinished
from calibration.group_file import PASS_MARK_PERCENT, read_group
from calibration.letter import worksheet_text
from calibration.plan import CalibrationPlan, read_plan
from calibration.scale import MINUTES_PER_HOUR, grain_of, grain_of_minutes
from calibration.worksheet import worksheet_of
from calibration.worksheet_json import worksheet_json

NAME = "worksheet"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes; docs/calibration-formats.md says what each means."""
    parser.add_argument("group", type=Path, metavar="GROUP.csv")
    parser.add_argument("--grain", help="share of a credit hour: 1, 1/2 (default), 1/4, 1/5, 1/10")
    parser.add_argument("--grain-minutes", metavar="M", help="the grain in minutes instead")
    parser.add_argument("--minutes-per-hour", type=int, choices=MINUTES_PER_HOUR)
    parser.add_argument("--unfinished", choices=[way.value for way in Unfinished])
    parser.add_argument("--plan", type=Path, metavar="PLAN.json")
    parser.add_argument("--words", type=int, metavar="N")
    parser.add_argument("--media-seconds", type=int, metavar="N")
    parser.add_argument("--questions", type=int, metavar="N")


def run(given: argparse.Namespace) -> int:
    """Print the worksheet; return 0 for a credit value, 3 for zero credit or none."""
    plan = read_plan(read_bytes(given.plan), called=str(given.plan)) if given.plan else None
    mark = plan.pass_mark_percent if plan else PASS_MARK_PERCENT
    group = read_group(read_bytes(given.group), called=str(given.group), pass_mark_percent=mark)
    found = worksheet_of(
        group,
        plan=plan,
        minutes_per_hour=given.minutes_per_hour,
        grain=grain(given, plan),
        unfinished=Unfinished(given.unfinished) if given.unfinished else None,
        length=length(given),
    )
    if given.json:
        say_json(worksheet_json(found))
    else:
        print(worksheet_text(found), end="")
    return A_VALUE if isinstance(found.value, Credit) else NO_VALUE


def grain(given: argparse.Namespace, plan: CalibrationPlan | None) -> Fraction | None:
    """Return the grain asked for, by either flag; None where the plan or the default decides."""
    if given.grain is not None and given.grain_minutes is not None:
        raise BadInput(["Give --grain or --grain-minutes, not both."])
    if given.grain_minutes is not None:
        minutes = given.minutes_per_hour or (plan.minutes_per_hour if plan else MINUTES_PER_HOUR[0])
        return grain_of_minutes(given.grain_minutes, minutes_per_hour=minutes)
    return grain_of(given.grain) if given.grain is not None else None


def length(given: argparse.Namespace) -> CourseLength | None:
    """Return the length of the course if any part of it is given."""
    parts = {"words": given.words, "media_seconds": given.media_seconds,
             "questions": given.questions}  # fmt: skip
    refuse_if(
        [
            f"--{name.replace('_', '-')} is {part}: it counts from 0."
            for name, part in parts.items()
            if part is not None and part < 0
        ]
    )
    if all(part is None for part in parts.values()):
        return None
    return CourseLength(**{name: part or 0 for name, part in parts.items()})
