from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cbt.regulation.parameters import DEFAULTS, Parameters
from cbt.regulation.periods import add_years, grace_end, legal_date, period_bounds, period_of

NEW_YORK, LOS_ANGELES = ZoneInfo("America/New_York"), ZoneInfo("America/Los_Angeles")


@pytest.mark.clause("010(1)")
@pytest.mark.parametrize(
    ("instant", "period"),
    [
        pytest.param(
            datetime(2027, 1, 1, 5, 59, 59, tzinfo=UTC), 2026, id="S-001 the year's last second"
        ),
        pytest.param(datetime(2027, 1, 1, 6, tzinfo=UTC), 2027, id="the year's first second"),
        pytest.param(
            datetime(2027, 1, 1, 0, 30, tzinfo=NEW_YORK), 2026, id="S-003 an officer further east"
        ),
        pytest.param(
            datetime(2026, 12, 31, 22, 30, tzinfo=LOS_ANGELES), 2027, id="S-003 further west"
        ),
    ],
)
def test_010_1_period_of(instant, period):
    assert period_of(instant) == period


def test_an_instant_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="carries no time zone"):
        period_of(datetime(2026, 1, 1))


@pytest.mark.clause("010(1)")
@pytest.mark.parametrize(("year", "days"), [(2026, 365), (2028, 366)])
def test_010_1_a_period_is_a_chicago_year(year, days):
    start, end = period_bounds(year)
    assert start == datetime(year, 1, 1, 6, tzinfo=UTC)
    assert end - start == timedelta(days=days)


@given(st.datetimes(datetime(2017, 1, 2), datetime(2100, 1, 1), timezones=st.just(UTC)))
def test_every_instant_lies_within_the_bounds_of_its_period(instant):
    start, end = period_bounds(period_of(instant))
    assert start <= instant < end


@pytest.mark.clause("080(2)")
@pytest.mark.parametrize(
    ("period", "rolls", "end"),
    [
        pytest.param(
            2018, False, datetime(2019, 3, 16, 5, tzinfo=UTC), id="S-101 the fifteenth is inclusive"
        ),
        pytest.param(2025, False, datetime(2026, 3, 16, 5, tzinfo=UTC), id="S-103 no roll"),
        pytest.param(
            2025, True, datetime(2026, 3, 17, 5, tzinfo=UTC), id="S-103 where Sundays roll"
        ),
        pytest.param(2026, True, datetime(2027, 3, 16, 5, tzinfo=UTC), id="a Monday rolls never"),
    ],
)
def test_080_2_grace_end(period, rolls, end):
    params = Parameters({**DEFAULTS, "grace.sunday_rolls": rolls})
    assert grace_end(period, params=params) == end


def test_a_moment_without_a_zone_has_no_legal_date():
    with pytest.raises(ValueError, match="carries no time zone"):
        legal_date(datetime(2026, 1, 1))
    assert legal_date(datetime(2026, 1, 1, 5, 59, tzinfo=UTC)).year == 2025


def test_years_are_added_over_leap_days():
    leap = datetime(2028, 2, 29).date()
    assert [add_years(leap, n).isoformat() for n in (1, 4)] == ["2029-03-01", "2032-02-29"]
