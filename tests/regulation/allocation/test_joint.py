"""R-06 by the examples of the law and against the definition tried out."""
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cbt.regulation.allocation import Credit, Mode, allocate
from cbt.regulation.allocation.problem import minimum_of
from cbt.regulation.parameters import DEFAULTS, Parameters
from cbt.regulation.requirement import Requirement, Standard
from cbt.regulation.terms import Area, Designation, SourceClass
from tests.regulation.allocation import naive

START = datetime(2026, 1, 5, 18, tzinfo=UTC)


def cents(n):
    return Decimal(n) / 100


MINIMA = [r for r in Requirement]


@st.composite
def tiny_credits(draw, classes="AFG", most=4, cbt=False, many=False):
    made = []
    for i in range(draw(st.integers(0, most))):
        tops = draw(st.sets(st.sampled_from(list(Designation)), max_size=2 if many else 1))
        made.append(
            Credit(
                id=str(i),
                source=SourceClass(draw(st.sampled_from(classes))),
                area=draw(st.sampled_from(list(Area))),
                hours=cents(draw(st.integers(0, 3))),
                completed_at=START + timedelta(days=draw(st.integers(0, 3))),
                designations=frozenset(tops),
            )
        )
    return made


standards = st.builds(
    Standard,
    minimum=st.fixed_dictionaries({r: st.integers(0, 3).map(cents) for r in Requirement}),
    in_service_cap=st.integers(0, 5).map(cents),
    college_cap=st.integers(0, 5).map(cents),
)


def check(made, standard, params=DEFAULTS):
    counted, reached, attainable, possible = naive.best(made, standard, params=params)
    got = allocate(made, standard, params=params)
    assert got.counted == counted
    assert {r: int(v * 100) for r, v in got.attainable.items()} == attainable
    assert {r: int(v * 100) for r, v in got.reached.items()} == reached
    assert len(got.conflict) == naive.smallest_conflict(possible, minimum_of(standard))
    assert got.feasible == (not got.conflict)


@settings(max_examples=300, deadline=None)
@given(tiny_credits(classes="G", most=5), standards)
def test_one_pool(made, standard):
    check(made, standard)


@settings(max_examples=300, deadline=None)
@given(tiny_credits(classes="FG", most=5), standards)
def test_two_pools(made, standard):
    check(made, standard)


@settings(max_examples=200, deadline=None)
@given(tiny_credits(classes="AFG", most=4, many=True), standards)
def test_choices(made, standard):
    check(made, standard)
