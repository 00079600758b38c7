from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from fractions import Fraction

import pytest

from cbt.regulation.canonical import canonical, digest
from cbt.regulation.ruling import Ruling
from cbt.regulation.terms import Area, Segment


def test_the_canonical_form():
    value = {
        "b": [1, True, None, Decimal("2.50"), Fraction(1, 2)],
        "a": {date(2026, 1, 2): Area.LEGAL},
        "c": frozenset({"y", "x"}),
    }
    assert canonical(value) == (
        b'{"a":{"2026-01-02":"L"},"b":[1,true,null,"2.50","1/2"],"c":["x","y"]}'
    )


def test_records_are_their_fields_and_moments_are_utc():
    assert canonical(Ruling("010(2)", True, "é")) == (
        '{"clause":"010(2)","met":true,"reason":"é"}'.encode()
    )
    assert canonical(Segment(Area.SKILL, Decimal(1)))
    here = datetime(2026, 1, 1, 6, tzinfo=timezone(timedelta(hours=-6)))
    assert digest(here) == digest(here.astimezone(UTC))


@pytest.mark.parametrize("value", [0.5, object(), {"a": 1.0}])
def test_what_has_no_canonical_form(value):
    with pytest.raises(TypeError, match="has no canonical form"):
        canonical(value)
