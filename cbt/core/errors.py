"""Everything that can be refused, on one screen.

MusterError
├── Refused        understood, and the record or the regulation says no (a 409 page)
└── Misconfigured  a setting is missing or wrong; the program does not start
"""


class MusterError(Exception):
    """The root of every error that is a sentence for a person."""


class Refused(MusterError):  # noqa: N818 - nothing has failed; the answer is no
    """The request is understood, and the record or the regulation forbids it."""

    def __init__(self, reason: str, *, clause: str | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.clause = clause


class Misconfigured(MusterError):  # noqa: N818 - the word for it
    """A setting is missing or wrong; the sentence says which and what to do."""
