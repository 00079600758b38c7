from decimal import Decimal
from fractions import Fraction

import pytest

from cbt.regulation.parameters import DEFAULTS


@pytest.mark.parametrize(
    ("reader", "key", "value"),
    [
        pytest.param("hours", "req.total", Decimal("24.00"), id="010(2) twenty-four hours"),
        pytest.param("whole", "list.due_days", 14, id="020(7) two weeks"),
        pytest.param("share", "pass.share", Fraction(7, 10), id="070(6) seventy percent"),
        pytest.param("flag", "grace.sunday_rolls", False, id="080(2) a Sunday does not roll"),
        pytest.param("choice", "grace.month_day", "03-15", id="080(2) March fifteenth"),
    ],
)
def test_defaults(reader, key, value):
    assert getattr(DEFAULTS, reader)(key) == value


@pytest.mark.parametrize(
    ("reader", "key"),
    [
        ("hours", "list.due_days"),
        ("whole", "grace.sunday_rolls"),
        ("share", "req.total"),
        ("flag", "list.due_days"),
        ("choice", "req.total"),
    ],
)
def test_a_reader_refuses_the_wrong_kind(reader, key):
    with pytest.raises(TypeError, match=key):
        getattr(DEFAULTS, reader)(key)


def test_no_parameter_is_a_float():
    assert not [key for key in DEFAULTS if isinstance(DEFAULTS[key], float)]
    assert len(set(DEFAULTS)) == len(DEFAULTS)
