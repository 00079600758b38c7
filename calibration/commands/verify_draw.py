"""Compute a published draw anew from its record, and say whether it holds."""

import argparse
from pathlib import Path

from calibration.commands.draw import read_object
from calibration.commands.output import A_VALUE, REFUTED, say_json
from calibration.selection import verify_draw

NAME = "verify-draw"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument("record", type=Path, metavar="RECORD.json")


def run(given: argparse.Namespace) -> int:
    """Print the verdict; return 1 with the first difference where the draw does not hold."""
    difference = verify_draw(read_object(given.record))
    if given.json:
        say_json({"holds": difference is None, "difference": difference})
    elif difference is None:
        print("The draw holds: everything in the record follows from its roster and randomness.")
    else:
        print(f"The draw does not hold: {difference}")
    return REFUTED if difference else A_VALUE
