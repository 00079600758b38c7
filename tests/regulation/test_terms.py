from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cbt.regulation import terms
from cbt.regulation.ruling import Ruling, unmet


@pytest.mark.parametrize(
    ("hours", "count"),
    [
        pytest.param("24", 2400, id="a year's hours"),
        pytest.param("0.02", 2, id="one minute of a fifty-minute hour"),
        pytest.param("1.980", 198, id="a zero too many is no finer hour"),
    ],
)
def test_hundredths(hours, count):
    assert terms.hundredths(Decimal(hours)) == count


def test_hundredths_refuses_what_is_finer():
    with pytest.raises(ValueError, match="at most two decimals; got 0.005"):
        terms.hundredths(Decimal("0.005"))


@given(st.integers(0, 10**7))
def test_hours_and_hundredths_are_each_other_s_inverse(count):
    assert terms.hundredths(terms.hours(count)) == count


def test_hours_print_two_decimals():
    assert str(terms.hours(350)) == "3.50"


@pytest.mark.clause("010(4)")
def test_seven_source_classes_by_the_letters_of_010_4():
    assert "".join(terms.SourceClass) == "ABCDEFG"


def test_unmet_keeps_the_order():
    met, first, second = (
        Ruling("010(2)", True, "24.00 of 24.00 hours."),
        Ruling("010(5)", False, "4.00 of 8.00 hours."),
        Ruling("010(9)", False, "0.00 of 1.00 hours."),
    )
    assert unmet((first, met, second)) == (first, second)
