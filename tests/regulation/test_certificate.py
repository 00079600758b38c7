from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from cbt.regulation.certificate import Completion, certificate
from cbt.regulation.terms import Area, Designation, Segment

ONE = Decimal("1.00")
SEGMENTS = (
    Segment(Area.INTERPERSONAL, ONE, frozenset({Designation.RACIAL_PROFILING})),
    Segment(Area.INTERPERSONAL, ONE, frozenset({Designation.IMPLICIT_BIAS})),
    Segment(Area.SKILL, ONE, frozenset({Designation.DE_ESCALATION})),
    Segment(Area.SKILL, ONE, frozenset({Designation.FIREARMS})),
)
DAY = date(2026, 12, 30)
DONE = Completion(
    provider="Ozark Plateau Training Institute", course="Reading a room", trainee="Dana Okafor",
    administrator="Tomás Beckett", segments=SEGMENTS, total=Decimal("4.00"), first_day=DAY,
    last_day=DAY, by_computer=True, passed=True,
    attested_at=datetime(2027, 1, 4, 15, tzinfo=UTC),
)  # fmt: skip


@pytest.mark.clause("020(4)", "020(4)(A)", "020(4)(B)", "020(4)(C)", "020(4)(D)", "020(4)(E)")
@pytest.mark.clause("020(4)(F)", "020(4)(G)", "020(4)(H)", "070(3)")
def test_s_019_what_a_certificate_bears():
    found = certificate(DONE)
    assert found.total == 4
    assert found.by_area == {"Interpersonal Perspectives": 2, "Skill Development": 2}
    assert found.by_designation == {
        "De-escalation": 1, "Implicit bias": 1, "Racial profiling": 1, "Firearms": 1,
    }  # fmt: skip
    assert (found.phrase, found.location) == (
        "Computer-Based Training", "Online (Computer-Based Training)",
    )  # fmt: skip
    assert (found.trainee, found.provider) == ("Dana Okafor", DONE.provider)


def test_s_005_the_day_presented_is_the_day_of_completion():
    assert certificate(DONE).last_day == DAY


def test_a_live_course_bears_no_phrase_and_its_place():
    live = replace(DONE, by_computer=False, passed=False, attested_at=None, location="Rolla")
    assert (certificate(live).phrase, certificate(live).location) == ("", "Rolla")


@pytest.mark.parametrize(
    ("change", "clauses"),
    [
        pytest.param({"provider": ""}, ["020(4)(A)"], id="no provider"),
        pytest.param({"course": ""}, ["020(4)(B)"], id="no course"),
        pytest.param({"trainee": ""}, ["020(4)(F)"], id="no trainee"),
        pytest.param({"administrator": ""}, ["020(4)(G)"], id="no administrator"),
        pytest.param({"first_day": None}, ["020(4)(H)"], id="no date"),
        pytest.param({"by_computer": False}, ["020(4)(H)"], id="no place of a live course"),
        pytest.param({"total": Decimal("3.50")}, ["020(4)(D)"], id="S-079 a wrong sum"),
        pytest.param({"segments": (), "total": Decimal(0)}, ["020(4)(C)"], id="no hours"),
        pytest.param({"passed": False}, ["070(6)"], id="not passed"),
        pytest.param({"attested_at": None}, ["070(5)"], id="not attested"),
    ],
)
def test_what_is_missing_is_named_by_its_clause(change, clauses):
    missing = certificate(replace(DONE, **change))
    assert [ruling.clause for ruling in missing] == clauses
    assert not any(ruling.met for ruling in missing)
    assert all(ruling.reason.startswith(("Missing: ", "The areas add up")) for ruling in missing)


def test_an_hour_is_enough_and_designated_hours_add_up():
    twice = replace(DONE, segments=(SEGMENTS[0], SEGMENTS[0]), total=Decimal("2.00"))
    assert certificate(twice).by_designation == {"Racial profiling": 2}
    assert certificate(replace(DONE, segments=SEGMENTS[:1], total=ONE)).total == 1


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        pytest.param({"provider": ""}, "Missing: the provider's name.", id="A"),
        pytest.param({"course": ""}, "Missing: the course's name.", id="B"),
        pytest.param({"trainee": ""}, "Missing: the trainee's name.", id="F"),
        pytest.param(
            {"administrator": ""}, "Missing: the name of the responsible administrator.", id="G"
        ),
        pytest.param({"last_day": None}, "Missing: the date.", id="H, the date"),
        pytest.param({"by_computer": False}, "Missing: the location.", id="H, the location"),
        pytest.param({"segments": (), "total": Decimal(0)}, "Missing: credit hours.", id="C"),
        pytest.param(
            {"passed": False}, "Missing: a test score of at least 70 percent.", id="070(6)"
        ),
        pytest.param(
            {"attested_at": None}, "Missing: the administrator's attestation of attendance.",
            id="070(5)",
        ),
    ],
)  # fmt: skip
def test_what_is_missing_is_said_in_words(change, reason):
    (missing,) = certificate(replace(DONE, **change))
    assert missing.met is False
    assert missing.reason == reason


def test_a_wrong_sum_is_not_met():
    (missing,) = certificate(replace(DONE, total=Decimal("3.50")))
    assert missing.met is False
