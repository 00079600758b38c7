from datetime import UTC, date, datetime

import pytest

from cbt.regulation.parameters import DEFAULTS, Parameters
from cbt.regulation.sources import (
    Approval,
    Capacity,
    RecognizedClaim,
    RecognizedEntry,
    Refusal,
    in_service_recognized,
    is_late,
    may_offer_cbt,
    recognized,
    recognized_claim,
    source_class,
)
from cbt.regulation.terms import SourceClass

LICENSE = Approval(Capacity.PROVIDER, date(2025, 7, 1), date(2026, 6, 30))
COURSE = Approval(Capacity.INDIVIDUAL_COURSE, date(2026, 1, 1), date(2026, 12, 31), "Ethics")


@pytest.mark.clause("010(4)", "010(4)(A)", "010(4)(B)", "010(4)(C)", "010(4)(D)", "010(4)(E)")
@pytest.mark.clause("010(4)(F)", "010(4)(G)", "010(5)(A)", "010(5)(B)", "010(5)(C)", "060(1)")
@pytest.mark.parametrize(
    ("capacity", "approvals", "on", "options", "letter"),
    [
        pytest.param(
            Capacity.PROVIDER, [LICENSE], date(2026, 6, 30), {}, "A",
            id="S-009 on the last valid day of the license",
        ),
        pytest.param(
            Capacity.PROVIDER, [LICENSE], date(2026, 7, 1), {}, None, id="the day after gives none"
        ),
        pytest.param(
            Capacity.TRAINING_CENTER,
            [Approval(Capacity.TRAINING_CENTER, date(2020, 1, 1), date(2030, 1, 1))],
            date(2026, 3, 3), {}, "B", id="S-011 a department-based center under its own license",
        ),
        pytest.param(
            Capacity.IN_SERVICE,
            [Approval(Capacity.IN_SERVICE, date(2026, 1, 1), date(2026, 12, 31), "Range day")],
            date(2026, 3, 3), {"course": "Range day"}, "G",
            id="S-011 the same agency's in-service course",
        ),
        pytest.param(
            Capacity.IN_SERVICE, [], date(2026, 3, 3), {"course": "Range day"}, None,
            id="S-165 in-service that was not approved first",
        ),
        pytest.param(
            Capacity.INDIVIDUAL_COURSE, [COURSE], date(2026, 3, 3), {"course": "Ethics"}, "C",
            id="S-035 the approved course of a non-profit",
        ),
        pytest.param(
            Capacity.INDIVIDUAL_COURSE, [COURSE], date(2026, 3, 3),
            {"course": "Ethics", "is_agency": True}, "G", id="S-035 of a police department",
        ),
        pytest.param(
            Capacity.INDIVIDUAL_COURSE, [COURSE], date(2026, 3, 3), {"course": "Driving"}, None,
            id="another course of the same source",
        ),
        pytest.param(Capacity.RECOGNIZED, [], date(2026, 3, 3), {}, "D", id="a recognized source"),
        pytest.param(Capacity.INSTRUCTING, [], date(2026, 3, 3), {}, "E", id="instructing"),
        pytest.param(Capacity.COLLEGE, [], date(2026, 3, 3), {}, "F", id="a college course"),
    ],
)  # fmt: skip
def test_the_class_of_an_offering(capacity, approvals, on, options, letter):
    found = source_class(capacity, approvals, on, **options, params=DEFAULTS)
    assert (found.source and found.source.value) == letter
    assert found.ruling.met is (letter is not None)


def test_the_director_may_let_running_attempts_end():
    params = Parameters({**DEFAULTS, "source.grandfather_days": 14})
    late = date(2026, 7, 14)
    assert source_class(Capacity.PROVIDER, [LICENSE], late, params=params).source
    assert not source_class(Capacity.PROVIDER, [LICENSE], date(2026, 7, 15), params=params).source


@pytest.mark.clause("070(1)")
@pytest.mark.parametrize(("letter", "may"), [(c, c in "ABCDG") for c in "ABCDEFG"])
def test_who_may_offer_computer_based_training(letter, may):
    assert may_offer_cbt(SourceClass(letter), params=DEFAULTS).met is may


