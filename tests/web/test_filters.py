from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cbt.web import filters

WINTER = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)
SUMMER = datetime(2026, 7, 4, 4, 59, tzinfo=UTC)


def minutes(amount):
    return timedelta(minutes=amount)


@pytest.mark.parametrize(
    ("filter_", "value", "words"),
    [
        pytest.param("moment", WINTER, "Nov 24, 2026, 09:00 CST", id="standard time"),
        pytest.param("moment", SUMMER, "Jul 3, 2026, 23:59 CDT", id="the day before in Chicago"),
        pytest.param("clock", WINTER, "09:00 CST", id="time of day"),
        pytest.param("day", SUMMER, "July 3, 2026", id="the legal date of a moment"),
        pytest.param("day", date(2026, 1, 1), "January 1, 2026", id="a date as it is"),
        pytest.param("number", Decimal("17.50"), "17.5", id="no trailing zero"),
        pytest.param("number", Decimal("20.00"), "20", id="the zeros of twenty stay"),
        pytest.param("number", 16000, "16,000", id="thousands"),
        pytest.param("hours", Decimal("1.00"), "1 hour", id="one hour"),
        pytest.param("hours", Decimal("0.25"), "0.25 hours", id="a quarter"),
        pytest.param("hours", 0, "0 hours", id="no hours"),
        pytest.param("duration", timedelta(), "no time", id="nothing"),
        pytest.param("duration", timedelta(seconds=59), "under a minute", id="seconds"),
        pytest.param("duration", timedelta(minutes=58, seconds=59), "58 min", id="rounded down"),
        pytest.param("duration", minutes(60), "1 h", id="an hour"),
        pytest.param("duration", minutes(64), "1 h 04 min", id="an hour and minutes"),
        pytest.param("percent", Fraction(2, 3), "66 %", id="rounded down, too"),
        pytest.param("percent", Fraction(1), "100 %", id="all of it"),
    ],
)
def test_filter(filter_, value, words):
    assert getattr(filters, filter_)(value) == words


@pytest.mark.parametrize(
    ("amount", "words"), [(0, "no officers"), (1, "1 officer"), (1200, "1,200 officers")]
)
def test_count(amount, words):
    assert filters.count(amount, "officer") == words


def test_count_takes_an_irregular_plural():
    assert filters.count(2, "agency", "agencies") == "2 agencies"


def test_a_negative_length_is_a_mistake():
    with pytest.raises(ValueError, match="not negative"):
        filters.duration(minutes(-1))


@given(st.timedeltas(min_value=minutes(1), max_value=timedelta(hours=99)))
def test_a_duration_reads_back_as_its_whole_minutes(length):
    words = filters.duration(length).split()
    amounts = dict(zip(words[1::2], map(int, words[::2]), strict=True))
    assert amounts.get("h", 0) * 60 + amounts.get("min", 0) == length // minutes(1)


def test_stacked_gives_each_cell_its_head_and_escapes_it():
    cells = filters.stacked('<th scope="row">a</th><td>b</td><td>c</td>', ["One", "<Two>"])
    assert cells == (
        '<th data-label="One" scope="row">a</th>'
        '<td data-label="&lt;Two&gt;">b</td><td data-label="">c</td>'
    )
