from datetime import date, datetime

import pytest

from cbt.regulation.filing import Attended, attendance_list, filed_in_time, list_due
from cbt.regulation.parameters import DEFAULTS
from cbt.regulation.periods import CHICAGO


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=CHICAGO)


@pytest.mark.clause("020(7)", "060(2)")
@pytest.mark.parametrize(
    ("completed", "due"),
    [
        pytest.param(date(2026, 5, 1), date(2026, 5, 15), id="S-133 two weeks"),
        pytest.param(date(2026, 12, 20), date(2027, 1, 3), id="S-135 a Sunday does not move it"),
        pytest.param(date(2028, 2, 20), date(2028, 3, 5), id="over a leap day"),
    ],
)
def test_the_list_is_due(completed, due):
    assert list_due(completed, params=DEFAULTS) == due


@pytest.mark.parametrize(
    ("filed", "now", "met", "reason"),
    [
        pytest.param(
            "2026-05-15 23:59", "2026-05-16", True, "Filed in time on 2026-05-15; due 2026-05-15.",
            id="S-133 in the last minute",
        ),
        pytest.param(
            "2026-05-16 00:00", "2026-05-16", False, "Filed late on 2026-05-16; due 2026-05-15.",
            id="S-133 a minute later",
        ),
        pytest.param(None, "2026-05-12", True, "Due 2026-05-15; 3 days are left.", id="open"),
        pytest.param(None, "2026-05-16", False, "Overdue since 2026-05-15.", id="overdue"),
    ],
)  # fmt: skip
def test_in_time_or_not(filed, now, met, reason):
    ruling = filed_in_time(
        date(2026, 5, 1), filed_at=at(filed) if filed else None, now=at(now), params=DEFAULTS
    )
    assert (ruling.met, ruling.reason) == (met, reason)


@pytest.mark.clause("020(7)", "020(5)(B)")
def test_s_137_everybody_who_attended_is_on_the_list():
    found = attendance_list(Attended(f"D{n:02}", "A", n < 10) for n in reversed(range(12)))
    assert len(found) == 12
    assert sum(one.successful for one in found) == 10
    assert found[0].license_number == "D00"
