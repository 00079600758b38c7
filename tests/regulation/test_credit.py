from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cbt.regulation.credit import (
    college_credit,
    instruction_seconds,
    instructor_credit,
    live_credit,
    quarter_hours,
)
from cbt.regulation.parameters import DEFAULTS, Parameters
from cbt.regulation.periods import CHICAGO

MINUTE = 60


def with_increment(increment):
    return Parameters({**DEFAULTS, "credit.live_increment": Decimal(increment)})


@pytest.mark.clause("020(3)(A)")
@pytest.mark.parametrize(
    ("minutes", "increment", "credit"),
    [
        pytest.param(49, "0.50", "0.50", id="S-069 49 minutes"),
        pytest.param(49, "1.00", "0.00", id="S-069 whole hours only"),
        pytest.param(49, "0.02", "0.98", id="S-069 to the minute"),
        pytest.param(99, "0.50", "1.50", id="S-071 99 minutes"),
        pytest.param(99, "1.00", "1.00", id="S-071 whole hours only"),
        pytest.param(99, "0.02", "1.98", id="S-071 to the minute"),
        pytest.param(100, "0.50", "2.00", id="S-071 100 minutes"),
        pytest.param(60, "0.50", "1.00", id="S-073 the hour that the clocks spring"),
        pytest.param(80, "0.50", "1.50", id="S-075 twenty minutes late of 100"),
    ],
)
def test_020_3_a_live_credit(minutes, increment, credit):
    assert live_credit(minutes * MINUTE, params=with_increment(increment)) == Decimal(credit)


@pytest.mark.clause("020(3)(B)")
@pytest.mark.parametrize(
    ("minutes", "credit"),
    [
        pytest.param(59, "0.50", id="S-061 59 minutes"),
        pytest.param(60, "1.00", id="S-061 60 minutes"),
        pytest.param(120, "2.00", id="S-063 the first of two teachers"),
    ],
)
def test_020_3_b_instructor_credit(minutes, credit):
    assert instructor_credit(minutes * MINUTE, params=DEFAULTS) == Decimal(credit)


@pytest.mark.clause("020(3)(C)")
@pytest.mark.parametrize(
    ("semester_hours", "accredited", "related", "credit"),
    [
        pytest.param("4", True, True, "8.00", id="S-065 four semester hours"),
        pytest.param("5", True, True, "10.00", id="S-065 five, earned though capped at 8"),
        pytest.param("1.5", True, True, "3.00", id="one and a half"),
        pytest.param("0", True, True, "0.00", id="a failed course"),
        pytest.param("4", False, True, "0.00", id="not accredited"),
        pytest.param("4", True, False, "0.00", id="not related"),
    ],
)
def test_020_3_c_college_credit(semester_hours, accredited, related, credit):
    earned = college_credit(
        Decimal(semester_hours), accredited=accredited, related=related, params=DEFAULTS
    )
    assert earned == Decimal(credit)


@given(st.integers(0, 10**6), st.integers(0, 10**4))
def test_more_time_never_gives_less(seconds, more):
    longer = live_credit(seconds + more, params=DEFAULTS)
    assert longer >= live_credit(seconds, params=DEFAULTS)


@pytest.mark.parametrize("rate", [live_credit, instructor_credit])
def test_time_below_zero_is_refused(rate):
    with pytest.raises(ValueError, match="cannot last -1 seconds"):
        rate(-1, params=DEFAULTS)


def test_semester_hours_below_zero_are_refused():
    with pytest.raises(ValueError, match="Nobody earns -1"):
        college_credit(Decimal(-1), accredited=True, related=True, params=DEFAULTS)


def test_s_067_quarter_hours_wait_for_a_factor():
    assert quarter_hours(Decimal(3), params=DEFAULTS) is None
    params = Parameters({**DEFAULTS, "credit.quarter_hour_factor": Fraction(2, 3)})
    semester = quarter_hours(Decimal(3), params=params)
    assert college_credit(semester, accredited=True, related=True, params=params) == 4


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=CHICAGO)


@pytest.mark.clause("020(3)(A)")
@pytest.mark.parametrize(
    ("began", "ended", "options", "minutes"),
    [
        pytest.param("2026-03-08 01:30", "2026-03-08 03:30", {}, 60, id="S-073 clocks spring"),
        pytest.param("2026-11-01 00:30", "2026-11-01 02:30", {}, 180, id="and fall"),
        pytest.param(
            "2026-05-04 09:00", "2026-05-04 10:40", {"arrived": at("2026-05-04 09:20")}, 80,
            id="S-075 twenty minutes late",
        ),
        pytest.param(
            "2026-05-04 09:00", "2026-05-04 10:40", {"left": at("2026-05-04 10:00")}, 60,
            id="left early",
        ),
        pytest.param(
            "2026-05-04 09:00", "2026-05-04 12:00",
            {"breaks": [(at("2026-05-04 10:00"), at("2026-05-04 10:15"))]}, 165, id="a break",
        ),
        pytest.param(
            "2026-05-04 09:00", "2026-05-04 12:00",
            {"breaks": [(at("2026-05-04 08:00"), at("2026-05-04 09:15"))],
             "arrived": at("2026-05-04 09:10")}, 165, id="only the common part of a break",
        ),
        pytest.param(
            "2026-05-04 09:00", "2026-05-04 10:00", {"arrived": at("2026-05-04 11:00")}, 0,
            id="came when it was over",
        ),
    ],
)  # fmt: skip
def test_instruction_received(began, ended, options, minutes):
    assert instruction_seconds(at(began), at(ended), **options) == minutes * MINUTE


def test_what_is_no_session_is_refused():
    now = datetime(2026, 5, 4, tzinfo=UTC)
    with pytest.raises(ValueError, match="before it began"):
        instruction_seconds(now, now - timedelta(hours=1))
    with pytest.raises(ValueError, match="carries no time zone"):
        instruction_seconds(datetime(2026, 5, 4), now)
