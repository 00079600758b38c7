from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from cbt.regulation.parameters import DEFAULTS, Parameters
from cbt.regulation.provider_license import (
    Applicant,
    Delivery,
    LicenseFile,
    after_renewal,
    delivery_condition,
    grant_preconditions,
    license_term,
    may_apply_for_course,
    may_apply_for_license,
)
from cbt.regulation.requirement import Span


@pytest.mark.clause("030(1)")
@pytest.mark.parametrize(
    ("kind", "options", "may"),
    [
        pytest.param(Applicant.PERSON, {}, True, id="any person"),
        pytest.param(Applicant.ENTITY, {}, True, id="any entity"),
        pytest.param(Applicant.AGENCY, {}, False, id="S-139 a police department"),
        pytest.param(Applicant.DEPARTMENT_CENTER, {}, False, id="A-59 a department-based center"),
        pytest.param(
            Applicant.DEPARTMENT_CENTER, {"director_allows": True}, True, id="A-59 allowed"
        ),
    ],
)
def test_who_may_apply_for_a_license(kind, options, may):
    ruling = may_apply_for_license(kind, **options)
    assert (ruling.met, ruling.clause) == (may, "030(1)")


@pytest.mark.clause("040(1)")
def test_s_155_a_licensed_provider_gets_no_single_course():
    held = [Span(date(2026, 1, 1), date(2026, 12, 31))]
    assert not may_apply_for_course(held, date(2026, 12, 31)).met
    assert may_apply_for_course(held, date(2027, 1, 1)).met


@pytest.mark.clause("030(8)", "030(8)(A)", "030(8)(B)", "030(9)(C)")
@pytest.mark.parametrize(
    ("start", "years", "last"),
    [
        pytest.param(date(2028, 2, 29), 1, date(2029, 2, 28), id="S-145 one year from a leap day"),
        pytest.param(date(2028, 2, 29), 3, date(2031, 2, 28), id="S-145 three years"),
        pytest.param(date(2027, 2, 1), 3, date(2030, 1, 31), id="S-147"),
    ],
)
def test_the_term_of_a_license(start, years, last):
    assert license_term(start, years) == (start, last)


@pytest.mark.clause("030(9)", "030(9)(C)")
def test_s_149_renewal_of_a_three_year_license():
    end, denied = date(2030, 1, 31), date(2029, 12, 1)
    assert after_renewal(end, granted=True, params=DEFAULTS) == date(2033, 1, 31)
    assert after_renewal(end, granted=False, denied_on=denied, params=DEFAULTS) == end
    at_once = Parameters({**DEFAULTS, "provider.renewal_denial_effect": "at_once"})
    assert after_renewal(end, granted=False, denied_on=denied, params=at_once) == denied


@pytest.mark.clause("030(3)", "030(4)", "030(4)(A)", "030(4)(B)", "030(4)(C)", "030(4)(D)")
@pytest.mark.clause("030(6)", "030(7)")
def test_what_comes_before_a_license():
    unmet = [r.clause for r in grant_preconditions(LicenseFile()) if not r.met]
    assert unmet == ["030(3)", "030(4)(A)", "030(4)(B)", "030(4)(C)", "030(4)(D)", "030(6)"]
    assert [r.reason for r in grant_preconditions(LicenseFile(site_visit=True))][:6] == [
        "Missing: the Commission's preliminary approval.",
        "Done: the site visit.",
        "Missing: the review of policies and procedures.",
        "Missing: the review of the proposed courses.",
        "Missing: the report to the Commission.",
        "Missing: the final recommendation.",
    ]
    whole = {
        "preliminary_approval": True, "site_visit": True, "policies_reviewed": True,
        "courses_reviewed": True, "reported": True,
    }  # fmt: skip
    assert all(r.met for r in grant_preconditions(LicenseFile(**whole, final_recommendation=True)))
    against = LicenseFile(**whole, final_recommendation=False)
    assert [r.clause for r in grant_preconditions(against) if not r.met] == ["030(7)"]
    assert all(r.met for r in grant_preconditions(against, grants=False))
    reasoned = LicenseFile(**whole, final_recommendation=False, decision_reason="Audit passed.")
    assert all(r.met for r in grant_preconditions(reasoned)), "S-143 with a written reason"


@pytest.mark.clause("030(10)", "030(10)(A)", "030(10)(B)")
@pytest.mark.parametrize(
    ("courses", "away", "home", "met", "share"),
    [
        pytest.param(0, "30.0", "70.0", True, Fraction(3, 10), id="S-151 exactly 30 percent"),
        pytest.param(0, "46", "108", False, Fraction(46, 154), id="29.87 percent"),
        pytest.param(0, "0", "0", False, None, id="S-153 neither"),
        pytest.param(1, "0", "0", True, None, id="some computer-based training"),
    ],
)
def test_the_condition_of_continued_licensure(courses, away, home, met, share):
    live = [Delivery(Decimal(away), away=True), Delivery(Decimal(home), away=False)]
    found = delivery_condition(courses, live, params=DEFAULTS)
    assert (found.met, found.share) == (met, share)
