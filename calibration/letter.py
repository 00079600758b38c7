"""A worksheet as plain text that a director can read and sign."""

from collections.abc import Iterator

from calibration.credit import (
    Credit,
    CreditOutcome,
    Reason,
    Undeterminable,
    ZeroCredit,
    hours_text,
)
from calibration.group import Member, Outcome, Unfinished
from calibration.layout import (
    bullet,
    columns,
    counted_noun,
    heading,
    ordinal,
    paragraph,
    percent,
)
from calibration.notices import notices
from calibration.scale import Scale, hours_to_minutes
from calibration.sensitivity import Variant
from calibration.times import clock
from calibration.uncertainty import share_done, sureness, too_low
from calibration.worksheet import Worksheet

#: A longer ranking shows this many rows at either end and around the k-th.
MOST_ROWS = 200
SHOWN_ROWS = 20


def worksheet_text(worksheet: Worksheet) -> str:
    """Return the worksheet as text, plain and aligned, at most 78 columns but for long names."""
    return "\n\n".join(_parts(worksheet)) + "\n"


def outcome_sentence(value: CreditOutcome) -> str:
    """Return what the calibration came to, in one sentence."""
    match value:
        case Credit():
            return f"The credit value is {hours_text(value.hours)} credit hours."
        case ZeroCredit():
            return (
                f"The course earns zero credit: t80, {clock(value.t80_ms)}, is shorter than one "
                "interval."
            )
    if value.reason is Reason.TOO_FEW:
        return "Undeterminable: too few members completed the course."
    return "Undeterminable: too few members succeeded."


def _parts(worksheet: Worksheet) -> Iterator[str]:
    yield heading("Credit value worksheet, 11 CSR 75-15.070(7)")
    yield paragraph(outcome_sentence(worksheet.value), indent="")
    yield _rule(worksheet.scale)
    yield _numbers(worksheet)
    yield _rank_order(worksheet)
    yield _certainty(worksheet)
    yield _same_group_otherwise(worksheet)
    yield _before_signing(worksheet)
    yield _notes()
    yield _signatures()
