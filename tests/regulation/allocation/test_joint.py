"""R-06 by the examples of the law, and against the definition tried out."""

from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cbt.regulation.allocation import Credit, CreditState, Mode, Reason, allocate
from cbt.regulation.allocation.problem import minimum_of
from cbt.regulation.parameters import DEFAULTS, Parameters
from cbt.regulation.requirement import Requirement, Standard
from cbt.regulation.terms import Area, Designation, SourceClass
from tests.regulation.allocation import naive
from tests.regulation.notation import MIX_030, MIX_032, MIX_046, START, credit, mix, short, standard

TWO_TOPICS = Parameters({**DEFAULTS, "designation.max_per_hour": 2})
ANYWHERE = Parameters({**DEFAULTS, "firearms.require_skill_area": False})
NO_CBT = Parameters({**DEFAULTS, "approved8.exclude_cbt": True, "cbt.firearms_counts": False})
WITH_IN_SERVICE = "G/L 2, G/T 9, G/I[RP] 1, G/I[IB] 1, G/S[FA] 2, G/S[DE] 1"


@pytest.mark.clause("010(5)")
@pytest.mark.clause("010(6)", "010(6)(A)")
@pytest.mark.clause("010(6)(B)")
@pytest.mark.clause("010(7)")
@pytest.mark.parametrize(
    ("given_", "missing"),
    [
        pytest.param(MIX_030, {}, id="S-030 the reference mix meets everything"),
        pytest.param(
            MIX_030.replace("G/T 15", "D/T 14.98"), {"total": "0.02"}, id="S-031 0.02 short"
        ),
        pytest.param(MIX_032, {}, id="S-032 approved exactly 8.00, in-service exactly 16.00"),
        pytest.param(
            "A/L 8, A/T 8, A/I[RP] 2, A/I[IB] 2, A/S[DE] 4",
            {"firearms": "2.00"},
            id="S-033 computer-based hours of a provider are from an approved source",
        ),
        pytest.param(
            MIX_032.replace("G/T 16", "G/T 15.98"), {"total": "0.02"}, id="S-037 23.98 is short"
        ),
        pytest.param(
            "A/L 2, A/I[RP] 1, A/I[IB] 1, G/S[FA] 2, G/S[DE] 1, G/T 17",
            {"total": "4.00", "approved_source": "4.00"},
            id="S-039 in-service above the cap",
        ),
        pytest.param(
            "A/L 2, A/I[RP] 1, A/I[IB] 1, G/S[FA] 2, G/S[DE] 1, G/T 17, A/T 4",
            {},
            id="S-039 with four hours more of a provider",
        ),
        pytest.param(
            "F/L 10, " + WITH_IN_SERVICE,
            {"approved_source": "8.00"},
            id="S-041 college above the cap and nothing from an approved source",
        ),
        pytest.param(
            "A/L 2, A/T 2, A/I[RP] 1, A/I[IB] 1, A/S[FA] 2, A/L[DE] 1, D/T 15",
            {},
            id="S-043 designated hours serve their area too",
        ),
        pytest.param(MIX_046, {}, id="S-046 the selection best for the officer"),
        pytest.param(
            MIX_030.replace("A/I[RP] 1", "A/I[RP] 0.98, D/I 0.02"),
            {"racial_profiling": "0.02"},
            id="S-049 0.98 of racial profiling",
        ),
        pytest.param(
            MIX_030.replace("A/S[DE] 1", "A/S 1"),
            {"de_escalation": "1.00"},
            id="S-017 taught and not designated",
        ),
        pytest.param(
            MIX_030.replace("A/S[FA] 2", "A/L[FA] 2"),
            {"firearms": "2.00"},
            id="A-21 firearms law is not firearms skill development",
        ),
        pytest.param(
            MIX_030.replace("A/S[FA] 2", "A/S 5"),
            {"firearms": "2.00"},
            id="S-045 skill development without the designation",
        ),
        pytest.param(
            "E/L 2, E/T 8, E/I[RP] 1, E/I[IB] 1, E/S[FA] 2, E/S[DE] 2, D/T 8",
            {"approved_source": "8.00"},
            id="A-14 A-17 instructing and recognized sources do not count to the eight",
        ),
        pytest.param(
            "B/L 2, C/T 5, D/I[RP] 1, D/I[IB] 1, D/S[FA] 2, D/S[DE] 2, D/T 11",
            {"approved_source": "1.00"},
            id="7.00 of centers and individual courses",
        ),
    ],
)
def test_what_is_short(given_, missing):
    found = allocate(mix(given_), standard())
    assert short(found.shortfall) == missing
    assert short(found.unreached) == missing
    assert found.feasible == (not missing)


@pytest.mark.clause("010(6)(A)")
def test_s039_names_earned_and_counted_hours():
    found = allocate(mix("A/L 2, A/I[RP] 1, A/I[IB] 1, G/S[FA] 2, G/S[DE] 1, G/T 17"), standard())
    use = found.in_service
    assert (str(use.earned), str(use.counted), str(use.cap)) == ("20.00", "16.00", "16.00")
    assert found.conflict == (Requirement.TOTAL,)
    assert found.reason == "20.00 of 24.00 hours in total can be counted."


