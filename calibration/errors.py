"""What this package refuses.

Exception
└── BadInput          what was handed in cannot be computed; every problem is listed at once
"""

from collections.abc import Sequence


class BadInput(ValueError):  # noqa: N818 - it refuses what was asked; nothing here has failed.
    """What was handed in cannot be computed; `problems` lists every reason as a sentence."""

    problems: tuple[str, ...]

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


def refuse_if(problems: Sequence[str]) -> None:
    """Raise `BadInput` with all `problems` at once, if there are any."""
    if problems:
        raise BadInput(problems)
