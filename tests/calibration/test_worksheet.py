from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calibration.credit import Credit, Reason, Undeterminable, ZeroCredit, determine
from calibration.errors import BadInput
from calibration.group import Member, Outcome, TestGroup, Unfinished
from calibration.plan import Extension
from calibration.scale import Scale
from calibration.worksheet import worksheet_of

MINUTE = 60_000
TEN = (50, 52, 55, 57, 60, 64, 69, 74, 84, 95)
EIGHT = (40, 45, 50, 55, 60, 65, 70, 75)


def test_the_worked_example(make_group):
    found = worksheet_of(make_group(TEN))
    assert found.value == Credit(10, 8, 74 * MINUTE, Fraction(1))
    assert (found.n, found.completed, found.succeeded) == (10, 10, 10)
    assert (found.unfinished_count, found.excluded) == (0, 0)
    assert (found.margins.below_ms, found.margins.above_ms) == (24 * MINUTE, MINUTE)
    assert (found.limits.lower_ms, found.limits.upper_ms) == (64 * MINUTE, None)
    assert found.same_credit_probability == pytest.approx(0.6778, abs=1e-4)
    assert found.log_normal_ms[0] < 74 * MINUTE < found.log_normal_ms[1]
    assert found.advice.smallest.n == 10
    assert found.doubts == ()


def test_the_interval_of_a_clinical_edge(make_group):
    at_the_edge = worksheet_of(make_group((50,) * 10)).margins
    assert (at_the_edge.below_ms, at_the_edge.above_ms) == (0, 25 * MINUTE)


def test_failures_rank_last_and_ties_keep_their_order(make_group):
    group = make_group((60, 50, 60, *EIGHT), (1,), unfinished=1)
    names = [member.name for member in worksheet_of(group).ranking]
    assert names[-1] == "F1"
    assert names.index("P1") < names.index("P3")
    never = worksheet_of(group, unfinished=Unfinished.NEVER)
    assert [member.name for member in never.ranking[-2:]] == ["F1", "U1"]
    assert len(never.ranking) == never.n == 13


def test_too_few_completed_in_both_countings(make_group):
    group = make_group(TEN[:9], unfinished=3)
    for counting in Unfinished:
        value = worksheet_of(group, unfinished=counting).value
        assert isinstance(value, Undeterminable)
        assert value.reason is Reason.TOO_FEW


def test_too_few_succeeded_leaves_what_is_undefined_empty(make_group):
    found = worksheet_of(make_group(EIGHT[:7], (30, 35, 36)))
    assert found.value == Undeterminable(10, 8, Reason.TOO_FEW_SUCCEEDED)
    assert found.margins is found.same_credit_probability is found.advice is None
    assert found.limits.lower_ms == 65 * MINUTE


def test_a_limit_at_a_member_who_never_succeeded_is_no_time(make_group):
    found = worksheet_of(make_group((*TEN, 96, 97), (1, 2)))
    assert found.limits.ranks.upper_rank == 14
    assert found.limits.upper_ms is None
    assert found.log_normal_ms is None


def test_nobody_counted(make_group):
    found = worksheet_of(make_group(unfinished=2))
    assert found.value.n == 0
    assert found.limits is None


def test_zero_credit_has_margins_and_no_advice(make_group):
    found = worksheet_of(make_group((10,) * 10))
    assert isinstance(found.value, ZeroCredit)
    assert found.margins.below_ms == 10 * MINUTE
    assert found.advice is None


def test_without_spread_there_is_no_advice(make_group):
    assert worksheet_of(make_group((60,) * 10)).advice is None


def test_the_plan_sets_the_scale_and_the_counting(make_group, make_plan):
    plan = make_plan(minutes_per_hour=60, grain=Fraction(1, 4), unfinished=Unfinished.NEVER)
    found = worksheet_of(make_group(TEN), plan=plan)
    assert found.scale == Scale(60, Fraction(1, 4))
    assert found.unfinished is Unfinished.NEVER
    again = worksheet_of(
        make_group(TEN),
        plan=plan,
        minutes_per_hour=60,
        grain=Fraction(1, 4),
        unfinished=Unfinished.NEVER,
    )
    assert again.value == found.value


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        ({"minutes_per_hour": 60}, "minutes per hour asked for is 60, but the plan declared 50"),
        ({"grain": Fraction(1, 4)}, "grain asked for is 1/4, but the plan declared 1/2"),
        ({"unfinished": Unfinished.NEVER}, "asked for is never, but the plan declared replaced"),
    ],
)
def test_a_setting_that_contradicts_the_plan(make_group, make_plan, setting, told):
    with pytest.raises(BadInput, match=told):
        worksheet_of(make_group(TEN), plan=make_plan(), **setting)


def test_more_completed_than_declared(make_group, make_plan):
    with pytest.raises(BadInput, match="11 members completed, but the plan declared 10"):
        worksheet_of(make_group((*TEN, 99)), plan=make_plan(group_size=10))
    extended = make_plan(group_size=10, extension=Extension(11, "once"))
    assert worksheet_of(make_group((*TEN, 99)), plan=extended).n == 11


def test_fewer_than_declared_computes(make_group, make_plan):
    assert worksheet_of(make_group(TEN), plan=make_plan(group_size=14)).value.hours == 1


outcomes = st.sampled_from([Outcome.PASSED, Outcome.PASSED, Outcome.FAILED])


@given(st.lists(st.tuples(outcomes, st.integers(1, 10**7)), max_size=30), st.randoms())
def test_the_order_of_the_file_changes_no_number(drawn, random):
    members = [Member(str(i), outcome, time) for i, (outcome, time) in enumerate(drawn)]
    found = worksheet_of(TestGroup(tuple(members)))
    random.shuffle(members)
    again = worksheet_of(TestGroup(tuple(members)))
    assert again.value == found.value
    assert again.limits == found.limits
    assert again.sensitivities == found.sensitivities
    times = [time for outcome, time in drawn if outcome is Outcome.PASSED]
    assert found.value == determine(times, n=len(drawn))
    if not isinstance(found.value, Undeterminable):
        assert found.ranking[found.value.k - 1].time_ms == found.value.t80_ms
