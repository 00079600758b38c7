from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from cbt.regulation.parameters import DEFAULTS, Parameters
from cbt.regulation.requirement import (
    LicenseChange,
    Modification,
    Requirement,
    Span,
    WaiverApplication,
    is_exempt,
    rp_required,
    standard_for,
    waiver_grounds,
)

NEW, UPGRADE, BASIC = LicenseChange.NEW, LicenseChange.UPGRADE, LicenseChange.BASIC_COURSE


@pytest.mark.clause("010(2)", "010(5)", "010(7)", "010(7)(A)", "010(7)(B)", "010(7)(C)")
@pytest.mark.clause("010(7)(D)", "010(8)", "010(9)", "010(6)(A)", "010(6)(B)")
def test_what_every_officer_owes():
    found = standard_for(2026, params=DEFAULTS)
    assert {r.value: str(h) for r, h in found.minimum.items()} == {
        "total": "24.00", "approved_source": "8.00", "legal": "2.00", "technical": "2.00",
        "interpersonal": "2.00", "firearms": "2.00", "de_escalation": "1.00",
        "implicit_bias": "1.00", "racial_profiling": "1.00",
    }  # fmt: skip
    assert (found.in_service_cap, found.college_cap) == (Decimal(16), Decimal(8))
    assert found.deadline == datetime(2027, 1, 1, 6, tzinfo=UTC)
    assert found.reason == "The standard of 2026."


def test_without_traffic_authority_no_racial_profiling_is_owed():
    found = standard_for(2026, traffic=False, params=DEFAULTS)
    assert found.minimum[Requirement.RACIAL_PROFILING] == 0


@pytest.mark.clause("010(3)")
@pytest.mark.parametrize(
    ("kind", "on", "year", "exempt"),
    [
        pytest.param(UPGRADE, date(2026, 12, 31), 2026, True, id="S-025 upgrade on the last day"),
        pytest.param(UPGRADE, date(2026, 12, 31), 2027, False, id="S-025 the next is due in full"),
        pytest.param(UPGRADE, date(2027, 2, 10), 2026, False, id="S-027 no earlier one is cured"),
        pytest.param(UPGRADE, date(2027, 2, 10), 2027, True, id="S-027 the period of the event"),
        pytest.param(NEW, date(2026, 1, 1), 2026, True, id="a new license on the first day"),
        pytest.param(BASIC, date(2026, 6, 1), 2026, True, id="a basic course in its entirety"),
        pytest.param(LicenseChange.OTHER, date(2026, 5, 1), 2026, False, id="S-029 reinstated"),
    ],
)
def test_exemption(kind, on, year, exempt):
    ruling = is_exempt([(LicenseChange.OTHER, date(2020, 1, 1)), (kind, on)], year)
    assert (ruling.met, ruling.clause) == (exempt, "010(3)")


def test_an_exempt_officer_owes_nothing():
    found = standard_for(2026, exempt=True, params=DEFAULTS)
    assert set(found.minimum.values()) == {Decimal(0)}
    assert (found.exempt, found.reason) == (True, "Exempt for 2026 under 010(3).")


@pytest.mark.clause("010(8)")
@pytest.mark.parametrize(
    ("span", "test", "required"),
    [
        pytest.param(Span(date(2026, 11, 15)), "any_time", True, id="S-051 from November on"),
        pytest.param(Span(date(2025, 1, 1), date(2026, 1, 1)), "any_time", True, id="one day"),
        pytest.param(Span(date(2025, 1, 1), date(2025, 12, 31)), "any_time", False, id="before"),
        pytest.param(Span(date(2026, 1, 1), date(2026, 12, 30)), "last_day", False, id="ended"),
        pytest.param(Span(date(2027, 1, 1)), "any_time", False, id="after"),
    ],
)
def test_racial_profiling_is_owed_with_traffic_authority(span, test, required):
    params = Parameters({**DEFAULTS, "rp.authority_test": test})
    assert rp_required([span], 2026, params=params).met is required


@pytest.mark.clause("010(11)")
def test_a_modification_replaces_what_it_names():
    change = Modification({Requirement.TOTAL: Decimal(12)}, college_cap=Decimal(4))
    found = standard_for(2026, modification=change, params=DEFAULTS)
    assert found.minimum[Requirement.TOTAL] == 12
    assert found.minimum[Requirement.LEGAL] == 2
    assert (found.college_cap, found.in_service_cap) == (4, 16)
    assert found.reason == "The standard of 2026 is modified under 010(11)."
    extended = datetime(2027, 6, 1, tzinfo=UTC)
    found = standard_for(2026, modification=Modification(deadline=extended), params=DEFAULTS)
    assert found.deadline == extended


def test_a_waiver_leaves_nothing_due():
    found = standard_for(2026, modification=Modification(is_waiver=True), params=DEFAULTS)
    assert set(found.minimum.values()) == {Decimal(0)}
    assert "waived" in found.reason


def test_there_is_no_period_before_2017():
    with pytest.raises(ValueError, match="there is none for 2016"):
        standard_for(2016, params=DEFAULTS)


LEAVE = Span(date(2026, 12, 20), date(2027, 1, 20))


@pytest.mark.clause("010(11)")
@pytest.mark.parametrize(
    ("application", "answers"),
    [
        pytest.param(
            WaiverApplication(2026, LEAVE, leave_is_official=True, has_leave_orders=True),
            ["Official military leave from 2026-12-20."],
            id="S-115 for the period in which it begins",
        ),
        pytest.param(
            WaiverApplication(2027, LEAVE, leave_is_official=True, has_leave_orders=True),
            ["Official military leave from 2026-12-20."],
            id="S-115 and for the one in which it ends",
        ),
        pytest.param(
            WaiverApplication(2028, LEAVE, leave_is_official=True, has_leave_orders=True),
            ["The leave has no day in 2028."],
            id="and for no other",
        ),
        pytest.param(
            WaiverApplication(2026, LEAVE, has_leave_orders=True),
            ["The leave is not official military leave."],
            id="leave that is not official",
        ),
        pytest.param(
            WaiverApplication(2026, LEAVE, leave_is_official=True),
            ["The leave orders are missing."],
            id="without orders",
        ),
        pytest.param(
            WaiverApplication(2026, medical_condition=True),
            ["The document of the medical condition is missing."],
            id="without a document",
        ),
        pytest.param(
            WaiverApplication(2026, medical_condition=True, has_medical_document=True),
            ["A documented medical condition, for the director to weigh."],
            id="documented",
        ),
        pytest.param(WaiverApplication(2026), ["No ground is put forward."], id="nothing"),
    ],
)
def test_grounds_of_a_waiver(application, answers):
    rulings = waiver_grounds(application)
    assert [ruling.reason for ruling in rulings] == answers
    assert {ruling.clause for ruling in rulings} == {"010(11)"}
    stands = answers[0].startswith(("Official", "A documented"))
    assert [ruling.met for ruling in rulings] == [stands]