@pytest.mark.clause("010(6)(A)")
def test_s047_chronological_keeps_the_first_hours():
    found = allocate(mix(MIX_046), standard(), selection="chronological")
    assert short(found.shortfall) == {"firearms": "2.00"}
    assert (str(found.counted["1"]), str(found.counted["8"])) == ("16.00", "0.00")
    assert str(found.in_service.earned) == "20.00"


@pytest.mark.clause("010(6)(A)")
@pytest.mark.clause("010(9)")
def test_s057_the_only_hour_of_implicit_bias_is_inside_the_cap():
    found = allocate(mix("A/L 8, A/S[FA] 2, G/T 17, G/I[IB] 1"), standard())
    assert str(found.counted["4"]) == "1.00"
    assert str(found.counted["3"]) == "15.00"


@pytest.mark.clause("010(6)(B)")
def test_each_minimum_alone_and_not_all_together():
    made = mix("F/L 2, F/T 2, F/I[IB] 1, F/I[RP] 1, F/S[DE] 1, F/S[FA] 2, D/S 17")
    found = allocate(made, standard(approved_source="0.00"))
    assert not short(found.shortfall)
    assert sum(found.unreached.values()) == 1
    assert found.conflict == (
        Requirement.LEGAL,
        Requirement.TECHNICAL,
        Requirement.INTERPERSONAL,
        Requirement.FIREARMS,
        Requirement.DE_ESCALATION,
    )
    assert found.reason == (
        "2.00 hours of legal studies, 2.00 hours of technical studies, 2.00 hours of interpersonal "
        "perspectives, 2.00 hours of firearms skill development and 1.00 hours of de-escalation "
        "can each be met alone, but not together: only so many hours of college courses count."
    )


@pytest.mark.clause("010(6)(B)")
def test_with_one_minimum_less_the_college_hours_suffice():
    made = mix("F/L 2, F/T 2, F/I[IB] 1, F/I[RP] 1, F/S[DE] 1, F/S[FA] 2, D/S 17")
    found = allocate(made, standard(approved_source="0.00", legal="1.00"))
    assert found.feasible
    assert (str(found.counted["1"]), found.reason) == ("1.00", "All requirements are met together.")


@pytest.mark.clause("020(2)")
def test_a20_one_hour_serves_one_designation_unless_the_director_allows_more():
    made = mix("A/I[IB,RP] 1")
    small = standard(**dict.fromkeys(Requirement, "0.00")).minimum | {
        Requirement.IMPLICIT_BIAS: Decimal("1.00"),
        Requirement.RACIAL_PROFILING: Decimal("1.00"),
    }
    asked = Standard(small, Decimal(16), Decimal(8))
    found = allocate(made, asked)
    assert not short(found.shortfall)
    assert found.conflict == (Requirement.IMPLICIT_BIAS, Requirement.RACIAL_PROFILING)
    assert found.reason.endswith(
        "an hour counts toward no more designations than the director allows."
    )
    assert allocate(made, asked, params=TWO_TOPICS).feasible


@pytest.mark.clause("010(5)")
def test_a13_the_director_may_leave_computer_based_hours_out_of_the_eight():
    made = [credit("A/S[FA] 2", mode=Mode.CBT)]
    assert str(allocate(made, standard()).shortfall[Requirement.APPROVED_SOURCE]) == "6.00"
    strict = allocate(made, standard(), params=NO_CBT)
    assert str(strict.shortfall[Requirement.APPROVED_SOURCE]) == "8.00"
    assert str(strict.shortfall[Requirement.FIREARMS]) == "2.00"


@pytest.mark.clause("010(7)(D)")
def test_a21_the_director_may_count_the_designation_alone():
    found = allocate(mix("A/L[FA] 2"), standard(), params=ANYWHERE)
    assert found.shortfall[Requirement.FIREARMS] == 0


@pytest.mark.clause("020(4)")
def test_s059_the_same_completion_twice_is_one_credit():
    found = allocate(mix("A/L 2") * 2, standard())
    assert found.reached[Requirement.TOTAL] == 2


def test_two_credits_of_one_id_are_refused():
    with pytest.raises(ValueError, match="Two different credits share the id 1"):
        allocate([credit("A/L 2"), credit("A/L 3")], standard())


@pytest.mark.clause("010(2)")
@pytest.mark.parametrize(
    ("mode", "course", "taken", "counted"),
    [
        pytest.param(Mode.LIVE, "firearms", (), "4.00", id="S-021 live days repeat"),
        pytest.param(Mode.CBT, "bias", (), "2.00", id="A-12 a computer-based course counts once"),
        pytest.param(Mode.CBT, "", (), "4.00", id="claims without a course are no repeats"),
        pytest.param(Mode.CBT, "bias", ("bias",), "0.00", id="the period has counted it before"),
    ],
)
def test_repeats(mode, course, taken, counted):
    made = [
        credit("G/S[FA] 2", name=str(n), at=START + timedelta(days=n), mode=mode, course=course)
        for n in (1, 2)
    ]
    found = allocate(made, standard(), taken_courses=frozenset(taken))
    assert str(found.reached[Requirement.TOTAL]) == counted
    assert set(found.refused.values()) <= {Reason.REPEAT}


