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
from calibration.group import Member, Unfinished
from calibration.layout import (
    bullet,
    columns,
    counted_noun,
    heading,
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
    yield _part("The rule", _rule(worksheet.scale))
    yield _part("The group", _numbers(worksheet))
    yield _part("Rank order", _rank_order(worksheet))
    yield _part("How sure this is", "\n".join(map(bullet, certainty(worksheet))))
    yield _part("The same group otherwise", _otherwise(worksheet))
    told = [bullet(notice) for notice in notices(worksheet)]
    yield _part("Before signing", "\n".join(told) or paragraph("Nothing stands out."))
    yield _part("Notes", paragraph(NOTE))
    yield _part("Signatures", SIGNATURES)


NOTE = (
    "t80 is a time that one officer really needed: the order statistic of rank k, without "
    "interpolation. Spreadsheets and statistics programs interpolate by default (at ten members "
    "a fifth of the way from the 8th to the 9th time), and survival programs take a midpoint or "
    "slip by a rank at groups that five divides; their answers are not the rule's."
)
SIGNATURES = (
    "  Provider ______________________________________   Date ______________\n\n"
    "  Director ______________________________________   Date ______________"
)


def _part(title: str, text: str) -> str:
    return f"{heading(title)}\n{text}"


def _rule(scale: Scale) -> str:
    grain = hours_to_minutes(scale.grain, scale.minutes_per_hour)
    return paragraph(
        "At least ten randomly selected officers complete the course in a timed manner (A). "
        "Their times stand in rank order (B). The time by which at least 80 % of the group had "
        "completed it successfully, t80, rounded down to a convenient interval, is the credit "
        f"value (C). Here the interval is {grain} minutes, {scale.grain} of a credit hour of "
        f"{scale.minutes_per_hour} minutes. A member who fails stays in the group and never "
        "succeeds."
    )


def _numbers(worksheet: Worksheet) -> str:
    value, margins, plan = worksheet.value, worksheet.margins, worksheet.plan
    rows = [
        ("completed", str(worksheet.completed)),
        ("of them succeeded", str(worksheet.succeeded)),
        ("unfinished", f"{worksheet.unfinished_count} ({COUNTING[worksheet.unfinished]})"),
        ("excluded", str(worksheet.excluded)),
        ("group size n", str(value.n)),
        ("rank k = least whole number >= 4/5 n", str(value.k)),
    ]
    if not isinstance(value, Undeterminable):
        rows.append(("t80", clock(value.t80_ms)))
        rows.append(("credit value", f"{hours_text(value.hours)} credit hours"))
    if margins:
        rows.append(("above the lower edge of the interval", clock_or_zero(margins.below_ms)))
        rows.append(("below the next edge", clock(margins.above_ms)))
    rows.append(("plan", plan.digest if plan else "none declared"))
    return columns(rows)


COUNTING = {
    Unfinished.REPLACED: "replaced, not in n",
    Unfinished.NEVER: "in n, never succeeding",
}


def clock_or_zero(time_ms: int) -> str:
    """Return a length as ``H:MM:SS``, zero among them."""
    return clock(time_ms) if time_ms else "0:00:00"


def _rank_order(worksheet: Worksheet) -> str:
    rows: list[tuple[str, ...]] = [("rank", "member", "outcome", "time", "")]
    shown = _shown(len(worksheet.ranking), worksheet.value.k)
    last = 0
    for place in shown:
        if place != last + 1:
            rows.append(("...", f"{place - last - 1} more", "", "", ""))
        rows.append(_row(place, worksheet.ranking[place - 1], worksheet.value))
        last = place
    if not worksheet.ranking:
        return paragraph("Nobody is counted.")
    return columns(rows, right=(0, 3))


def _shown(count: int, k: int) -> list[int]:
    if count <= MOST_ROWS:
        return list(range(1, count + 1))
    around = range(max(1, k - SHOWN_ROWS // 2), min(count, k + SHOWN_ROWS // 2) + 1)
    ends = (*range(1, SHOWN_ROWS + 1), *range(count - SHOWN_ROWS + 1, count + 1))
    return sorted({*ends, *around})


def _row(place: int, member: Member, value: CreditOutcome) -> tuple[str, ...]:
    success = member.success_ms
    time = "never" if success is None else clock(success)
    is_kth = place == value.k and success is not None
    return (str(place), member.name, member.outcome.value, time, "<- k, t80" if is_kth else "")


def certainty(worksheet: Worksheet) -> Iterator[str]:
    """Yield what chance leaves open, the one honest sentence first."""
    limits, n = worksheet.limits, worksheet.n
    if limits is None:
        return
    yield honest_sentence(worksheet)
    if worksheet.same_credit_probability is not None:
        yield (
            "A group resampled from this one comes to the same credit with probability "
            f"{percent(worksheet.same_credit_probability)} (exact bootstrap)."
        )
    low, high = share_done(n)
    yield (
        f"Between {percent(low)} and {percent(high)} of all officers finish within t80 "
        "(90 % range); t80 is at or below the true time of the 80 % with probability "
        f"{percent(too_low(n))}."
    )
    yield from _log_normal(worksheet)
    yield from _advice(worksheet)


def honest_sentence(worksheet: Worksheet) -> str:
    """Return how sure we are of which bounds of the time by which 80 % of officers finish."""
    limits = worksheet.limits
    assert limits is not None  # noqa: S101 - the callers look first
    ranks, n = limits.ranks, worksheet.n
    if limits.lower_ms is None:
        return f"With {counted_noun(n, 'officer')} no bound of the true time can be given."
    lower = f"T_({ranks.lower_rank}) = {clock(limits.lower_ms)}"
    if limits.upper_ms is None or ranks.upper_rank is None:
        sure = percent(sureness(n, ranks.lower_rank or 1))
        return (
            f"We are {sure} sure that the time by which 80 % of officers finish is at least "
            f"{lower}; with {counted_noun(n, 'officer')} no upper limit can be given."
        )
    upper = f"T_({ranks.upper_rank}) = {clock(limits.upper_ms)}"
    return (
        f"We are {percent(ranks.coverage)} sure that the time by which 80 % of officers finish "
        f"lies between {lower} and {upper}."
    )


def _log_normal(worksheet: Worksheet) -> Iterator[str]:
    if worksheet.log_normal_ms is not None:
        low, high = (clock(round(limit / 1000) * 1000) for limit in worksheet.log_normal_ms)
        yield (
            f"For the director's eye only: if times were log-normal, the 90 % interval would be "
            f"{low} to {high}; a few strange times make it wrong, so it decides nothing."
        )


def _advice(worksheet: Worksheet) -> Iterator[str]:
    advice = worksheet.advice
    if advice is None:
        return
    size = advice.smallest
    wish = f"land within one interval of the right credit with probability {advice.stability:g}"
    if size is None:
        yield f"No group that can be drawn would {wish}: split the course into modules."
    else:
        yield (
            f"With the spread of these times a group of {size.n} would {wish} at the worst "
            "position of the true time."
        )


def _otherwise(worksheet: Worksheet) -> str:
    found = worksheet.sensitivities
    named: list[tuple[str, Variant]] = [
        *((f"{minutes} minutes to the hour", v) for minutes, v in found.readings.items()),
        ("unfinished replaced", found.unfinished_replaced),
        ("unfinished never succeed", found.unfinished_never),
        ("passers only", found.passers_only),
        ("excluded back as measured", found.excluded_back),
        ("excluded back as never", found.excluded_never),
        *((f"interval {grain} hour", v) for grain, v in found.grains.items()),
    ]
    rows = [("change", "n", "k", "t80", "credit"), *(_variant_row(n, v) for n, v in named)]
    return columns(rows, right=(1, 2, 3, 4))


def _variant_row(name: str, variant: Variant) -> tuple[str, ...]:
    return (
        name,
        str(variant.n),
        "-" if variant.k is None else str(variant.k),
        "none" if variant.t80_ms is None else clock(variant.t80_ms),
        "none" if variant.hours is None else hours_text(variant.hours),
    )