#: S-123: one second before the period begins, and its first instant.
IN_TIME = RecognizedEntry("Kansas", 2027, datetime(2027, 1, 1, 5, 59, 59, tzinfo=UTC))
LATE = RecognizedEntry("Kansas", 2027, datetime(2027, 1, 1, 6, 0, 0, tzinfo=UTC))


@pytest.mark.clause("050(1)")
def test_the_list_of_a_period():
    assert recognized("Kansas", date(2027, 1, 1), [IN_TIME]) is IN_TIME
    assert recognized("Kansas", date(2026, 12, 31), [IN_TIME]) is None
    assert recognized("Iowa", date(2027, 1, 1), [IN_TIME]) is None
    assert (is_late(IN_TIME), is_late(LATE)) == (False, True)


def test_s_013_a_state_listed_for_another_year():
    listed = RecognizedEntry("Kansas", 2026, datetime(2025, 12, 1, tzinfo=UTC))
    assert recognized("Kansas", date(2027, 1, 5), [listed]) is None


def test_a_late_addition_holds_from_its_day_and_a_removal_from_its():
    march = RecognizedEntry("Kansas", 2027, datetime(2027, 3, 2, 5, 0, tzinfo=UTC))
    assert recognized("Kansas", date(2027, 2, 28), [march]) is None
    assert recognized("Kansas", date(2027, 3, 1), [march]) is march
    gone = RecognizedEntry("Kansas", 2027, IN_TIME.decided_at, removed_on=date(2027, 6, 1))
    assert recognized("Kansas", date(2027, 5, 31), [gone]) is gone
    assert recognized("Kansas", date(2027, 6, 1), [gone]) is None


ORGANIZATION = RecognizedEntry("IADLEST", 2027, IN_TIME.decided_at, organization_approves=True)


@pytest.mark.clause("050(3)", "050(3)(A)", "050(3)(B)")
@pytest.mark.parametrize(
    ("claim", "entry", "unmet"),
    [
        pytest.param(RecognizedClaim(completed=True), IN_TIME, ["050(3)(A)"], id="S-125"),
        pytest.param(
            RecognizedClaim(approved_by_location=True, completed=True), IN_TIME, [],
            id="S-125 approved by the state of the location",
        ),
        pytest.param(
            RecognizedClaim(approved_by_provider=True), IN_TIME, ["050(3)(B)"], id="not completed"
        ),
        pytest.param(
            RecognizedClaim(approved_by_organization=True, completed=True), IN_TIME, ["050(3)(A)"],
            id="A-63 an organization's word is not enough",
        ),
        pytest.param(
            RecognizedClaim(approved_by_organization=True, completed=True), ORGANIZATION, [],
            id="A-63 unless its entry says so",
        ),
        pytest.param(
            RecognizedClaim(approved_by_provider=True, completed=True), None, ["050(1)"],
            id="not on the list",
        ),
    ],
)  # fmt: skip
def test_a_claim_shows_two_proofs(claim, entry, unmet):
    assert [r.clause for r in recognized_claim(claim, entry) if not r.met] == unmet


@pytest.mark.clause("060(3)", "060(3)(A)", "060(3)(B)")
@pytest.mark.parametrize(
    ("on", "clause"),
    [
        pytest.param(date(2026, 2, 28), "060(3)", id="earlier credit stays"),
        pytest.param(date(2026, 3, 1), "060(3)(A)", id="from the first day of the refusal"),
        pytest.param(date(2026, 4, 1), "060(3)(A)", id="to its last"),
        pytest.param(date(2026, 4, 2), "060(3)", id="and no longer"),
        pytest.param(date(2026, 9, 9), "060(3)(B)", id="a refusal without an end"),
    ],
)
def test_the_director_may_refuse_an_agency_s_credit(on, clause):
    refusals = [
        Refusal("Cedar Bluff", "060(3)(A)", date(2026, 3, 1), date(2026, 4, 1)),
        Refusal("Cedar Bluff", "060(3)(B)", date(2026, 9, 1)),
    ]
    ruling = in_service_recognized("Cedar Bluff", on, refusals)
    assert (ruling.clause, ruling.met) == (clause, clause == "060(3)")
    assert in_service_recognized("Osage Bend", on, refusals).met


def test_s_167_a_college_offers_no_computer_based_training():
    ruling = may_offer_cbt(SourceClass.COLLEGE, params=DEFAULTS)
    assert (ruling.met, ruling.clause) == (False, "070(1)")
