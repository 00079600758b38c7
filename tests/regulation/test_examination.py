from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cbt.regulation.examination import Answered, graded, may_attempt, needed_correct, passed
from cbt.regulation.parameters import DEFAULTS, Parameters


@pytest.mark.clause("070(6)")
@pytest.mark.parametrize(
    ("correct", "total", "met"),
    [
        pytest.param(14, 20, True, id="S-199 14 of 20"),
        pytest.param(6, 9, False, id="S-201 6 of 9"),
        pytest.param(7, 9, True, id="S-201 7 of 9"),
        pytest.param(16, 23, False, id="S-203 16 of 23 displays 70 percent"),
        pytest.param(23, 33, False, id="S-203 23 of 33 displays 70 percent"),
        pytest.param(69, 99, False, id="S-203 69 of 99 displays 70 percent"),
        pytest.param(17, 23, True, id="S-203 17 of 23"),
        pytest.param(7, 10, True, id="7 of 10"),
        pytest.param(6999, 10_000, False, id="69.99 percent"),
    ],
)
def test_seventy_percent_in_integers(correct, total, met):
    assert passed(correct, total, params=DEFAULTS).met is met


@pytest.mark.parametrize(
    ("total", "needed"),
    [
        (1, 1), (2, 2), (3, 3), (4, 3), (5, 4), (6, 5), (7, 5), (8, 6), (9, 7), (10, 7), (13, 10),
        (15, 11), (20, 14), (23, 17), (25, 18), (30, 21), (50, 35),
    ],
)  # fmt: skip
def test_s_205_the_least_number_that_passes(total, needed):
    assert needed_correct(total, params=DEFAULTS) == needed


@given(st.integers(1, 10_000), st.data())
def test_no_display_decides(total, data):
    correct = data.draw(st.integers(0, total))
    ruling = passed(correct, total, params=DEFAULTS)
    assert ruling.met is (Fraction(correct, total) >= Fraction(7, 10))
    assert ruling.met is (correct >= needed_correct(total, params=DEFAULTS))


@pytest.mark.parametrize(("correct", "total"), [(0, 0), (3, 2), (-1, 5)])
def test_what_is_no_score(correct, total):
    with pytest.raises(ValueError, match="is no score"):
        passed(correct, total, params=DEFAULTS)


ITEMS = tuple("abcdefghij")


def right(count):
    return Answered(ITEMS, frozenset(ITEMS[:count]))


def test_s_207_unanswered_items_are_wrong():
    assert graded(right(7), params=DEFAULTS).reason == "7 of 10 correct; 7 are needed."


@pytest.mark.parametrize(
    ("count", "voided", "met"),
    [
        pytest.param(6, "j", True, id="a voided item answered wrong counts as right"),
        pytest.param(7, "a", True, id="a voided item answered right takes no pass away"),
        pytest.param(5, "j", False, id="one voided item does not make five enough"),
        pytest.param(0, "abcdefghij", True, id="all voided: nobody failed what was not asked"),
    ],
)
def test_voided_items_are_regraded_in_the_trainee_s_favor(count, voided, met):
    assert graded(right(count), voided=frozenset(voided), params=DEFAULTS).met is met


@given(st.sets(st.sampled_from(ITEMS)), st.sets(st.sampled_from(ITEMS)))
def test_voiding_never_takes_a_pass_away(answered, voided):
    attempt = Answered(ITEMS, frozenset(answered))
    before = graded(attempt, params=DEFAULTS).met
    assert graded(attempt, voided=frozenset(voided), params=DEFAULTS).met >= before


def test_weights_of_the_plan():
    attempt = Answered(("a", "b"), frozenset("a"), {"a": 7, "b": 3})
    assert graded(attempt, params=DEFAULTS).met
    assert not graded(Answered(("a", "b"), frozenset("b"), {"a": 7, "b": 3}), params=DEFAULTS).met


NOON = datetime(2026, 11, 24, 18, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("failures", "options", "met"),
    [
        pytest.param([], {}, True, id="the first attempt"),
        pytest.param([NOON - HOUR], {}, True, id="an hour after a failure"),
        pytest.param([NOON - HOUR / 2], {}, False, id="half an hour after"),
        pytest.param([NOON - 3 * HOUR] * 3, {}, False, id="S-209 three failures lock"),
        pytest.param([NOON - 3 * HOUR] * 3, {"released": 1}, True, id="S-209 and are released"),
    ],
)
def test_attempts(failures, options, met):
    ruling = may_attempt(failures, NOON, **options, params=DEFAULTS)
    assert ruling.met is met


def test_a_wait_is_told_in_whole_minutes():
    ruling = may_attempt([NOON - HOUR / 2 - timedelta(seconds=1)], NOON, params=DEFAULTS)
    assert ruling.reason == "The next attempt may begin in 30 minutes."


def test_the_pass_mark_may_be_raised():
    params = Parameters({**DEFAULTS, "pass.share": Fraction(8, 10)})
    assert not passed(7, 10, params=params).met
