"""One cap in closed form: what it leaves to the program, and what it takes."""

import pytest

from cbt.regulation.allocation.facts import Pool
from cbt.regulation.allocation.problem import Entry
from cbt.regulation.allocation.transport import pair, pick
from cbt.regulation.requirement import Requirement

LEGAL, TECHNICAL = Requirement.LEGAL, Requirement.TECHNICAL
DE, IB = Requirement.DE_ESCALATION, Requirement.IMPLICIT_BIAS


def in_service(hours, *served):
    return Entry(hours, Pool.IN_SERVICE, (frozenset(served),))


@pytest.mark.parametrize(
    ("served", "expected"),
    [
        pytest.param((), (None, None), id="nothing but the total"),
        pytest.param((LEGAL,), (LEGAL, None), id="an area"),
        pytest.param((DE,), (None, DE), id="a designation"),
        pytest.param((LEGAL, DE), (LEGAL, DE), id="one of each"),
        pytest.param((LEGAL, DE, IB), None, id="two designations"),
    ],
)
def test_what_an_hour_serves(served, expected):
    assert pair(frozenset(served)) == expected


@pytest.mark.parametrize(
    ("entries", "cap", "owed", "counted"),
    [
        pytest.param([in_service(200, LEGAL, DE, IB)], 100, {DE: 100}, None, id="left to others"),
        pytest.param(
            [in_service(200, LEGAL), in_service(200, TECHNICAL)], 300,
            {LEGAL: 200, TECHNICAL: 200}, None, id="four hours owed under a cap of three",
        ),
        pytest.param(
            [in_service(200, LEGAL), in_service(200, TECHNICAL)], 300,
            {LEGAL: 100, TECHNICAL: 200}, [100, 200], id="the first gives way as far as it must",
        ),
        pytest.param(
            [in_service(200, LEGAL), in_service(200, TECHNICAL, DE)], 200,
            {TECHNICAL: 100, DE: 100}, [100, 100], id="an hour that serves two of the owed",
        ),
        pytest.param(
            [in_service(200), in_service(200)], 300, {}, [200, 100], id="nothing owed: the earliest"
        ),
        pytest.param(
            [in_service(100, LEGAL), in_service(100, LEGAL, DE), in_service(100, TECHNICAL)], 200,
            {LEGAL: 100, DE: 100, TECHNICAL: 100}, [0, 100, 100], id="none of the first",
        ),
    ],
)  # fmt: skip
def test_hours_under_one_cap(entries, cap, owed, counted):
    assert pick(entries, cap, owed) == counted
