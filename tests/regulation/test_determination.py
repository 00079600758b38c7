from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from cbt.regulation.allocation import CreditState, Reason
from cbt.regulation.determination import SENTENCES, SETTLED, Status, determine, part_of
from cbt.regulation.parameters import DEFAULTS, Parameters
from cbt.regulation.requirement import Modification, Requirement, standard_for
from tests.regulation.notation import MIX_030, MIX_046, mix

YEAR = 2026
END = datetime(2027, 1, 1, 6, tzinfo=UTC)
GRACE_OVER = datetime(2027, 3, 16, 5, tzinfo=UTC)


def found(credits_, *, standard=None, as_of=END, params=DEFAULTS, **options):
    standard = standard or standard_for(YEAR, params=params)
    return determine(credits_, standard, year=YEAR, as_of=as_of, params=params, **options)


@pytest.mark.clause("010(10)", "080(1)", "010(2)", "010(5)", "010(7)", "010(9)")
def test_the_reference_mix_is_compliant():
    result = found(mix(MIX_030))
    assert result.status is Status.COMPLIANT
    assert result.status in SETTLED
    assert not any(result.shortfall.values())
    assert all(one.sentence == "All hours count." for one in result.credits.values())
    assert result.explanation[0] == "The standard of 2026."
    assert "24.00 of 24.00 hours in total." in result.explanation


@pytest.mark.parametrize(
    ("as_of", "options", "status"),
    [
        pytest.param(END, {}, Status.DEFICIENT, id="after the period"),
        pytest.param(GRACE_OVER - timedelta(seconds=1), {}, Status.DEFICIENT, id="to March 15"),
        pytest.param(GRACE_OVER, {}, Status.NONCOMPLIANT, id="from March 16 on"),
        pytest.param(
            GRACE_OVER, {"waiver_pending": True}, Status.WAIVER_PENDING, id="S-113 a waiver pends"
        ),
    ],
)
def test_a_missing_hour(as_of, options, status):
    short = mix(MIX_030.replace("G/T 15", "D/T 14.98"))
    result = found(short, as_of=as_of, **options)
    assert result.status is status
    assert result.shortfall[Requirement.TOTAL] == Decimal("0.02")
    assert "23.98 of 24.00 hours in total; 0.02 are missing." in result.explanation


def test_s_101_the_period_2017_has_no_automatic_grace():
    at = datetime(2018, 1, 1, 6, tzinfo=UTC)
    result = determine(
        [], standard_for(2017, params=DEFAULTS), year=2017, as_of=at, params=DEFAULTS
    )
    assert result.status is Status.NONCOMPLIANT


def test_s_047_the_director_s_other_selection():
    chronological = Parameters({**DEFAULTS, "caps.selection": "chronological"})
    assert found(mix(MIX_046)).status is Status.COMPLIANT
    result = found(mix(MIX_046), params=chronological)
    assert result.status is Status.DEFICIENT
    assert result.allocation.unreached[Requirement.FIREARMS] == 2


def test_exempt_and_waived_officers_owe_nothing():
    exempt = standard_for(YEAR, exempt=True, params=DEFAULTS)
    assert found([], standard=exempt).status is Status.EXEMPT
    waived = standard_for(YEAR, modification=Modification(is_waiver=True), params=DEFAULTS)
    result = found([], standard=waived)
    assert result.status is Status.WAIVED
    assert result.explanation == ("The standard of 2026 is waived under 010(11).",)


@pytest.mark.clause("010(11)")
def test_s_111_a_modified_standard_is_met():
    change = Modification({Requirement.TOTAL: Decimal("12.00")})
    standard = standard_for(YEAR, modification=change, params=DEFAULTS)
    credits_ = mix("A/L 2, A/T 2, A/I[RP] 1, A/I[IB] 1, A/S[FA] 2, A/S[DE] 1, D/T 3")
    result = found(credits_, standard=standard)
    assert result.status is Status.MODIFIED_MET
    assert result.allocation.reached[Requirement.TOTAL] == 12
    assert result.allocation.reached[Requirement.APPROVED_SOURCE] == 9


def test_a_deadline_that_was_extended_takes_later_credits():
    change = Modification(deadline=datetime(2027, 6, 1, tzinfo=UTC))
    standard = standard_for(YEAR, modification=change, params=DEFAULTS)
    late = [replace(c, completed_at=datetime(2027, 5, 1, tzinfo=UTC)) for c in mix(MIX_030)]
    assert found(late, standard=standard, as_of=GRACE_OVER + timedelta(days=90)).status is (
        Status.MODIFIED_MET
    )


def test_what_does_not_count_says_why():
    one, *rest = mix(MIX_030)
    others = [
        replace(one, id="revoked", state=CreditState.REVOKED),
        replace(one, id="pending", state=CreditState.PENDING),
        replace(one, id="next", completed_at=END),
        replace(one, id="late", completed_at=END - timedelta(seconds=1)),
    ]
    result = found([one, *rest, *others], as_of=END - timedelta(minutes=1))
    reasons = {key: result.credits[key].reason for key in ("revoked", "pending", "next", "late")}
    assert reasons == {
        "revoked": Reason.REVOKED, "pending": Reason.PENDING, "next": Reason.OTHER_PERIOD,
        "late": Reason.AFTER_AS_OF,
    }  # fmt: skip
    assert result.credits["next"].sentence == SENTENCES[Reason.OTHER_PERIOD]
    assert (result.credits["next"].hours, result.credits["next"].counted) == (one.hours, 0)
    assert result.credits[one.id].counted == result.credits[one.id].hours == one.hours


