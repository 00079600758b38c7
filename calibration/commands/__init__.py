"""`python -m calibration COMMAND`: one module a command, each with NAME, add_arguments and run."""

import argparse
from types import ModuleType

from calibration.commands import draw, drift, items, size, verify_draw, worksheet

COMMANDS: tuple[ModuleType, ...] = (worksheet, size, draw, verify_draw, items, drift)


def parser() -> argparse.ArgumentParser:
    """Return the parser of every command; what it refuses ends with 2."""
    built = argparse.ArgumentParser(
        prog="calibration", description="The credit value of a course under 11 CSR 75-15.070(7)."
    )
    chosen = built.add_subparsers(required=True, metavar="COMMAND")
    for command in COMMANDS:
        about = (command.__doc__ or "").splitlines()[0]
        one = chosen.add_parser(command.NAME, help=about, description=about)
        command.add_arguments(one)
        one.add_argument("--json", action="store_true", help="one JSON object instead of text")
        one.set_defaults(run=command.run)
    return built
