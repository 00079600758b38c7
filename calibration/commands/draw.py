"""Draw a test group from a roster in the order of tickets."""

import argparse
from pathlib import Path
from typing import Any

from calibration.canonical import read_json
from calibration.commands.output import A_VALUE, read_bytes, say_json
from calibration.errors import BadInput
from calibration.layout import columns, heading
from calibration.roster import read_roster
from calibration.selection import Draw, draw

NAME = "draw"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument("roster", type=Path, metavar="ROSTER.txt")
    parser.add_argument("--size", type=int, required=True)
    parser.add_argument("--randomness", required=True, metavar="HEX")
    parser.add_argument("--declaration", type=Path, required=True, metavar="FILE.json")


def run(given: argparse.Namespace) -> int:
    """Print the draw; with --json its public record, which verify-draw checks."""
    declaration = read_object(given.declaration)
    roster = read_roster(read_bytes(given.roster), called=str(given.roster))
    drawn = draw(roster, declaration=declaration, randomness=given.randomness, size=given.size)
    if given.json:
        say_json(drawn.as_json())
    else:
        print(draw_text(drawn))
    return A_VALUE


def read_object(path: Path) -> dict[str, Any]:
    """Return the object in a JSON file.

    Raises
    ------
    BadInput
        The file cannot be read, or holds no JSON object.
    """
    value = read_json(read_bytes(path), called=str(path))
    if not isinstance(value, dict):
        raise BadInput([f"{path} is not a JSON object."])
    return value


def draw_text(drawn: Draw) -> str:
    """Return the order as text, members first."""
    plain = drawn.as_json()
    facts = columns(
        [
            ("declaration", plain["declaration_sha256"]),
            ("roster", f"{plain['roster_sha256']} ({plain['roster_size']} labels)"),
            ("randomness", drawn.randomness),
        ]
    )
    rows = [("place", "label", "stratum", "", "ticket")]
    for place, ticket in enumerate(drawn.order, start=1):
        part = "member" if ticket.is_member else "reserve"
        rows.append((str(place), ticket.label, ticket.stratum or "", part, ticket.ticket))
    title = heading(f"Draw of {drawn.size} of {plain['roster_size']}")
    return f"{title}\n{facts}\n\n{columns(rows, right=(0,))}"