def test_the_first_instant_and_the_present_one_are_inside():
    first = replace(mix("A/L 2")[0], completed_at=datetime(2026, 1, 1, 6, tzinfo=UTC))
    assert found([first], as_of=first.completed_at).credits[first.id].counted == 2


def test_2018_is_the_first_period_with_grace():
    result = determine(
        [], standard_for(2018, params=DEFAULTS), year=2018,
        as_of=datetime(2019, 1, 1, 6, tzinfo=UTC), params=DEFAULTS,
    )  # fmt: skip
    assert result.status is Status.DEFICIENT


def test_a_part_that_moves_has_an_id_of_its_own():
    credit = replace(mix("A/L 2")[0], state=CreditState.PENDING)
    part = part_of(credit, Decimal("0.50"))
    assert (part.id, part.hours, part.state) == (
        f"{credit.id}/moved", Decimal("0.50"), CreditState.EFFECTIVE,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("source", "reason"), [("G", Reason.IN_SERVICE_CAP), ("F", Reason.COLLEGE_CAP)]
)
def test_hours_above_a_cap_say_so(source, reason):
    result = found(mix(f"A/L 8, {source}/T 18"))
    capped = [one for one in result.credits.values() if one.reason]
    assert [one.reason for one in capped] == [reason]
    assert (capped[0].hours, capped[0].counted) == (18, 16 if source == "G" else 8)
    assert "010(6)" in capped[0].sentence


def test_s_097_equal_inputs_have_equal_digests_and_other_readings_others():
    credits_ = mix(MIX_030)
    first = found(credits_)
    assert found(reversed(credits_)).inputs_digest == first.inputs_digest
    more = Parameters({**DEFAULTS, "rp.min_hours": Decimal("2.00")})
    assert found(credits_, params=more).inputs_digest != first.inputs_digest


@pytest.mark.clause("080(2)")
def test_hours_moved_back_make_compliant_late():
    short = mix(MIX_030.replace("G/T 15", "D/T 13"))
    back = part_of(replace(short[0], completed_at=END + timedelta(days=9)), Decimal("2.00"))
    result = found(short, as_of=GRACE_OVER, moved_back=[back])
    assert result.status is Status.COMPLIANT_LATE


def test_s_007_nothing_is_carried_over():
    much = mix("A/L 30")
    assert found(much).allocation.reached[Requirement.TOTAL] == 30
    result = determine(
        much, standard_for(2027, params=DEFAULTS), year=2027, as_of=END, params=DEFAULTS
    )
    assert result.attainable[Requirement.TOTAL] == 0


def test_s_023_a_revoked_credit_leaves_every_meter():
    credits_ = mix(MIX_030)
    credits_[0] = replace(credits_[0], state=CreditState.REVOKED)
    result = found(credits_)
    assert (result.attainable[Requirement.LEGAL], result.status) == (0, Status.DEFICIENT)
    assert result.credits[credits_[0].id].sentence == "The credit was revoked."


def test_s_053_racial_profiling_of_last_year_is_last_year_s():
    credits_ = mix(MIX_030.replace("A/I[RP] 1", "A/I 1"))
    before = replace(mix("A/I[RP] 3")[0], id="old", completed_at=datetime(2025, 6, 1, tzinfo=UTC))
    assert found([*credits_, before]).shortfall[Requirement.RACIAL_PROFILING] == 1


def test_s_055_one_hour_serves_its_area_and_its_designation():
    reached = found(mix("A/S[DE] 1")).allocation.reached
    assert reached[Requirement.DE_ESCALATION] == 1
    assert reached[Requirement.FIREARMS] == 0


def test_s_057_the_needed_hour_is_inside_the_cap():
    credits_ = mix("A/L 2, A/T 2, A/I[RP] 1, A/I 1, A/S[FA] 2, A/S[DE] 1, G/T 17, G/I[IB] 1")
    result = found(credits_)
    assert result.status is Status.COMPLIANT
    assert result.credits[credits_[-1].id].counted == 1
    assert result.allocation.in_service.counted == 16


def test_s_059_one_completion_reported_twice_is_one_credit():
    credits_ = mix(MIX_030)
    assert found([*credits_, credits_[0]]).allocation.reached[Requirement.TOTAL] == 24


def test_s_099_a_late_report_of_a_completion_in_time_counts():
    credits_ = mix(MIX_030)
    credits_[-1] = replace(credits_[-1], completed_at=datetime(2026, 12, 28, tzinfo=UTC))
    assert found(credits_, as_of=datetime(2027, 1, 20, tzinfo=UTC)).status is Status.COMPLIANT
