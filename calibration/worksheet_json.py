"""A worksheet as the one JSON object that docs/calibration-formats.md fixes."""

from calibration.credit import CreditOutcome, Undeterminable, hours_text
from calibration.sensitivity import Variant
from calibration.uncertainty import CONFIDENCE
from calibration.worksheet import Limits, Worksheet

Plain = dict[str, object]


def worksheet_json(worksheet: Worksheet) -> Plain:
    """Return the object: every key always present, null where undefined."""
    return _value(worksheet) | _shown_with_it(worksheet) | _sensitivities(worksheet)


def _value(worksheet: Worksheet) -> Plain:
    value = worksheet.value
    return _found(value) | {
        "n": value.n,
        "completed": worksheet.completed,
        "succeeded": worksheet.succeeded,
        "unfinished": worksheet.unfinished_count,
        "excluded": worksheet.excluded,
        "k": value.k or None,
    }


def _found(value: CreditOutcome) -> Plain:
    found: Plain = {"outcome": value.outcome.value, "reason": None}
    if isinstance(value, Undeterminable):
        nothing = dict.fromkeys(("t80_ms", "credit", "credit_fraction"))
        return found | nothing | {"reason": value.reason.value}
    return found | {
        "t80_ms": value.t80_ms,
        "credit": hours_text(value.hours),
        "credit_fraction": [value.hours.numerator, value.hours.denominator],
    }


def _shown_with_it(worksheet: Worksheet) -> Plain:
    margins, plan = worksheet.margins, worksheet.plan
    return {
        "margin_below_ms": margins.below_ms if margins else None,
        "margin_above_ms": margins.above_ms if margins else None,
        "interval": _interval(worksheet.limits),
        "same_credit_probability": worksheet.same_credit_probability,
        "plan_digest": plan.digest if plan else None,
    }


def _interval(limits: Limits | None) -> Plain:
    ranks = limits.ranks if limits else None
    return {
        "confidence": CONFIDENCE,
        "lower_rank": ranks.lower_rank if ranks else None,
        "upper_rank": ranks.upper_rank if ranks else None,
        "lower_ms": limits.lower_ms if limits else None,
        "upper_ms": limits.upper_ms if limits else None,
        "coverage": ranks.coverage if ranks else None,
    }


def _sensitivities(worksheet: Worksheet) -> Plain:
    found = worksheet.sensitivities
    return {
        "readings": {str(minutes): _variant(v) for minutes, v in found.readings.items()},
        "unfinished_replaced": _variant(found.unfinished_replaced),
        "unfinished_never": _variant(found.unfinished_never),
        "passers_only": _variant(found.passers_only),
        "excluded_back": _variant(found.excluded_back),
        "grains": {str(grain): _variant(v) for grain, v in found.grains.items()},
    }


def _variant(variant: Variant) -> Plain:
    return {
        "outcome": variant.outcome.value,
        "n": variant.n,
        "k": variant.k,
        "t80_ms": variant.t80_ms,
        "credit": None if variant.hours is None else hours_text(variant.hours),
    }