@pytest.mark.clause("010(2)")
def test_the_segments_of_one_completion_are_no_repeats():
    made = [
        credit("A/L 1", name="1", mode=Mode.CBT, course="bias"),
        credit("A/T 1", name="2", mode=Mode.CBT, course="bias"),
    ]
    assert allocate(made, standard()).reached[Requirement.TOTAL] == 2


@pytest.mark.clause("020(4)")
@pytest.mark.parametrize("state", [CreditState.PENDING, CreditState.REVOKED])
def test_s023_a_revoked_or_pending_credit_gives_nothing(state):
    found = allocate([credit("A/L 2", state=state)], standard())
    assert found.refused == {"1": Reason(state)}
    assert (str(found.counted["1"]), str(found.reached[Requirement.TOTAL])) == ("0.00", "0.00")


def test_an_unknown_selection_is_refused():
    with pytest.raises(ValueError, match="Choose a selection of favorable or chronological"):
        allocate([], standard(), selection="random")


def cents(count):
    return Decimal(count) / 100


def tiny_credits(classes, *, topics=1, most=4):
    """Return tables of a few credits of a few hundredths each."""
    row = st.tuples(
        st.sampled_from(classes),
        st.sampled_from(list(Area)),
        st.integers(0, 3),
        st.integers(0, 3),
        st.frozensets(st.sampled_from(list(Designation)), max_size=topics),
    )
    return st.lists(row, max_size=most).map(
        lambda rows: [
            Credit(
                str(i), SourceClass(letter), area, cents(size), START + timedelta(days=day), named
            )
            for i, (letter, area, size, day, named) in enumerate(rows)
        ]
    )


STANDARDS = st.builds(
    Standard,
    minimum=st.fixed_dictionaries({r: st.integers(0, 3).map(cents) for r in Requirement}),
    in_service_cap=st.integers(0, 5).map(cents),
    college_cap=st.integers(0, 5).map(cents),
)


def check(made, asked, params=DEFAULTS):
    counted, reached, attainable, possible = naive.best(made, asked, params=params)
    found = allocate(made, asked, params=params)
    assert found.counted == counted
    assert {r: int(hours * 100) for r, hours in found.attainable.items()} == attainable
    assert {r: int(hours * 100) for r, hours in found.reached.items()} == reached
    assert len(found.conflict) == naive.smallest_conflict(possible, minimum_of(asked))
    assert found.feasible == (not found.conflict)


@settings(max_examples=120, deadline=None)
@given(tiny_credits("AG", most=5), STANDARDS)
def test_one_cap_agrees_with_the_definition(made, asked):
    check(made, asked)


@settings(max_examples=120, deadline=None)
@given(tiny_credits("FG", most=5), STANDARDS)
def test_two_caps_agree_with_the_definition(made, asked):
    check(made, asked)


@settings(max_examples=80, deadline=None)
@given(tiny_credits("AFG", topics=2), STANDARDS)
def test_choices_of_designations_agree_with_the_definition(made, asked):
    check(made, asked)


@settings(max_examples=60, deadline=None)
@given(tiny_credits("AFG", topics=2), STANDARDS)
def test_two_designations_an_hour_agree_with_the_definition(made, asked):
    check(made, asked, TWO_TOPICS)


@settings(max_examples=100, deadline=None)
@given(
    tiny_credits("AFG", topics=2, most=8),
    STANDARDS,
    st.sampled_from(["favorable", "chronological"]),
)
def test_counted_hours_keep_the_caps_and_never_exceed_the_earned(made, asked, selection):
    found = allocate(made, asked, selection=selection)
    assert set(found.counted) == {each.id for each in made}
    assert all(0 <= found.counted[each.id] <= each.hours for each in made)
    for use in (found.in_service, found.college):
        assert use.counted <= min(use.earned, use.cap)


@settings(max_examples=100, deadline=None)
@given(tiny_credits("AFG", topics=2, most=8), STANDARDS, st.data())
def test_raising_a_credit_never_lowers_any_attainable(made, asked, data):
    if not made:
        return
    place = data.draw(st.integers(0, len(made) - 1))
    old = made[place]
    raised = Credit(
        old.id, old.source, old.area, old.hours + cents(1), old.completed_at, old.designations
    )
    before, after = (
        allocate(made, asked),
        allocate([*made[:place], raised, *made[place + 1 :]], asked),
    )
    assert all(after.attainable[r] >= before.attainable[r] for r in Requirement)
    assert all(after.shortfall[r] <= before.shortfall[r] for r in asked.minimum)
