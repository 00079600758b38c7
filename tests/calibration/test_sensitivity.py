from fractions import Fraction

import pytest

from calibration.credit import OutcomeKind
from calibration.group import Outcome, Unfinished
from calibration.scale import Scale
from calibration.sensitivity import sensitivities

MINUTE = 60_000
TEN = (50, 52, 55, 57, 60, 64, 69, 74, 84, 95)
EIGHT = (40, 45, 50, 55, 60, 65, 70, 75)


def found(group, unfinished=Unfinished.REPLACED, scale=None):
    return sensitivities(group, scale=scale or Scale(), unfinished=unfinished)


def short(variant):
    minutes = None if variant.t80_ms is None else variant.t80_ms // MINUTE
    hours = None if variant.hours is None else float(variant.hours)
    return variant.n, variant.k, minutes, hours


def test_both_readings_keep_the_share_of_the_grain(make_group):
    readings = found(make_group((*[115] * 10,))).readings
    assert {minutes: float(v.hours) for minutes, v in readings.items()} == {50: 2.0, 60: 1.5}


def test_every_grain_of_the_hour_in_force(make_group):
    grains = found(make_group(TEN)).grains
    assert {str(grain): float(v.hours) for grain, v in grains.items()} == {
        "1": 1.0,
        "1/2": 1.0,
        "1/4": 1.25,
        "1/5": 1.4,
        "1/10": 1.4,
    }


def test_both_countings_of_the_unfinished(make_group):
    group = make_group(TEN, unfinished=1)
    for counting in Unfinished:
        variants = found(group, counting)
        assert short(variants.unfinished_replaced) == (10, 8, 74, 1.0)
        assert short(variants.unfinished_never) == (11, 9, 84, 1.5)


def test_passers_only_leaves_the_failures_out(make_group):
    variants = found(make_group(EIGHT, (30, 35)))
    assert short(variants.passers_only) == (8, 7, 70, 1.0)
    assert short(variants.unfinished_replaced) == (10, 8, 75, 1.5)


@pytest.mark.parametrize(
    ("minutes", "result", "counting", "expected"),
    [
        pytest.param(40, Outcome.PASSED, "replaced", (11, 9, 74, 1.0), id="a pass"),
        pytest.param(None, Outcome.PASSED, "replaced", (11, 9, 84, 1.5), id="a pass, no time"),
        pytest.param(40, Outcome.FAILED, "replaced", (11, 9, 84, 1.5), id="a failure"),
        pytest.param(40, None, "replaced", (11, 9, 84, 1.5), id="unknown"),
        pytest.param(40, Outcome.UNFINISHED, "replaced", (10, 8, 74, 1.0), id="left, replaced"),
        pytest.param(40, Outcome.UNFINISHED, "never", (11, 9, 84, 1.5), id="left, never"),
    ],
)
def test_excluded_members_are_put_back_as_measured(make_group, minutes, result, counting, expected):
    group = make_group(TEN, excluded=[(minutes, result)])
    variants = found(group, Unfinished(counting))
    assert short(variants.excluded_back) == expected
    assert short(variants.excluded_never) == (11, 9, 84, 1.5)


def test_no_minimum_of_ten(make_group):
    variants = found(make_group((60, 61)))
    assert short(variants.readings[50]) == (2, 2, 61, 1.0)


def test_what_has_no_value_says_so(make_group):
    variant = found(make_group(EIGHT[:7], (30, 35, 36))).unfinished_never
    assert (variant.outcome, short(variant)) == (
        OutcomeKind.UNDETERMINABLE,
        (10, 8, None, None),
    )
    assert found(make_group()).passers_only.k is None


def test_zero_credit_is_a_value_of_zero(make_group):
    variant = found(make_group((10,) * 10)).grains[Fraction(1, 2)]
    assert (variant.outcome, variant.hours) == (OutcomeKind.ZERO_CREDIT, 0)
