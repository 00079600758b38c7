"""`python -m calibration`: the worksheet, the draw and their kin, without any platform."""

import os
import sys

from calibration.commands import parser
from calibration.commands.output import BAD_INPUT
from calibration.errors import BadInput


def main(arguments: list[str] | None = None) -> int:
    """Return the exit code of a command: 0 a value, 1 refuted, 2 bad input, 3 no value."""
    given = parser().parse_args(arguments)
    try:
        code: int = given.run(given)
        sys.stdout.flush()
    except BadInput as refusal:
        for problem in refusal.problems:
            print(problem, file=sys.stderr)
        return BAD_INPUT
    except BrokenPipeError:
        # `| head` has seen enough; Python would complain once more as it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BAD_INPUT
    return code


if __name__ == "__main__":
    sys.exit(main())
