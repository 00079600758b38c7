from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cbt.regulation.allocation import allocate
from cbt.regulation.grace import allocate_grace, may_elect
from cbt.regulation.parameters import DEFAULTS
from cbt.regulation.requirement import Requirement, standard_for
from tests.regulation.notation import MIX_030, mix

STANDARD = standard_for(2026, params=DEFAULTS)
JANUARY = datetime(2027, 1, 5, 18, tzinfo=UTC)
#: S-105: two hours short in total, and the two of legal studies.
SHORT = mix(MIX_030.replace("A/L 2, ", ""))


def later(text):
    return [
        replace(credit, id=f"g{at}", completed_at=JANUARY + timedelta(days=20 * at))
        for at, credit in enumerate(mix(text))
    ]


def split(prior, grace):
    return allocate_grace(prior, grace, STANDARD, params=DEFAULTS)


@pytest.mark.clause("080(2)")
def test_s_105_only_the_hours_that_are_missing_move():
    found = split(SHORT, later("A/T 3, A/L 2"))
    assert found.moved == {"g0": 0, "g1": 2}
    assert found.kept == {"g0": 3, "g1": 0}
    assert (found.total, found.cures) == (2, True)


def test_s_107_a_minimum_is_cured_though_the_total_was_met():
    prior = mix(MIX_030.replace("A/I[IB] 1", "A/I 1"))
    found = split(prior, later("A/I[IB] 1"))
    assert (found.moved, found.cures) == ({"g0": 1}, True)


def test_what_cannot_be_cured_is_named():
    found = split(SHORT, later("A/L 1.5"))
    assert found.moved == {"g0": Decimal("1.50")}
    assert found.missing[Requirement.LEGAL] == Decimal("0.50")
    assert not found.cures


def test_nothing_moves_where_nothing_is_missing():
    assert split(mix(MIX_030), later("A/T 3")).total == 0


def test_the_earlier_of_two_alike_moves():
    assert split(SHORT, later("A/L 2, A/L 2")).moved == {"g0": 2, "g1": 0}


@pytest.mark.parametrize(
    ("elected", "met", "told"),
    [
        pytest.param({"g0": "2", "g1": "2"}, False, "exceed the deficiency", id="S-109"),
        pytest.param({"g1": "2"}, True, "2.00 hours go to the old", id="as proposed"),
        pytest.param({"g0": "2"}, False, "leaves less missing", id="hours that do not cure"),
        pytest.param({"g9": "1"}, False, "has no 1.00 hours", id="an unknown credit"),
        pytest.param({"g1": "9"}, False, "has no 9.00 hours", id="more than the credit has"),
    ],
)
def test_an_officer_may_elect_another_legal_split(elected, met, told):
    chosen = {key: Decimal(f"{value}.00") for key, value in elected.items()}
    ruling = may_elect(chosen, SHORT, later("A/T 3, A/L 2"), STANDARD, params=DEFAULTS)
    assert ruling.met is met
    assert told in ruling.reason


PARTS = ("A/L 1", "A/T 2", "G/T 9", "A/I[IB] 1", "A/I[RP] 1", "A/S[FA] 2", "A/S[DE] 1", "F/L 5")


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.sampled_from(PARTS), max_size=6),
    st.lists(st.sampled_from(PARTS), min_size=1, max_size=4),
)
def test_no_hour_counts_twice_and_moving_all_covers_no_more(prior, grace):
    old, new = mix(", ".join(prior)) if prior else [], later(", ".join(grace))
    found = split(old, new)
    for credit in new:
        assert found.moved[credit.id] + found.kept[credit.id] == credit.hours
        assert 0 <= found.moved[credit.id] <= credit.hours
    everything = allocate([*old, *new], STANDARD, params=DEFAULTS)
    assert sum(found.missing.values()) == sum(everything.unreached.values())
