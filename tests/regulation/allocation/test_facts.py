"""A credit as allocation knows it."""

from datetime import datetime
from decimal import Decimal

import pytest

from cbt.regulation.allocation import Credit
from cbt.regulation.terms import Area, SourceClass
from tests.regulation.notation import START


def test_a_moment_without_a_time_zone_is_refused():
    with pytest.raises(ValueError, match="Credit 7: completed_at carries no time zone"):
        Credit("7", SourceClass.PROVIDER, Area.LEGAL, Decimal(2), datetime(2026, 1, 5))


@pytest.mark.parametrize(
    ("hours", "sentence"),
    [
        pytest.param("-0.01", "hours are never negative; got -0.01", id="below zero"),
        pytest.param("1.005", "at most two decimals; got 1.005", id="finer than a hundredth"),
    ],
)
def test_hours_that_no_credit_has_are_refused(hours, sentence):
    with pytest.raises(ValueError, match=sentence):
        Credit("7", SourceClass.PROVIDER, Area.LEGAL, Decimal(hours), START)
