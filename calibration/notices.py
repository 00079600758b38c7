"""What a director has to see before signing: one sentence for each matter, or nothing."""

from collections.abc import Iterator
from fractions import Fraction

from calibration.credit import MINIMUM_COMPLETED, Reason, Undeterminable, hours_text
from calibration.diagnostics import PLAUSIBLE_RATIO, is_plausible, too_fast
from calibration.group import COMPLETED, Unfinished
from calibration.sensitivity import Variant
from calibration.times import clock
from calibration.worksheet import Worksheet

#: Above this share of members who started and did not finish, the director acknowledges it.
ACKNOWLEDGED_SHARE = Fraction(1, 5)


def notices(worksheet: Worksheet) -> Iterator[str]:
    """Yield every sentence that this worksheet needs, the weightiest first."""
    yield from _no_value(worksheet)
    yield from _unfinished(worksheet)
    yield from _plan_gap(worksheet)
    yield from _reading(worksheet)
    yield from _differences(worksheet)
    yield from _doubts(worksheet)
    yield from _length(worksheet)


def _no_value(worksheet: Worksheet) -> Iterator[str]:
    value = worksheet.value
    if not isinstance(value, Undeterminable):
        return
    if value.reason is Reason.TOO_FEW:
        yield (
            f"{worksheet.completed} completed, and 070(7)(A) asks for at least "
            f"{MINIMUM_COMPLETED}: let the next in the order of the draw take the course, "
            "without looking at the times so far."
        )
    else:
        yield (
            f"{worksheet.succeeded} of {value.n} succeeded, and the rule needs {value.k}. Do not "
            "add members until it works: correct the course or its exam and draw a new group, or "
            "follow the one extension that the plan declared, if it declared one."
        )


def _unfinished(worksheet: Worksheet) -> Iterator[str]:
    unfinished = worksheet.unfinished_count
    started = worksheet.completed + unfinished
    if started and Fraction(unfinished, started) > ACKNOWLEDGED_SHARE:
        yield (
            f"{unfinished} of the {started} members who started did not finish, more than "
            "20 %: the director must acknowledge this share."
        )


def _plan_gap(worksheet: Worksheet) -> Iterator[str]:
    plan, completed = worksheet.plan, worksheet.completed
    if plan is None:
        return
    if completed < plan.group_size:
        yield (
            f"The plan declared a group of {plan.group_size}, and {completed} completed: this "
            "deviation from the plan needs a reason in the record."
        )
    if completed > plan.group_size and plan.extension:
        yield (
            f"The group was extended from {plan.group_size} to {completed} members, as the plan "
            f"allows up to {plan.extension.group_size} on this condition: "
            f"{plan.extension.condition}"
        )


def _reading(worksheet: Worksheet) -> Iterator[str]:
    if worksheet.scale.minutes_per_hour == 60:
        yield (
            "This worksheet counts 60 minutes to the credit hour. 020(3)(A) counts 50, and 070(3) "
            "makes that rule apply: the reading of 60 needs the director's written word."
        )
    hours = {variant.hours for variant in worksheet.sensitivities.readings.values()}
    if len(hours) > 1:
        yield (
            "The readings of 50 and 60 minutes give different credit: one written answer of the "
            "director settles it for this calibration."
        )


def _differences(worksheet: Worksheet) -> Iterator[str]:
    found = worksheet.sensitivities
    other = (
        found.unfinished_never
        if worksheet.unfinished is Unfinished.REPLACED
        else found.unfinished_replaced
    )
    for variant, change in (
        (other, "the other counting of unfinished members"),
        (found.passers_only, "leaving the members who failed out"),
        (found.excluded_back, "putting the excluded members back as measured"),
        (found.excluded_never, "putting the excluded members back as never succeeding"),
    ):
        if variant.hours != _hours(worksheet):
            yield f"The credit depends on one decision: {change} gives {_credit(variant)}."


def _doubts(worksheet: Worksheet) -> Iterator[str]:
    for doubt in worksheet.doubts:
        time = clock(doubt.member.time_ms or 0)
        yield (
            f"The time of {doubt.member.name}, {time}, stands far from the others (robust z of "
            f"its logarithm {doubt.robust_z:+.1f}; fewer than one clean group in "
            f"{doubt.one_group_in} has such a time). It needs a reason; it stays in the group."
        )


def _length(worksheet: Worksheet) -> Iterator[str]:
    length, value = worksheet.length, worksheet.value
    if length is None:
        return
    for member in too_fast(worksheet.group.with_outcome(*COMPLETED), length):
        yield (
            f"The time of {member.name}, {clock(member.time_ms or 0)}, is shorter than reading "
            f"the text at 450 words a minute and playing its media, {clock(length.fastest_ms)}."
        )
    ratio = None if isinstance(value, Undeterminable) else length.ratio(value.t80_ms)
    if ratio is not None and not is_plausible(ratio):
        low, high = map(float, PLAUSIBLE_RATIO)
        yield (
            f"t80 is {float(ratio):.2f} times the minutes that the word count suggests, outside "
            f"{low} to {high}: check the words, the clock or the group."
        )


def _hours(worksheet: Worksheet) -> Fraction | None:
    return None if isinstance(worksheet.value, Undeterminable) else worksheet.value.hours


def _credit(variant: Variant) -> str:
    if variant.hours is None:
        return "no value"
    return f"{hours_text(variant.hours)} credit hours"
